/** What this package is to reach, and whether it did. */
import { OURS } from "./clients/index.mjs";
import { PAGE_BY_PAGE, WIDEST } from "./cases/walk.mjs";

/** @typedef {import("./rounds.mjs").Compared} Compared */
/** @typedef {Record<string, Compared[]>} Measured By the ids of the cases. */

/**
 * @typedef {object} Target
 * @property {string} what
 * @property {number} most
 * @property {number} [stretch]
 * @property {string} unit
 * @property {(measured: Measured) => number | undefined} measured Nothing where it was not measured.
 */

/**
 * @param {Measured} measured
 * @param {string} id
 * @param {string} name
 */
const row = (measured, id, name) => measured[id]?.find((row) => row.name === name);

/**
 * @param {string} what
 * @param {string} id
 * @param {number} most
 * @param {number} [stretch]
 * @returns {Target}
 */
const overRaw = (what, id, most, stretch) => ({
  what,
  most,
  stretch,
  unit: id.startsWith("stub/") ? "µs" : "ms",
  measured: (measured) => {
    const over = row(measured, id, OURS)?.over;
    return over === undefined || !id.startsWith("stub/") ? over : over * 1_000;
  },
});

/**
 * @param {string} what
 * @param {string} id
 * @param {number} most
 * @returns {Target}
 */
const ratioToRaw = (what, id, most) => ({
  what,
  most,
  unit: "times raw",
  measured: (measured) => row(measured, id, OURS)?.ratio,
});

/**
 * What it takes as a share of what another one takes.
 * @param {string} what
 * @param {string} id
 * @param {string} other
 * @returns {Target}
 */
const notBehind = (what, id, other) => ({
  what: `${what}, beside ${other}`,
  most: 1,
  unit: `times ${other}`,
  measured: (measured) => {
    const [own, others] = [row(measured, id, OURS), row(measured, id, other)];
    return own && others && own.ratio / others.ratio;
  },
});

const STUBBED_RIVALS = ["ky", "axios", "openapi-fetch + checks"];
const HTTP_RIVALS = ["ky", "axios", "axios, Node's http"];
const OVER_HTTP = {
  "http/show": "show over HTTP",
  "http/list-15": "list of 15 over HTTP",
  "http/list-100": "list of 100 over HTTP",
  "http/create": "create over HTTP",
  "http/422": "a 422 over HTTP",
  "http/at-once": "1,000 shows at once over HTTP",
};

/** @type {Target[]} */
export const TARGETS = [
  overRaw("show, stubbed `fetch`, over raw", "stub/show", 6, 2),
  overRaw("list of 100, stubbed `fetch`, over raw", "stub/list-100", 45, 15),
  ...STUBBED_RIVALS.map((other) => notBehind("show, stubbed `fetch`", "stub/show", other)),
  ratioToRaw(OVER_HTTP["http/show"], "http/show", 1.15),
  ratioToRaw(OVER_HTTP["http/list-100"], "http/list-100", 1.2),
  ratioToRaw(OVER_HTTP["http/at-once"], "http/at-once", 1.15),
  ...Object.entries(OVER_HTTP).flatMap(([id, what]) =>
    HTTP_RIVALS.map((other) => notBehind(what, id, other)),
  ),
  {
    what: `10,000 customers at 20 ms latency, ${WIDEST}`,
    most: 1 / 3,
    unit: `of ${PAGE_BY_PAGE}`,
    measured: (measured) => row(measured, "walk", WIDEST)?.ratio,
  },
  overRaw("import to first call in a fresh process of Node, over none", "cold/node", 6),
  overRaw("import to first call in a fresh page of Chromium, over none", "cold/chromium", 15),
];
