// What a call does after an answer, and what it says is known then. Which statuses are repeated, and what
// the bodies of refusals say, is held natively: by tests/native/retries.rs and problems.rs.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/**
 * A client that gets these answers, then successes, and how many requests it made.
 * @param {...(ReturnType<typeof answer> | Error)} answers An error is thrown.
 */
function answered(...answers) {
  const counted = { requests: 0 };
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    counted.requests += 1;
    const next = answers.shift() ?? success(url, init);
    if (next instanceof Error) throw next;
    return next;
  };
  return { client: new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch }), counted };
}

const AT_ONCE = { "retry-after": "0" };

/** @typedef {(client: any) => Promise<unknown>} Make */

const show = /** @type {Make} */ ((client) => client.show(UUID));
const create = /** @type {Make} */ ((client) => client.create({ name: "A" }));
const update = /** @type {Make} */ ((client) => client.update(UUID, { name: "A" }));
const remove = /** @type {Make} */ ((client) => client.delete(UUID));

const passing = (/** @type {number} */ status) => answer(status, "", AT_ONCE);

/**
 * A call, its answers before a success, how many requests it makes, and the outcome that it reports:
 * none where it succeeds.
 *
 * @type {[make: Make, answers: Parameters<typeof answered>, requests: number, outcome?: string][]}
 */
const CALLS = [
  [show, [passing(500), new TypeError("fetch failed")], 3],
  [show, [passing(522), passing(530)], 3],
  [show, [passing(526)], 1, "unknown"],
  [show, [passing(503), passing(503), passing(503)], 3, "rejected"],
  [create, [passing(429)], 2],
  [create, [passing(503)], 2],
  [create, [answer(503, "")], 1, "unknown"],
  [create, [passing(500)], 1, "unknown"],
  [create, [answer(502, "")], 1, "unknown"],
  [create, [passing(522)], 1, "unknown"],
  [create, [answer(422, "{}")], 1, "rejected"],
  [create, [answer(201, "{}")], 1, "applied"],
  [update, [passing(500), answer(422, "{}")], 2, "unknown"],
  [update, [passing(429), answer(422, "{}")], 2, "rejected"],
  [update, [passing(500)], 2],
  [remove, [passing(429), answer(404, "{}")], 2, "rejected"],
  [remove, [passing(408), passing(408), passing(408)], 3, "unknown"],
];

test("each call is repeated as far as is safe, and says what is known", async () => {
  for (const [at, [make, answers, requests, outcome]] of CALLS.entries()) {
    const { client, counted } = answered(...answers);
    const made = make(client);
    if (outcome) await assert.rejects(made, { outcome, attempts: requests }, `row ${at}`);
    else await made;
    assert.equal(counted.requests, requests, `row ${at}`);
  }
});

const NOT_THE_APIS = ["404 page not found", "{}", '{"message":"<html>"}'];

for (const body of NOT_THE_APIS) {
  test(`a 404 with ${JSON.stringify(body)} is not the API's: nobody is gone`, async () => {
    const { client } = answered(answer(404, body));
    await assert.rejects(client.show(UUID), { kind: "http", status: 404, outcome: "rejected" });
    const lost = answered(answer(502, "<html>", AT_ONCE), answer(404, body));
    await assert.rejects(lost.client.delete(UUID), { kind: "http", outcome: "unknown" });
    assert.equal(lost.counted.requests, 2);
  });
}

for (const body of ['{"message":"Customer not found"}', '{"error":{"message":"No such one"}}']) {
  test(`a 404 with ${body} is the API's: the customer is gone`, async () => {
    const { client } = answered(answer(404, body));
    await assert.rejects(client.show(UUID), { kind: "not_found", outcome: "rejected" });
    const lost = answered(answer(502, "<html>", AT_ONCE), answer(404, body));
    assert.equal((await lost.client.delete(UUID)).success, true);
  });
}

const NO_OBJECTS = [
  "",
  "<!DOCTYPE html><title>Sign in</title>",
  '{"customer":{"uuid":',
  "null",
  "[]",
  "7",
];

for (const body of NO_OBJECTS) {
  test(`a success with ${JSON.stringify(body)} is not what the contract says, and was applied`, async () => {
    for (const make of [show, remove]) {
      await assert.rejects(make(answered(answer(200, body)).client), {
        kind: "decode",
        path: "",
        status: 200,
        outcome: "applied",
        message: /^[^<]+$/,
      });
    }
  });
}

test("a success without content was applied", async () => {
  const { client } = answered(answer(204, ""));
  await assert.rejects(remove(client), { kind: "decode", status: 204, outcome: "applied" });
});

const NO = '{"success":false,"message":"Customer has active reports"}';

test("a success that says success: false rejects with the server's message", async () => {
  const message = "Customer has active reports";
  const expected = { kind: "http", status: 200, message, outcome: "rejected", attempts: 1 };
  for (const call of /** @type {((client: any) => Promise<unknown>)[]} */ ([
    (client) => client.delete(UUID),
    (client) => client.updatePaymentStatus(UUID, { is_paying: true }),
    (client) => client.create({ name: "A" }),
    (client) => client.update(UUID, { name: "A" }),
    (client) => client.show(UUID),
    (client) => client.list(),
  ])) {
    await assert.rejects(call(answered(answer(200, NO)).client), expected);
  }
  const { client } = answered(answer(502, "", AT_ONCE), answer(200, NO));
  await assert.rejects(client.delete(UUID), { message, outcome: "unknown" });
});

test("deleteMany counts a success that says success: false as failed, and does it again", async () => {
  const { client } = answered(answer(200, NO));
  const results = await client.deleteMany([UUID]);
  assert.deepEqual(
    results.map((/** @type {any} */ { status, reason }) => [status, reason.outcome]),
    [["rejected", "rejected"]],
  );
  const [{ status }] = await client.deleteMany(results);
  assert.equal(status, "fulfilled");
});

test("digits in a text are a number in meta, and passed on as one", async () => {
  const { client } = answered();
  const { meta } = await client.list();
  /** @param {object} fields */
  const page = (fields) =>
    answer(200, JSON.stringify({ data: [], meta: { ...meta, ...fields }, more: "7" }));
  const texts = {
    current_page: "1",
    from: "1",
    last_page: "2",
    per_page: "50",
    to: "50",
    total: "99",
  };
  const listed = await answered(page(texts)).client.list();
  assert.deepEqual(listed, {
    data: [],
    meta: { ...meta, current_page: 1, from: 1, last_page: 2, per_page: 50, to: 50, total: 99 },
    more: "7",
    hasNextPage: true,
  });
  const { last_page, ...shorter } = { ...meta, total_pages: "3", path: "7" };
  const other = answer(200, JSON.stringify({ data: [], meta: shorter }));
  assert.equal((await answered(other).client.list()).meta.last_page, 3);
  for (const per_page of ["", "fifty", "5.5", "-5", "5e1", true, [5]]) {
    await assert.rejects(answered(page({ per_page })).client.list(), {
      kind: "decode",
      path: "meta.per_page",
    });
  }
});

test("listAll goes on where meta's numbers are digits in texts", async () => {
  const { client } = answered();
  const { data, meta } = await client.list();
  const texts = { ...meta, per_page: "100", total: "1", last_page: "1" };
  const page = answer(200, JSON.stringify({ data: [data[0]], meta: texts }));
  assert.equal((await answered(page).client.listAll().toArray({ limit: 10 })).length, 1);
});

test("a confirmation's own meta stays as it was sent", async () => {
  const sent = { success: true, message: "Done", meta: { current_page: "1", total: "2" } };
  const { client } = answered(answer(200, JSON.stringify(sent)));
  assert.deepEqual(await client.delete(UUID), sent);
});
