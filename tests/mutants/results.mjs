/** What cargo-mutants found, module by module. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { Stop } from "../../pkg-template/scripts/terminal.mjs";

const RESULTS = join(root, "tests/mutants/results.json");
/** Where the native tests lie, and what they share with others. */
const TESTS = ["tests/native", "tests/support"];

/**
 * @typedef {object} Mutant As cargo-mutants lists it.
 * @property {string} name
 * @property {string} file
 * @property {{ start: { line: number } }} span
 */

/**
 * @typedef {object} Missed A mutant that passes all tests.
 * @property {string} name With its place.
 * @property {string} line The line of the source that it is made of.
 */

/**
 * @typedef {object} Module What became of a module's mutants.
 * @property {string} source A hash of the source that they are made of.
 * @property {string} tests A hash of the tests that ran last.
 * @property {number} caught
 * @property {number} timeout So slow that a test did not end: caught too.
 * @property {number} unviable Those that don't compile.
 * @property {Missed[]} missed
 */

/** @typedef {Record<string, Module>} Results By the modules' files. */

/** @returns {Results} */
export const readResults = () => readJson(RESULTS);

/** @param {string} file */
export const sourceHash = (file) => hash([file]);

export function testsHash() {
  const files = TESTS.flatMap((dir) =>
    readdirSync(join(root, dir), { recursive: true })
      .map(String)
      .map((name) => `${dir}/${name}`),
  );
  return hash(
    files.filter((name) => /\.(rs|json)$/.test(name) && !name.includes("/sandbox/")).sort(),
  );
}

/** @param {string[]} files */
function hash(files) {
  const sum = createHash("sha256");
  for (const file of files) sum.update(readFileSync(join(root, file)));
  return sum.digest("hex").slice(0, 16);
}

/** @typedef {Pick<Module, "caught" | "timeout" | "unviable" | "missed">} Found */

/**
 * What a run found.
 * @param {string} dir cargo-mutants' own results.
 * @param {string[]} names Of the mutants that were asked for: cargo-mutants runs a few others too.
 * @returns {Found}
 */
export function readOutcomes(dir, names) {
  /** @type {{ summary: string, scenario: "Baseline" | { Mutant: Mutant }, log_path: string }[]} */
  const outcomes = readJson(join(dir, "outcomes.json")).outcomes;
  const of = (/** @type {string} */ kind) =>
    outcomes.flatMap(({ summary, scenario, log_path }) => {
      const mutant = scenario === "Baseline" ? undefined : scenario.Mutant;
      if (!mutant || summary !== kind || !names.includes(mutant.name)) return [];
      if (kind === "Unviable") mustNotCompile(mutant, readFileSync(join(dir, log_path), "utf8"));
      return [mutant];
    });
  return {
    caught: of("CaughtMutant").length,
    timeout: of("Timeout").length,
    unviable: of("Unviable").length,
    missed: of("MissedMutant").map(({ name, file, span }) => ({
      name,
      line: lineOf(file, span.start.line),
    })),
  };
}

/**
 * Holds that a mutant is wrong Rust. One that the linker refuses says nothing, and counts as unviable too.
 * @param {Mutant} mutant
 * @param {string} log
 */
function mustNotCompile({ name }, log) {
  if (!/^error: linking with/m.test(log)) return;
  throw new Stop(`${name} was not linked: remove target/mutants, and run this again.`);
}

/**
 * @param {Found} first
 * @param {Found} again What became of those that were missed first.
 * @returns {Found}
 */
export function merged(first, again) {
  return {
    caught: first.caught + again.caught,
    timeout: first.timeout + again.timeout,
    unviable: first.unviable + again.unviable,
    missed: again.missed,
  };
}

/**
 * @param {string} file
 * @param {number} line From 1.
 */
const lineOf = (file, line) =>
  readFileSync(join(root, file), "utf8").split("\n")[line - 1]?.trim() ?? "";

/**
 * @param {Results} results
 * @param {string[]} files All modules.
 */
export function writeResults(results, files) {
  const known = files.filter((file) => results[file]);
  const sorted = Object.fromEntries(known.sort().map((file) => [file, results[file]]));
  writeFileSync(RESULTS, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** @param {string} file */
export function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}
