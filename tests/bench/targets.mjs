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
 * What it takes over raw `fetch`, as a share of what another one takes over it.
 * @param {string} what
 * @param {string} id
 * @param {string} other
 * @param {number} most
 * @param {number} [stretch]
 * @returns {Target}
 */
const ofWhatTakes = (what, id, other, most, stretch) => ({
  what: `${what}, over raw`,
  most,
  stretch,
  unit: `of ${other}`,
  measured: (measured) => {
    const [own, others] = [row(measured, id, OURS), row(measured, id, other)];
    return own && others && own.over / others.over;
  },
});

/**
 * What it takes as a share of what another one takes.
 * @param {string} what
 * @param {string} id
 * @param {string} other
 * @param {number} [stretch]
 * @returns {Target}
 */
const notBehind = (what, id, other, stretch) => ({
  what,
  most: 1,
  stretch,
  unit: `times ${other}`,
  measured: (measured) => {
    const [own, others] = [row(measured, id, OURS), row(measured, id, other)];
    return own && others && own.ratio / others.ratio;
  },
});

const CHECKED_KY = "ky + checks";
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
  ofWhatTakes("show, stubbed `fetch`", "stub/show", CHECKED_KY, 0.5, 0.3),
  ofWhatTakes("create, stubbed `fetch`", "stub/create", CHECKED_KY, 0.5, 0.3),
  ofWhatTakes("a 422, stubbed `fetch`", "stub/422", CHECKED_KY, 0.5, 0.3),
  ofWhatTakes("list of 100, stubbed `fetch`", "stub/list-100", CHECKED_KY, 0.9, 0.6),
  ...Object.entries(OVER_HTTP).map(([id, what]) => notBehind(what, id, CHECKED_KY, 0.9)),
  {
    what: `10,000 customers at 20 ms latency, ${WIDEST}`,
    most: 0.18,
    unit: `of ${PAGE_BY_PAGE}`,
    measured: (measured) => row(measured, "walk", WIDEST)?.ratio,
  },
  ofWhatTakes("import to first call in a fresh process of Node", "cold/node", "ky", 1.5, 1),
  ofWhatTakes("import to first call in a fresh page of Chromium", "cold/chromium", "axios", 1.2, 1),
];
