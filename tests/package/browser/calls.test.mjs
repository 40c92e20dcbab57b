// The client in Chromium, over the browser's own `fetch`: the calls, from another origin than the
// API's and through a proxy of the page's own, and each kind of error as a page meets it.
import assert from "node:assert/strict";
import test from "node:test";
import { emptyPage } from "../helpers/chromium.mjs";
import { sandboxFor } from "../helpers/installed.mjs";

/**
 * An empty page with a client, as the global `reportei`.
 * @param {import("node:test").TestContext} context
 * @param {{ baseUrl: string, accessToken?: string, timeoutMs?: number }} options
 */
async function clientPage(context, options) {
  const page = await emptyPage(context);
  await page.evaluate(async (options) => {
    const at = (/** @type {string} */ path) => import(path);
    const { ReporteiCustomers, ReporteiError } = await at("/pkg/index.js");
    Object.assign(window, { ReporteiError, reportei: new ReporteiCustomers(options) });
  }, options);
  return page;
}

/** Makes the seven calls. Runs in the page. */
async function tour() {
  const { reportei } = /** @type {any} */ (window);
  const { uuid, api_token: customerToken } = await reportei.create({ name: "Café" });
  const { name } = await reportei.update(uuid, { name: "Café & Cia" });
  const { success } = await reportei.updatePaymentStatus(uuid, { is_paying: true });
  const { is_paying } = await reportei.show(uuid);
  const settings = await reportei.settings({ customerToken });
  const { meta } = await reportei.list({ per_page: 5 });
  const deleted = await reportei.delete(uuid);
  const isSame = settings.uuid === uuid;
  return { name, success, is_paying, isSame, total: meta.total, deleted: deleted.success };
}

const TOURED = {
  name: "Café & Cia",
  success: true,
  is_paying: true,
  isSame: true,
  total: 41,
  deleted: true,
};

test("the seven calls reach an API of another origin", async (context) => {
  const { apiUrl: baseUrl, accessToken } = await sandboxFor(context);
  const page = await clientPage(context, { baseUrl, accessToken });
  assert.deepEqual(await page.evaluate(tour), TOURED);
});

test("the seven calls reach a proxy of the page's origin by a relative address, without an access token", async (context) => {
  const { apiUrl, accessToken } = await sandboxFor(context);
  const page = await clientPage(context, { baseUrl: "/api" });
  /** @type {(string | undefined)[]} */
  const sent = [];
  await page.route("**/api/**", async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const headers = route.request().headers();
    sent.push(headers.authorization);
    const url = new URL(pathname + search, apiUrl).href;
    const authorization = `Bearer ${accessToken}`;
    await route.fulfill({
      response: await route.fetch({ url, headers: { ...headers, authorization } }),
    });
  });
  assert.deepEqual(await page.evaluate(tour), TOURED);
  assert.deepEqual(sent, Array(7).fill(undefined));
});

/** What the API does to a call, and what the call rejects with. */
const KINDS = [
  { fault: { kind: "status", status: 401 }, expected: { kind: "authentication", status: 401 } },
  { fault: { kind: "status", status: 403 }, expected: { kind: "permission", status: 403 } },
  { fault: { kind: "status", status: 404 }, expected: { kind: "not_found", status: 404 } },
  { fault: { kind: "status", status: 409 }, expected: { kind: "http", status: 409 } },
  {
    fault: { kind: "status", status: 422, envelope: "errors" },
    expected: { kind: "validation", status: 422 },
  },
  {
    fault: { kind: "rate_limit", retryAfter: 120 },
    // From headers that a browser shows a page of another origin only by the server's leave.
    expected: { kind: "rate_limit", status: 429, retryAfterMs: 120_000, limit: 6_000 },
  },
  {
    fault: { kind: "status", status: 502, envelope: "html", applied: true },
    expected: { kind: "server", status: 502, outcome: "unknown" },
  },
  {
    fault: { kind: "body_truncated" },
    expected: { kind: "network", outcome: "unknown" },
  },
  {
    fault: { kind: "headers_stalled" },
    expected: { kind: "timeout", name: "TimeoutError", outcome: "unknown" },
  },
  { fault: { kind: "html" }, expected: { kind: "decode", outcome: "applied" } },
];

for (const { fault, expected } of KINDS) {
  test(`${JSON.stringify(fault)} is ${expected.kind}, and the creation is sent once`, async (context) => {
    const { sandbox, apiUrl: baseUrl, accessToken } = await sandboxFor(context);
    sandbox.inject({ method: "POST", fault });
    const page = await clientPage(context, { baseUrl, accessToken, timeoutMs: 1_000 });
    const error = await page.evaluate(async () => {
      const { reportei, ReporteiError } = /** @type {any} */ (window);
      const error = await reportei.create({ name: "Talvez" }).catch((/** @type {any} */ it) => it);
      return error instanceof ReporteiError && error.toJSON();
    });
    const told = Object.fromEntries(Object.keys(expected).map((key) => [key, error[key]]));
    assert.deepEqual(told, expected);
    assert.equal(sandbox.journal().length, 1);
  });
}

test("a creation that Chromium itself sends again leaves a customer that findUnconfirmed finds", async (context) => {
  const { sandbox, apiUrl: baseUrl, accessToken } = await sandboxFor(context);
  const page = await clientPage(context, { baseUrl, accessToken });
  // Its connection is kept, and used again.
  await page.evaluate(() => /** @type {any} */ (window).reportei.list());
  sandbox.inject({ method: "POST", fault: { kind: "lost" } });
  const { created, found } = await page.evaluate(async () => {
    const { reportei } = /** @type {any} */ (window);
    const since = Date.now() - 60_000;
    const created = await reportei.create({ name: "Duas vezes" });
    const found = await reportei.findUnconfirmed({ name: "Duas vezes", since });
    return { created: created.uuid, found: found.map((/** @type {any} */ { uuid }) => uuid) };
  });
  const creations = sandbox.journal().filter((/** @type {any} */ { method }) => method === "POST");
  assert.equal(creations.length, 2);
  assert.equal(found.length, 1);
  assert.notEqual(found[0], created);
});

test("a token that finds no store is token_not_stored, and its customer is deleted again", async (context) => {
  const { apiUrl: baseUrl, accessToken, journal } = await sandboxFor(context);
  const page = await clientPage(context, { baseUrl, accessToken });
  const error = await page.evaluate(async () => {
    const { reportei } = /** @type {any} */ (window);
    const storeToken = () => Promise.reject(new Error("The vault is locked."));
    const call = reportei.create({ name: "Talvez" }, { storeToken });
    const { kind, rolledBack } = await call.catch((/** @type {any} */ error) => error);
    return { kind, rolledBack };
  });
  assert.deepEqual(error, { kind: "token_not_stored", rolledBack: true });
  assert.deepEqual(
    journal.map(({ method }) => method),
    ["POST", "DELETE"],
  );
});

test("aborting a call ends its request, and the call is aborted", async (context) => {
  const { sandbox, apiUrl: baseUrl, accessToken } = await sandboxFor(context);
  sandbox.inject({ method: "GET", fault: { kind: "headers_stalled" } });
  const page = await clientPage(context, { baseUrl, accessToken });
  const sent = page.waitForRequest(/api/);
  const failed = page.waitForEvent("requestfailed");
  const kind = page.evaluate(() => {
    const controller = new AbortController();
    const { reportei } = Object.assign(/** @type {any} */ (window), { controller });
    const call = reportei.list({}, { signal: controller.signal });
    return call.catch((/** @type {any} */ error) => error.kind);
  });
  const request = await sent;
  await page.evaluate(() => /** @type {any} */ (window).controller.abort());
  assert.equal(await failed, request);
  assert.equal(await kind, "aborted");
});
