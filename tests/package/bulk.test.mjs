// Many calls at once: few under way, and each item with a result of its own.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { changing, refusal, uuid } from "./helpers/changing.mjs";
import { clientOf } from "./helpers/clients.mjs";
import { imported } from "./helpers/installed.mjs";
import { gated, outcomes, stoppable } from "./helpers/many.mjs";
import { people } from "./helpers/paged.mjs";

const { ReporteiError } = await imported("reportei-customers");

test("results are in the order of the items, in whatever order the answers come", async () => {
  const { api, answer } = gated();
  const creating = clientOf(api).createMany(["a", "b", "c"]);
  await turn();
  for (const name of ["c", "a", "b"]) await answer(name);
  const results = await creating;
  assert.deepEqual(
    results.map((/** @type {any} */ { status, item, value }) => [status, item, value.name]),
    ["a", "b", "c"].map((name) => ["fulfilled", name, name]),
  );
});

test("each kind of call is made with what its item says", async () => {
  const api = changing();
  const reportei = clientOf(api);
  const prefix = "/api/customers";
  await reportei.createMany(["Ana"]);
  const [updated] = await reportei.updateMany([{ uuid: uuid(1), name: "Bia" }]);
  await reportei.deleteMany([uuid(2)]);
  const [paying] = await reportei.updatePaymentStatusMany([{ uuid: uuid(3), is_paying: true }]);
  assert.deepEqual(api.sent, [
    { method: "POST", path: prefix, body: { name: "Ana" } },
    { method: "PUT", path: `${prefix}/${uuid(1)}`, body: { name: "Bia" } },
    { method: "DELETE", path: `${prefix}/${uuid(2)}`, body: undefined },
    {
      method: "POST",
      path: `${prefix}/${uuid(3)}/update-payment-status`,
      body: { is_paying: true },
    },
  ]);
  assert.deepEqual(updated.item, { uuid: uuid(1), name: "Bia" });
  assert.equal(updated.value.name, "Bia");
  assert.equal(paying.value.success, true);
});

for (const kind of ["array", "iterable", "async iterable"]) {
  test(`of an ${kind} so many calls are under way as concurrency says, and no item is taken ahead`, async () => {
    for (const concurrency of [undefined, 1, 3, 1000]) {
      let taken = 0;
      const api = changing(async () => {
        await turn();
        if (kind !== "array")
          assert.ok(taken - answered <= most, `${taken} taken, ${answered} answered`);
      });
      const most = concurrency ?? 5;
      let answered = 0;
      const onProgress = () => answered++;
      const each = function* () {
        for (const name of people(20)) {
          taken++;
          yield name;
        }
      };
      const eachLater = async function* () {
        yield* each();
      };
      const items = kind === "array" ? people(20) : kind === "iterable" ? each() : eachLater();
      const results = await clientOf(api).createMany(items, { concurrency, onProgress });
      assert.equal(results.length, 20);
      assert.deepEqual(api.names, people(20));
      assert.equal(api.mostUnderWay, Math.min(most, 20));
    }
  });
}

test("a bad item rejects its own result alone, and is not sent", async () => {
  const broken = {
    get uuid() {
      throw new RangeError("not today");
    },
  };
  /** @type {[method: string, bad: unknown[], good: unknown][]} */
  const table = [
    ["createMany", ["", 5, null, undefined, {}, { name: "Ana" }, "\ud800", Symbol("Ana")], "Ana"],
    ["deleteMany", ["", "..", null, undefined, {}, 5], uuid(1)],
    [
      "updateMany",
      [null, {}, "Ana", { uuid: uuid(1) }, { uuid: "1", name: "Ana" }, broken],
      { uuid: uuid(1), name: "Ana" },
    ],
    [
      "updatePaymentStatusMany",
      [undefined, { uuid: uuid(1), is_paying: 1 }, { uuid: uuid(1), is_paying: true, name: "Ana" }],
      { uuid: uuid(1), is_paying: true },
    ],
  ];
  for (const [method, bad, good] of table) {
    const api = changing();
    const results = await clientOf(api)[method]([...bad, good]);
    assert.deepEqual(
      outcomes(results),
      [...bad.map(() => "invalid_argument, not_sent"), "fulfilled"],
      method,
    );
    for (const [index, { item, reason }] of results.slice(0, -1).entries()) {
      assert.equal(item, bad[index]);
      assert.ok(reason instanceof ReporteiError);
    }
    assert.equal(api.sent.length, 1);
  }
  const [{ reason }] = await clientOf(changing()).updateMany([broken]);
  assert.ok(reason.originalCause instanceof RangeError);
});

test("null stands for no options, as in single calls", async () => {
  const reportei = clientOf(changing());
  for (const method of ["createMany", "updateMany", "deleteMany", "updatePaymentStatusMany"]) {
    assert.deepEqual(await reportei[method]([], null), [], method);
  }
});

test("a call that fails rejects its own result alone, and so does a token that is not stored", async () => {
  const api = changing(({ body }) => (body?.name === "b" ? refusal(422) : undefined));
  const storeToken = ({ name = "" }) => assert.notEqual(name, "c");
  const items = ["a", "b", "c", "d"];
  const results = await clientOf(api).createMany(items, { storeToken, concurrency: 1 });
  assert.deepEqual(outcomes(results), [
    "fulfilled",
    "validation, rejected",
    "token_not_stored, rejected",
    "fulfilled",
  ]);
  assert.deepEqual(
    api.sent.map(({ method }) => method),
    ["POST", "POST", "POST", "DELETE", "POST"],
  );
});

test("no items are no results", async () => {
  const api = changing();
  assert.deepEqual(await clientOf(api).createMany([]), []);
  assert.deepEqual(await clientOf(api).deleteMany(new Set()), []);
});

test("a call's own options hold for each of the calls", async () => {
  const api = changing();
  /** @type {string[]} */
  const runs = [];
  const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
    runs.push(init.headers["x-run"]);
    return api.fetch(url, init);
  };
  const headers = new Map([["x-run", "7"]]);
  await clientOf({ fetch }).deleteMany([uuid(1), uuid(2)], { headers });
  assert.deepEqual(runs, ["7", "7"]);
});

for (const whose of ["call", "client"]) {
  test(`the signal of the ${whose} ends it: what was under way is told as it is, the rest as not sent`, async () => {
    const { api, answer } = gated();
    const { signal, abort } = stoppable();
    const options = { concurrency: 2, ...(whose === "call" && { signal }) };
    const creating = clientOf(api, whose === "client" ? { signal } : {}).createMany(
      people(6),
      options,
    );
    await turn();
    await answer("customer 1");
    abort();
    const results = await creating;
    const [unknown, unsent] = ["aborted, unknown", "aborted, not_sent"];
    assert.deepEqual(outcomes(results), [unknown, "fulfilled", unknown, unsent, unsent, unsent]);
    assert.deepEqual(
      results.map((/** @type {any} */ { item }) => item),
      people(6),
    );
    assert.equal(api.sent.length, 3);
    assert.deepEqual(getEventListeners(signal, "abort"), []);
  });
}
