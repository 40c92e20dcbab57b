// What a fetch that a caller brings is given: nothing that only some platforms take.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, everyCall, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

test("it is called without a receiver, with a URL and an init of what every platform knows", async () => {
  let count = 0;
  /** @type {(this: unknown, url: string, init: any, ...others: unknown[]) => unknown} */
  const fetch = function (url, init, ...others) {
    count += 1;
    assert.equal(this, undefined);
    assert.deepEqual(others, []);
    assert.equal(typeof url, "string");
    // workerd throws at `cache` as of older dates, and at `redirect: "error"` always.
    const known = ["method", "headers", "body", "redirect", "signal"];
    assert.deepEqual(
      Object.keys(init).filter((name) => !known.includes(name)),
      [],
    );
    assert.equal(init.redirect, "manual");
    assert.ok(init.signal instanceof AbortSignal);
    return success(url, init);
  };
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
  const calls = everyCall(reportei);
  await Promise.all(calls.map((call) => call()));
  assert.equal(count, calls.length);
});

test("the global one is called without a receiver too", async () => {
  const { fetch } = globalThis;
  /** @type {unknown[]} */
  const receivers = [];
  /** @type {(this: unknown, url: any, init: any) => any} */
  const replacement = function (url, init) {
    receivers.push(this);
    return success(url, init);
  };
  globalThis.fetch = replacement;
  const call = new ReporteiCustomers({ accessToken: ACCESS_TOKEN }).list();
  await call.finally(() => (globalThis.fetch = fetch));
  assert.deepEqual(receivers, [undefined]);
});
