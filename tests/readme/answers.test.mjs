// The README's answers as they come over the wire: the sandbox gives each of them, and the client reads it.
import assert from "node:assert/strict";
import test from "node:test";
import { imported, sandboxFor } from "../package/helpers/installed.mjs";
import { ROWS, argumentsOf } from "../support/endpoints.mjs";
import { blocks } from "./blocks.mjs";

/** @typedef {import("../support/endpoints.mjs").Row} Row */

const UUID = "8f5d3c1e-6a0b-4f0e-9d38-2b7c1a5e4f60";
const ANSWERS = blocks()
  .filter(({ language }) => language === "json")
  .map(({ words: [method = "", path = "", status = ""], line, code }) => {
    const row = ROWS.find((one) => one.method === method && one.path === path);
    assert.ok(row, `README.md:${line} names no endpoint`);
    return { row, status: Number(status), line, answer: JSON.parse(code) };
  });

for (const { row, status, line, answer } of ANSWERS) {
  test(`README.md:${line} is how the sandbox answers ${row.call} with ${status}`, async (context) => {
    const { status: given, answer: body } = await answerOf(context, row, status);
    assert.equal(given, status);
    assert.deepEqual(shape(answer), shape(body));
    if (status >= 400) assert.deepEqual(answer, body);
  });

  test(`README.md:${line} is what the client reads`, async () => {
    assert.equal(await readBy(row, status, answer), outcomeOf(status));
  });
}

test("the README has the answer of each call; that of update is that of show", async () => {
  const shown = ANSWERS.filter(({ row, status }) => status === row.status);
  const missing = ROWS.filter((row) => !shown.some((one) => one.row === row));
  assert.deepEqual(
    missing.map(({ call }) => call),
    ["update"],
  );
  const show = shown.find(({ row }) => row.call === "show");
  for (const row of missing) assert.equal(await readBy(row, row.status, show?.answer), "resolves");
});

/** @param {number} status */
const outcomeOf = (status) =>
  ({ 401: "authentication", 404: "not_found", 422: "validation" })[status] ?? "resolves";

/**
 * The sandbox's answer to the row's request, which is wrong where the status says so.
 * @param {import("node:test").TestContext} context
 * @param {Row} row
 * @param {number} status
 */
async function answerOf(context, row, status) {
  const { apiUrl, accessToken, sandbox } = await sandboxFor(context);
  const headers = {
    accept: "application/json",
    authorization: `Bearer ${accessToken}`,
    "content-type": "application/json",
  };
  const listed = await fetch(`${apiUrl}/customers`, { headers });
  const [{ uuid }] = (await listed.json()).data;
  const response = await fetch(apiUrl + row.path.replace("{uuid}", status === 404 ? UUID : uuid), {
    method: row.method,
    headers: {
      ...headers,
      "x-customer-token": status === 401 ? "wrong" : sandbox.tokenOf(uuid),
    },
    body: row.body && JSON.stringify(status === 422 ? { name: "" } : row.body),
  });
  return { status: response.status, answer: await response.json() };
}

/**
 * The kind with which the row's call rejects when that is the answer, or that it resolves.
 * @param {Row} row
 * @param {number} status
 * @param {unknown} answer
 */
async function readBy(row, status, answer) {
  const { ReporteiCustomers } = await imported("reportei-customers");
  const reportei = new ReporteiCustomers({
    accessToken: "any",
    customerToken: "any",
    fetch: async () => Response.json(answer, { status }),
  });
  return reportei[row.call](...argumentsOf(row, UUID)).then(
    () => "resolves",
    (/** @type {{ kind: string }} */ { kind }) => kind,
  );
}

/**
 * The names of fields and the types of their values.
 * @param {unknown} value
 * @returns {unknown}
 */
function shape(value) {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (value === null || typeof value !== "object") return value === null ? "null" : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, shape(of)]));
}
