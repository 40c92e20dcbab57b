/** Where the examples find the package. */
import { existsSync, lstatSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pkgDir, root } from "./paths.mjs";

/**
 * Lets the examples import the package by its name, as users do. A link rather than an entry in
 * package.json: `npm ci` has to work before there is a `pkg/`, and takes the link away.
 */
export function linkPackage() {
  const link = join(root, "node_modules", "reportei-customers");
  if (existsSync(link) && lstatSync(link).isSymbolicLink()) return;
  rmSync(link, { recursive: true, force: true });
  symlinkSync(pkgDir, link, "junction");
}
