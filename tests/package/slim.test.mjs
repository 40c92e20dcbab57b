// For those who load the wasm themselves.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import {
  imported,
  packageDir,
  required,
  requiredInOlderNode,
  sandboxFor,
} from "./helpers/installed.mjs";

test("slim works once it was given the wasm that the package exports", async (context) => {
  const { initSync, ReporteiCustomers } = await imported("reportei-customers/slim");
  initSync({
    module: readFileSync(required.resolve("reportei-customers/reportei_customers.wasm")),
  });
  const { apiUrl: baseUrl, accessToken } = await sandboxFor(context);
  const reportei = new ReporteiCustomers({ accessToken, baseUrl });
  assert.equal((await reportei.list()).meta.total, 40);
});

test("slim and the entry have one class, imported and required", async () => {
  const names = ["ReporteiCustomers", "ReporteiError"];
  const pairs = [
    [await imported("reportei-customers"), await imported("reportei-customers/slim")],
    [requiredInOlderNode("reportei-customers"), required(join(packageDir, "slim.cjs"))],
  ];
  for (const [entry, slim] of pairs) {
    for (const name of names) assert.equal(slim[name], entry[name], name);
  }
});
