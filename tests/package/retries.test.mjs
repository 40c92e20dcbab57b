// How often, when and with which token an attempt is repeated, and how long a call may take. After which
// answers that is safe, statuses.test.mjs says.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/**
 * A client whose fetch gives these answers and then repeats the last of them, and what it sent.
 * @param {(() => unknown)[]} answers
 * @param {object} [options]
 */
function answered(answers, options) {
  /** @type {any[]} */
  const sent = [];
  const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
    sent.push(init);
    const give = answers[sent.length - 1] ?? answers.at(-1);
    return give?.() ?? success(url, init);
  };
  return { client: new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, ...options }), sent };
}

const fails = () => answer(500, "", { "retry-after": "0" });
const never = () => new Promise(() => {});
const succeeds = () => undefined;

test("maxRetries: 0 has nothing repeated, of the client and of a call", async () => {
  const byCall = answered([fails]);
  await assert.rejects(byCall.client.show(UUID, { maxRetries: 0 }), { attempts: 1 });
  const byClient = answered([fails], { maxRetries: 0 });
  await assert.rejects(byClient.client.show(UUID), { attempts: 1 });
  assert.deepEqual([byCall.sent.length, byClient.sent.length], [1, 1]);
});

/**
 * Timers of waits between attempts fire at once.
 * @param {import("node:test").TestContext} context
 * @returns {number[]} How long each would have been.
 */
function quickWaits(context) {
  /** @type {number[]} */
  const waits = [];
  const { setTimeout } = globalThis;
  context.mock.method(globalThis, "setTimeout", (/** @type {() => void} */ run, ms = 0) => {
    if (ms < 30_000) waits.push(ms);
    return setTimeout(run, ms < 30_000 ? 0 : ms);
  });
  return waits;
}

test("a wait is what the server names, and else doubles at most", async (context) => {
  const waits = quickWaits(context);
  await answered([() => answer(503, "", { "retry-after": "7" }), succeeds]).client.show(UUID);
  assert.deepEqual(waits.splice(0), [7000]);
  const { client } = answered([() => answer(500, "")], { maxRetries: 4 });
  await assert.rejects(client.show(UUID), { attempts: 5 });
  assert.equal(waits.length, 4);
  for (const [at, most] of [500, 1000, 2000, 4000].entries()) {
    assert.ok(Number(waits[at]) <= most, waits.join());
  }
});

test("a 429 whose time cannot be read is repeated after a second at least", async (context) => {
  const waits = quickWaits(context);
  /** @type {Record<string, string>[]} */
  const all = [{}, { "retry-after": "soon" }, { "x-ratelimit-reset": "0" }];
  for (const headers of all) {
    const { client } = answered([() => answer(429, "{}", headers)]);
    await assert.rejects(client.create({ name: "Ana" }), { kind: "rate_limit", attempts: 3 });
  }
  assert.equal(waits.length, 6);
  assert.ok(
    waits.every((ms) => ms >= 1000),
    waits.join(),
  );
});

test("a wait that is longer than allowed is not begun: the error says how long it is", async () => {
  const { client, sent } = answered([() => answer(429, "{}", { "retry-after": "61" })]);
  await assert.rejects(client.show(UUID), { kind: "rate_limit", retryAfterMs: 61_000 });
  assert.equal(sent.length, 1);
});

test("a server that is down gets few requests more than there are calls", async () => {
  const { client, sent } = answered([fails]);
  for (let call = 0; call < 50; call++) {
    await assert.rejects(client.show(UUID), { kind: "server" });
  }
  assert.ok(sent.length >= 60 && sent.length <= 70, `${sent.length} requests of 50 calls`);
});

test("a token function is asked before every attempt", async () => {
  const tokens = ["first", "second"];
  const { client, sent } = answered([fails, succeeds], { accessToken: () => tokens.shift() });
  await client.show(UUID);
  assert.deepEqual(
    sent.map(({ headers }) => headers.authorization),
    ["Bearer first", "Bearer second"],
  );
});

test("the time of the whole call is final, that of an attempt is not, and each aborts its request", async () => {
  const whole = answered([never], { totalTimeoutMs: 5 });
  await assert.rejects(whole.client.show(UUID), {
    kind: "timeout",
    attempts: 1,
    message: "no whole answer came within 5 ms",
  });
  const each = answered([never, succeeds], { timeoutMs: 5 });
  assert.equal((await each.client.show(UUID)).uuid, UUID);
  assert.deepEqual([whole.sent.length, each.sent.length], [1, 2]);
  for (const { sent } of [whole, each]) assert.ok(sent[0].signal.aborted);
});

test("a call that is over leaves no timer behind, however it ended", async (context) => {
  const { setTimeout, clearTimeout } = globalThis;
  const left = new Set();
  let begun = 0;
  context.mock.method(globalThis, "setTimeout", (/** @type {() => void} */ run, ms = 0) => {
    const timer = setTimeout(() => (left.delete(timer), run()), ms);
    begun += 1;
    left.add(timer);
    return timer;
  });
  context.mock.method(globalThis, "clearTimeout", (/** @type {NodeJS.Timeout} */ timer) => {
    left.delete(timer);
    clearTimeout(timer);
  });
  await answered([succeeds]).client.show(UUID);
  await assert.rejects(answered([fails]).client.show(UUID), { attempts: 3 });
  const aborter = new AbortController();
  const abort = () => (aborter.abort(), never());
  const aborted = answered([abort]).client.show(UUID, { signal: aborter.signal });
  await assert.rejects(aborted, { kind: "aborted" });
  assert.ok(begun >= 5);
  assert.equal(left.size, 0);
});
