// What each call sends, and what of the answer it gives.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { ROWS, argumentsOf } from "../support/endpoints.mjs";
import { imported, packageDir } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, CUSTOMER_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

const HOST = "https://connect.reportei.com/api";
const { version } = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8"));

/**
 * A client with these options, and what it sends.
 * @param {object} options
 */
function sending(options) {
  /** @type {any[]} */
  const sent = [];
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    sent.push({ url, ...init });
    return success(url, init);
  };
  return { reportei: new ReporteiCustomers({ fetch, ...options }), sent };
}

const TOKENS = { accessToken: ACCESS_TOKEN, customerToken: CUSTOMER_TOKEN };

for (const row of ROWS) {
  test(`${row.call} sends what the contract says, and gives what is in the envelope`, async () => {
    const { reportei, sent } = sending(TOKENS);
    const given = await reportei[row.call](...argumentsOf(row, UUID));
    const [{ method, url, body, headers }, ...others] = sent;
    assert.deepEqual(
      { method, url, body },
      {
        method: row.method,
        url: HOST + row.path.replace("{uuid}", UUID) + (row.query ?? ""),
        body: row.body && JSON.stringify(row.body),
      },
    );
    assert.deepEqual(headers, {
      accept: "application/json",
      authorization: `Bearer ${ACCESS_TOKEN}`,
      "user-agent": `reportei-customers/${version}`,
      ...(row.body && { "content-type": "application/json" }),
      ...(row.needsCustomerToken && { "x-customer-token": CUSTOMER_TOKEN }),
    });
    assert.deepEqual(others, []);
    const inside = row.envelope ? row.answer[row.envelope] : row.answer;
    for (const [name, value] of Object.entries(inside)) assert.deepEqual(given[name], value, name);
  });
}

test("headers and a token of a call come before those of the client, and before the client's name", async () => {
  const headers = { "X-One": "client", "X-Two": "client" };
  const { reportei, sent } = sending({ ...TOKENS, headers });
  const own = { "x-one": "call", "User-Agent": "mine/1" };
  await reportei.settings({ headers: own, customerToken: "another-token" });
  const [{ headers: given }] = sent;
  assert.equal(given["x-one"], "call");
  assert.equal(given["x-two"], "client");
  assert.equal(given["x-customer-token"], "another-token");
  assert.equal(given["user-agent"], "mine/1");
});

test("behind a proxy of one's own neither token is needed, and cookies can be sent", async () => {
  for (const baseUrl of ["http://localhost:4010/proxy/api", "http://localhost:4010/proxy/api/"]) {
    const { reportei, sent } = sending({ baseUrl, credentials: "include" });
    await reportei.settings();
    const [{ url, credentials, headers }] = sent;
    assert.equal(url, "http://localhost:4010/proxy/api/customers/settings");
    assert.equal(credentials, "include");
    assert.deepEqual(Object.keys(headers).sort(), ["accept", "user-agent"]);
  }
});

test("fields and statuses that nobody has declared reach the caller", async () => {
  const unknown = { unknown_field: { nested: [1, null] }, trial_ends_at: null };
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    const { customer } = JSON.parse(await success(url, init).text());
    const [integration] = customer.integrations ?? [];
    const integrations = integration && [{ ...integration, status: "a_status_nobody_has_seen" }];
    return answer(200, JSON.stringify({ customer: { ...customer, ...unknown, integrations } }));
  };
  const { reportei } = sending({ ...TOKENS, fetch });
  const { unknown_field, trial_ends_at } = await reportei.show(UUID);
  assert.deepEqual({ unknown_field, trial_ends_at }, unknown);
  const { integrations } = await reportei.settings();
  assert.equal(integrations[0].status, "a_status_nobody_has_seen");
});
