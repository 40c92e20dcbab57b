// Times of the API's answers, as findUnconfirmed compares them.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/**
 * A client whose list has one customer, created at that time.
 * @param {string} created_at
 */
function listing(created_at) {
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    const page = JSON.parse(await success(url, init).text());
    page.data = [{ ...page.data[0], name, created_at }];
    page.meta.total = 1;
    return answer(200, JSON.stringify(page));
  };
  return new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
}

const since = new Date("2024-09-24T17:00:00.700Z");
const name = "Padaria São João";

test("findUnconfirmed compares instants, in whatever form the API writes them", async () => {
  for (const [created_at, found] of /** @type {const} */ ([
    ["2024-09-24 17:00:00", true],
    ["2024-09-24 16:59:59", false],
    ["2024-09-24T09:00:00.000000Z", false],
    ["2024-09-24T17:00:00.000000Z", true],
    ["2024-09-24T16:59:59.999999Z", false],
    ["2024-09-24T14:00:00-03:00", true],
    ["2024-09-24T17:30:00+01:00", false],
    ["2024-09-24 17:00:00.000", true],
    ["2024-09-25T00:00:00+05:30", true],
  ])) {
    const customers = await listing(created_at).findUnconfirmed({ name, since });
    assert.equal(customers.length, found ? 1 : 0, created_at);
  }
});

test("since may be in any form of the API's too", async () => {
  for (const since of ["2024-09-24T14:00:00-03:00", "2024-09-24T17:00:00.700000Z", "2024-09-24"]) {
    const client = listing("2024-09-24 17:00:00");
    assert.equal((await client.findUnconfirmed({ name, since })).length, 1, since);
  }
});

test("a customer of that name with an unknown form of time is an error, neither found nor none", async () => {
  for (const created_at of ["", "24/09/2024 17:00", "1727197200", "-0001-11-30 00:00:00", "soon"]) {
    await assert.rejects(listing(created_at).findUnconfirmed({ name, since }), {
      kind: "decode",
      path: "created_at",
    });
    assert.deepEqual(await listing(created_at).findUnconfirmed({ name: "Ana", since }), []);
  }
});
