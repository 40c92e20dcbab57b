/** A creation as the page follows it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./helpers/load.mjs";

const { canResume, follow, forReading, needsDecision } = await load("logic/creations.ts");

const item = (/** @type {number} */ index, /** @type {string} */ state) => ({
  index,
  name: `n${index}`,
  state,
});
const progress = { done: 0, total: 2, failed: 0 };
const creation = {
  id: "1",
  user: "merchant",
  startedAt: "2026-11-25T12:00:00Z",
  state: "running",
  items: [item(0, "sending"), item(1, "waiting")],
  progress,
};

test("an event changes its item, and what was said of a wait is over", () => {
  const begun = follow(undefined, { type: "snapshot", creation }, 0);
  const waiting = follow(begun, { type: "waiting", delayMs: 5_000, kind: "rate_limit" }, 1_000);
  assert.deepEqual([waiting.waitUntil, waiting.waitKind], [6_000, "rate_limit"]);
  const done = { ...progress, done: 1 };
  const next = follow(waiting, { type: "item", item: item(0, "created"), progress: done }, 2_000);
  assert.deepEqual(
    next.creation.items.map((/** @type {any} */ { state }) => state),
    ["created", "waiting"],
  );
  assert.equal(next.creation.progress, done);
  assert.equal(next.waitUntil, undefined);
  assert.equal(creation.items[0]?.state, "sending");
});

test("an event before the snapshot changes nothing", () => {
  assert.equal(
    follow(undefined, { type: "item", item: item(0, "created"), progress }, 0),
    undefined,
  );
});

test("what needs a decision comes first, then what failed", () => {
  const states = ["created", "failed", "not_sent", "unknown"];
  const ordered = forReading(states.map((state, index) => item(index, state)));
  assert.deepEqual(
    ordered.map((/** @type {any} */ { state }) => state),
    ["unknown", "failed", "created", "not_sent"],
  );
});

test("an item that was left as it is needs no decision any more", () => {
  assert.ok(needsDecision(item(0, "unknown")));
  assert.ok(!needsDecision({ ...item(0, "unknown"), dismissed: true }));
});

test("there is something to resume where an item was not sent or failed, and nothing runs", () => {
  const ended = (/** @type {string[]} */ ...states) => ({
    ...creation,
    state: "stopped",
    items: states.map((state, index) => item(index, state)),
  });
  assert.ok(canResume(ended("created", "not_sent")));
  assert.ok(canResume(ended("failed")));
  assert.ok(!canResume(ended("created", "unknown")));
  assert.ok(!canResume({ ...ended("not_sent"), state: "running" }));
});
