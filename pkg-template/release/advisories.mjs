/**
 * `npm run advisories`: looks up every dependency of every lock file, of cargo and of npm, in the lists
 * of known weaknesses. It needs a network, so it is no part of `npm test`.
 */
import { dirname, join } from "node:path";
import { root, toolsBin } from "../scripts/paths.mjs";
import { attempt, endOnSignal, run } from "../scripts/run.mjs";
import { setUp } from "../scripts/setup.mjs";
import { Stop, runAsProgram, say } from "../scripts/terminal.mjs";

/** @returns {Promise<string[]>} The folders of the lock files of one name, from the root. */
export async function foldersWith(/** @type {string} */ lockFile) {
  const files = await run("git", ["ls-files", lockFile, `**/${lockFile}`], {
    cwd: root,
    quiet: true,
    otherwise: "git cannot list the lock files; see what it says above.",
  });
  return files.trim().split("\n").map(dirname);
}

/**
 * What looks up each lock file.
 * @returns {Promise<{ dir: string, program: string, args: string[] }[]>}
 */
export async function lookUps() {
  const config = join(root, "pkg-template/release/deny.toml");
  const deny = join(toolsBin, "cargo-deny");
  const crates = await foldersWith("Cargo.lock");
  const packages = await foldersWith("package-lock.json");
  return [
    ...crates.map((dir) => ({
      dir,
      program: deny,
      args: ["--config", config, "check", "advisories"],
    })),
    ...packages.map((dir) => ({ dir, program: "npm", args: ["audit", "--package-lock-only"] })),
  ];
}

await runAsProgram(import.meta.url, async () => {
  endOnSignal();
  await setUp({ release: true });
  const failed = [];
  for (const { dir, program, args } of await lookUps()) {
    say(`${dir}: ${args.includes("audit") ? "npm audit" : "cargo deny"}`);
    const { code } = await attempt(program, args, { cwd: join(root, dir) });
    if (code !== 0) failed.push(dir);
  }
  if (failed.length) throw new Stop(`Not clean, or not looked up: ${failed.join(", ")}.`);
});
