// What every consumer of the matrix does with the package, wherever it runs: nothing here is of
// Node, of browsers or of any other runtime.

/**
 * Makes the calls and checks what comes back.
 * @param {typeof import("reportei-customers").ReporteiCustomers} ReporteiCustomers
 * @param {typeof import("reportei-customers").ReporteiError} ReporteiError
 * @param {import("reportei-customers").ClientOptions} options
 * @returns {Promise<string>} The line that a consumer prints when all is well.
 */
export async function makeCalls(ReporteiCustomers, ReporteiError, options) {
  const reportei = new ReporteiCustomers(options);

  const page = await reportei.list({ page: 2, per_page: 15 });
  same(page.data.length, 15, "customers on page 2");
  same(page.meta.current_page, 2, "current page");

  const { uuid, api_token: customerToken } = await reportei.create({ name: "Padaria São João" });
  same(customerToken.length, 64, "length of the customer's token");
  same((await reportei.show(uuid)).name, "Padaria São João", "name");
  same((await reportei.update(uuid, { name: "Padaria Sol" })).name, "Padaria Sol", "new name");
  same((await reportei.settings({ customerToken })).uuid, uuid, "customer of the token");
  same((await reportei.updatePaymentStatus(uuid, { is_paying: true })).success, true, "payment");
  same((await reportei.delete(uuid)).success, true, "deletion");

  const error = await reportei.show(uuid).catch((reason) => reason);
  same(error instanceof ReporteiError, true, "instanceof ReporteiError");
  same(error instanceof Error, true, "instanceof Error");
  same(error.kind, "not_found", "kind of the error");
  reportei.free();
  return "calls ok";
}

/**
 * Makes one call to a sandbox in this very process.
 * @param {typeof import("reportei-customers").ReporteiCustomers} ReporteiCustomers
 * @param {typeof import("reportei-customers/sandbox").ReporteiSandbox} ReporteiSandbox
 * @returns {Promise<string>} The line that a consumer prints when all is well.
 */
export async function sandboxCall(ReporteiCustomers, ReporteiSandbox) {
  const sandbox = new ReporteiSandbox({ customers: 3, seed: 1 });
  const { accessToken, fetch } = sandbox;
  const page = await new ReporteiCustomers({ accessToken, fetch }).list();
  same(page.meta.total, 3, "customers of the sandbox");
  return "sandbox ok";
}

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} what
 */
function same(actual, expected, what) {
  if (actual === expected) return;
  throw new Error(`${what}: ${String(actual)}, and not ${String(expected)}`);
}
