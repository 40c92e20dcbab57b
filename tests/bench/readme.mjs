/** The README's section on size and speed, made from the results. */
import { OURS, RAW } from "./clients/index.mjs";
import { table } from "./table.mjs";

/** @typedef {import("./table.mjs").Results} Results */

/** What its rows are called, by the names of the contestants. */
const ROWS = {
  [OURS]: "this package",
  [RAW]: "`fetch` by hand",
  "hand-written": "a client by hand",
  "openapi-fetch": "openapi-fetch",
  ky: "ky",
  axios: "axios",
};

const MISSING = "–";

const CASES = {
  "http/show": "`show`",
  "http/list-100": "list of 100",
  "http/create": "`create`",
  "http/at-once": "1,000 `show` at once",
};

/** @param {Results} results */
export function section({ machine, versions, measured, bytes, abilities }) {
  const heads = [
    "",
    "bytes",
    ...Object.values(CASES),
    "checks answers",
    "retries reads",
    "finds a lost creation",
  ];
  const rows = Object.entries(ROWS).map(([name, called]) => {
    const able = abilities.find((row) => row.name === name);
    return [
      called,
      bytes?.find((row) => row.name === name)?.brotli?.toLocaleString("en") ?? MISSING,
      ...Object.keys(CASES).map(
        (id) => measured[id]?.find((row) => row.name === name)?.ratio.toFixed(2) ?? MISSING,
      ),
      ...[able?.checks, able?.retries, able?.recovers].map((is) => (is ? "yes" : "no")),
    ];
  });
  const { [OURS]: own, Node, Chromium, ...others } = versions;
  const named = Object.entries(others).map(([name, version]) => `${name} ${version}`);
  return [
    "Bytes are those of the shortest program that shows a customer, with brotli. Times are over HTTP on one machine: median ratios to `fetch` by hand in the same round.",
    table(heads, rows),
    `Written by \`npm run bench\` on ${machine.date}: version ${own}, ${named.join(", ")}, Node ${Node}, ${machine.hardware}. [All numbers](tests/bench/results/table.md) include the missed targets.`,
  ].join("\n\n");
}
