/**
 * The layer "consumers": installs the packed tarball as each kind of user would, runs it there, and
 * has it make the calls over HTTP.
 *
 * A row that fails shows all that its programs printed. Where rows were named by `--rows`, its folder
 * stays too. Rare rows run where they are named, and where the README's table is written.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Stop } from "../../pkg-template/scripts/terminal.mjs";
import { consumer, tarballOf } from "../run/consumer.mjs";
import { nodeTests } from "../run/counted.mjs";
import { closeBrowsers } from "./browsers/shared.mjs";
import { lastRun, writeLastRuns } from "./last-runs.mjs";
import { runRow } from "./row.mjs";
import { putIntoReadme, section } from "./table.mjs";
import { installTools } from "./tools.mjs";

/** @typedef {import("./row.mjs").Row} Row */
/** @typedef {import("./row.mjs").Outcome} Outcome */

/** The files of `rows/`, in the order of the README's table. */
const FILES = [
  "node",
  "types",
  "test-runners",
  "runtimes",
  "browsers",
  "bundlers",
  "next",
  "frameworks",
  "package-managers",
];

/** Two cores are kept busy; with more rows at once, each takes longer than its time limits foresee. */
const AT_ONCE = 2;

/**
 * @param {import("../run/layers.mjs").Context} context
 * @returns {Promise<import("../run/counted.mjs").Count>}
 */
export async function consumers({ pins, browser, rows: ids, write = false }) {
  const rows = chosen(await allRows(), ids);
  const due = rows.filter(({ rare }) => !rare || ids || write);
  const folder = await consumer(pins);
  const ground = {
    tools: await installTools(),
    rareTools: due.some(({ rare }) => rare) ? await installTools("tools-rare") : undefined,
    tarball: tarballOf(folder),
    packageDir: join(folder, "node_modules", "reportei-customers"),
    chrome: browser?.chrome,
    keepFailed: ids !== undefined,
  };
  const outcomes = await runAll(due, ground).finally(closeBrowsers);
  const count = { passed: of(outcomes, "ok").length, failed: of(outcomes, "failed").length };
  if (ids) return count;
  const own = await nodeTests("tests/consumers", { CONSUMER_DIR: folder });
  count.passed += own.passed;
  count.failed += own.failed;
  if (count.failed > 0) return count;
  if (write) writeLastRuns(outcomes);
  // A rare row has the date of its run in the table, also where that was this one.
  const outcomeOf = (/** @type {Row} */ row) =>
    outcomes.find((outcome) => outcome.row === row && !row.rare) ?? lastRun(row);
  switch (putIntoReadme(section(rows.map(outcomeOf), ground.packageDir), write)) {
    case "stale":
      console.error(
        '✗ README.md does not say where the package runs today: "npm run where-it-runs" writes it.',
      );
      return { ...count, failed: 1 };
    case "written":
      console.log("README.md says it now.");
  }
  return { ...count, passed: count.passed + 1 };
}

/** @returns {Promise<Row[]>} */
async function allRows() {
  const urls = FILES.map((name) => new URL(`rows/${name}.mjs`, import.meta.url));
  const files = await Promise.all(
    urls.filter((url) => existsSync(url)).map((url) => import(url.href)),
  );
  return files.flatMap((file) => file.rows);
}

/**
 * @param {Row[]} rows
 * @param {string[] | undefined} ids
 */
function chosen(rows, ids) {
  const known = rows.map(({ id }) => id);
  const twice = known.find((id, index) => known.indexOf(id) !== index);
  if (twice) throw new Error(`Two rows are called ${twice}.`);
  const unknown = ids?.filter((id) => !known.includes(id)) ?? [];
  if (unknown.length) {
    throw new Stop(`There is no row ${unknown.join(", ")}; there are ${known.join(", ")}.`);
  }
  return rows.filter(({ id }) => ids?.includes(id) ?? true);
}

/**
 * @param {Row[]} rows
 * @param {import("./row.mjs").Ground} ground
 * @returns {Promise<Outcome[]>} In the order of the rows.
 */
async function runAll(rows, ground) {
  const waiting = [...rows.entries()];
  /** @type {Outcome[]} */
  const outcomes = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, row] = next;
      const outcome = await runRow(row, ground);
      outcomes[index] = outcome;
      print(outcome);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcomes;
}

/** @param {Outcome} outcome */
function print({ row, result, version, seconds, report }) {
  const name = `${row.id.padEnd(28)} ${row.kind}: ${row.what}`;
  if (result === "cannot") console.log(`- ${name}: not run: ${report}`);
  else if (result === "ok") console.log(`✔ ${name} (${version}, ${seconds.toFixed(1)} s)`);
  else console.log(`✖ ${name}\n${report.replace(/^/gm, "    ")}`);
}

/**
 * @param {Outcome[]} outcomes
 * @param {Outcome["result"]} wanted
 */
const of = (outcomes, wanted) => outcomes.filter(({ result }) => result === wanted);
