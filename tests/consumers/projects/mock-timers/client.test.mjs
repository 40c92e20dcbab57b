// Under `node:test`'s mock timers, only `tick` makes time go by.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import options from "./options.cjs";
import { makeCalls } from "./calls.js";

const { setImmediate } = globalThis;

beforeEach(() => mock.timers.reset());

/**
 * Lets time go by until a promise settles.
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<{ value: T, passedMs: number }>}
 */
async function ticked(promise) {
  let settled = false;
  const done = () => (settled = true);
  promise.then(done, done);
  for (let passedMs = 0; passedMs <= 10_000; passedMs += 50) {
    for (let turn = 0; turn < 20 && !settled; turn += 1) await new Promise(setImmediate);
    if (settled) return { value: await promise, passedMs };
    mock.timers.tick(50);
  }
  throw new Error("10 s went by, and nothing came of it");
}

test("all calls over HTTP", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  assert.equal(await makeCalls(ReporteiCustomers, ReporteiError, options), "calls ok");
});

for (const apis of [
  ["setTimeout"],
  ["setTimeout", "Date"],
  ["setTimeout", "setInterval", "setImmediate", "Date"],
]) {
  test(`a paced client waits as long as the clock says: ${apis.join(", ")}`, async () => {
    mock.timers.enable({ apis });
    const { accessToken, fetch } = new ReporteiSandbox({ customers: 3, seed: 1 });
    const rateLimit = { perSecond: 2 };
    const reportei = new ReporteiCustomers({ accessToken, fetch, rateLimit });
    const calls = Array.from({ length: 6 }, () => reportei.list());
    const { value, passedMs } = await ticked(Promise.all(calls));
    assert.equal(value.length, 6);
    assert.ok(passedMs >= 1_900 && passedMs <= 3_100, `${passedMs} ms went by`);
  });
}

test("a retry waits, and a time-out comes", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const sandbox = new ReporteiSandbox({ customers: 3, seed: 1 });
  const { accessToken, fetch } = sandbox;
  sandbox.inject({ times: 1, fault: { kind: "status", status: 503 } });
  await ticked(new ReporteiCustomers({ accessToken, fetch }).list());
  const deaf = new ReporteiCustomers({
    accessToken,
    maxRetries: 0,
    fetch: () => new Promise(() => {}),
  });
  await assert.rejects(ticked(deaf.list({}, { timeoutMs: 2_000 })), { kind: "timeout" });
});
