/**
 * `npm run docs`: the reference, as static pages in `target/docs`. Of the package's declarations by
 * TypeDoc, of the crate by rustdoc in `target/docs/crate`. A warning of either is an error.
 */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../scripts/build.mjs";
import { installPackages } from "../scripts/packages.mjs";
import { root } from "../scripts/paths.mjs";
import { endOnSignal, run } from "../scripts/run.mjs";
import { setUp } from "../scripts/setup.mjs";
import { runAsProgram, say } from "../scripts/terminal.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** The folder of the pages. */
export const docsDir = join(root, "target/docs");

/** Of the package that is in `pkg/`. */
export async function writeDocs() {
  // TypeDoc with a TypeScript that it supports: the project's own is newer.
  const modules = await installPackages(here, "TypeDoc");
  say("docs: the package's types");
  await run(process.execPath, [join(modules, "typedoc/bin/typedoc")], {
    cwd: here,
    otherwise: "TypeDoc warns of the declarations; see what it says above.",
  });
  say("docs: the crate");
  const denyWarnings = ["--", "-D", "warnings", "--document-private-items"];
  await run("cargo", ["rustdoc", "--lib", "--all-features", ...denyWarnings], {
    cwd: root,
    otherwise: "rustdoc warns of the crate's docs; see what it says above.",
  });
  // Last: TypeDoc empties its folder.
  cpSync(join(root, "target/doc"), join(docsDir, "crate"), { recursive: true });
}

await runAsProgram(import.meta.url, async () => {
  endOnSignal();
  const { pins } = await setUp();
  await build(pins);
  await writeDocs();
  say(`written: ${join(docsDir, "index.html")}`);
});
