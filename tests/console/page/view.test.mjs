/** The index: what is found, counted, sorted and shown on a page, and what a URL says of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { customer, load } from "./helpers/load.mjs";

const { toRows, countStates, endOfWeek } = await load("logic/states.ts");
const view = await load("logic/view.ts");

// A Wednesday, by the clock of whoever runs the test.
const NOW = new Date(2026, 10, 25, 12);
const inDays = (/** @type {number} */ days) =>
  new Date(NOW.getTime() + days * 86_400_000).toISOString().slice(0, 19).replace("T", " ");

const PEOPLE = [
  customer({ uuid: "a", name: "Ótica Nitidez", is_paying: true, created_at: inDays(-40) }),
  customer({ uuid: "b", name: "padaria 10", trial_ends_at: inDays(2), created_at: inDays(-5) }),
  customer({ uuid: "c", name: "Padaria 9", trial_ends_at: inDays(6), created_at: inDays(-1) }),
  customer({
    uuid: "d",
    name: "Ateliê São José",
    trial_ends_at: inDays(-1),
    created_at: inDays(-8),
  }),
  customer({ uuid: "e", name: "Zen", trial_ends_at: null, created_at: "soon" }),
];
const ROWS = toRows(PEOPLE, NOW);
const ids = (/** @type {any[]} */ rows) => rows.map((row) => row.customer.uuid).join("");

test("each state is counted, and the trials that end until Sunday", () => {
  assert.deepEqual(countStates(ROWS), { all: 5, paying: 1, trial: 2, week: 1, expired: 1 });
});

test("a week ends with Sunday, on a Sunday and on a Monday too", () => {
  const sunday = new Date(2026, 10, 29, 23, 59, 59, 999).getTime();
  assert.equal(endOfWeek(new Date(2026, 10, 23, 0, 0)), sunday);
  assert.equal(endOfWeek(new Date(2026, 10, 29, 23, 0)), sunday);
});

test("a search knows no accents, no case and no order of words, and finds ids", () => {
  assert.equal(ids(view.found(ROWS, "otica")), "a");
  assert.equal(ids(view.found(ROWS, "  JOSÉ  atelie ")), "d");
  assert.equal(ids(view.found(ROWS, "padaria")), "bc");
  assert.equal(ids(view.found(toRows([customer({})], NOW), "2b7c1a5e")).length, 36);
  assert.equal(ids(view.found(ROWS, "nobody")), "");
  assert.equal(ids(view.found(ROWS, " ")), "abcde");
});

test("names sort as people do, with numbers as numbers and whatever the case", () => {
  const by = (/** @type {boolean} */ desc) =>
    ids(view.sorted(ROWS, { sort: "name", desc }, "pt-BR"));
  assert.equal(by(false), "dacbe");
  assert.equal(by(true), "ebcad");
});

test("who has no value comes last in both directions", () => {
  assert.equal(ids(view.sorted(ROWS, { sort: "created", desc: false }, "en")), "adbce");
  assert.equal(ids(view.sorted(ROWS, { sort: "created", desc: true }, "en")), "cbdae");
  assert.equal(ids(view.sorted(ROWS, { sort: "ends", desc: true }, "en")).at(-1), "e");
});

test("a page behind the last one is the last one", () => {
  const { rows, page, pages, from, to } = view.pageOf(ROWS, { page: 9, size: 2 });
  assert.deepEqual([ids(rows), page, pages, from, to], ["e", 3, 3, 5, 5]);
  const none = view.pageOf([], { page: 1, size: 25 });
  assert.deepEqual([none.page, none.pages, none.from, none.to], [1, 1, 0, 0]);
});

test("what makes no sense in a URL is left at its default", () => {
  assert.deepEqual(view.viewOf({}), view.DEFAULT_VIEW);
  const odd = { q: { a: 1 }, state: "rich", sort: "__proto__", desc: "yes", page: -1, size: 7 };
  assert.deepEqual(view.viewOf(odd), view.DEFAULT_VIEW);
  const wanted = { q: "zen", state: "trial", sort: "name", desc: false, page: 3, size: 100 };
  assert.deepEqual(view.viewOf(wanted), wanted);
  assert.equal(view.viewOf({ q: 2024 }).q, "2024");
  assert.equal(view.viewOf({ page: 1.5 }).page, 1);
});
