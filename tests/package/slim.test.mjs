// For those who load the wasm themselves.
import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";
import {
  consumerDir,
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

const bytes = readFileSync(required.resolve("reportei-customers/reportei_customers.wasm"));
const address = `data:application/wasm;base64,${bytes.toString("base64")}`;
/** @param {string} type */
const response = (type) => new Response(bytes, { headers: { "content-type": type } });

for (const [what, source] of /** @type {const} */ ([
  ["an address", () => address],
  ["a URL", () => new URL(address)],
  ["a request", () => new Request(address)],
  ["a response", () => response("application/wasm")],
  ["a response of another type", () => response("application/octet-stream")],
  ["a promise of a response", () => Promise.resolve(response("application/wasm"))],
  ["bytes", () => bytes],
  ["a buffer", () => new Uint8Array(bytes).buffer],
  ["a module", () => new WebAssembly.Module(bytes)],
  ["a module of another realm", () => runInNewContext("new WebAssembly.Module(bytes)", { bytes })],
])) {
  test(`init takes ${what}, once`, async () => {
    const { init, ReporteiCustomers } = await fresh();
    await Promise.all([init({ module_or_path: source() }), init({ module_or_path: source() })]);
    await init({ module_or_path: "" });
    assert.ok(new ReporteiCustomers({ accessToken: "token" }));
  });
}

test("init that got no wasm says so, and may be called again", async () => {
  const { init, ReporteiCustomers } = await fresh();
  const missing = new Response("Not here", { status: 404 });
  for (const source of [missing, Promise.reject(new Error("offline")), undefined, {}]) {
    await assert.rejects(init({ module_or_path: source }), Error);
  }
  await init({ module_or_path: bytes });
  assert.ok(new ReporteiCustomers({ accessToken: "token" }));
});

test("init that is still loading does not replace a wasm that was started meanwhile", async () => {
  const { init, initSync } = await fresh();
  const { Instance } = WebAssembly;
  let instances = 0;
  /** @type {any} */ (WebAssembly).Instance = class extends Instance {
    /** @param {[WebAssembly.Module, WebAssembly.Imports]} args */
    constructor(...args) {
      super(...args);
      instances += 1;
    }
  };
  try {
    const loading = init({ module_or_path: response("application/wasm") });
    initSync({ module: bytes });
    await loading;
  } finally {
    WebAssembly.Instance = Instance;
  }
  assert.equal(instances, 1);
});

let copies = 0;

/** Another copy of slim, which nothing has started. */
async function fresh() {
  const copy = join(consumerDir, `copy-${copies++}-of-the-package`);
  cpSync(packageDir, copy, { recursive: true });
  return import(pathToFileURL(join(copy, "slim.js")).href);
}
