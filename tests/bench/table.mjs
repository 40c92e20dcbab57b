/** The results as Markdown. */
import { CASES } from "./cases.mjs";
import { CONTROL, RAW } from "./clients/index.mjs";
import { TARGETS } from "./targets.mjs";

/** @typedef {import("./rounds.mjs").Compared} Compared */

/**
 * @typedef {object} Results
 * @property {import("./machine.mjs").Machine} machine
 * @property {Record<string, string>} versions
 * @property {Record<string, number>} rounds By the ids of the cases.
 * @property {import("./targets.mjs").Measured} measured
 * @property {import("./cases/bytes.mjs").Bytes[]} [bytes]
 * @property {import("./abilities.mjs").Abilities[]} abilities
 */

/**
 * @typedef {object} Group
 * @property {string} title
 * @property {string} text How it was measured.
 * @property {string[]} ids The cases, or the beginnings of their ids.
 * @property {(row: Compared) => string} cell
 */

/** @type {Group[]} */
const GROUPS = [
  {
    title: "What a client costs by itself",
    text: "One call after the other over a `fetch` that answers at once: microseconds a call over those of raw `fetch`, the median of differences; in brackets the time of a call.",
    ids: ["stub/"],
    cell: ({ over, time }) => `${signed(over * 1_000)} (${(time * 1_000).toFixed(1)})`,
  },
  {
    title: "Over HTTP",
    text: "Against a server in another process of the same machine, connections kept alive: times as long as raw `fetch`, the median of ratios, and in brackets their quartiles. `1,000 at once` is shows.",
    ids: ["http/"],
    cell: withQuartiles,
  },
  {
    title: "A walk over all customers",
    text: "100 pages of 100, over HTTP, every answer 20 ms late: times as long as page after page with `list`, and in brackets the quartiles.",
    ids: ["walk"],
    cell: (row) => `${withQuartiles(row)}, ${Math.round(row.time)} ms`,
  },
  {
    title: "From the import to the first answer",
    text: "Of `show` over HTTP, where nothing is warm: milliseconds over those of a program without an import, the median of differences; in brackets the time.",
    ids: ["cold/"],
    cell: ({ over, time }) => `${signed(over)} (${time.toFixed(1)})`,
  },
];

/** @param {Results} results */
export function markdown(results) {
  const { machine, versions, rounds, measured, bytes } = results;
  const groups = GROUPS.map((group) => groupText(group, measured, rounds)).filter(Boolean);
  return `${[
    "# Benchmarks",
    `Made by \`npm run bench\` on ${machine.date}: ${machine.hardware}; ${machine.system}; load ${machine.load} when it began. ${Object.entries(
      versions,
    )
      .map(([name, version]) => `${name} ${version}`)
      .join(", ")}.`,
    `Every round measures each client once, in an order drawn anew, and compares it with raw \`await (await fetch()).json()\` of the same round. What is written is the median over the rounds. \`${CONTROL}\` is the same as \`${RAW}\`: how far it is off is noise. Those with checks hold the answer against the API's contract by the code of the hand-written client, which does what this package does for these calls; the others believe whatever comes.`,
    ...groups,
    ...(bytes ? [bytesText(bytes)] : []),
    "## Targets",
    table(["", "at most", "stretch", "measured", ""], TARGETS.flatMap(targetCells(measured))),
  ].join("\n\n")}\n`;
}

/**
 * @param {Group} group
 * @param {Results["measured"]} measured
 * @param {Results["rounds"]} rounds
 */
function groupText({ title, text, ids, cell }, measured, rounds) {
  const cases = CASES.filter(({ id }) => measured[id] && ids.some((start) => id.startsWith(start)));
  if (cases.length === 0) return "";
  const names = new Set(cases.flatMap(({ id }) => measured[id]?.map(({ name }) => name) ?? []));
  const heads = cases.map(({ id, what }) => `${what} <br> ${rounds[id]} rounds`);
  const rows = [...names].map((name) => [
    name,
    ...cases.map(({ id }) => {
      const row = measured[id]?.find((row) => row.name === name);
      return row ? cell(row) : "–";
    }),
  ]);
  return `## ${title}\n\n${text}\n\n${table(["", ...heads], rows)}`;
}

/** @param {import("./cases/bytes.mjs").Bytes[]} bytes */
function bytesText(bytes) {
  const heads = ["", "minified", "gzip", "brotli", "a show sends", "a create sends"];
  const rows = bytes.map(({ name, raw, gzip, brotli, show, create }) => [
    name,
    ...[raw, gzip, brotli, show, create].map((size) => size?.toLocaleString("en") ?? "–"),
  ]);
  const text =
    "The shortest program with each that shows a customer, bundled and minified by esbuild; and what Node sends for a call, headers and all.";
  return `## Bytes over the wire\n\n${text}\n\n${table(heads, rows)}`;
}

/** @type {(measured: Results["measured"]) => (target: import("./targets.mjs").Target) => string[][]} */
const targetCells =
  (measured) =>
  ({ what, most, stretch, unit, measured: of }) => {
    const value = of(measured);
    if (value === undefined) return [];
    const met = value <= (stretch ?? -Infinity) ? "met, stretch too" : "met";
    const limits = [most, stretch].map((limit) => (limit ? `${inShort(limit)} ${unit}` : ""));
    return [[what, ...limits, `${value.toFixed(2)} ${unit}`, value <= most ? met : "**missed**"]];
  };

/** @param {Compared} row */
function withQuartiles({ ratio, spread: [low, high] }) {
  return `${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}

/** @param {number} number */
const signed = (number) => `${number < 0 ? "−" : "+"}${Math.abs(number).toFixed(1)}`;

/** @param {number} number */
const inShort = (number) => String(Number(number.toFixed(2)));

/**
 * @param {string[]} heads
 * @param {string[][]} rows
 */
export function table(heads, rows) {
  const rule = heads.map((_, index) => (index ? "---:" : "---"));
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
