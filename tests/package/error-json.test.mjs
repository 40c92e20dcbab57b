// What each kind of error is as JSON: golden, word for word, since logs and alarms are built on it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { imported, packageDir } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, CUSTOMER_TOKEN, UUID, answer } from "./helpers/stubbed.mjs";

const { ReporteiCustomers, ReporteiError } = await imported("reportei-customers");

const SHOW = { method: "GET", url: `https://connect.reportei.com/api/customers/${UUID}` };
const CREATE = { method: "POST", url: "https://connect.reportei.com/api/customers" };
const CREATED = {
  uuid: UUID,
  name: "Padaria",
  created_at: "2024-09-24 17:07:34",
  updated_at: "2024-09-24 17:07:34",
  trial_ends_at: null,
  is_paying: false,
  merchant: "Reportei",
  api_token: CUSTOMER_TOKEN,
};
const NOTHING = () => new Promise(() => {});

/**
 * @param {() => unknown} fetch
 * @param {object} [options]
 */
const client = (fetch, options) =>
  new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, maxRetries: 0, ...options });

/**
 * A call of `show` that is answered so.
 * @param {number} status
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 */
const shown = (status, body, headers) => () =>
  client(async () => answer(status, JSON.stringify(body), headers)).show(UUID);

const creation = () => answer(201, JSON.stringify({ customer: CREATED }));

/** @type {[call: () => Promise<unknown>, json: Record<string, unknown>][]} */
const TABLE = [
  [
    () => client(NOTHING).show("settings"),
    {
      name: "ReporteiError",
      kind: "invalid_argument",
      message: "uuid must be a customer's UUID, 36 characters with hyphens",
      argument: "uuid",
      outcome: "not_sent",
      attempts: 0,
      fieldErrors: {},
    },
  ],
  [
    shown(401, { message: "Invalid Customer Token" }, { "x-request-id": "9f8e" }),
    {
      ...SHOW,
      name: "ReporteiError",
      kind: "authentication",
      message: "Invalid Customer Token",
      status: 401,
      requestId: "9f8e",
      outcome: "rejected",
      attempts: 1,
      fieldErrors: {},
      body: { message: "Invalid Customer Token" },
    },
  ],
  [
    shown(403, { message: "This is not yours.", extra: { plan: "free" } }),
    {
      ...SHOW,
      name: "ReporteiError",
      kind: "permission",
      message: "This is not yours.",
      status: 403,
      outcome: "rejected",
      attempts: 1,
      fieldErrors: {},
      body: { message: "This is not yours.", extra: { plan: "free" } },
    },
  ],
  [
    shown(404, { error: "No such customer" }),
    {
      ...SHOW,
      name: "ReporteiError",
      kind: "not_found",
      message: "No such customer",
      status: 404,
      outcome: "rejected",
      attempts: 1,
      fieldErrors: {},
      body: { error: "No such customer" },
    },
  ],
  [
    shown(422, { errors: { name: ["The name field is required."] } }),
    {
      ...SHOW,
      name: "ReporteiError",
      kind: "validation",
      message: "The name field is required.",
      status: 422,
      outcome: "rejected",
      attempts: 1,
      fieldErrors: { name: ["The name field is required."] },
      body: { errors: { name: ["The name field is required."] } },
    },
  ],
  [
    shown(
      429,
      { message: "Too Many Attempts." },
      { "retry-after": "61", "x-ratelimit-limit": "60", "x-ratelimit-remaining": "0" },
    ),
    {
      ...SHOW,
      name: "ReporteiError",
      kind: "rate_limit",
      message: "Too Many Attempts.",
      status: 429,
      retryAfterMs: 61_000,
      limit: 60,
      remaining: 0,
      outcome: "rejected",
      attempts: 1,
      fieldErrors: {},
      body: { message: "Too Many Attempts." },
    },
  ],
  [
    shown(500, { error: { code: "internal", message: "Server Error" } }),
    {
      ...SHOW,
      name: "ReporteiError",
      kind: "server",
      message: "Server Error",
      status: 500,
      code: "internal",
      outcome: "unknown",
      attempts: 1,
      fieldErrors: {},
      body: { error: { code: "internal", message: "Server Error" } },
    },
  ],
  [
    shown(302, "", { location: "https://elsewhere.example/login?next=1", "x-request-id": "9f8e" }),
    {
      ...SHOW,
      name: "ReporteiError",
      kind: "http",
      message: "the API redirects to https://elsewhere.example/login, which is not followed",
      status: 302,
      requestId: "9f8e",
      outcome: "rejected",
      attempts: 1,
      fieldErrors: {},
    },
  ],
  [
    () => client(() => Promise.reject(new TypeError("fetch failed"))).create({ name: "Padaria" }),
    {
      ...CREATE,
      name: "ReporteiError",
      kind: "network",
      message: "the connection failed before a whole answer came (see cause)",
      outcome: "unknown",
      attempts: 1,
      fieldErrors: {},
      cause: { name: "TypeError", message: "fetch failed" },
    },
  ],
  [
    () => client(NOTHING, { timeoutMs: 1 }).create({ name: "Padaria" }),
    {
      ...CREATE,
      name: "TimeoutError",
      kind: "timeout",
      message: "no whole answer came within 1 ms",
      outcome: "unknown",
      attempts: 1,
      fieldErrors: {},
    },
  ],
  [
    () => client(NOTHING).show(UUID, { signal: AbortSignal.abort("the user left") }),
    {
      ...SHOW,
      name: "AbortError",
      kind: "aborted",
      message: "the caller aborted the call",
      outcome: "not_sent",
      attempts: 0,
      fieldErrors: {},
      cause: "the user left",
    },
  ],
  [
    () => {
      const body = JSON.stringify({ customer: { ...CREATED, uuid: 7 } });
      return client(async () => answer(201, body)).create({ name: "Padaria" });
    },
    {
      ...CREATE,
      name: "ReporteiError",
      kind: "decode",
      message:
        "the API's answer is not what its contract says: customer.uuid is a whole number, expected a string",
      path: "customer.uuid",
      status: 201,
      outcome: "applied",
      attempts: 1,
      fieldErrors: {},
      body: { customer: { ...CREATED, uuid: 7, api_token: "***" } },
    },
  ],
  [
    () => {
      const answers = [creation(), answer(200, '{"success":true,"message":"Done"}')];
      const storeToken = () => Promise.reject(new Error("the disk is full"));
      return client(async () => answers.shift()).create({ name: "Padaria" }, { storeToken });
    },
    {
      ...CREATE,
      name: "ReporteiError",
      kind: "token_not_stored",
      message: "storeToken failed (see cause), and the customer was deleted again",
      rolledBack: true,
      outcome: "rejected",
      attempts: 1,
      fieldErrors: {},
      cause: { name: "Error", message: "the disk is full" },
    },
  ],
];

for (const [call, json] of TABLE) {
  test(`an error of the kind ${json.kind} is this JSON and nothing else`, async () => {
    const error = await call().then(
      () => assert.fail("it resolved"),
      (error) => error,
    );
    assert.deepEqual(JSON.parse(JSON.stringify(error)), json);
  });
}

test("a success that turns out to be wrong has what its headers say", async () => {
  const call = shown(200, "<html></html>", {
    "x-request-id": "9f8e",
    "x-ratelimit-remaining": "3",
  });
  const message =
    "the API's answer is not what its contract says: the answer is a string, expected an object";
  await assert.rejects(call, {
    kind: "decode",
    message,
    status: 200,
    requestId: "9f8e",
    remaining: 3,
  });
});

test("what has no fieldErrors is nothing that fromJSON reads", () => {
  assert.throws(() => ReporteiError.fromJSON({ kind: "http", message: "Not found" }), TypeError);
});

test("every kind that is declared is held here", () => {
  const types = readFileSync(join(packageDir, "index.d.ts"), "utf8");
  const [, union = ""] = /type ReporteiErrorKind = ([^;]+);/.exec(types) ?? [];
  const declared = [...union.matchAll(/"(\w+)"/g)].map(([, kind]) => kind);
  assert.deepEqual(
    TABLE.map(([, { kind }]) => kind),
    declared,
  );
});
