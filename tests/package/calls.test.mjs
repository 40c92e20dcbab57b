// The whole product in small: each call over real HTTP, from the package as users install it.
import assert from "node:assert/strict";
import test from "node:test";
import { missingCalls } from "../../pkg-template/scripts/sandbox.mjs";
import { ROWS, argumentsOf, isRequestOf } from "../support/endpoints.mjs";
import { imported, required, requiredInOlderNode, sandboxFor } from "./helpers/installed.mjs";

for (const [way, load] of /** @type {const} */ ([
  ["imported", imported],
  ["required", required],
  ["bundled CommonJS", requiredInOlderNode],
])) {
  test(`the calls of the ${way} package arrive and are answered`, async (context) => {
    const { ReporteiCustomers } = await load("reportei-customers");
    const { apiUrl: baseUrl, accessToken, journal } = await sandboxFor(context);
    const reportei = new ReporteiCustomers({ accessToken, baseUrl });

    const page = await reportei.list({ page: 2, per_page: 15 });
    assert.equal(page.data.length, 15);
    assert.equal(page.meta.current_page, 2);
    assert.equal(page.meta.total, 40);

    const created = await reportei.create({ name: "Padaria São João" });
    assert.match(created.api_token, /^[0-9a-f]{64}$/);
    const { uuid, api_token: customerToken } = created;

    assert.equal((await reportei.show(uuid)).name, "Padaria São João");
    assert.equal((await reportei.update(uuid, { name: "Padaria Sol" })).name, "Padaria Sol");
    assert.equal((await reportei.settings({ customerToken })).uuid, uuid);
    assert.equal((await reportei.updatePaymentStatus(uuid, { is_paying: true })).success, true);
    assert.equal((await reportei.show(uuid)).is_paying, true);
    assert.equal((await reportei.delete(uuid)).success, true);

    assert.deepEqual(missingCalls(journal), []);
  });

  test(`the ${way} package rejects with its own ReporteiError`, async (context) => {
    const { ReporteiCustomers, ReporteiError } = await load("reportei-customers");
    const { apiUrl: baseUrl, accessToken } = await sandboxFor(context);
    const reportei = new ReporteiCustomers({ accessToken, baseUrl });
    const nobody = "00000000-0000-4000-8000-000000000000";
    await assert.rejects(reportei.show(nobody), (error) => {
      assert.ok(error instanceof ReporteiError && error instanceof Error);
      assert.equal(/** @type {any} */ (error).status, 404);
      return true;
    });
  });

  test(`the client of the ${way} package speaks to the sandbox without a server`, async () => {
    const { ReporteiCustomers } = await load("reportei-customers");
    const { ReporteiSandbox } = await load("reportei-customers/sandbox");
    const sandbox = new ReporteiSandbox({ customers: 3, seed: 1 });
    const { accessToken, fetch } = sandbox;
    const reportei = new ReporteiCustomers({ accessToken, fetch });
    assert.equal((await reportei.list()).meta.total, 3);
  });
}

for (const row of ROWS) {
  test(`${row.call} over HTTP is answered by the sandbox`, async (context) => {
    const { ReporteiCustomers } = await imported("reportei-customers");
    const { apiUrl: baseUrl, accessToken, journal } = await sandboxFor(context);
    const reportei = new ReporteiCustomers({ accessToken, baseUrl });
    const { uuid, api_token: customerToken } = await reportei.create({ name: "Padaria" });
    journal.length = 0;
    await reportei[row.call](...argumentsOf(row, uuid), { customerToken });
    const [{ method, path, status }, ...others] = journal;
    assert.ok(isRequestOf(row, method, path.replace("/api", "")), `${method} ${path}`);
    assert.deepEqual({ status, others }, { status: row.status, others: [] });
  });
}

test("a thousand calls at once on one client are all answered", async (context) => {
  const { ReporteiCustomers } = await imported("reportei-customers");
  const { apiUrl: baseUrl, accessToken } = await sandboxFor(context);
  const reportei = new ReporteiCustomers({ accessToken, baseUrl });
  const [{ uuid }] = (await reportei.list({ per_page: 1 })).data;
  const shown = await Promise.all(Array.from({ length: 1000 }, () => reportei.show(uuid)));
  assert.ok(shown.every((customer) => customer.uuid === uuid));
});
