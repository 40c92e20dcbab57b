/** What many calls at once came to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ReporteiError } from "reportei-customers";
import { load } from "./helpers/load.mjs";

const { summarize } = await load("logic/bulk.ts");

/** @type {(item: unknown, kind: string, outcome: string) => object} */
const rejected = (item, kind, outcome) => ({
  status: "rejected",
  item,
  reason: ReporteiError.fromJSON({ kind, outcome, message: kind, attempts: 1, fieldErrors: {} }),
});
const fulfilled = (/** @type {unknown} */ item) => ({ status: "fulfilled", item, value: {} });

test("who is gone already counts as deleted", () => {
  const results = [fulfilled("a"), rejected("b", "not_found", "rejected")];
  const { done, failed, notSent } = summarize(results, "delete");
  assert.deepEqual([[...done], failed.length, notSent], [["a", "b"], 0, 0]);
});

test("who is gone is not marked as paying", () => {
  const result = rejected({ uuid: "b", is_paying: true }, "not_found", "rejected");
  const { done, failed } = summarize([result], "paying");
  assert.deepEqual([done.size, failed], [0, [result]]);
});

test("what was stopped before it was sent is told apart from what was sent", () => {
  const sent = rejected("b", "aborted", "unknown");
  const { failed, notSent } = summarize([rejected("a", "aborted", "not_sent"), sent], "delete");
  assert.deepEqual([failed, notSent], [[sent], 1]);
});
