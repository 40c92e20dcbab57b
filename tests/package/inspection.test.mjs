// Whatever prints, serializes or looks through a client, an error or an event finds no token.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { ASKING, showings } from "./helpers/showings.mjs";
import {
  ACCESS_TOKEN,
  CUSTOMER_TOKEN,
  UUID,
  answer,
  everyCall,
  success,
} from "./helpers/stubbed.mjs";

/** The token of a customer that was created. */
const SHOWN_ONCE = "0123456789abcdef".repeat(4);
/** Tokens that nobody takes for one by their look. */
const [BEFORE, GIVEN] = ["before|the-token-that-was-renewed", "given|the-token-of-a-customer"];
const TOKENS = [ACCESS_TOKEN, CUSTOMER_TOKEN, SHOWN_ONCE, BEFORE, GIVEN];
const CREATED = { customer: { uuid: 7, api_token: SHOWN_ONCE } };

const { ReporteiCustomers, isReporteiError } = await imported("reportei-customers");

/** @param {object} [options] */
const client = (options) =>
  new ReporteiCustomers({
    accessToken: ACCESS_TOKEN,
    customerToken: CUSTOMER_TOKEN,
    fetch: success,
    maxRetries: 0,
    ...options,
  });

/**
 * @param {unknown} value
 * @param {string} what
 * @param {string[]} [but] Ways that may show it.
 */
function showsNoToken(value, what, but = []) {
  for (const [way, shown] of Object.entries(showings(value))) {
    if (but.includes(way)) continue;
    for (const token of TOKENS) assert.ok(!shown.includes(token), `${way} of ${what}: ${shown}`);
  }
}

/** @param {Promise<unknown>} call */
const rejection = (call) =>
  call.then(
    () => assert.fail("it resolved"),
    (error) => {
      assert.ok(isReporteiError(error), String(error));
      return error;
    },
  );

for (const [what, options] of /** @type {const} */ ([
  ["a client", {}],
  ["a client with a function for tokens", { accessToken: async () => ACCESS_TOKEN }],
  ["a client with headers and a signal", { headers: { a: "b" }, signal: AbortSignal.abort() }],
])) {
  test(`${what} shows no token, before its calls and after them`, async () => {
    const reportei = client(options);
    showsNoToken(reportei, what);
    await Promise.allSettled(everyCall(reportei).map((call) => call()));
    showsNoToken(reportei, `${what} after its calls`);
    reportei.free();
    showsNoToken(reportei, `${what} that was freed`);
  });
}

/** Where a redirect leads, and what servers call a request by, may hold what they were sent too. */
const echoing = (/** @type {string} */ echo) => ({
  location: `https://elsewhere.example/${ACCESS_TOKEN}/${CUSTOMER_TOKEN}?token=${SHOWN_ONCE}`,
  "x-request-id": echo,
});

test("an error shows no token, whatever the server echoes and wherever", async () => {
  const echo = `Bearer ${ACCESS_TOKEN} and ${CUSTOMER_TOKEN} and ${SHOWN_ONCE}`;
  const bodies = [
    echo,
    JSON.stringify({ message: echo, code: echo, errors: { [ACCESS_TOKEN]: [echo] } }),
    JSON.stringify({ error: { code: echo, message: echo, details: { name: echo } } }),
    JSON.stringify({ customer: { api_token: SHOWN_ONCE, name: echo }, extra: [echo] }),
  ];
  for (const body of bodies) {
    for (const status of [200, 302, 400, 401, 403, 404, 422, 429, 500]) {
      const reportei = client({ fetch: async () => answer(status, body, echoing(echo)) });
      for (const call of [reportei.show(UUID), reportei.settings()]) {
        showsNoToken(await rejection(call), `${status} ${body}`);
      }
    }
  }
});

test("an error without an answer shows no token", async () => {
  const failing = [
    [client({ fetch: async () => Promise.reject(new TypeError("fetch failed")) }), {}],
    [client({ fetch: () => undefined }), {}],
    [client({ fetch: () => new Promise(() => {}) }), { timeoutMs: 1 }],
    [client(), { signal: AbortSignal.abort() }],
    [client(), { customerToken: `${CUSTOMER_TOKEN}\n` }],
    [client({ accessToken: () => `${ACCESS_TOKEN}\n` }), {}],
    [client({ accessToken: ACCESS_TOKEN, customerToken: undefined }), {}],
    [client({ accessToken: () => ACCESS_TOKEN, customerToken: undefined }), {}],
  ];
  for (const [reportei, options] of /** @type {any[][]} */ (failing)) {
    const error = await rejection(reportei.settings(options));
    showsNoToken(error, error.message);
  }
  for (const options of [
    { accessToken: `${ACCESS_TOKEN}\n` },
    { customerToken: `${CUSTOMER_TOKEN}ç` },
    { [ACCESS_TOKEN.replaceAll("-", "_")]: CUSTOMER_TOKEN },
    { headers: { authorization: `Bearer ${ACCESS_TOKEN}` } },
    { baseUrl: `https://user:${ACCESS_TOKEN}@host/api?token=${CUSTOMER_TOKEN}` },
  ]) {
    assert.throws(
      () => client(options),
      (error) => {
        showsNoToken(error, String(error));
        return true;
      },
    );
  }
});

test("a created customer that rides on an error is given to those alone who ask for it", async () => {
  const storeToken = () => Promise.reject(new Error("the disk is full"));
  const created = JSON.stringify({
    customer: { ...JSON.parse(await success("https://x/api/customers/1", GET).text()).customer },
  });
  const whole = created.replace('"uuid"', `"api_token":"${SHOWN_ONCE}","uuid"`);
  const answers = [answer(201, whole), answer(403, "{}")];
  const notStored = client({ fetch: async () => answers.shift() });
  const odd = client({ fetch: async () => answer(201, JSON.stringify(CREATED)) });
  for (const call of [
    notStored.create({ name: "Padaria" }, { storeToken }),
    odd.create({ name: "Padaria" }),
  ]) {
    const error = await rejection(call);
    assert.equal(error.created.api_token, SHOWN_ONCE);
    assert.ok(!Object.keys(error).includes("created"));
    showsNoToken(error, error.kind, ASKING);
  }
});

const GET = { method: "GET" };

test("the cause of an error shows no token, wherever in it the caller's fetch put one", async () => {
  const request = { headers: { authorization: `Bearer ${ACCESS_TOKEN}` } };
  const inner = Object.assign(new Error(`sent ${CUSTOMER_TOKEN}`), { data: SHOWN_ONCE, request });
  const several = new AggregateError([inner, new Error(ACCESS_TOKEN)], `for ${ACCESS_TOKEN}`);
  for (const thrown of [
    Object.assign(new Error("Request failed for Bearer t0k"), request),
    new TypeError("fetch failed", { cause: inner }),
    new TypeError("fetch failed", { cause: several }),
    Object.assign(new Error("refused"), { code: ACCESS_TOKEN, name: CUSTOMER_TOKEN }),
    `a text with ${ACCESS_TOKEN}`,
    { message: CUSTOMER_TOKEN, toJSON: () => SHOWN_ONCE },
  ]) {
    const error = await rejection(client({ fetch: () => Promise.reject(thrown) }).show(UUID));
    showsNoToken(error, String(thrown), ASKING);
    assert.ok(!showings(error)["util.inspect"]?.includes("t0k"));
    assert.equal(error.originalCause, thrown);
  }
  const storeToken = (/** @type {unknown} */ row) =>
    Promise.reject(Object.assign(new Error(`no row ${JSON.stringify(row)}`), { row }));
  const whole = await success("https://x/api/customers", { method: "POST" }).text();
  const answers = [answer(201, whole), answer(200, '{"success":true,"message":"Done"}')];
  const reportei = client({ fetch: async () => answers.shift() });
  const notStored = await rejection(reportei.create({ name: "Padaria" }, { storeToken }));
  showsNoToken(notStored, "storeToken", ASKING);
});

test("what a caller's function throws shows no token that it was given", async () => {
  const body = JSON.parse(await success("https://x/api/customers", { method: "POST" }).text());
  const created = JSON.stringify({ customer: { ...body.customer, api_token: GIVEN } });
  const fetch = async (/** @type {unknown} */ _, /** @type {any} */ { method }) =>
    method === "POST" ? answer(201, created) : answer(500, "");
  const fails = (/** @type {any} */ { value, api_token: token }) =>
    assert.fail(`no row for ${token ?? value.api_token}`);
  const notStored = await rejection(
    client({ fetch }).create({ name: "Padaria" }, { storeToken: fails }),
  );
  showsNoToken(notStored, "storeToken", ASKING);
  const names = ["Padaria", "Quitanda"];
  const results = await client({ fetch }).createMany(names, { concurrency: 1, onResult: fails });
  assert.equal(results[1].reason.argument, "onResult");
  showsNoToken(results[1].reason, "onResult", ASKING);
});

test("neither an error nor an event shows an access token that was renewed", async () => {
  const echo = { "x-request-id": BEFORE };
  /** @type {[what: string, status: number, renew: () => unknown, second: () => unknown][]} */
  const cases = [
    ["a function that fails", 401, () => assert.fail(`not ${BEFORE}`), () => assert.fail()],
    ["an echo after a 401", 401, () => "after", () => answer(500, `{"message":"${BEFORE}"}`, echo)],
    ["an echo in another attempt", 503, () => "after", () => answer(400, BEFORE, echo)],
    ["a fetch that fails", 401, () => "after", () => assert.fail(`no use of ${BEFORE}`)],
  ];
  for (const [what, status, renew, second] of cases) {
    /** @type {unknown[]} */
    const events = [];
    let [asked, sent] = [0, 0];
    const reportei = client({
      accessToken: () => (++asked === 1 ? BEFORE : renew()),
      fetch: async () => (++sent === 1 ? answer(status, "{}", { "retry-after": "0" }) : second()),
      observer: (/** @type {unknown} */ event) => events.push(event),
      maxRetries: 1,
    });
    showsNoToken(await rejection(reportei.show(UUID)), what, ASKING);
    assert.equal(asked, 2);
    await new Promise((resolve) => setImmediate(resolve));
    showsNoToken(events, `events of ${what}`);
  }
});

test("no event shows a token", async () => {
  /** @type {unknown[]} */
  const events = [];
  const observer = (/** @type {unknown} */ event) => events.push(event);
  const answers = [
    answer(500, ACCESS_TOKEN, echoing(ACCESS_TOKEN)),
    answer(429, CUSTOMER_TOKEN, echoing(`of ${CUSTOMER_TOKEN}`)),
    answer(401, SHOWN_ONCE, echoing(ACCESS_TOKEN)),
  ];
  const fetch = async () => answers.shift();
  await Promise.all(everyCall(client({ observer })).map((call) => call()));
  const failing = client({ observer, fetch, maxRetries: 2 });
  const { setTimeout } = globalThis;
  // Waits between attempts are not what is looked at here.
  globalThis.setTimeout = /** @type {any} */ (
    (/** @type {() => void} */ then) => setTimeout(then, 0)
  );
  const error = await rejection(failing.settings({ timeoutMs: 0 })).finally(
    () => (globalThis.setTimeout = setTimeout),
  );
  assert.equal(error.attempts, 3);
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(events.length > 7 * 3);
  showsNoToken(events, "the events");
});
