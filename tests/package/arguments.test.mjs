// What callers hand over, however odd: a promise that rejects, nothing sent, and nothing changed.
import assert from "node:assert/strict";
import test from "node:test";
import { ROWS, argumentsOf } from "../support/endpoints.mjs";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, CUSTOMER_TOKEN, UUID, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

const cyclic = () => {
  const object = /** @type {Record<string, unknown>} */ ({});
  object.itself = object;
  return object;
};
/** @param {string} key */
const throwing = (key) =>
  Object.defineProperty({}, key, {
    enumerable: true,
    get() {
      throw new Error("a getter's own");
    },
  });
/** All of a signal, but whether it was aborted is not to be learned. */
const sealed = () =>
  Object.assign(throwing("aborted"), { addEventListener() {}, removeEventListener() {} });
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

/** What no call takes for its params, nor for its options. */
const RUBBISH = [7, 7n, "text", true, Symbol("s"), () => {}, [], cyclic(), revoked()];

/** A call of the client with good arguments. */
const CALLS = [
  ...ROWS.map((row) => ({ call: row.call, args: argumentsOf(row, UUID) })),
  { call: "findUnconfirmed", args: [{ name: "Padaria", since: 0 }] },
];
const OPTIONS = { customerToken: CUSTOMER_TOKEN, maxRetries: 0, timeoutMs: 1 };

/**
 * What an argument may not be: rubbish, and an object with one field of it.
 * @param {unknown} good
 */
function wrongOnes(good) {
  const isObject = typeof good === "object" && good !== null;
  const fields = Object.keys(isObject ? good : {}).flatMap((field) =>
    [7n, cyclic(), {}].map((value) => ({ ...Object(good), [field]: value })),
  );
  return [...RUBBISH, ...fields, throwing("name"), throwing("headers"), throwing("signal")];
}

for (const { call, args } of CALLS) {
  test(`${call} throws nothing: what is wrong with its arguments rejects, and is not sent`, async () => {
    const fetch = () => assert.fail("nothing may be sent");
    const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
    const good = [...args, OPTIONS];
    for (const [place, argument] of good.entries()) {
      for (const bad of [...wrongOnes(argument), { signal: sealed() }]) {
        const promise = reportei[call](...good.with(place, bad));
        assert.ok(promise instanceof Promise);
        await assert.rejects(promise, { kind: "invalid_argument", outcome: "not_sent" });
      }
    }
  });
}

test("what a getter threw is the cause", async () => {
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: success });
  const call = reportei.create(throwing("name"));
  const error = await call.then(
    () => assert.fail("it resolved"),
    (/** @type {any} */ error) => error,
  );
  assert.equal(error.cause.message, "a getter's own");
});

test("nothing that a caller hands over is changed, frozen or not", async () => {
  const { signal } = new AbortController();
  const given = () => ({
    client: {
      accessToken: ACCESS_TOKEN,
      customerToken: CUSTOMER_TOKEN,
      headers: { "x-one": "1" },
      fetch: success,
      signal,
    },
    params: { name: "Padaria" },
    options: { customerToken: CUSTOMER_TOKEN, headers: { "x-two": "2" }, timeoutMs: 9 },
  });
  for (const keep of [Object.freeze, (/** @type {object} */ object) => object]) {
    const { client, params, options } = given();
    const expected = given();
    for (const object of [client, client.headers, params, options, options.headers]) keep(object);
    const reportei = new ReporteiCustomers(client);
    await reportei.create(params, options);
    await reportei.update(UUID, params, options);
    await reportei.settings(options);
    assert.deepEqual({ client, params, options }, expected);
  }
});
