/** npm packages of a folder that has a lock file of its own. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./paths.mjs";
import { run } from "./run.mjs";
import { say } from "./terminal.mjs";

/**
 * Installs them where that has not been done, or was done from another lock file.
 * @param {string} dir
 * @param {string} what What they are, for who waits.
 * @returns {Promise<string>} Their `node_modules`.
 */
export async function installPackages(dir, what) {
  const modules = join(dir, "node_modules");
  const stamp = join(modules, ".lock-sha256");
  const lock = createHash("sha256").update(readFileSync(join(dir, "package-lock.json")));
  const wanted = lock.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return modules;
  say(`installing ${what}`);
  // Not "npm ci", which wants the lock file to have the programs of every platform, also where the
  // registry that wrote it had none. This keeps to the lock file too, and leaves it as it is. No
  // script is needed: the programs come as packages, one for each platform.
  const flags = ["--no-save", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  await run("npm", ["install", ...flags], {
    cwd: dir,
    quiet: true,
    otherwise: `npm install failed in ${relative(root, dir)}; see what it says above.`,
  });
  writeFileSync(stamp, wanted);
  return modules;
}
