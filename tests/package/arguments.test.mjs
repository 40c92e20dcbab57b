// What callers hand over, however odd: a promise that rejects, nothing sent, and nothing changed.
import assert from "node:assert/strict";
import test from "node:test";
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
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

/** What no call takes for its params, nor for its options. */
const RUBBISH = [7, 7n, "text", true, Symbol("s"), () => {}, [], cyclic(), revoked()];

/** @type {[name: string, before: unknown[], wrong: (value: unknown) => unknown][]} */
const CALLS = [
  ["list", [], (page) => ({ page })],
  ["show", [UUID], () => ({ signal: throwing("aborted") })],
  ["settings", [], (customerToken) => ({ customerToken })],
  ["create", [], (name) => ({ name })],
  ["findUnconfirmed", [], (name) => ({ name, since: 0 })],
  ["update", [UUID], (name) => ({ name })],
  ["delete", [UUID], (maxRetries) => ({ maxRetries })],
  ["updatePaymentStatus", [UUID], (is_paying) => ({ is_paying })],
];

for (const [name, before, wrong] of CALLS) {
  test(`${name} throws nothing: what is wrong with its arguments rejects, and is not sent`, async () => {
    const fetch = () => assert.fail("nothing may be sent");
    const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
    const others = [wrong(7n), wrong(cyclic()), wrong({}), throwing("name"), throwing("headers")];
    for (const bad of [...RUBBISH, ...others]) {
      const promise = reportei[name](...before, bad);
      assert.ok(promise instanceof Promise);
      await assert.rejects(promise, { kind: "invalid_argument", outcome: "not_sent" });
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
