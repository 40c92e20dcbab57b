// The results of many calls: told of as they come, and gone on from later.
import assert from "node:assert/strict";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { changing, refusal, uuid } from "./helpers/changing.mjs";
import { clientOf } from "./helpers/clients.mjs";
import { gated, outcomes, stoppable } from "./helpers/many.mjs";
import { people } from "./helpers/paged.mjs";

test("onResult is called with each result as it comes, after its token is stored", async () => {
  const { api, answer } = gated();
  /** @type {unknown[]} */
  const heard = [];
  const storeToken = (/** @type {any} */ { name }, /** @type {string} */ item) =>
    heard.push(`stored ${name} of ${item}`);
  const onResult = (/** @type {any} */ result) => heard.push(result);
  const items = ["a", "b", ""];
  const creating = clientOf(api).createMany(items, { storeToken, onResult });
  await turn();
  await answer("b");
  assert.deepEqual(
    heard.map((one) => (typeof one === "string" ? one : /** @type {any} */ (one).item)),
    ["", "stored b of b", "b"],
  );
  await answer("a");
  const results = await creating;
  assert.deepEqual([heard[0], heard[2], heard[4]], [results[2], results[1], results[0]]);
  heard.length = 0;
  await clientOf(changing()).createMany(results, { onResult });
  assert.deepEqual(new Set(heard.slice(0, 3)), new Set(results));
  heard.length = 0;
  const others = clientOf(changing());
  await others.updateMany([{ uuid: uuid(1), name: "Ana" }], { onResult });
  await others.deleteMany([uuid(1)], { onResult });
  await others.updatePaymentStatusMany([{ uuid: uuid(1), is_paying: true }], { onResult });
  assert.equal(heard.length, 3);
});

test("it resolves after each onResult has, and begins no more than are written down", async () => {
  const api = changing();
  let writing = 0;
  let written = 0;
  const onResult = async () => {
    writing++;
    await turn();
    writing--;
    written++;
  };
  const watched = (/** @type {string} */ url, /** @type {any} */ init) => {
    assert.ok(writing < 2, "the place is taken");
    return api.fetch(url, init);
  };
  await clientOf({ fetch: watched }).createMany(people(6), { concurrency: 2, onResult });
  assert.deepEqual([writing, written], [0, 6]);
});

test("an onResult that fails has nothing more begun, and what is left says so", async () => {
  for (const later of [false, true]) {
    const api = changing();
    const cause = new Error("the disk is full");
    const onResult = () => {
      if (!later) throw cause;
      return Promise.reject(cause);
    };
    const results = await clientOf(api).createMany(people(3), { concurrency: 1, onResult });
    const none = "invalid_argument, not_sent";
    assert.deepEqual(outcomes(results), ["fulfilled", none, none]);
    assert.deepEqual([results[1].reason.argument, results[1].reason.cause], ["onResult", cause]);
    assert.deepEqual(api.names, ["customer 0"]);
    // It can be gone on from there.
    const second = await clientOf(api).createMany(results);
    assert.deepEqual(outcomes(second), ["fulfilled", "fulfilled", "fulfilled"]);
    assert.deepEqual(api.names, people(3));
  }
});

test("given its results, createMany sends what certainly made nobody, and nothing else", async () => {
  let fails = true;
  const api = changing(({ body }) => {
    if (!fails) return undefined;
    if (body.name === "lost") throw new TypeError("the connection broke");
    if (body.name === "refused") return refusal(422);
    return body.name === "odd" ? new Response("{}", { status: 201 }) : undefined;
  });
  const reportei = clientOf(api);
  const first = await reportei.createMany(["made", "lost", "refused", "odd", ""]);
  const none = "invalid_argument, not_sent";
  const made = ["fulfilled", "network, unknown"];
  assert.deepEqual(outcomes(first), [...made, "validation, rejected", "decode, applied", none]);

  fails = false;
  for (const results of [first, JSON.parse(JSON.stringify(first))]) {
    api.sent.length = 0;
    const second = await reportei.createMany([...results, "new"]);
    assert.deepEqual(api.names, ["refused", "new"]);
    assert.deepEqual(outcomes(second), [
      ...made,
      "fulfilled",
      "decode, applied",
      none,
      "fulfilled",
    ]);
    assert.deepEqual([second[0], second[1]], [results[0], results[1]]);
    assert.equal(second[2].item, "refused");
  }
});

test("an aborted run goes on from its results: what was under way may have made somebody", async () => {
  const { signal, abort } = stoppable();
  const api = changing(({ body }) => (body.name === "customer 1" ? abort() : undefined));
  const reportei = clientOf(api);
  const first = await reportei.createMany(people(4), { signal, concurrency: 1 });
  const [begun, unsent] = [["fulfilled", "aborted, unknown"], "aborted, not_sent"];
  assert.deepEqual(outcomes(first), [...begun, unsent, unsent]);
  api.sent.length = 0;
  assert.deepEqual(outcomes(await reportei.createMany(first)), [
    ...begun,
    "fulfilled",
    "fulfilled",
  ]);
  assert.deepEqual(api.names, ["customer 2", "customer 3"]);
});

test("given its results, what may be made twice is made again until it succeeds", async () => {
  let fails = true;
  const api = changing(({ path }) => {
    if (fails && path.includes(uuid(2))) throw new TypeError("the connection broke");
  });
  const reportei = clientOf(api);
  for (const [method, items] of [
    ["updateMany", [1, 2].map((number) => ({ uuid: uuid(number), name: "Ana" }))],
    ["deleteMany", [1, 2].map(uuid)],
    ["updatePaymentStatusMany", [1, 2].map((number) => ({ uuid: uuid(number), is_paying: true }))],
  ]) {
    fails = true;
    const first = await reportei[String(method)](items);
    assert.deepEqual(outcomes(first), ["fulfilled", "network, unknown"]);
    fails = false;
    api.sent.length = 0;
    const second = await reportei[String(method)](first);
    assert.deepEqual(outcomes(second), ["fulfilled", "fulfilled"]);
    assert.deepEqual(second[1].item, items[1]);
    assert.equal(api.sent.length, 1);
  }
});
