// For those who load the wasm themselves.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { imported, required, sandboxFor } from "./helpers/installed.mjs";

test("slim works once it was given the wasm that the package exports", async (context) => {
  const { initSync, ReporteiCustomers } = await imported("reportei-customers/slim");
  initSync({
    module: readFileSync(required.resolve("reportei-customers/reportei_customers.wasm")),
  });
  const { apiUrl: baseUrl, accessToken } = await sandboxFor(context);
  const reportei = new ReporteiCustomers({ accessToken, baseUrl });
  assert.equal((await reportei.list()).meta.total, 40);
});
