// What calls leave behind: nothing, however many there are and however they end.
import assert from "node:assert/strict";
import { EventEmitter, getEventListeners, once } from "node:events";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { heapInUse, watched } from "./helpers/memory.mjs";
import { ACCESS_TOKEN, UUID, answer, everyCall, success } from "./helpers/stubbed.mjs";

const CALLS = 100_000;
const WARM_UP = 10_000;
const IN_FLIGHT = 50;
/** Less than 10 bytes a call: less than any object. The engine's own notes of the code take some. */
const HEAP_NOISE = 1024 * 1024;

const HTML = `<html>${"<p>Bad gateway</p>".repeat(200)}`;
const INVALID = JSON.stringify({ errors: { name: ["Taken.", "Too long."] } });
/** @type {(() => unknown)[]} What a fetch may do instead of succeeding. */
const FAILURES = [
  () => answer(422, INVALID),
  () => answer(500, '{"message":"Server Error"}', { "x-request-id": "9f8e" }),
  () => answer(429, '{"message":"Too Many Attempts."}', { "retry-after": "61" }),
  () => answer(201, '{"customer":{"uuid":7}}'),
  () => answer(302, "", { location: "https://elsewhere.example/" }),
  () => Promise.reject(new TypeError("fetch failed")),
  () => undefined,
  () => answer(502, HTML),
  () => answer(200, HTML),
  () => ({
    ...answer(200, ""),
    text() {
      throw new TypeError("no");
    },
  }),
];

const { ReporteiCustomers, ReporteiError, wasm } = await watched(() =>
  imported("reportei-customers"),
);

test(`${CALLS} calls, half of which fail, leave neither memory nor listeners behind`, async () => {
  const { signal } = new AbortController();
  let sent = 0;
  const fetch = async (/** @type {string} */ url, /** @type {{ method: string }} */ init) => {
    const turn = sent++;
    return turn % 2 ? FAILURES[(turn >> 1) % FAILURES.length]?.() : success(url, init);
  };
  const observer = () => {};
  const options = { accessToken: ACCESS_TOKEN, fetch, observer, maxRetries: 0 };
  const calls = everyCall(new ReporteiCustomers(options));
  const ended = { well: 0, badly: 0 };
  const make = async (/** @type {number} */ count) => {
    for (let made = 0; made < count; made += IN_FLIGHT) {
      const batch = Array.from({ length: IN_FLIGHT }, (_, turn) =>
        calls[(made + turn) % calls.length]?.({ signal }),
      );
      for (const { status } of await Promise.allSettled(batch)) {
        ended[status === "fulfilled" ? "well" : "badly"] += 1;
      }
    }
  };
  await growsNothing(make, CALLS);
  assert.equal(ended.well, (CALLS + WARM_UP) / 2);
  assert.equal(ended.badly, (CALLS + WARM_UP) / 2);
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("calls that are refused before anything is sent leave nothing behind", async () => {
  const fetch = () => assert.fail("nothing may be sent");
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
  const { signal } = new AbortController();
  const aborted = AbortSignal.abort();
  const refused = [
    () => reportei.show("..", { signal }),
    () => reportei.show(UUID, { signal, retries: 1 }),
    () => reportei.create(/** @type {any} */ ([]), { signal }),
    () => reportei.show(UUID, { signal: aborted }),
    async () => new ReporteiCustomers({ accessToken: 7 }),
  ];
  const make = async (/** @type {number} */ count) => {
    for (let turn = 0; turn < count; turn++) {
      await assert.rejects(async () => refused[turn % refused.length]?.(), ReporteiError);
    }
  };
  await growsNothing(make, CALLS / 2);
  for (const left of [signal, aborted]) assert.equal(getEventListeners(left, "abort").length, 0);
});

test("aborts in the middle of calls leave nothing behind", async () => {
  const sent = new EventEmitter();
  let count = 0;
  const fetch = (/** @type {string} */ _, /** @type {RequestInit} */ { signal }) => {
    if (++count % IN_FLIGHT === 0) sent.emit("all");
    return new Promise((__, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  };
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
  const make = async (/** @type {number} */ calls) => {
    for (let made = 0; made < calls; made += IN_FLIGHT) {
      const controller = new AbortController();
      const { signal } = controller;
      const all = once(sent, "all");
      const batch = Array.from({ length: IN_FLIGHT }, () => reportei.show(UUID, { signal }));
      await all;
      assert.equal(getEventListeners(signal, "abort").length, 1);
      controller.abort();
      for (const { status } of await Promise.allSettled(batch)) assert.equal(status, "rejected");
      assert.equal(getEventListeners(signal, "abort").length, 0);
    }
  };
  await growsNothing(make, CALLS / 2);
});

test("clients that are freed, and those that are forgotten, leave nothing behind", async () => {
  const make = async (/** @type {number} */ count) => {
    for (let turn = 0; turn < count; turn++) {
      const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: success });
      if (turn % 2) reportei.free();
      // Registries are told of what was forgotten between turns alone.
      if (turn % 1000 === 999) await heapInUse();
    }
  };
  await growsNothing(make, 2 * WARM_UP);
});

/**
 * Makes that many calls once all is warm, and holds them to taking no memory that stays.
 * @param {(count: number) => Promise<void>} make
 * @param {number} count
 */
async function growsNothing(make, count) {
  await make(WARM_UP);
  const heap = await heapInUse();
  const before = wasm.memory.buffer.byteLength;
  await make(count);
  const grown = (await heapInUse()) - heap;
  assert.equal(wasm.memory.buffer.byteLength, before);
  assert.ok(grown < HEAP_NOISE, `the JavaScript heap grew by ${grown} bytes`);
}
