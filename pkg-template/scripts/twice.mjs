/**
 * `npm run build:twice`: builds the last commit from nothing, in two folders and with two homes of
 * cargo, and tells whether the same bytes came out. It compiles everything four times, which is too
 * long for `npm test`.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { root, toolsDir } from "./paths.mjs";
import { endOnSignal, run } from "./run.mjs";
import { setUp } from "./setup.mjs";
import { SUM } from "./sums.mjs";
import { Stop, runAsProgram, say } from "./terminal.mjs";

/** Of different lengths, so that a path left in a file moves what follows it. */
const FOLDERS = ["a", "another-folder/of-another-length"];

async function buildTwice() {
  endOnSignal();
  await setUp();
  const dir = mkdtempSync(join(tmpdir(), "reportei-twice-"));
  process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
  const sums = [];
  for (const folder of FOLDERS) sums.push(await buildIn(join(dir, folder)));
  if (sums[0] !== sums[1]) throw new Stop(`The two builds differ:\n${sums.join("\nand\n")}`);
  console.log(sums[0]);
  say("the two builds are the same, byte for byte");
}

/**
 * @param {string} folder
 * @returns {Promise<string>} The lines with the sums.
 */
async function buildIn(folder) {
  say(`building in ${folder}`);
  const clone = join(folder, "clone");
  const cargoHome = join(folder, "cargo");
  mkdirSync(cargoHome, { recursive: true });
  await run("git", ["clone", "--quiet", root, clone], {
    otherwise: "git could not clone this folder; see what it says above.",
  });
  // The same tools and the same downloads: what is asked is whether their place can be seen.
  symlinkSync(toolsDir, join(clone, ".tools"), "dir");
  const registry = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry");
  if (existsSync(registry)) symlinkSync(registry, join(cargoHome, "registry"), "dir");
  const output = await run(process.execPath, ["pkg-template/scripts/build.mjs"], {
    cwd: clone,
    env: { CARGO_HOME: cargoHome },
    otherwise: "The build failed; see what it says above.",
  });
  const sums = output.split("\n").filter((line) => line.startsWith(`${SUM} `));
  if (sums.length !== 3) throw new Stop("The build printed no sums; see what it says above.");
  return sums.join("\n");
}

await runAsProgram(import.meta.url, buildTwice);
