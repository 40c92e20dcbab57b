// The sandbox's fetch where test tools have taken globals away, as jest's default fake timers do.
import assert from "node:assert/strict";
import test from "node:test";
import { imported, required } from "./helpers/installed.mjs";

const CREATE = JSON.stringify({ name: "Padaria Sol" });
const FAKED = /** @type {const} */ (["queueMicrotask", "setImmediate", "setTimeout"]);
/** Each way has a wasm of its own. @type {["before" | "after", () => any][]} */
const WAYS = [
  ["before", () => imported("reportei-customers/sandbox")],
  ["after", () => required("reportei-customers/sandbox")],
];

/**
 * Makes the global do nothing, but for the platform itself: test tools fake the globals of another
 * realm than the platform's.
 *
 * @param {typeof FAKED[number]} name
 * @param {import("node:test").TestContext} context
 */
function fake(name, context) {
  const own = globalThis[name];
  context.after(() => void Object.assign(globalThis, { [name]: own }));
  const faked = (/** @type {any[]} */ ...args) => {
    const caller = new Error().stack?.split("\n")[2];
    if (caller?.includes("node:")) return Reflect.apply(own, globalThis, args);
  };
  Object.assign(globalThis, { [name]: faked });
}

for (const [when, load] of WAYS) {
  test(`it answers where globals are faked ${when} the import`, async (context) => {
    if (when === "after") load();
    for (const name of FAKED) fake(name, context);
    const { ReporteiSandbox } = await load();
    const sandbox = new ReporteiSandbox({ customers: 3 });
    const headers = {
      authorization: `Bearer ${sandbox.accessToken}`,
      accept: "application/json",
      "content-type": "application/json",
    };
    const create = { method: "POST", headers, body: CREATE };
    /** @param {object} init @returns {Promise<number>} */
    const status = async (init) => (await sandbox.fetch("http://x/api/customers", init)).status;
    assert.equal(await status({ headers }), 200);
    assert.equal(await status(create), 201);
    assert.equal(await status({ ...create, signal: new AbortController().signal }), 201);
    sandbox.inject({ fault: { kind: "lost" } });
    await assert.rejects(status(create), TypeError);
    const controller = new AbortController();
    sandbox.inject({ fault: { kind: "headers_stalled" } });
    const call = status({ ...create, signal: controller.signal });
    controller.abort();
    await assert.rejects(call, { name: "AbortError" });
  });
}
