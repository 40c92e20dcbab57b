// Calls whose functions misbehave fail alone: those beside them, and those after them, succeed.
import assert from "node:assert/strict";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { uuid } from "./helpers/changing.mjs";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, answer, everyCall, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers, ReporteiError } = await imported("reportei-customers");

/** @typedef {[what: string, does: () => unknown]} Misdeed What a caller's function may do. */

const CALLS = 10;

const throwing = (/** @type {unknown} */ what) => () => {
  throw what;
};
const thenable = (/** @type {(...args: any[]) => unknown} */ then) => () => ({ then });
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
/** @param {object} object @param {string} name */
const unreadable = (object, name) => Object.defineProperty(object, name, { get: throwing("no") });

/** @type {Misdeed[]} */
const FAILING = [
  ["throws a string", throwing("no")],
  ["throws a number", throwing(7)],
  ["throws undefined", throwing(undefined)],
  ["throws null", throwing(null)],
  ["throws a symbol", throwing(Symbol("no"))],
  ["throws a revoked proxy", () => throwing(revoked())()],
  ["rejects with a string", () => Promise.reject("no")],
  ["rejects with undefined", () => Promise.reject()],
  ["gives a revoked proxy", revoked],
  ["gives a thenable that throws", thenable(throwing("no"))],
  ["gives a thenable that rejects with a number", thenable((_, reject) => reject(7))],
  ["gives what has an unreadable then", () => unreadable({}, "then")],
];
/** @type {Misdeed[]} */
const GIVING = [
  ["gives a number", () => 7],
  ["gives a bigint", () => 7n],
  ["gives null", () => null],
  ["gives undefined", () => undefined],
  ["gives a symbol", () => Symbol("no")],
  ["gives a function", () => () => {}],
  ["gives an array", () => []],
  ["gives a thenable that resolves with a number", thenable((resolve) => resolve(7))],
  [
    "gives a thenable that throws once it has resolved",
    thenable((resolve) => {
      resolve(7);
      throw new Error("late");
    }),
  ],
];
/** @type {Misdeed[]} */
const RESPONSES = [
  ["gives a text that is a number", () => ({ ...answer(200, ""), text: async () => 7 })],
  ["gives a text() that throws a string", () => ({ ...answer(200, ""), text: throwing("no") })],
  ["gives a text() that rejects", () => ({ ...answer(200, ""), text: () => Promise.reject(7) })],
  ["gives no text()", () => ({ status: 200, headers: new Headers() })],
  ["gives an unreadable text", () => unreadable(answer(200, ""), "text")],
  ["gives no headers", () => ({ status: 200, text: async () => "{}" })],
  ["gives a get() that throws", () => ({ ...answer(200, "{}"), headers: { get: throwing("no") } })],
  [
    "gives a header that is a symbol",
    () => ({ ...answer(200, "{}"), headers: { get: () => Symbol("no") } }),
  ],
  ["gives a status that is a string", () => ({ ...answer(200, "{}"), status: "200" })],
  ["gives an unreadable status", () => unreadable(answer(200, "{}"), "status")],
  ["gives status 0", () => answer(0, "")],
  ["gives status NaN", () => answer(NaN, "")],
  ["gives a status that is too large", () => answer(2 ** 53, "")],
  ["gives a negative status", () => answer(-200, "")],
];

/**
 * The errors of calls of which every second one met the misdeed; the others have succeeded.
 * @param {any} reportei
 */
async function failures(reportei) {
  const calls = Array.from({ length: CALLS }, (_, call) => reportei.show(uuid(call)));
  const settled = await Promise.allSettled(calls);
  return settled.flatMap((result, call) => {
    if (result.status === "fulfilled") return [];
    assert.equal(call % 2, 1, `call ${call} failed: ${result.reason}`);
    assert.ok(result.reason instanceof ReporteiError);
    return [result.reason];
  });
}

/** @param {() => unknown} does @param {(...args: any[]) => unknown} otherwise */
function everySecondTime(does, otherwise) {
  let called = 0;
  return (/** @type {any[]} */ ...args) =>
    called++ % 2 ? does() : turn().then(() => otherwise(...args));
}

for (const [what, does] of [...FAILING, ...GIVING, ...RESPONSES]) {
  test(`beside and after a call whose fetch ${what}, others succeed`, async () => {
    const fetch = everySecondTime(does, success);
    const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, maxRetries: 0 });
    const errors = await failures(reportei);
    assert.equal(errors.length, CALLS / 2);
    for (const { kind } of errors) assert.notEqual(kind, "invalid_argument");
    for (const call of everyCall(reportei)) {
      await call();
      await assert.rejects(call(), ReporteiError);
    }
  });
}

for (const [what, does] of [...FAILING, ...GIVING]) {
  test(`beside a call whose token function ${what}, others succeed`, async () => {
    const accessToken = everySecondTime(does, () => ACCESS_TOKEN);
    const errors = await failures(new ReporteiCustomers({ accessToken, fetch: success }));
    assert.equal(errors.length, CALLS / 2);
    for (const { kind, argument } of errors) {
      assert.deepEqual([kind, argument], ["invalid_argument", "accessToken"]);
    }
  });
}

for (const misdeed of [...FAILING, ...GIVING]) {
  const [what, does] = misdeed;
  const isFailing = FAILING.includes(misdeed);

  test(`beside a call whose limiter ${what}, others succeed`, async () => {
    const rateLimit = { acquire: everySecondTime(does, () => undefined) };
    const options = { accessToken: ACCESS_TOKEN, rateLimit, fetch: success };
    const errors = await failures(new ReporteiCustomers(options));
    assert.equal(errors.length, isFailing ? CALLS / 2 : 0);
    for (const { kind, argument } of errors) {
      assert.deepEqual([kind, argument], ["invalid_argument", "rateLimit"]);
    }
  });

  test(`beside a call whose storeToken ${what}, others succeed`, async () => {
    const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: success });
    const [failed, ...others] = await Promise.allSettled([
      reportei.create({ name: "Padaria" }, { storeToken: does }),
      reportei.create({ name: "Padaria" }, { storeToken: () => turn() }),
      ...everyCall(reportei).map((call) => call()),
    ]);
    assert.ok(others.every(({ status }) => status === "fulfilled"));
    assert.equal(failed.status, isFailing ? "rejected" : "fulfilled");
    if (failed.status === "rejected") assert.equal(failed.reason.kind, "token_not_stored");
  });

  test(`an observer and an onProgress that ${what} disturb no call`, async () => {
    const options = { accessToken: ACCESS_TOKEN, fetch: success, observer: does };
    const reportei = new ReporteiCustomers(options);
    assert.deepEqual(await failures(reportei), []);
    const results = await reportei.deleteMany([uuid(1), uuid(2)], { onProgress: does });
    assert.ok(results.every((/** @type {any} */ { status }) => status === "fulfilled"));
  });
}
