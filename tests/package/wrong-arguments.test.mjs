// What is wrong with a call's arguments: the promise rejects, the error names the argument, and nothing is
// sent. What each rule refuses beside these is held natively, by tests/native/rules.rs and headers.rs.
import assert from "node:assert/strict";
import test from "node:test";
import { ROWS, argumentsOf } from "../support/endpoints.mjs";
import { imported } from "./helpers/installed.mjs";
import { named, revoked, sendingNothing, throwing } from "./helpers/refused.mjs";
import { ACCESS_TOKEN, CUSTOMER_TOKEN, UUID, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

const cyclic = () => {
  const object = /** @type {Record<string, unknown>} */ ({});
  object.itself = object;
  return object;
};
/** All of a signal, but whether it was aborted is not to be learned. */
const sealed = () =>
  Object.assign(throwing("aborted"), { addEventListener() {}, removeEventListener() {} });
/** @param {unknown} given */
const refusing = (given) => () => {
  throw new Error(`of ${String(given)}`);
};

/** What no call takes for its params, nor for its options. */
const RUBBISH = [
  ...[7, 7n, "text", true, Symbol("s"), () => {}, [], revoked()],
  new Proxy({}, { ownKeys: refusing("keys"), get: refusing("a field") }),
];
const NO_UUIDS = [
  ...[undefined, null, "", "..", `${UUID}/`, {}, [UUID]],
  ...[{ toString: () => UUID }, new String(UUID)],
];

/** Each call with good arguments. */
const CALLS = [
  ...ROWS.map((row) => ({ call: row.call, args: argumentsOf(row, UUID) })),
  { call: "findUnconfirmed", args: [{ name: "Padaria", since: 0 }] },
];
const OPTIONS = { customerToken: CUSTOMER_TOKEN, maxRetries: 0, timeoutMs: 1 };

for (const { call, args } of CALLS) {
  test(`${call} throws nothing: what is wrong with its arguments rejects by its name`, async () => {
    const good = [...args, OPTIONS];
    for (const [place, argument] of good.entries()) {
      /** @param {unknown} bad @param {any} expected */
      const rejects = async (bad, expected) => {
        const promise = sendingNothing()[call](...good.with(place, bad));
        assert.ok(promise instanceof Promise);
        await assert.rejects(promise, expected);
      };
      const isUuid = argument === UUID;
      const name = isUuid ? "uuid" : argument === OPTIONS ? "options" : "params";
      for (const bad of isUuid ? [...RUBBISH, ...NO_UUIDS] : RUBBISH) {
        await rejects(bad, named(name));
      }
      for (const field of isUuid ? [] : Object.keys(Object(argument))) {
        for (const value of [7n, cyclic(), {}]) {
          await rejects({ ...Object(argument), [field]: value }, named(field));
        }
      }
      const unreadable = ["name", "headers", "signal"].map(throwing);
      for (const bad of [cyclic(), { signal: sealed() }, ...unreadable]) {
        await rejects(bad, { kind: "invalid_argument", outcome: "not_sent" });
      }
    }
  });
}

test("what a getter threw is the cause", async () => {
  const error = await sendingNothing()
    .create(throwing("name"))
    .catch((/** @type {any} */ error) => error);
  named("params")(error);
  assert.equal(error.cause.message, "name must not be read");
});

/** @type {[call: string, params: object | null, argument: string][]} */
const PARAMS = [
  ["create", null, "params"],
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

test("settings needs a customer token where there is an access token", async () => {
  const reportei = sendingNothing({ customerToken: undefined });
  await assert.rejects(reportei.settings(), named("customerToken"));
});

/** @type {[options: unknown, argument: string][]} */
const OF_CALLS = [
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
  /** @type {[path: string, headers: object][]} */
  const sent = [];
  const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
    sent.push([url.replace("https://connect.reportei.com/api", ""), init.headers]);
    return success(url, init);
  };
  const reportei = new ReporteiCustomers({
    accessToken: ACCESS_TOKEN,
    fetch,
    timeoutMs: undefined,
  });
  await reportei.list();
  await reportei.list(undefined, undefined);
  await reportei.list(null);
  await reportei.list({ page: undefined, per_page: 5 });
  await reportei.show(UUID);
  await reportei.show(UUID, undefined);
  await reportei.show(UUID, { timeoutMs: undefined, headers: undefined, customerToken: undefined });
  const [list, show] = ["/customers", `/customers/${UUID}`];
  assert.deepEqual(
    sent.map(([path]) => path),
    [list, list, list, `${list}?per_page=5`, show, show, show],
  );
  for (const [, headers] of sent) assert.deepEqual(headers, sent[0]?.[1]);
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
