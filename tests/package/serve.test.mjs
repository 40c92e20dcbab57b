// The sandbox's server as an entry of the package, for tests of those who use it.
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { imported, packageDir, required } from "./helpers/installed.mjs";

const { ReporteiSandbox } = await imported("reportei-customers/sandbox");

for (const [how, { serve }] of /** @type {const} */ ([
  ["imported", await imported("reportei-customers/sandbox/serve")],
  ["required", required("reportei-customers/sandbox/serve")],
  ["required in older Node", required(join(packageDir, "sandbox", "serve.cjs"))],
])) {
  test(`serve, ${how}, answers over HTTP until it is closed`, async () => {
    const sandbox = new ReporteiSandbox({ customers: 3 });
    const { url, close } = await serve({ sandbox });
    const headers = { authorization: `Bearer ${sandbox.accessToken}` };
    const { meta } = await (await fetch(`${url}/api/customers`, { headers })).json();
    assert.equal(meta.total, 3);
    await close();
    await assert.rejects(fetch(url));
  });
}
