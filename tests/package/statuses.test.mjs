// What a call does after each status, and what it says is known then.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/**
 * A client that gets these answers, then successes, and how many requests it made.
 * @param {...ReturnType<typeof answer>} answers
 */
function answered(...answers) {
  const counted = { requests: 0 };
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    counted.requests += 1;
    return answers.shift() ?? success(url, init);
  };
  return { client: new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch }), counted };
}

const AT_ONCE = { "retry-after": "0" };

for (const status of [520, 521, 522, 523, 524, 527, 530]) {
  test(`${status}, an origin's passing trouble, is repeated but for a create`, async () => {
    const refused = answer(status, "<html>error</html>", AT_ONCE);
    const { client, counted } = answered(refused);
    await client.show(UUID);
    assert.equal(counted.requests, 2);
    const creating = answered(refused);
    await assert.rejects(creating.client.create({ name: "A" }), {
      kind: "server",
      outcome: "unknown",
    });
    assert.equal(creating.counted.requests, 1);
  });
}

for (const status of [525, 526, 501, 505, 599]) {
  test(`${status} is final`, async () => {
    const { client, counted } = answered(answer(status, "", AT_ONCE));
    await assert.rejects(client.show(UUID), { kind: "server", status });
    assert.equal(counted.requests, 1);
  });
}

const NOT_THE_APIS = [
  "404 page not found",
  "<html><title>404 Not Found</title></html>",
  "",
  "{}",
  "[]",
  '"Not found"',
  '{"message":""}',
  '{"message":"<html>"}',
];

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

for (const [body, message, fieldErrors] of /** @type {[object, string, object][]} */ ([
  [
    { message: "Invalid", errors: { name: { 1: "The name has already been taken." } } },
    "Invalid",
    { name: ["The name has already been taken."] },
  ],
  [{ errors: ["Taken."] }, "Taken.", { "": ["Taken."] }],
  [{ message: { name: ["Taken."] } }, "Taken.", { name: ["Taken."] }],
])) {
  test(`a refusal keeps its words: ${JSON.stringify(body)}`, async () => {
    const { client } = answered(answer(422, JSON.stringify(body)));
    const error = await client.show(UUID).catch((/** @type {any} */ error) => error);
    assert.equal(error.kind, "validation");
    assert.equal(error.message, message);
    assert.deepEqual({ ...error.fieldErrors }, fieldErrors);
  });
}

test("a confirmation's own meta stays as it was sent", async () => {
  const sent = { success: true, message: "Done", meta: { current_page: "1", total: "2" } };
  const { client } = answered(answer(200, JSON.stringify(sent)));
  assert.deepEqual(await client.delete(UUID), sent);
});
