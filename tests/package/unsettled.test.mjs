// Functions that never settle: their calls end by the clock, and nothing of them stays.
import assert from "node:assert/strict";
import { once } from "node:events";
import test from "node:test";
import { Worker } from "node:worker_threads";

const CALLS = 100_000;
/** Of the others, which take as long. */
const FEWER = 30_000;
/** Bytes a call, of which a promise takes more. The engine's own notes of the code take up to a megabyte. */
const LESS_THAN_A_PROMISE = 40;

/** @type {[what: string, count: number][]} */
const WAITS = [
  ["a fetch", CALLS],
  ["a body", FEWER],
  ["a token function", FEWER],
  ["an acquire()", FEWER],
];

/**
 * Makes that many calls, of which each waits for that, once all is warm.
 * @param {string} what
 * @param {number} count
 */
async function madeCalls(what, count) {
  const program = new URL("helpers/unsettled.mjs", import.meta.url);
  const worker = new Worker(program, { workerData: { what, count } });
  const [{ heapGrowth, kept, ...seen }] = await once(worker, "message");
  await worker.terminate();
  assert.deepEqual(seen, { wasmGrowth: 0, unexpected: [], isUsable: true });
  return { heapGrowth, kept };
}

for (const [what, count] of WAITS) {
  test(`${count} times ${what} that never settles leaves no memory behind`, async () => {
    const { heapGrowth } = await madeCalls(what, count);
    assert.ok(
      heapGrowth < count * LESS_THAN_A_PROMISE,
      `the JavaScript heap grew by ${heapGrowth} bytes`,
    );
  });
}

test("promises that a caller keeps, and that never settle, keep nothing of their calls in the wasm", async () => {
  const { kept } = await madeCalls("a fetch whose promise is kept", FEWER);
  assert.equal(kept, FEWER);
});
