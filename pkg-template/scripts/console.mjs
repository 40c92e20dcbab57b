/** The console of `examples-web/console`: its packages, its build, and its server. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { installPackages } from "./packages.mjs";
import { pkgDir, root } from "./paths.mjs";
import { endOnSignal, launch, run } from "./run.mjs";
import { Stop, say } from "./terminal.mjs";

export const consoleDir = join(root, "examples-web/console");

/** What the parts are built from, beside the lock file: the page has the package in it. */
const SOURCES = {
  server: ["server", "shared", "vite.server.config.ts"],
  page: ["page", "shared", "vite.config.ts", join(pkgDir, "index.js")],
};

/** @param {string[]} args What its server is told. */
export async function runConsole(args) {
  await prepareConsole();
  const server = launch(process.execPath, ["dist/server/main.js", ...args], { cwd: consoleDir });
  endOnSignal(() => {
    server.end();
    return server.ended;
  });
  const { code } = await server.ended;
  if (code !== 0) throw new Stop("The console ended; see what it says above.");
}

/** Installs what it needs, and builds what has changed of it. */
export async function prepareConsole() {
  await installConsole();
  await buildConsole("server");
  await buildConsole("page");
}

export function installConsole() {
  return installPackages(consoleDir, "the console's packages");
}

/**
 * Builds a part where something that it is built from has changed.
 * @param {keyof typeof SOURCES} part
 */
export async function buildConsole(part) {
  const stamp = join(consoleDir, "dist", `.${part}-sha256`);
  const wanted = sumOf(["package-lock.json", ...SOURCES[part]]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say(`building the console's ${part}`);
  await run("npm", ["run", "--silent", `build:${part}`], {
    cwd: consoleDir,
    quiet: true,
    otherwise: `The console's ${part} does not build; see what it says above.`,
  });
  writeFileSync(stamp, wanted);
}

/** @param {string[]} paths From the console's folder: files, and folders with all that is in them. */
function sumOf(paths) {
  const sum = createHash("sha256");
  for (const file of paths.flatMap((path) => filesOf(resolve(consoleDir, path)))) {
    sum.update(`${file}\0`).update(readFileSync(file)).update("\0");
  }
  return sum.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats ? [path] : [];
  return readdirSync(path).flatMap((name) => filesOf(join(path, name)));
}
