// What is wrong with an argument: the error names it, and nothing is sent. What each rule refuses beside
// these is held natively, by tests/native/rules.rs, base_urls.rs and headers.rs.
import assert from "node:assert/strict";
import test from "node:test";
import { ROWS, argumentsOf } from "../support/endpoints.mjs";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, CUSTOMER_TOKEN, UUID, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/** @param {string} argument */
const named = (argument) => (/** @type {any} */ error) => {
  assert.equal(error.kind, "invalid_argument");
  assert.equal(error.argument, argument);
  assert.ok(error.message.startsWith(argument), error.message);
  assert.equal(error.outcome, "not_sent");
  return true;
};

/** @param {object} [options] */
function sendingNothing(options) {
  const fetch = () => assert.fail("nothing may be sent");
  const tokens = { accessToken: ACCESS_TOKEN, customerToken: CUSTOMER_TOKEN };
  return new ReporteiCustomers({ ...tokens, fetch, ...options });
}

/** @param {string} name */
const throwing = (name) =>
  Object.defineProperty({}, name, {
    get() {
      throw new Error(`${name} must not be read`);
    },
  });

const NO_UUIDS = [
  undefined,
  null,
  "",
  "..",
  `${UUID}/`,
  7,
  7n,
  {},
  [UUID],
  Symbol("s"),
  { toString: () => UUID },
  new String(UUID),
];

for (const row of ROWS.filter(({ path }) => path.includes("{uuid}"))) {
  test(`${row.call} refuses what is no uuid`, async () => {
    const [, ...others] = argumentsOf(row, UUID);
    for (const bad of NO_UUIDS) {
      await assert.rejects(sendingNothing()[row.call](bad, ...others), named("uuid"));
    }
  });
}

/** @param {unknown} given */
const refusing = (given) => () => {
  throw new Error(`of ${String(given)}`);
};
const NO_PARAMS = [
  ...[null, 7, 7n, "text", true, Symbol("s"), [], () => {}],
  throwing("name"),
  new Proxy({}, { ownKeys: refusing("keys"), get: refusing("a field") }),
];

test("what is no object of params, or cannot be read, is refused as the params", async () => {
  for (const bad of NO_PARAMS) {
    await assert.rejects(sendingNothing().create(bad), named("params"));
  }
});

/** @type {[call: string, params: object, argument: string][]} */
const PARAMS = [
  ["create", {}, "name"],
  ["create", { name: "" }, "name"],
  ["create", { name: null }, "name"],
  ["create", { name: 7 }, "name"],
  ["create", { name: "half a pair: \ud83e" }, "name"],
  ["create", { nmae: "A" }, "nmae"],
  ["create", { name: "A", is_paying: true }, "is_paying"],
  ["updatePaymentStatus", {}, "is_paying"],
  ["updatePaymentStatus", { isPaying: true }, "isPaying"],
  ["updatePaymentStatus", { is_paying: "true" }, "is_paying"],
  ["updatePaymentStatus", { is_paying: 1 }, "is_paying"],
  ["findUnconfirmed", { name: "A" }, "since"],
  ["findUnconfirmed", { name: "A", since: null }, "since"],
  ["findUnconfirmed", { name: "A", since: true }, "since"],
  ["findUnconfirmed", { name: "A", since: {} }, "since"],
  ["findUnconfirmed", { name: "A", since: "yesterday" }, "since"],
  ["findUnconfirmed", { name: "A", sinse: "2024-09-24 17:07:34" }, "sinse"],
  ["list", { page: 0 }, "page"],
  ["list", { page: 1.5 }, "page"],
  ["list", { page: "2" }, "page"],
  ["list", { per_page: 101 }, "per_page"],
  ["list", { perPage: 10 }, "perPage"],
  ["list", { sortBy: 7 }, "sortBy"],
];

for (const [call, params, argument] of PARAMS) {
  test(`${call} of ${JSON.stringify(params)} names ${argument}`, async () => {
    const uuid = call === "updatePaymentStatus" ? [UUID] : [];
    await assert.rejects(sendingNothing()[call](...uuid, params), named(argument));
  });
}

test("a misspelt field of one item among many is named by that item's result", async () => {
  const [{ reason }] = await sendingNothing().updateMany([{ id: UUID, name: "A" }]);
  named("id")(reason);
});

test("settings needs a customer token where there is an access token", async () => {
  const reportei = sendingNothing({ customerToken: undefined });
  await assert.rejects(reportei.settings(), named("customerToken"));
});

/** Options that are wrong beside an access token, with the argument that the error must name. */
const BESIDE_A_TOKEN = /** @type {[options: object, argument: string][]} */ ([
  [{ customerToken: "\0" }, "customerToken"],
  [{ timeoutMS: 1 }, "timeoutMS"],
  [{ timeoutMs: "1" }, "timeoutMs"],
  [{ timeoutMs: -1 }, "timeoutMs"],
  [{ timeoutMs: 2 ** 31 }, "timeoutMs"],
  [{ baseUrl: "" }, "baseUrl"],
  [{ baseUrl: "https://" }, "baseUrl"],
  [{ baseUrl: "ftp://host/api" }, "baseUrl"],
  [{ baseUrl: "https://host/api?key=1" }, "baseUrl"],
  [{ baseUrl: "https://user:pass@host/api" }, "baseUrl"],
  [{ baseUrl: 7 }, "baseUrl"],
  [{ fetch: {} }, "fetch"],
  [{ credentials: "always" }, "credentials"],
  [{ headers: 7 }, "headers"],
  [{ headers: () => ({ a: "b" }) }, "headers"],
  [{ headers: { Authorization: "x" } }, "headers.authorization"],
  [{ headers: { "X-Customer-Token": "x" } }, "headers.x-customer-token"],
  [{ headers: new Headers({ accept: "x" }) }, "headers.accept"],
  [{ headers: [["Content-Type", "x"]] }, "headers.content-type"],
  [{ headers: { "x y": "x" } }, "headers.x y"],
  [{ headers: { x: "a\r\nb" } }, "headers.x"],
  [{ headers: { x: 7 } }, "headers.x"],
]);

/** @type {[options: unknown, argument: string][]} */
const OF_CLIENTS = [
  [undefined, "accessToken"],
  [null, "options"],
  ["token", "options"],
  [throwing("accessToken"), "options"],
  [{}, "accessToken"],
  [{ accessToken: "" }, "accessToken"],
  [{ accessToken: "with space" }, "accessToken"],
  [{ accessToken: 7 }, "accessToken"],
  ...BESIDE_A_TOKEN.map(
    ([options, argument]) =>
      /** @type {[object, string]} */ ([{ accessToken: "t", ...options }, argument]),
  ),
];

for (const [at, [options, argument]] of OF_CLIENTS.entries()) {
  test(`no client is made of a wrong ${argument} (${at})`, () => {
    assert.throws(() => new ReporteiCustomers(options), named(argument));
  });
}

/** @type {[options: unknown, argument: string][]} */
const OF_CALLS = [
  [7, "options"],
  [{ retry: 1 }, "retry"],
  [{ timeoutMs: -1 }, "timeoutMs"],
  [{ signal: {} }, "signal"],
  [{ signal: throwing("aborted") }, "signal"],
  [{ customerToken: "a\r\nb" }, "customerToken"],
  [{ headers: { accept: "x" } }, "headers.accept"],
];

for (const [at, [options, argument]] of OF_CALLS.entries()) {
  test(`no call is made with a wrong ${argument} (${at})`, async () => {
    await assert.rejects(sendingNothing().show(UUID, options), named(argument));
  });
}

test("what is undefined is left out, and so is a null in the place of list's params", async () => {
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: success });
  await reportei.list(undefined, undefined);
  await reportei.list(null);
  await reportei.show(UUID, undefined);
  await reportei.show(UUID, { timeoutMs: undefined });
});

test("a long name of emoji passes through intact", async () => {
  const name = "🥐".repeat(10_000);
  /** @type {unknown[]} */
  const bodies = [];
  const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
    bodies.push(JSON.parse(init.body));
    return success(url, init);
  };
  await new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch }).create({ name });
  assert.deepEqual(bodies, [{ name }]);
});
