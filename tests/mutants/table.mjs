/** The results as Markdown, with the reasons why no test catches some mutants, and what is wrong with them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { readJson, sourceHash } from "./results.mjs";

/** @typedef {import("./results.mjs").Missed} Missed */
/** @typedef {import("./results.mjs").Module} Module */
/** @typedef {import("./results.mjs").Results} Results */
/** @typedef {{ mutant: string, line: string, why: string }} Explained */

const HERE = join(root, "tests/mutants");
/** The only file here that is written by hand: by modules, why no test can catch these. */
const EXPLAINED = join(HERE, "explained.json");
/** How many of a hundred mutants must be caught. */
const TARGET = 95;

/**
 * What is still to be done, in a sentence each.
 * @param {Results} results
 * @param {string[]} files All modules.
 */
export function problems(results, files) {
  const { current, stale } = split(results, files);
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
 * @param {string[]} files All modules.
 */
function split(results, files) {
  const sorted = [...files].sort();
  const isCurrent = (/** @type {string} */ file) => results[file]?.source === sourceHash(file);
  const current = sorted
    .filter(isCurrent)
    .map((file) => /** @type {[string, Module]} */ ([file, results[file]]));
  return { current, stale: sorted.filter((file) => !isCurrent(file)) };
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
  /** @type {Explained[]} */
  const known = readJson(EXPLAINED)[file] ?? [];
  return known.find((one) => one.line === line && name.endsWith(`: ${one.mutant}`))?.why;
}

/**
 * @param {Results} results
 * @param {string[]} files All modules.
 * @param {string} version cargo-mutants'.
 */
export function writeTable(results, files, version) {
  writeFileSync(join(HERE, "table.md"), table(results, files, version));
}

/**
 * @param {Results} results
 * @param {string[]} files All modules.
 * @param {string} version
 */
function table(results, files, version) {
  const { current, stale } = split(results, files);
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
