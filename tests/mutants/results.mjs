/** What cargo-mutants found, module by module, and the reasons why no test catches some of it. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { Stop } from "../../pkg-template/scripts/terminal.mjs";

const HERE = join(root, "tests/mutants");
const RESULTS = join(HERE, "results.json");
const TABLE = join(HERE, "table.md");
/** The only file here that is written by hand. */
const EXPLAINED = join(HERE, "explained.json");
/** Where the native tests lie, and what they share with others. */
const TESTS = ["tests/native", "tests/support"];
/** How many of a hundred mutants must be caught. */
const TARGET = 95;

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
/** @typedef {{ mutant: string, line: string, why: string }} Explained */

/** @returns {Results} */
export const readResults = () => read(RESULTS);

/** @returns {Record<string, Explained[]>} */
const readExplained = () => read(EXPLAINED);

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
  const outcomes = read(join(dir, "outcomes.json")).outcomes;
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
 * @param {Mutant[]} all Every mutant that there is.
 * @param {string} version cargo-mutants'.
 */
export function write(results, all, version) {
  const files = filesOf(all).filter((file) => results[file]);
  const sorted = Object.fromEntries(files.sort().map((file) => [file, results[file]]));
  writeFileSync(RESULTS, `${JSON.stringify(sorted, null, 2)}\n`);
  writeFileSync(TABLE, table(results, all, version));
}

/** @param {Mutant[]} all */
export const filesOf = (all) => [...new Set(all.map(({ file }) => file))];

/**
 * What is still to be done, in a sentence each.
 * @param {Results} results
 * @param {Mutant[]} all
 */
export function problems(results, all) {
  const { current, stale } = split(results, all);
  const unexplained = current.flatMap(([file, { missed }]) =>
    missed
      .filter((one) => !reasonFor(file, one))
      .map(({ name }) => `No reason is known why no test catches ${name}.`),
  );
  const share = caughtPercent(current.map(([, module]) => module));
  const few = share < TARGET ? [`${share.toFixed(1)} % are caught, of at least ${TARGET} %.`] : [];
  return [...stale.map((file) => `${file} was not tested as it is.`), ...unexplained, ...few];
}

/**
 * @param {Results} results
 * @param {Mutant[]} all
 */
function split(results, all) {
  const files = filesOf(all).sort();
  const isCurrent = (/** @type {string} */ file) => results[file]?.source === sourceHash(file);
  const current = files
    .filter(isCurrent)
    .map((file) => /** @type {[string, Module]} */ ([file, results[file]]));
  return { current, stale: files.filter((file) => !isCurrent(file)) };
}

/** @param {Module[]} modules */
function caughtPercent(modules) {
  const [caught, missed] = [
    total(modules, caughtOf),
    total(modules, ({ missed }) => missed.length),
  ];
  return caught + missed === 0 ? 100 : (100 * caught) / (caught + missed);
}

/** @param {Module} module */
const caughtOf = ({ caught, timeout }) => caught + timeout;

/**
 * @param {Module[]} modules
 * @param {(module: Module) => number} count
 */
const total = (modules, count) => modules.reduce((sum, module) => sum + count(module), 0);

/**
 * @param {string} file
 * @param {Missed} missed
 */
function reasonFor(file, { name, line }) {
  const known = readExplained()[file] ?? [];
  return known.find((one) => one.line === line && name.endsWith(`: ${one.mutant}`))?.why;
}

/**
 * @param {Results} results
 * @param {Mutant[]} all
 * @param {string} version
 */
function table(results, all, version) {
  const { current, stale } = split(results, all);
  const rows = current.map(([file, module]) => row(`\`${file}\``, [module]));
  const whole = row(
    "all of these",
    current.map(([, module]) => module),
  );
  const untested = stale.length
    ? `\nNot tested as they are: ${stale.map((file) => `\`${file}\``).join(", ")}.\n`
    : "";
  const missed = current.flatMap(([file, { missed }]) => missed.map((one) => item(file, one)));
  return `# Mutants

\`npm run mutants\` wrote this, with cargo-mutants ${version}. A mutant is the pure core with one change. It is caught where a native test fails, or does not end (timed out). One that does not compile (unviable) does not count.

| module | mutants | caught | timed out | unviable | missed | caught, % |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${[...rows, whole].join("\n")}
${untested}
## What no test catches

${missed.join("\n")}
`;
}

/**
 * @param {string} name
 * @param {Module[]} modules
 */
function row(name, modules) {
  const counts = [
    total(modules, ({ caught }) => caught),
    total(modules, ({ timeout }) => timeout),
    total(modules, ({ unviable }) => unviable),
    total(modules, ({ missed }) => missed.length),
  ];
  const mutants = counts.reduce((sum, count) => sum + count, 0);
  return `| ${[name, mutants, ...counts, caughtPercent(modules).toFixed(1)].join(" | ")} |`;
}

/**
 * @param {string} file
 * @param {Missed} missed
 */
function item(file, missed) {
  return `- \`${missed.name}\`, in \`\` ${missed.line} \`\`: ${reasonFor(file, missed) ?? "not explained"}`;
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}
