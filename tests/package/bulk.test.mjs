// Many calls at once: few under way, each item with a result of its own, and nothing lost.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { changing, refusal, uuid } from "./helpers/changing.mjs";
import { imported } from "./helpers/installed.mjs";

const { ReporteiCustomers, ReporteiError } = await imported("reportei-customers");

/** @param {{ fetch: unknown }} api @param {object} [options] */
const clientOf = ({ fetch }, options) =>
  new ReporteiCustomers({ accessToken: "token", fetch, maxRetries: 0, ...options });

/** @param {number} count */
const names = (count) => Array.from({ length: count }, (_, index) => `customer ${index}`);

/** @param {any[]} results */
const outcomes = (results) =>
  results.map(({ value, reason }) => (value ? "fulfilled" : `${reason.kind}, ${reason.outcome}`));

/** Answers that come when the test says so. */
function gated() {
  /** @type {Map<string, () => void>} */
  const waiting = new Map();
  const api = changing(
    ({ body }) => new Promise((resolve) => waiting.set(body.name, () => resolve(undefined))),
  );
  /** @param {string} name */
  const answer = async (name) => {
    waiting.get(name)?.();
    for (let turns = 0; turns < 3; turns++) await turn();
  };
  return { api, answer };
}

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
        for (const name of names(20)) {
          taken++;
          yield name;
        }
      };
      const eachLater = async function* () {
        yield* each();
      };
      const items = kind === "array" ? names(20) : kind === "iterable" ? each() : eachLater();
      const results = await clientOf(api).createMany(items, { concurrency, onProgress });
      assert.equal(results.length, 20);
      assert.deepEqual(api.names, names(20));
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

test("what is wrong with the arguments rejects the whole, by its name, before anything is sent", async () => {
  const api = changing();
  const reportei = clientOf(api);
  /** @type {[method: string, items: unknown, options: unknown, argument: string][]} */
  const table = [
    ["createMany", undefined, undefined, "items"],
    ["createMany", null, undefined, "items"],
    ["createMany", "Ana", undefined, "items"],
    ["createMany", { name: "Ana" }, undefined, "items"],
    ["createMany", { length: 2 }, undefined, "items"],
    ["deleteMany", 5, undefined, "items"],
    ["createMany", ["a"], { concurrency: 0 }, "concurrency"],
    ["createMany", ["a"], { concurrency: 1001 }, "concurrency"],
    ["createMany", ["a"], { concurrency: "5" }, "concurrency"],
    ["createMany", ["a"], { onProgress: true }, "onProgress"],
    ["createMany", ["a"], { storeToken: {} }, "storeToken"],
    ["createMany", ["a"], { onResult: "log" }, "onResult"],
    ["createMany", ["a"], { signal: true }, "signal"],
    ["createMany", ["a"], { headers: { accept: "x" } }, "headers.accept"],
    ["createMany", ["a"], { concurency: 5 }, "concurency"],
    ["deleteMany", [uuid(1)], { storeToken: () => {} }, "storeToken"],
    ["updateMany", [], "options", "options"],
  ];
  for (const [method, items, options, argument] of table) {
    const error = await reportei[method](items, options).catch((/** @type {unknown} */ e) => e);
    assert.ok(error instanceof ReporteiError, `${method} ${argument}`);
    assert.equal(error.kind, "invalid_argument");
    assert.equal(error.argument, argument, error.message);
  }
  assert.deepEqual(api.sent, []);
});

test("a call that fails rejects its own result alone", async () => {
  const api = changing(({ body }) => (body.name === "b" ? refusal(422) : undefined));
  const results = await clientOf(api).createMany(["a", "b", "c"]);
  assert.deepEqual(outcomes(results), ["fulfilled", "validation, rejected", "fulfilled"]);
});

test("no items are no results", async () => {
  const api = changing();
  assert.deepEqual(await clientOf(api).createMany([]), []);
  assert.deepEqual(await clientOf(api).deleteMany(new Set()), []);
});

test("progress counts, with rate and time left", async ({ mock }) => {
  let now = 1000;
  // The clock that is set back is not asked.
  mock.method(Date, "now", () => -now * 3_600_000);
  mock.method(performance, "now", () => now);
  const api = changing(({ body }) => {
    now += 500;
    return body.name === "customer 1" ? refusal(500) : undefined;
  });
  /** @type {object[]} */
  const heard = [];
  const onProgress = (/** @type {object} */ progress) => heard.push(progress);
  const reportei = clientOf(api);
  await reportei.createMany(names(3), { concurrency: 1, onProgress });
  const rate = { perSecond: 2 };
  assert.deepEqual(heard, [
    { done: 1, total: 3, succeeded: 1, failed: 0, msLeft: 1000, ...rate },
    { done: 2, total: 3, succeeded: 1, failed: 1, msLeft: 500, ...rate },
    { done: 3, total: 3, succeeded: 2, failed: 1, msLeft: 0, ...rate },
  ]);
  heard.length = 0;
  await reportei.createMany(names(1).values(), { onProgress });
  const unknown = { total: undefined, msLeft: undefined };
  assert.deepEqual(heard, [{ done: 1, succeeded: 1, failed: 0, ...unknown, ...rate }]);
});

test("an onProgress that fails disturbs nothing", async () => {
  for (const fail of [() => assert.fail(), () => Promise.reject(new Error())]) {
    const results = await clientOf(changing()).createMany(names(3), { onProgress: fail });
    assert.deepEqual(outcomes(results), ["fulfilled", "fulfilled", "fulfilled"]);
  }
});

test("tokens are stored one by one, as they arrive", async () => {
  const { api, answer } = gated();
  /** @type {string[]} */
  const stored = [];
  let storing = 0;
  const storeToken = async (/** @type {any} */ { name, api_token: token }) => {
    assert.equal(++storing, 1);
    assert.match(token, new RegExp(`of ${name}$`));
    await turn();
    stored.push(name);
    storing--;
  };
  const creating = clientOf(api).createMany(["a", "b", "c"], { storeToken });
  await turn();
  await answer("b");
  assert.deepEqual(stored, ["b"]);
  await Promise.all([answer("c"), answer("a")]);
  assert.deepEqual(outcomes(await creating), ["fulfilled", "fulfilled", "fulfilled"]);
  assert.deepEqual(stored, ["b", "c", "a"]);
});

test("a token that is not stored rejects its own result alone, and that customer is deleted again", async () => {
  const api = changing();
  const storeToken = ({ name = "" }) => assert.notEqual(name, "b");
  const results = await clientOf(api).createMany(["a", "b", "c"], { storeToken, concurrency: 1 });
  assert.deepEqual(outcomes(results), ["fulfilled", "token_not_stored, rejected", "fulfilled"]);
  assert.deepEqual(
    api.sent.map(({ method }) => method),
    ["POST", "POST", "DELETE", "POST"],
  );
});

for (const whose of ["call", "client"]) {
  test(`the signal of the ${whose} ends it: what was under way is told as it is, the rest as not sent`, async () => {
    const { api, answer } = gated();
    const { signal, abort } = stoppable();
    const options = { concurrency: 2, ...(whose === "call" && { signal }) };
    const creating = clientOf(api, whose === "client" ? { signal } : {}).createMany(
      names(6),
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
      names(6),
    );
    assert.equal(api.sent.length, 3);
    assert.deepEqual(getEventListeners(signal, "abort"), []);
  });
}

function stoppable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort("enough") };
}

test("the signal ends the wait for an item that does not come, and closes its source", async () => {
  for (const whose of ["call", "client"]) {
    const { signal, abort } = stoppable();
    let closed = 0;
    const items = {
      [Symbol.asyncIterator]: () => ({
        next: () => (items.taken++ === 0 ? { value: "Ana" } : new Promise(() => {})),
        return: () => closed++,
      }),
      taken: 0,
    };
    const api = changing();
    const reportei = clientOf(api, whose === "client" ? { signal } : {});
    const creating = reportei.createMany(items, whose === "call" ? { signal } : {});
    for (let turns = 0; turns < 5; turns++) await turn();
    abort();
    assert.deepEqual(outcomes(await creating), ["fulfilled"]);
    assert.deepEqual([items.taken, closed], [2, 1]);
    assert.deepEqual(getEventListeners(signal, "abort"), []);
  }
});

test("items without an end are not asked for once the signal has spoken", async () => {
  const { signal, abort } = stoppable();
  let taken = 0;
  const items = (function* () {
    for (;;) yield `customer ${taken++}`;
  })();
  const api = changing(({ body }) => (body.name === "customer 3" ? abort() : undefined));
  const results = await clientOf(api).createMany(items, { signal, concurrency: 1 });
  assert.equal(taken, 4);
  assert.equal(results.length, 4);
  assert.deepEqual(items.next(), { value: undefined, done: true });
});

test("items that fail to come are the last result's error, and all others are kept", async () => {
  for (const later of [false, true]) {
    const cause = new Error("the file ends here");
    const items = (function* () {
      yield* ["a", "b"];
      throw cause;
    })();
    const itemsLater = (async function* () {
      yield* items;
    })();
    const results = await clientOf(changing()).createMany(later ? itemsLater : items);
    const failed = "invalid_argument, not_sent";
    assert.deepEqual(outcomes(results), ["fulfilled", "fulfilled", failed]);
    assert.equal(results[2].reason.originalCause, cause);
    assert.equal(results[2].item, undefined);
  }
});

/** Has a length, and iterates as it likes. @param {() => unknown} next */
const sized = (next) => ({ length: 3, [Symbol.iterator]: () => ({ next }) });
/** @param {() => unknown} next */
const endless = (next) => ({ [Symbol.iterator]: () => ({ next }) });

test("an iterator whose steps are no objects is an error about the items", async () => {
  for (const step of [5, undefined, null, "Ana", true, Symbol("Ana")]) {
    const api = changing();
    const reportei = clientOf(api);
    for (const method of ["createMany", "updateMany", "deleteMany", "updatePaymentStatusMany"]) {
      const rejected = reportei[method](sized(() => step));
      await assert.rejects(rejected, { kind: "invalid_argument", argument: "items" });
      const [result, ...more] = await reportei[method](endless(() => step));
      assert.deepEqual([result.reason.argument, more.length], ["items", 0]);
      assert.ok(result.reason.originalCause instanceof TypeError);
    }
    assert.deepEqual(api.sent, []);
  }
});

test("an item that is a promise is waited for in an iterable, and a signal ends the wait", async () => {
  const api = changing();
  const steps = function* () {
    yield* ["a", Promise.resolve("b"), Promise.reject(new RangeError("no")), "c"];
  };
  const results = await clientOf(api).createMany(steps());
  const none = "invalid_argument, not_sent";
  assert.deepEqual(outcomes(results), ["fulfilled", "fulfilled", none, "fulfilled"]);
  assert.equal(results[2].reason.argument, "items");
  assert.ok(results[2].reason.originalCause instanceof RangeError);
  assert.deepEqual(api.names, ["a", "b", "c"]);

  const { signal, abort } = stoppable();
  let closed = 0;
  const pending = endless(() => ({ value: new Promise(() => {}) }));
  const items = {
    [Symbol.iterator]: () => ({ ...pending[Symbol.iterator](), return: () => closed++ }),
  };
  const creating = clientOf(api).createMany(items, { signal });
  for (let turns = 0; turns < 5; turns++) await turn();
  abort();
  assert.deepEqual(await creating, []);
  await turn();
  assert.equal(closed, 1);
});

test("each item of an array has its result, whatever it is", async () => {
  const api = changing();
  const rejected = Promise.reject(new Error("no"));
  rejected.catch(() => {});
  const items = [new Promise(() => {}), rejected, "Ana", { then: "no function" }];
  const results = await clientOf(api).createMany(items);
  const none = "invalid_argument, not_sent";
  assert.deepEqual(outcomes(results), [none, none, "fulfilled", none]);
});

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
  await clientOf({ fetch: watched }).createMany(names(6), { concurrency: 2, onResult });
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
    const results = await clientOf(api).createMany(names(3), { concurrency: 1, onResult });
    const none = "invalid_argument, not_sent";
    assert.deepEqual(outcomes(results), ["fulfilled", none, none]);
    assert.deepEqual([results[1].reason.argument, results[1].reason.cause], ["onResult", cause]);
    assert.deepEqual(api.names, ["customer 0"]);
    // It can be gone on from there.
    const second = await clientOf(api).createMany(results);
    assert.deepEqual(outcomes(second), ["fulfilled", "fulfilled", "fulfilled"]);
    assert.deepEqual(api.names, names(3));
  }
});

test("items without an end are not asked for where onResult fails", async () => {
  let [taken, closed] = [0, 0];
  const items = {
    [Symbol.iterator]: () => ({
      next: () => ({ value: `customer ${taken++}` }),
      return: () => closed++,
    }),
  };
  const onResult = () => assert.fail();
  const results = await clientOf(changing()).createMany(items, { concurrency: 1, onResult });
  await turn();
  assert.deepEqual([results.length, taken, closed], [1, 1, 1]);
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
  const first = await reportei.createMany(names(4), { signal, concurrency: 1 });
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

test("what an earlier run settled, and what is not sent, counts as done and for no rate", async () => {
  const reportei = clientOf(changing());
  const first = await reportei.createMany(names(2));
  /** @type {any[]} */
  const heard = [];
  await reportei.createMany([...first, "", ...names(1)], {
    concurrency: 1,
    onProgress: (/** @type {object} */ progress) => heard.push(progress),
  });
  assert.deepEqual(
    heard.map(({ done, succeeded, perSecond }) => [done, succeeded, perSecond > 0]),
    [
      [1, 1, false],
      [2, 2, false],
      [3, 2, false],
      [4, 3, true],
    ],
  );
  assert.deepEqual(heard[0].msLeft, undefined);
});

test("changing the items or options later changes nothing", async () => {
  const api = changing();
  const items = names(3);
  const options = { concurrency: 1 };
  const creating = clientOf(api).createMany(items, options);
  items.push("more");
  items[1] = "other";
  options.concurrency = 3;
  assert.equal((await creating).length, 3);
  assert.deepEqual(api.names, names(3));
  assert.equal(api.mostUnderWay, 1);
});

test("once the client is freed nothing more is sent", async () => {
  const api = changing(() => reportei.free());
  const reportei = clientOf(api);
  const results = await reportei.createMany(names(3), { concurrency: 1 });
  const none = "invalid_argument, not_sent";
  assert.deepEqual(outcomes(results), ["fulfilled", none, none]);
  await assert.rejects(reportei.createMany(names(3)), { kind: "invalid_argument" });
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
