// What an error says of the one that led to it, and how an error crosses to another worker.
import assert from "node:assert/strict";
import test from "node:test";
import { createContext, runInContext } from "node:vm";
import { Worker } from "node:worker_threads";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, UUID, answer } from "./helpers/stubbed.mjs";

const { ReporteiCustomers, ReporteiError, isReporteiError } = await imported("reportei-customers");

/**
 * @param {unknown} thrown
 * @returns {Promise<any>}
 */
const failedWith = (thrown) => {
  const fetch = () => Promise.reject(thrown);
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, maxRetries: 0 });
  return reportei.show(UUID).then(
    () => assert.fail("it resolved"),
    (/** @type {unknown} */ error) => error,
  );
};

test("a cause has the name, message, code, stack and causes of what was thrown", async () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const several = new AggregateError([refused, new RangeError("and another")], "all failed");
  const thrown = new TypeError("fetch failed", { cause: several });
  const { cause, originalCause } = await failedWith(thrown);
  assert.equal(originalCause, thrown);
  assert.ok(cause instanceof Error);
  assert.equal(String(cause), "TypeError: fetch failed");
  assert.equal(cause.stack, thrown.stack);
  const inner = /** @type {AggregateError} */ (cause.cause);
  assert.equal(String(inner), "AggregateError: all failed");
  assert.deepEqual(inner.errors.map(String), [
    "Error: connect ECONNREFUSED",
    "RangeError: and another",
  ]);
  assert.equal(inner.errors[0].code, "ECONNREFUSED");
});

test("a cause that is no error is a copy too, or the plain value", async () => {
  assert.equal((await failedWith("a text")).cause, "a text");
  assert.equal((await failedWith(404)).cause, 404);
  assert.equal((await failedWith({ status: 500, message: "odd" })).cause.message, "odd");
  const hostile = {
    get message() {
      throw new Error("a getter's own");
    },
  };
  assert.ok((await failedWith(hostile)).cause instanceof Error);
  const endless = new Error("endless");
  endless.cause = endless;
  assert.equal((await failedWith(endless)).cause.message, "endless");
});

test("an error that has a cause crosses postMessage, and comes back by fromJSON", async () => {
  const thrown = Object.assign(new Error("refused"), { code: "ECONNREFUSED", retry: () => {} });
  const error = await failedWith(new TypeError("fetch failed", { cause: thrown }));
  structuredClone(error);
  const echo =
    'const { parentPort } = require("node:worker_threads"); parentPort.once("message", (it) => parentPort.postMessage(it));';
  const worker = new Worker(echo, { eval: true });
  const back = new Promise((resolve) => worker.once("message", resolve));
  worker.postMessage(error.toJSON());
  const again = ReporteiError.fromJSON(await back);
  assert.ok(again instanceof ReporteiError && isReporteiError(again));
  assert.deepEqual(again.toJSON(), error.toJSON());
  assert.equal(again.kind, "network");
  assert.equal(again.cause.cause.code, "ECONNREFUSED");
});

test("fromJSON gives a kind that it does not know no name of another", () => {
  for (const kind of ["constructor", "__proto__", "of a later version"]) {
    const error = ReporteiError.fromJSON({ kind, message: "", fieldErrors: {} });
    assert.deepEqual([error.name, error.kind], ["ReporteiError", kind]);
  }
});

test("fromJSON gives back what every kind of field says", async () => {
  const body = JSON.stringify({ message: "Invalid", errors: { name: ["Taken."] } });
  const fetch = async () => answer(422, body, { "x-request-id": "9f8e" });
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
  const error = await reportei.create({ name: "Ana" }).catch((/** @type {any} */ error) => error);
  const again = ReporteiError.fromJSON(JSON.parse(JSON.stringify(error)));
  assert.deepEqual(again.toJSON(), error.toJSON());
  assert.deepEqual(again.fieldErrors, { name: ["Taken."] });
});

test("an error of another realm is one", async () => {
  const realm = createContext({});
  const brand = 'Symbol.for("reportei-customers.error")';
  const foreign = runInContext(
    `new (class extends Error { get [${brand}]() { return true; } })()`,
    realm,
  );
  assert.ok(!(foreign instanceof Error));
  assert.ok(isReporteiError(foreign));
  for (const other of [undefined, null, "text", 7, {}, new Error("plain")]) {
    assert.ok(!isReporteiError(other));
  }
});
