/** A consumer's folder: what its user wrote, the installed tarball, and the tools. */
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** @type {(path: string) => string} */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * @param {string} dir
 * @param {import("./row.mjs").Row} row
 * @param {import("./row.mjs").Ground} ground
 * @param {import("./processes.mjs").Processes} processes
 */
export async function fillFolder(dir, row, ground, processes) {
  for (const files of [row.files ?? []].flat()) cpSync(here(files), dir, { recursive: true });
  const manifest = join(dir, "package.json");
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true, "type": "module" }\n');
  await writeCalls(dir);
  if (row.install !== "none") await install(ground.tarball, processes);
  for (const name of row.packages ?? []) {
    link(join(packagesOf(row, ground), name), join(dir, "node_modules", name));
  }
}

/**
 * The `node_modules` that a row's packages are from.
 * @param {import("./row.mjs").Row} row
 * @param {import("./row.mjs").Ground} ground
 */
export function packagesOf({ rare }, { tools, rareTools }) {
  if (!rare) return tools;
  if (!rareTools) throw new Error("tests/consumers/tools-rare was not installed.");
  return rareTools;
}

/** @param {string} dir */
async function writeCalls(dir) {
  const code = readFileSync(here("shared/calls.js"), "utf8");
  writeFileSync(join(dir, "calls.js"), code);
  // Not before set-up: it is an npm package.
  const { transform } = await import("esbuild");
  const commonJs = await transform(code, { format: "cjs", target: "es2022" });
  writeFileSync(join(dir, "calls.cjs"), commonJs.code);
}

/**
 * @param {string} tarball
 * @param {import("./processes.mjs").Processes} processes
 */
async function install(tarball, processes) {
  const flags = ["--offline", "--no-audit", "--no-fund"];
  const { code } = await processes.exec("npm", ["install", ...flags, tarball]);
  if (code !== 0) throw new Error("The tarball does not install.");
}

/**
 * Makes a tool findable by its name, and its programs with it.
 * @param {string} from
 * @param {string} to
 */
function link(from, to) {
  if (!existsSync(from)) throw new Error(`There is no such package: ${from}`);
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(from, to, "junction");
}
