// Functions that never settle: their calls end by the clock, and nothing of them stays.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { heapInUse, watched } from "./helpers/memory.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers, wasm } = await watched(() => imported("reportei-customers"));

const CALLS = 100_000;
/** Of the others, which take as long. */
const FEWER = 30_000;
const WARM_UP = 10_000;
const AT_ONCE = 2000;
/** Less than 40 bytes a call: less than a promise. The engine's own notes of the code take some. */
const HEAP_NOISE = 1024 * 1024;

const never = () => new Promise(() => {});

/** @type {[what: string, options: object, calls: number][]} */
const WAITS = [
  ["a fetch", { fetch: never, timeoutMs: 1 }, CALLS],
  ["a body", { fetch: async () => ({ ...answer(200, ""), text: never }), timeoutMs: 1 }, FEWER],
  ["a token function", { accessToken: never, timeoutMs: 1 }, FEWER],
  ["an acquire()", { rateLimit: { acquire: never }, totalTimeoutMs: 1 }, FEWER],
];

/** @param {any} reportei @param {number} count */
async function makeCalls(reportei, count) {
  for (let made = 0; made < count; made += AT_ONCE) {
    const calls = Array.from({ length: AT_ONCE }, () => reportei.show(UUID));
    for (const result of await Promise.allSettled(calls)) {
      if (result.status === "fulfilled" || result.reason.kind !== "timeout") {
        assert.fail(`it did not time out: ${JSON.stringify(result)}`);
      }
    }
  }
}

for (const [what, options, count] of WAITS) {
  test(`${count} times ${what} that never settles leaves no memory behind`, async () => {
    const common = { accessToken: ACCESS_TOKEN, fetch: success, maxRetries: 0 };
    const reportei = new ReporteiCustomers({ ...common, ...options });
    await makeCalls(reportei, WARM_UP);
    const heap = await heapInUse();
    const before = wasm.memory.buffer.byteLength;
    await makeCalls(reportei, count);
    const grown = (await heapInUse()) - heap;
    assert.equal(wasm.memory.buffer.byteLength, before);
    assert.ok(grown < HEAP_NOISE, `the JavaScript heap grew by ${grown} bytes`);
    const other = new ReporteiCustomers(common);
    assert.equal((await other.show(UUID)).uuid, UUID);
  });
}

test("promises that a caller keeps, and that never settle, keep nothing of their calls in the wasm", async () => {
  /** @type {unknown[]} */
  const kept = [];
  const keeping = () => {
    const promise = never();
    kept.push(promise);
    return promise;
  };
  const options = { accessToken: ACCESS_TOKEN, fetch: keeping, timeoutMs: 1, maxRetries: 0 };
  const reportei = new ReporteiCustomers(options);
  await makeCalls(reportei, WARM_UP);
  const before = wasm.memory.buffer.byteLength;
  await makeCalls(reportei, FEWER);
  assert.equal(wasm.memory.buffer.byteLength, before);
  assert.equal(kept.length, WARM_UP + FEWER);
});
