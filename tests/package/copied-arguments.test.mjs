// A call takes a copy of what it is given: a caller who changes that later changes nothing of the call,
// and the call changes nothing of it.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { changing, uuid } from "./helpers/changing.mjs";
import { imported } from "./helpers/installed.mjs";
import { paged, people } from "./helpers/paged.mjs";
import { ACCESS_TOKEN, CUSTOMER_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/** A fetch that remembers what it was asked, and a client that waits a turn before it sends. */
function remembering(options = {}) {
  /** @type {{ url: URL, method: string, headers: Record<string, string>, body: any }[]} */
  const sent = [];
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    const { method, headers, body } = init;
    sent.push({ url: new URL(url), method, headers, body: body && JSON.parse(body) });
    return success(url, init);
  };
  const accessToken = () => turn(ACCESS_TOKEN);
  return { sent, client: new ReporteiCustomers({ accessToken, fetch, ...options }) };
}

/**
 * Takes all that an object has, and gives it what no call would take.
 * @param {Record<string, any>} object
 */
function spoil(object) {
  for (const key of Object.keys(object)) object[key] = Symbol("changed");
  object.misspelt = true;
}

test("params that are changed, and that get what they had not, are sent as they were", async () => {
  const { client, sent } = remembering();
  /** @type {[params: Record<string, any>, call: (params: any) => Promise<unknown>][]} */
  const calls = [
    [{ page: 2, per_page: 5 }, (params) => client.list(params)],
    [{ name: "Padaria" }, (params) => client.create(params)],
    [{ name: "Padaria" }, (params) => client.update(UUID, params)],
    [{ is_paying: true }, (params) => client.updatePaymentStatus(UUID, params)],
    [{ name: "Nobody", since: 0 }, (params) => client.findUnconfirmed(params)],
  ];
  const made = calls.map(([params, call]) => {
    const promise = call(params);
    spoil(params);
    return promise;
  });
  await Promise.all(made);
  const queries = sent.map(({ url }) => url.searchParams.get("page"));
  assert.deepEqual(
    sent.map(({ body }) => body),
    [undefined, { name: "Padaria" }, { name: "Padaria" }, { is_paying: true }, undefined],
  );
  assert.deepEqual(queries, ["2", null, null, null, "1"]);
});

test("a date that is changed stands for the time that it was", async () => {
  const { client } = remembering();
  const name = "Reportei Customer 1";
  const [since, late] = [new Date("2024-09-24T17:07:34Z"), new Date("2024-09-24T17:07:35Z")];
  const finding = [
    client.findUnconfirmed({ name, since }),
    client.findUnconfirmed({ name, since: late }),
  ];
  since.setFullYear(3000);
  late.setFullYear(2000);
  const [found, none] = await Promise.all(finding);
  assert.equal(found.length, 1);
  assert.deepEqual(none, []);
});

/** @type {[what: string, make: () => any, change: (headers: any) => void][]} */
const HEADERS = [
  ["an object", () => ({ "x-one": "1" }), (headers) => Object.assign(headers, { "x-one": "2" })],
  ["an object that is emptied", () => ({ "x-one": "1" }), (headers) => delete headers["x-one"]],
  ["pairs", () => [["x-one", "1"]], (headers) => (headers[0][1] = "2")],
  ["pairs that are emptied", () => [["x-one", "1"]], (headers) => (headers.length = 0)],
  ["a Map", () => new Map([["x-one", "1"]]), (headers) => headers.set("x-one", "2")],
  ["Headers", () => new Headers({ "x-one": "1" }), (headers) => headers.set("x-one", "2")],
];

for (const [what, make, change] of HEADERS) {
  test(`headers that are changed are sent as they were: ${what}, of the client and of a call`, async () => {
    const [ofClient, ofCall] = [make(), make()];
    const byClient = remembering({ headers: ofClient });
    change(ofClient);
    const byCall = remembering();
    const calls = [byClient.client.list(), byCall.client.list({}, { headers: ofCall })];
    change(ofCall);
    await Promise.all(calls);
    for (const { sent } of [byClient, byCall]) assert.equal(sent[0]?.headers["x-one"], "1");
  });
}

test("options of a call that are changed are those that they were, in retries too", async () => {
  const statuses = [503, 503, 200];
  /** @type {Record<string, string>[]} */
  const sent = [];
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    sent.push(init.headers);
    const status = statuses[sent.length - 1] ?? 200;
    return status === 200 ? success(url, init) : answer(status, "{}", { "retry-after": "0" });
  };
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, maxRetries: 0 });
  const { signal } = new AbortController();
  const headers = { "x-one": "1" };
  const options = { maxRetries: 2, timeoutMs: 0, customerToken: CUSTOMER_TOKEN, headers, signal };
  const call = reportei.settings(options);
  spoil(headers);
  spoil(options);
  assert.equal((await call).name, "Reportei Customer 1");
  assert.equal(sent.length, 3);
  for (const { "x-one": one, "x-customer-token": token } of sent) {
    assert.deepEqual({ one, token }, { one: "1", token: CUSTOMER_TOKEN });
  }
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("a signal that is put in place of the first, or of none, aborts nothing", async () => {
  for (const first of [{}, { signal: new AbortController().signal }]) {
    const { client, sent } = remembering();
    /** @type {{ signal?: AbortSignal }} */
    const options = { ...first };
    const call = client.show(UUID, options);
    options.signal = AbortSignal.abort();
    assert.equal((await call).uuid, UUID);
    assert.equal(sent.length, 1);
  }
});

test("a storeToken that is put in place of the first, or taken away, is not called", async () => {
  const { client } = remembering();
  /** @type {string[]} */
  const stored = [];
  const options = { storeToken: () => stored.push("first") };
  const call = client.create({ name: "Padaria" }, options);
  options.storeToken = () => assert.fail("the second");
  await call;
  assert.deepEqual(stored, ["first"]);
});

test("options of a client that are changed are those that it was made with", async () => {
  const headers = { "x-one": "1" };
  const rateLimit = { concurrency: 1 };
  let underWay = 0;
  /** @type {Record<string, string>[]} */
  const sent = [];
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    sent.push(init.headers);
    assert.equal(underWay++, 0, "one at a time");
    await turn();
    underWay -= 1;
    return success(url, init);
  };
  const options = {
    accessToken: ACCESS_TOKEN,
    customerToken: CUSTOMER_TOKEN,
    headers,
    rateLimit,
    fetch,
  };
  const reportei = new ReporteiCustomers(options);
  for (const object of [headers, rateLimit, options]) spoil(object);
  await Promise.all([reportei.settings(), reportei.settings(), reportei.settings()]);
  for (const { authorization, "x-customer-token": token, "x-one": one } of sent) {
    const expected = { authorization: `Bearer ${ACCESS_TOKEN}`, token: CUSTOMER_TOKEN, one: "1" };
    assert.deepEqual({ authorization, token, one }, expected);
  }
  assert.equal(sent.length, 3);
});

test("arguments of listAll and toArray that are changed are those that they were, in every loop", async () => {
  const list = paged(people(5));
  /** @type {string[]} */
  const sent = [];
  const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
    sent.push(init.headers["x-one"]);
    return list.fetch(url, init);
  };
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
  const params = { per_page: 2 };
  const headers = new Headers({ "x-one": "1" });
  const options = { prefetch: 0, headers };
  const all = reportei.listAll(params, options);
  headers.set("x-one", "2");
  for (const object of [params, options]) spoil(object);
  for (let loop = 0; loop < 2; loop++) {
    const limit = { limit: 3 };
    const some = all.toArray(limit);
    spoil(limit);
    assert.equal((await some).length, 3);
  }
  assert.deepEqual(
    list.asked.map(({ page, query }) => [page, query.get("per_page")]),
    [1, 2, 1, 2].map((page) => [page, "2"]),
  );
  assert.deepEqual(sent, ["1", "1", "1", "1"]);
});

/** @type {[what: string, make: (items: string[]) => any, change: (items: any) => void][]} */
const COLLECTIONS = [
  ["an array that is emptied", (items) => items, (items) => (items.length = 0)],
  ["an array that grows", (items) => items, (items) => items.push("another")],
  ["an array whose items are replaced", (items) => items, (items) => items.fill("another")],
  ["an array that is turned around", (items) => items, (items) => items.reverse()],
  ["a set that is emptied", (items) => new Set(items), (items) => items.clear()],
  ["a set that grows", (items) => new Set(items), (items) => items.add("another")],
];

for (const [what, make, change] of COLLECTIONS) {
  test(`items are those that there were: ${what}`, async () => {
    const api = changing(() => turn());
    const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: api.fetch });
    const names = ["a", "b", "c", "d"];
    const items = make([...names]);
    const creating = reportei.createMany(items, { concurrency: 1 });
    change(items);
    const results = await creating;
    assert.deepEqual(api.names, names);
    assert.deepEqual(
      results.map((/** @type {any} */ { item, value }) => [item, value.name]),
      names.map((name) => [name, name]),
    );
  });
}

test("options of many calls that are changed are those that they were", async () => {
  const api = changing(() => turn());
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: api.fetch });
  /** @type {number[]} */
  const told = [];
  const options = {
    concurrency: 2,
    headers: { "x-one": "1" },
    onProgress: (/** @type {{ done: number }} */ { done }) => told.push(done),
  };
  const items = [1, 2, 3, 4, 5].map((number) => uuid(number));
  const deleting = reportei.deleteMany(items, options);
  spoil(options.headers);
  spoil(options);
  const results = await deleting;
  await turn();
  assert.ok(results.every((/** @type {any} */ { status }) => status === "fulfilled"));
  assert.equal(api.mostUnderWay, 2);
  assert.deepEqual(told, [1, 2, 3, 4, 5]);
});

test("each known option is read once, before the call returns, and never again", async () => {
  /** @type {string[]} */
  let read = [];
  /** @param {object} object */
  const counting = (object) =>
    new Proxy(object, {
      get(target, name, receiver) {
        if (typeof name === "string") read.push(name);
        return Reflect.get(target, name, receiver);
      },
    });
  const { client } = remembering();
  /** @type {[known: string[], call: () => Promise<unknown>][]} */
  const calls = [
    [["page", "per_page"], () => client.list(counting({ page: 1, per_page: 2 }))],
    [["name"], () => client.create(counting({ name: "Padaria" }))],
    [["is_paying"], () => client.updatePaymentStatus(UUID, counting({ is_paying: true }))],
    [
      ["maxRetries", "timeoutMs"],
      () => client.show(UUID, counting({ maxRetries: 1, timeoutMs: 9 })),
    ],
  ];
  for (const [known, call] of calls) {
    read = [];
    const promise = call();
    const before = [...read];
    for (const name of known) {
      assert.equal(before.filter((other) => other === name).length, 1, name);
    }
    await promise;
    assert.deepEqual(read, before);
  }
});

test("nothing that a caller hands over is changed, frozen or not", async () => {
  const { signal } = new AbortController();
  const given = () => ({
    client: {
      accessToken: ACCESS_TOKEN,
      customerToken: CUSTOMER_TOKEN,
      headers: { "x-one": "1" },
      fetch: success,
      signal,
    },
    params: { name: "Padaria" },
    options: { customerToken: CUSTOMER_TOKEN, headers: { "x-two": "2" }, timeoutMs: 9 },
  });
  for (const keep of [Object.freeze, (/** @type {object} */ object) => object]) {
    const { client, params, options } = given();
    const expected = given();
    for (const object of [client, client.headers, params, options, options.headers]) keep(object);
    const reportei = new ReporteiCustomers(client);
    await reportei.create(params, options);
    await reportei.update(UUID, params, options);
    await reportei.settings(options);
    assert.deepEqual({ client, params, options }, expected);
  }
});
