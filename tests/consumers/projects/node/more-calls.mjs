// What `calls.js` leaves out: walks over pages, recoveries, and every kind of failure there.
import assert from "node:assert/strict";

/**
 * @param {typeof import("reportei-customers")} client
 * @param {import("reportei-customers").ClientOptions} options
 * @returns {Promise<string>} The line that a consumer prints when all is well.
 */
export async function moreCalls({ ReporteiCustomers, isReporteiError }, options) {
  const reportei = new ReporteiCustomers({ ...options, maxRetries: 0 });
  const { meta } = await reportei.list();
  let seen = 0;
  for await (const customer of reportei.listAll({ per_page: 15 })) seen += customer.uuid ? 1 : 0;
  assert.equal(seen, meta.total);
  for await (const { data } of reportei.listAll().pages()) {
    assert.ok(data.length);
    break;
  }
  assert.equal((await reportei.listAll().toArray({ limit: 20 })).length, 20);
  const since = new Date();
  assert.deepEqual(await reportei.findUnconfirmed({ name: "Nobody's name", since }), []);

  const uuid = "00000000-0000-4000-8000-000000000000";
  const failures = {
    invalid_argument: () => reportei.show(""),
    not_found: () => reportei.show(uuid),
    validation: () => reportei.create({ name: "   " }),
    authentication: () => new ReporteiCustomers({ ...options, accessToken: "wrong" }).show(uuid),
    aborted: () => reportei.show(uuid, { signal: AbortSignal.abort() }),
    network: () => failing(() => Promise.reject(new TypeError("fetch failed"))).show(uuid),
    timeout: () => failing(() => new Promise(() => {})).show(uuid, { timeoutMs: 20 }),
  };
  for (const [kind, fail] of Object.entries(failures)) {
    const error = await fail().then(
      () => undefined,
      (reason) => reason,
    );
    assert.ok(isReporteiError(error), kind);
    assert.equal(error.kind, kind);
    assert.equal(JSON.parse(JSON.stringify(error)).kind, kind);
  }
  return "more ok";

  /** @param {import("reportei-customers").FetchLike} fetch */
  function failing(fetch) {
    return new ReporteiCustomers({ ...options, maxRetries: 0, fetch });
  }
}
