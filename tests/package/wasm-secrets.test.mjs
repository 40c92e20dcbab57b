// What of the tokens is in the wasm's memory: those of clients in use, and none that was let go.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { watched } from "./helpers/memory.mjs";
import { UUID, answer, everyCall, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers, wasm } = await watched(() => imported("reportei-customers"));

/** A token that no other test has put anywhere. */
const token = () => randomBytes(32).toString("hex");

/** @param {string} text */
const isInWasm = (text) => Buffer.from(wasm.memory.buffer).includes(text);

/** @param {any} reportei */
const makeCalls = (reportei) => Promise.all(everyCall(reportei).map((call) => call()));

test("a client's tokens are there as long as it is, and not once it was freed", async () => {
  const [accessToken, customerToken] = [token(), token()];
  const reportei = new ReporteiCustomers({ accessToken, customerToken, fetch: success });
  await makeCalls(reportei);
  await reportei.settings();
  assert.ok(isInWasm(accessToken) && isInWasm(customerToken), "it is looked for where it is");
  reportei.free();
  assert.ok(!isInWasm(accessToken));
  assert.ok(!isInWasm(customerToken));
});

test("a client that is freed with calls under way forgets its tokens with the last of them", async () => {
  const accessToken = token();
  const reportei = new ReporteiCustomers({ accessToken, fetch: success });
  const calls = makeCalls(reportei);
  reportei.free();
  await calls;
  assert.ok(!isInWasm(accessToken));
});

test("the token that a function gave, and that of a call, are gone when the call is over", async () => {
  const [accessToken, customerToken] = [token(), token()];
  const reportei = new ReporteiCustomers({ accessToken: async () => accessToken, fetch: success });
  await makeCalls(reportei);
  await reportei.settings({ customerToken });
  assert.ok(!isInWasm(accessToken));
  assert.ok(!isInWasm(customerToken));
});

test("tokens that are refused, or among options that are, stay nowhere", () => {
  const [refused, good, other] = [`${token()} with a space`, token(), token()];
  for (const options of [
    { accessToken: refused },
    { accessToken: good, timeoutMs: -1 },
    { accessToken: good, customerToken: other, headers: { a: 7 } },
    { accessToken: good, customerToken: other, retries: 1 },
  ]) {
    assert.throws(() => new ReporteiCustomers(options), { kind: "invalid_argument" });
  }
  for (const text of [refused, good, other]) assert.ok(!isInWasm(text));
});

test("a created customer's token is never there", async () => {
  const shownOnce = token();
  const shown = await success("https://x/api/customers/1", { method: "GET" }).text();
  const body = shown.replace('"uuid"', `"api_token":"${shownOnce}","uuid"`);
  const options = { accessToken: token(), fetch: async () => answer(201, body) };
  const created = await new ReporteiCustomers(options).create({ name: "Padaria" });
  assert.equal(created.api_token, shownOnce);
  assert.ok(!isInWasm(shownOnce));
});

test("an answer that went wrong leaves no token there, whatever it is made of", async () => {
  for (const around of ["", "São João ", "🦄".repeat(9), "x".repeat(20_000)]) {
    const [shownOnce, accessToken, customerToken] = [token(), token(), token()];
    const bodies = [
      [201, JSON.stringify({ around, customer: { uuid: 7, api_token: shownOnce }, end: around })],
      [201, `${around} ${shownOnce}`],
      [401, JSON.stringify({ message: `${around} Bearer ${accessToken}`, around })],
      [403, `${customerToken} ${around}`],
    ];
    const fetch = async () => answer(.../** @type {[number, string]} */ (bodies.shift()));
    const reportei = new ReporteiCustomers({ accessToken, fetch });
    await assert.rejects(reportei.create({ name: "Padaria" }), { kind: "decode" });
    await assert.rejects(reportei.create({ name: "Padaria" }), { kind: "decode" });
    await assert.rejects(reportei.show(UUID), { kind: "authentication" });
    await assert.rejects(reportei.settings({ customerToken }), { kind: "permission" });
    reportei.free();
    for (const text of [shownOnce, accessToken, customerToken]) assert.ok(!isInWasm(text), around);
  }
});
