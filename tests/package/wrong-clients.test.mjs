// What is wrong with the options of a client: none is made, and the error names the option. Base URLs are
// held natively beside these, by tests/native/base_urls.rs.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { named, sendingNothing, throwing } from "./helpers/refused.mjs";
import { UUID } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/** Options that are wrong beside an access token, with the argument that the error must name. */
const BESIDE_A_TOKEN = /** @type {[options: object, argument: string][]} */ ([
  [{ customerToken: "\0" }, "customerToken"],
  [{ timeoutMS: 1 }, "timeoutMS"],
  [{ timeoutMs: "1" }, "timeoutMs"],
  [{ timeoutMs: -1 }, "timeoutMs"],
  [{ timeoutMs: 2 ** 31 }, "timeoutMs"],
  [{ baseUrl: "" }, "baseUrl"],
  [{ baseUrl: "https://" }, "baseUrl"],
  [{ baseUrl: "ftp://host/api" }, "baseUrl"],
  [{ baseUrl: "https://host/api?key=1" }, "baseUrl"],
  [{ baseUrl: "https://user:pass@host/api" }, "baseUrl"],
  [{ baseUrl: 7 }, "baseUrl"],
  [{ fetch: {} }, "fetch"],
  [{ credentials: "always" }, "credentials"],
  [{ headers: 7 }, "headers"],
  [{ headers: () => ({ a: "b" }) }, "headers"],
  [{ headers: { Authorization: "x" } }, "headers.authorization"],
  [{ headers: { "X-Customer-Token": "x" } }, "headers.x-customer-token"],
  [{ headers: new Headers({ accept: "x" }) }, "headers.accept"],
  [{ headers: [["Content-Type", "x"]] }, "headers.content-type"],
  [{ headers: { "x y": "x" } }, "headers.x y"],
  [{ headers: { x: "a\r\nb" } }, "headers.x"],
  [{ headers: { x: 7 } }, "headers.x"],
]);

/** @type {[options: unknown, argument: string][]} */
const OF_CLIENTS = [
  [undefined, "accessToken"],
  [null, "options"],
  ["token", "options"],
  [throwing("accessToken"), "options"],
  [{}, "accessToken"],
  [{ accessToken: "" }, "accessToken"],
  [{ accessToken: "with space" }, "accessToken"],
  [{ accessToken: 7 }, "accessToken"],
  ...BESIDE_A_TOKEN.map(
    ([options, argument]) =>
      /** @type {[object, string]} */ ([{ accessToken: "t", ...options }, argument]),
  ),
];

for (const [at, [options, argument]] of OF_CLIENTS.entries()) {
  test(`no client is made of a wrong ${argument} (${at})`, () => {
    assert.throws(() => new ReporteiCustomers(options), named(argument));
  });
}

for (const [given, give] of /** @type {[string, () => unknown][]} */ ([
  ["an error", () => assert.fail("the caller's own")],
  ["a rejection", () => Promise.reject(new Error("the caller's own"))],
  ...[7, null, undefined, "", "a b"].map((token) => [JSON.stringify(token), async () => token]),
])) {
  test(`a token function that gives ${given} rejects the call`, async () => {
    await assert.rejects(sendingNothing({ accessToken: give }).show(UUID), named("accessToken"));
  });
}
