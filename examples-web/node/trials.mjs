// Whose trial ends when: a list and a chart in the terminal, and the chart as an SVG file.
//
//   REPORTEI_ACCESS_TOKEN=… node trials.mjs --days 14 --svg trials.svg
//
// Days are those of a calendar in UTC. Exit codes: 0 done, 1 failed, 2 a wrong argument.

import { writeFileSync } from "node:fs";
import { parseArgs, stripVTControlCharacters } from "node:util";
import Chartscii from "chartscii";
import { trialStatus } from "reportei-customers";
import { View, parse } from "vega";
import { compile } from "vega-lite";
import { UsageError, clientFromEnv, printable, run } from "./cli.mjs";

const USAGE = "Usage: node trials.mjs [--days 14] [--svg <file.svg>]";
const DAY_MS = 86_400_000;
const CHART_WIDTH = 50;

/** @typedef {{ name: string, endsAt: Date, daysLeft: number }} Ending */
/** @typedef {{ day: string, trials: number }} Day */

async function main() {
  const { days, svg } = readArguments();
  const now = new Date();
  /** @type {Ending[]} */
  const endings = [];
  for await (const customer of clientFromEnv().listAll()) {
    const { state, endsAt, daysLeft } = trialStatus(customer, now);
    if (state !== "trial" || !endsAt || daysLeft >= days) continue;
    endings.push({ name: printable(customer.name), endsAt, daysLeft });
  }
  endings.sort((one, other) => Number(one.endsAt) - Number(other.endsAt));
  const perDay = countPerDay(endings, days, now);

  for (const { name, endsAt, daysLeft } of endings) {
    console.log(`${endsAt.toISOString().slice(0, 16)}Z  in ${daysLeft} days  ${name}`);
  }
  console.log(`\n${endings.length} trials end within ${days} days\n${terminalChart(perDay)}`);
  if (svg) writeFileSync(svg, await svgChart(perDay));
}

/**
 * @param {Ending[]} endings
 * @param {number} days
 * @param {Date} now
 * @returns {Day[]} The days without an ending too.
 */
const countPerDay = (endings, days, now) =>
  Array.from({ length: days }, (_, ahead) => ({
    day: new Date(Number(now) + ahead * DAY_MS).toISOString().slice(0, 10),
    trials: endings.filter(({ daysLeft }) => daysLeft === ahead).length,
  }));

/** @param {Day[]} perDay */
function terminalChart(perDay) {
  const bars = perDay.map(({ day, trials }) => ({ label: day, value: trials }));
  const chart = new Chartscii(bars, { width: CHART_WIDTH, barSize: 1, valueLabels: true }).create();
  return process.stdout.isTTY ? chart : stripVTControlCharacters(chart);
}

/** @param {Day[]} perDay */
function svgChart(perDay) {
  const { spec } = compile({
    title: "Trials that end, per day",
    width: { step: 24 },
    data: { values: perDay },
    mark: "bar",
    encoding: {
      x: { field: "day", type: "ordinal", title: null },
      y: { field: "trials", type: "quantitative", title: null, axis: { tickMinStep: 1 } },
    },
  });
  return new View(parse(spec), { renderer: "none" }).toSVG();
}

function readArguments() {
  const { values } = parseArgs({
    options: { days: { type: "string", default: "14" }, svg: { type: "string" } },
  });
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > 366) {
    throw new UsageError("--days must be a whole number from 1 to 366.");
  }
  return { days, svg: values.svg };
}

await run(USAGE, main);
