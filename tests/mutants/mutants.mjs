/**
 * `npm run mutants`: makes every mutant of the pure core that cargo-mutants knows, and writes which of them
 * no native test catches. `-- --module call/retry` tests one module only.
 *
 * The results of a module are written when it is complete, and it is tested again only where its source
 * changed. Where tests changed, only its missed mutants are: more tests catch no fewer of the others.
 * Where native tests were removed, `--fresh` tests all again.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root, toolsBin } from "../../pkg-template/scripts/paths.mjs";
import { attempt, endOnSignal } from "../../pkg-template/scripts/run.mjs";
import { setUpMutants } from "../../pkg-template/scripts/setup.mjs";
import { Stop, runAsProgram, say } from "../../pkg-template/scripts/terminal.mjs";
import { copyProject } from "../run/copy.mjs";
import {
  merged,
  readOutcomes,
  readResults,
  sourceHash,
  testsHash,
  writeResults,
} from "./results.mjs";
import { problems, writeTable } from "./table.mjs";

/** @typedef {import("./results.mjs").Mutant} Mutant */
/** @typedef {import("./results.mjs").Module} Module */

const WORK = join(root, "target/mutants");
const COPY = join(WORK, "copy");
const MUTANTS = join(toolsBin, "cargo-mutants");
const ENV = {
  CARGO_TARGET_DIR: WORK,
  // The same inputs each time, and no search for a smaller one that fails too.
  PROPTEST_RNG_SEED: "1",
  PROPTEST_MAX_SHRINK_ITERS: "0",
};
/** Nearly all mutants that properties catch at all, they catch by one of the first inputs. */
const FEW_INPUTS = { PROPTEST_CASES: "16" };
/** cargo-mutants' exit codes where it came to the end: all caught, some missed, some timed out. */
const COMPLETE = [0, 2, 3];

async function main() {
  endOnSignal();
  const { chosen, isFresh } = readOptions();
  const version = await setUpMutants();
  const all = await list();
  const files = [...new Set(all.map(({ file }) => file))];
  if (chosen && !files.includes(chosen)) throw new Stop(`${chosen} is no module with mutants.`);
  const results = readResults();
  for (const file of chosen ? [chosen] : files) {
    const names = all.filter((mutant) => mutant.file === file).map(({ name }) => name);
    const found = await test(file, names, isFresh ? undefined : results[file]);
    if (!found) continue;
    results[file] = found;
    writeResults(results, files);
    writeTable(results, files, version);
  }
  writeTable(results, files, version);
  const todo = problems(results, files);
  if (todo.length) throw new Stop(todo.join("\n  "));
  say("every mutant that no test catches is explained");
}

/** @returns {Promise<Mutant[]>} */
async function list() {
  const { code, stdout, output } = await mutants(["--list", "--json"], {
    cwd: root,
    quiet: true,
  });
  if (code !== 0) throw new Stop(`cargo-mutants cannot list the mutants: ${output.trim()}`);
  return JSON.parse(stdout);
}

/**
 * Tests a module, where that tells anything new.
 * @param {string} file
 * @param {string[]} all The names of its mutants.
 * @param {Module | undefined} known
 * @returns {Promise<Module | undefined>}
 */
async function test(file, all, known) {
  const [source, tests] = [sourceHash(file), testsHash()];
  const isSame = known?.source === source;
  if (isSame && (known.tests === tests || known.missed.length === 0)) return undefined;
  await copyProject(COPY);
  const first = isSame ? known : await round(file, all, FEW_INPUTS);
  const missed = first.missed.map(({ name }) => name);
  const found = missed.length ? merged(first, await round(file, missed)) : first;
  return { ...found, source, tests };
}

/**
 * @param {string} file
 * @param {string[]} names Of the mutants.
 * @param {NodeJS.ProcessEnv} [env]
 */
async function round(file, names, env) {
  const out = join(WORK, "out", file);
  mkdirSync(out, { recursive: true });
  say(`${file}: ${names.length} mutants${env ? "" : " again, with all inputs"}`);
  const only = env ? [] : names.flatMap((name) => ["--re", `^${escaped(name)}$`]);
  const args = ["--in-place", "--file", file, "--output", out, ...only];
  const { code } = await mutants(args, { cwd: COPY, env });
  if (!COMPLETE.includes(code)) {
    throw new Stop(`cargo-mutants did not come to the end of ${file}; see what it says above.`);
  }
  return readOutcomes(join(out, "mutants.out"), names);
}

/**
 * @param {string[]} args
 * @param {import("../../pkg-template/scripts/run.mjs").RunOptions} options
 */
function mutants(args, { env, ...options }) {
  const program = ["mutants", "--colors", "never", ...args];
  return attempt(MUTANTS, program, { ...options, env: { ...ENV, ...env } });
}

/** @param {string} text To be found as it is by a regular expression of Rust's. */
const escaped = (text) => text.replace(/[\\.+*?()|[\]{}^$#&~-]/g, "\\$&");

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { module: { type: "string" }, fresh: { type: "boolean", default: false } },
    });
    const { module, fresh: isFresh } = values;
    return { chosen: module && `src/${module}.rs`, isFresh };
  } catch {
    throw new Stop("Usage: npm run mutants [-- [--module <module, such as call/retry>] [--fresh]]");
  }
}

await runAsProgram(import.meta.url, main);
