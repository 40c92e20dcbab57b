/** The export: nothing that a spreadsheet would run, and nothing lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { customer, load } from "./helpers/load.mjs";

const { toCsv } = await load("logic/csv.ts");
const { toRows } = await load("logic/states.ts");

const WORDS = {
  headers: ["id", "name", "status", "ends", "created", "updated", "merchant"],
  states: { paying: "Paying", trial: "Trial", expired: "Expired", none: "No trial" },
};
const lines = (/** @type {string} */ name) =>
  toCsv(toRows([customer({ name, trial_ends_at: null })], new Date()), WORDS).split("\r\n");

test("a spreadsheet takes no name for a formula", () => {
  for (const name of ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"]) {
    const [, row = ""] = toCsv(toRows([customer({ name })], new Date()), WORDS).split(/\r\n/u);
    const field = row.slice(row.indexOf(",") + 1);
    assert.match(field, /^"?'/u, JSON.stringify(row));
  }
});

test("a name with commas, quotation marks and lines is one field", () => {
  const text = toCsv(toRows([customer({ name: 'A, "B"\nC' })], new Date()), WORDS);
  assert.ok(text.includes(',"A, ""B""\nC",'));
});

test("it has a byte order mark, a line of heads, and a customer a line", () => {
  const [head, row, end, ...more] = lines("Zen");
  assert.equal(head, "\uFEFFid,name,status,ends,created,updated,merchant");
  assert.equal(
    row,
    "8f5d3c1e-6a0b-4f0e-9d38-2b7c1a5e4f60,Zen,No trial,,2026-11-20 12:00:00,2026-11-20 12:00:00,Agência Ipê",
  );
  assert.equal(end, "");
  assert.equal(more.length, 0);
});
