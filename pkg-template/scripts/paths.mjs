/** Where things are in a checkout. */
import { fileURLToPath } from "node:url";

/** The project's root, without a slash at the end. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");

/** @param {string} path From the root, with slashes. */
const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The template of the package, and the package made from it. */
export const templateDir = at("pkg-template");
export const pkgDir = at("pkg");

/** Tools that cargo builds for this project alone. Git ignores them. */
export const toolsDir = at(".tools");
export const toolsBin = at(".tools/bin");

/** What the build keeps between two runs. */
export const workDir = at("target/package");
