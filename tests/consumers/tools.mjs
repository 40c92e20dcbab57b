/**
 * The runtimes, bundlers and test runners of the matrix: packages of a lock file of their own, and
 * those of rare rows of another.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../../pkg-template/scripts/run.mjs";
import { say } from "../../pkg-template/scripts/terminal.mjs";

/**
 * Installs them where that has not been done, or was done from another lock file.
 * @param {"tools" | "tools-rare"} [folder]
 * @returns {Promise<string>} Their `node_modules`.
 */
export async function installTools(folder = "tools") {
  const dir = fileURLToPath(new URL(folder, import.meta.url));
  const modules = join(dir, "node_modules");
  const stamp = join(modules, ".lock-sha256");
  const lock = createHash("sha256").update(readFileSync(join(dir, "package-lock.json")));
  const wanted = lock.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return modules;
  say("installing the consumers' tools (a minute or two)");
  // Not "npm ci", which wants the lock file to have the programs of every platform, also where the
  // registry that wrote it had none. This keeps to the lock file too, and leaves it as it is. No
  // script is needed: the programs come as packages, one for each platform.
  const flags = ["--no-save", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  await run("npm", ["install", ...flags], {
    cwd: dir,
    quiet: true,
    otherwise: `npm install failed in tests/consumers/${folder}; see what it says above.`,
  });
  writeFileSync(stamp, wanted);
  return modules;
}
