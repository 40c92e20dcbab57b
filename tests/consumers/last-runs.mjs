/** What came of the rare rows when they last ran: `last-runs.json`, which a run of all rows writes. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { Stop } from "../../pkg-template/scripts/terminal.mjs";

/** @typedef {import("./row.mjs").Row} Row */
/** @typedef {import("./row.mjs").Outcome} Outcome */

const FILE = new URL("last-runs.json", import.meta.url);
const LOCK = new URL("tools-rare/package-lock.json", import.meta.url);

const lockHash = () => createHash("sha256").update(readFileSync(LOCK)).digest("hex");

/**
 * The outcome of a row's last run, if the packages were those of today.
 * @param {Row} row
 * @returns {Outcome}
 */
export function lastRun(row) {
  const { lock, rows } = JSON.parse(readFileSync(FILE, "utf8"));
  const last = rows[row.id];
  if (!last || lock !== lockHash()) {
    throw new Stop(`${row.id} has no run with these packages: "npm run where-it-runs" runs it.`);
  }
  return { row, seconds: 0, ...last };
}

/** @param {Outcome[]} outcomes Of all rows, none of which failed. */
export function writeLastRuns(outcomes) {
  const date = new Date().toISOString().slice(0, 10);
  const rows = Object.fromEntries(
    outcomes
      .filter(({ row }) => row.rare)
      .map(({ row, result, version, report }) => [row.id, { result, version, report, date }]),
  );
  writeFileSync(FILE, `${JSON.stringify({ lock: lockHash(), rows }, undefined, 2)}\n`);
}
