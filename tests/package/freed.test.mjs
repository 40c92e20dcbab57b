// After free(): the tokens are forgotten, what is under way goes on, and nothing more is begun.
import assert from "node:assert/strict";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { ROWS } from "../support/endpoints.mjs";
import { changing, uuid } from "./helpers/changing.mjs";
import { imported } from "./helpers/installed.mjs";
import { paged, people } from "./helpers/paged.mjs";
import {
  ACCESS_TOKEN,
  CUSTOMER_TOKEN,
  UUID,
  answer,
  everyCall,
  success,
} from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");
const { ReporteiSandbox } = await imported("reportei-customers/sandbox");

const FREED = {
  name: "ReporteiError",
  kind: "invalid_argument",
  outcome: "not_sent",
  message: "this client was freed: make another",
};

/** @param {object} [options] */
const client = (options) =>
  new ReporteiCustomers({
    accessToken: ACCESS_TOKEN,
    customerToken: CUSTOMER_TOKEN,
    fetch: success,
    ...options,
  });

/** @type {[what: string, options: () => object][]} What a call waits for first. */
const FIRST_WAITS = [
  ["fetch alone", () => ({})],
  ["a token function", () => ({ accessToken: () => turn(ACCESS_TOKEN) })],
  ["a limiter", () => ({ rateLimit: { acquire: () => turn() } })],
  ["a pace", () => ({ rateLimit: { concurrency: 1 } })],
  ["a pace that learns", () => ({ rateLimit: "auto" })],
];

for (const [what, options] of FIRST_WAITS) {
  test(`free() right after calls that wait for ${what} first: they go on, with their tokens`, async () => {
    /** @type {Record<string, string>[]} */
    const sent = [];
    const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
      sent.push(init.headers);
      return success(url, init);
    };
    const reportei = client({ fetch, ...options() });
    const calls = [...everyCall(reportei).map((call) => call()), reportei.settings()];
    reportei.free();
    await Promise.all(calls);
    assert.equal(sent.length, calls.length);
    for (const { authorization } of sent) assert.equal(authorization, `Bearer ${ACCESS_TOKEN}`);
    assert.equal(
      sent.filter((headers) => headers["x-customer-token"] === CUSTOMER_TOKEN).length,
      ROWS.filter((row) => row.needsCustomerToken).length + 1,
    );
    await assert.rejects(reportei.show(UUID), FREED);
  });
}

test("free() between an attempt and the next leaves the retries their token and their limits", async () => {
  /** @type {unknown[]} */
  const tokens = [];
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    tokens.push(init.headers.authorization);
    if (tokens.length === 1) reportei.free();
    return tokens.length < 3 ? answer(503, "{}", { "retry-after": "0" }) : success(url, init);
  };
  const reportei = client({ fetch, maxRetries: 2 });
  assert.equal((await reportei.show(UUID)).uuid, UUID);
  assert.deepEqual(tokens, Array(3).fill(`Bearer ${ACCESS_TOKEN}`));
});

test("free() twice, and by the symbol, is fine, and so is a client made after it", async () => {
  const symbol = /** @type {any} */ (Symbol).dispose;
  const reportei = client();
  const call = reportei.show(UUID);
  reportei.free();
  reportei.free();
  if (symbol) reportei[symbol]();
  const [one, other] = [client({ accessToken: "one" }), client({ accessToken: "other" })];
  reportei.free();
  assert.equal((await call).uuid, UUID);
  for (const later of [one, other]) assert.equal((await later.show(UUID)).uuid, UUID);
  await assert.rejects(reportei.show(UUID), FREED);
});

test("a client that was freed sends nothing, and each of its calls says why", async () => {
  const reportei = client({ fetch: () => assert.fail("nothing may be sent") });
  const before = reportei.listAll();
  reportei.free();
  const rejecting = [
    ...everyCall(reportei),
    () => reportei.findUnconfirmed({ name: "Padaria", since: 0 }),
    () => reportei.createMany(["Padaria"]),
    () => reportei.updateMany([{ uuid: uuid(1), name: "Padaria" }]),
    () => reportei.deleteMany([uuid(1)]),
    () => reportei.updatePaymentStatusMany([{ uuid: uuid(1), is_paying: true }]),
  ];
  for (const list of [before, reportei.listAll()]) {
    rejecting.push(
      () => list[Symbol.asyncIterator]().next(),
      () => list.pages()[Symbol.asyncIterator]().next(),
      () => list.toArray({ limit: 1 }),
    );
  }
  for (const call of rejecting) {
    const promise = call();
    assert.ok(promise instanceof Promise);
    await assert.rejects(promise, FREED, String(call));
  }
});

for (const whole of [false, true]) {
  test(`a loop over ${whole ? "pages" : "customers"} rejects where the next page is to be asked for`, async () => {
    const list = paged(people(6));
    const reportei = client({ fetch: list.fetch });
    const all = reportei.listAll({ per_page: 2 }, { prefetch: 0 });
    let given = 0;
    const looping = async () => {
      for await (const _ of whole ? all.pages() : all) {
        given += 1;
        if (given === (whole ? 1 : 2)) reportei.free();
      }
    };
    await assert.rejects(looping, FREED);
    assert.equal(given, whole ? 1 : 2);
    await assert.rejects(looping, FREED);
    assert.equal(list.asked.length, 1);
  });
}

test("many calls that are under way when it is freed end, and those not begun say why", async () => {
  const api = changing(async () => {
    await turn();
    reportei.free();
  });
  const reportei = client({ fetch: api.fetch });
  const results = await reportei.createMany(["a", "b", "c", "d"], { concurrency: 2 });
  const [a, b, ...others] = results;
  assert.deepEqual([a.value.name, b.value.name], ["a", "b"]);
  for (const { item, reason } of others) {
    assert.ok(["c", "d"].includes(item));
    assert.deepEqual(
      { kind: reason.kind, outcome: reason.outcome, message: reason.message },
      { kind: FREED.kind, outcome: FREED.outcome, message: FREED.message },
    );
  }
  assert.deepEqual(api.names, ["a", "b"]);
});

test("a sandbox that was freed throws in its methods, and its fetch still answers", async () => {
  for (const method of /** @type {const} */ (["free", Symbol.dispose])) {
    const sandbox = new ReporteiSandbox({ customers: 3 });
    const { accessToken, fetch } = sandbox;
    sandbox[method]();
    assert.throws(() => sandbox.journal(), Error);
    const reportei = new ReporteiCustomers({ accessToken, fetch });
    assert.equal((await reportei.list()).meta.total, 3);
  }
});
