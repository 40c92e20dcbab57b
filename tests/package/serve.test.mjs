// The sandbox's server as an entry of the package, for tests of those who use it.
import assert from "node:assert/strict";
import { Server } from "node:net";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
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

test("serve refuses the ports that this platform's fetch refuses to call", async () => {
  const sandbox = new ReporteiSandbox({ customers: 0 });
  const { serve } = await imported("reportei-customers/sandbox/serve");
  const { whyBlocked } = await import(pathToFileURL(join(packageDir, "sandbox", "ports.js")).href);
  const blocked = Array.from({ length: 65_536 }, (_, port) => port).filter(whyBlocked);
  assert.ok(blocked.length >= 80);
  for (const port of blocked) {
    await assert.rejects(serve({ sandbox, port }), {
      name: "RangeError",
      message: whyBlocked(port),
    });
    // What listens there is not asked: the fetch of an older Node may know fewer of them.
    if (port === 4190 || port === 6679) continue;
    await assert.rejects(fetch(`http://127.0.0.1:${port}`), ({ cause }) => /bad port/.test(cause));
  }
});

test("serve names the option that is misspelt, and the sandbox that is missing", async () => {
  const { serve } = await imported("reportei-customers/sandbox/serve");
  const sandbox = new ReporteiSandbox({ customers: 0 });
  await assert.rejects(serve({ sandbox, prot: 4010 }), {
    name: "TypeError",
    message: "serve: prot is not an option; the options are sandbox, port, host, onRequest",
  });
  for (const options of [undefined, null, {}, { sandbox: {} }, { sandbox: 7 }]) {
    await assert.rejects(serve(options), {
      name: "TypeError",
      message: "serve: sandbox must be a ReporteiSandbox",
    });
  }
});

test("serve takes another port where the system gives one that no fetch calls", async (context) => {
  const { listen } = Server.prototype;
  // As a system whose free ports begin below those that are blocked.
  const given = [6566, 10_080];
  /** @type {(this: Server, port: number, ...others: any[]) => Server} */
  const listenLow = function (port, ...others) {
    return Reflect.apply(listen, this, [given.shift() ?? port, ...others]);
  };
  context.mock.method(Server.prototype, "listen", /** @type {any} */ (listenLow));
  const { serve } = await imported("reportei-customers/sandbox/serve");
  const sandbox = new ReporteiSandbox({ customers: 0 });
  const { url, close } = await serve({ sandbox });
  context.after(close);
  assert.equal((await fetch(`${url}/api/customers`)).status, 401);
  assert.deepEqual(given, []);
});
