/** The results as a picture, readable on light and on dark ground. */
import { View, parse } from "vega";
import { compile } from "vega-lite";
import { CONTROL, OURS } from "./clients/index.mjs";

/** @typedef {import("./table.mjs").Results} Results */

const COLUMNS = 4;
const WIDTH = 148;
const NOISE = "raw fetch again: noise";

/** From the names of the rows of the picture to those of what was measured; with checks where there are such. */
const ROWS = [OURS, "hand-written", "openapi-fetch", "ky", "axios", CONTROL];

/**
 * @typedef {object} Panel
 * @property {string} title
 * @property {string} unit
 * @property {(results: Results, name: string) => number | undefined} value
 */

/** @type {Panel[]} */
const PANELS = [
  panel("show, no network", "µs", "stub/show"),
  panel("list of 100, no network", "µs", "stub/list-100"),
  panel("show, HTTP", "%", "http/show"),
  panel("list of 100, HTTP", "%", "http/list-100"),
  panel("1,000 at once, HTTP", "%", "http/at-once"),
  panel("cold start in Node", "ms", "cold/node"),
  panel("cold start in Chromium", "ms", "cold/chromium"),
  {
    title: "size, minified, brotli",
    unit: "kB",
    value: ({ bytes }, name) => {
      const size = bytes?.find((row) => row.name === name)?.brotli;
      return name === CONTROL || size === undefined ? undefined : size / 1_000;
    },
  },
];

/**
 * How much more than raw.
 * @param {string} title
 * @param {string} unit
 * @param {string} id
 * @returns {Panel}
 */
function panel(title, unit, id) {
  return {
    title,
    unit,
    value: ({ measured }, name) => {
      const of = (/** @type {string} */ name) => measured[id]?.find((row) => row.name === name);
      const row = of(`${name} + checks`) ?? of(name);
      if (!row) return undefined;
      if (unit === "%") return (row.ratio - 1) * 100;
      return unit === "µs" ? row.over * 1_000 : row.over;
    },
  };
}

/**
 * @param {Results} results
 * @returns {Promise<string>} The SVG.
 */
export async function plot(results) {
  const { machine, versions } = results;
  const { spec } = compile({
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: {
      text: "More than raw fetch and json(), medians; less is better",
      subtitle: [
        "ky, axios and openapi-fetch hold answers against the contract as the first two do, but for the cold starts and sizes.",
        `${machine.date}, ${machine.hardware}, Node ${versions.Node}, Chromium ${versions.Chromium}. Made by npm run bench.`,
      ],
      anchor: "start",
      offset: 16,
    },
    concat: PANELS.map((panel, index) => drawn(panel, results, index % COLUMNS === 0)),
    columns: COLUMNS,
    bounds: "flush",
    spacing: { column: 16, row: 40 },
    config: {
      background: "transparent",
      font: "system-ui, sans-serif",
      view: { stroke: null },
      axis: { domain: false, ticks: false, grid: false, title: null, labelLimit: 180 },
      title: { subtitleFontSize: 10 },
    },
  });
  const svg = await new View(parse(spec), { renderer: "none" }).toSVG();
  return `${svg.replace(/(<svg[^>]*>)/, `$1${STYLE}`)}\n`;
}

/** What shows it may be dark. */
const STYLE =
  "<style>text{fill:#1f2328}@media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>";

/**
 * @param {Panel} panel
 * @param {Results} results
 * @param {boolean} isFirst Whether it stands at the left, and names the rows.
 * @returns {import("vega-lite/types_unstable/spec/index.js").NonNormalizedSpec}
 */
function drawn({ title, unit, value }, results, isFirst) {
  const values = ROWS.map((name) => {
    const number = value(results, name);
    const label = number === undefined ? "" : `${shown(number)} ${unit}`;
    return { name: name === CONTROL ? NOISE : name, number: number ?? 0, label };
  });
  // Room for what is written behind the longest bar.
  const most = 1.6 * Math.max(0.001, ...values.map(({ number }) => number));
  const least = Math.min(0, ...values.map(({ number }) => number));
  return {
    title: { text: title, fontSize: 11, anchor: "start", frame: "group" },
    width: WIDTH,
    height: { step: 17 },
    data: { values },
    encoding: {
      y: {
        field: "name",
        type: "nominal",
        sort: null,
        axis: isFirst ? { labelPadding: 6 } : null,
      },
      x: { field: "number", type: "quantitative", scale: { domain: [least, most] }, axis: null },
    },
    layer: [
      {
        mark: { type: "bar", height: 11 },
        encoding: {
          color: {
            condition: { test: `datum.name === ${JSON.stringify(OURS)}`, value: "#d9622b" },
            value: "#8c959f",
          },
        },
      },
      {
        mark: { type: "text", align: "left", dx: 4, fontSize: 10 },
        encoding: {
          x: { field: "end", type: "quantitative" },
          text: { field: "label", type: "nominal" },
        },
        transform: [{ calculate: "max(0, datum.number)", as: "end" }],
      },
    ],
  };
}

/** @param {number} number */
function shown(number) {
  const digits = Math.abs(number) < 10 ? 1 : 0;
  return `${number < 0 ? "−" : ""}${Math.abs(number).toFixed(digits)}`;
}
