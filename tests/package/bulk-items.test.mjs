// Where the items of many calls come from: arrays, iterables, and what fails to be either.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { changing } from "./helpers/changing.mjs";
import { clientOf } from "./helpers/clients.mjs";
import { outcomes, stoppable } from "./helpers/many.mjs";

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

test("each item of an array has its result, whatever it is", async () => {
  const api = changing();
  const rejected = Promise.reject(new Error("no"));
  rejected.catch(() => {});
  const items = [new Promise(() => {}), rejected, "Ana", { then: "no function" }];
  const results = await clientOf(api).createMany(items);
  const none = "invalid_argument, not_sent";
  assert.deepEqual(outcomes(results), [none, none, "fulfilled", none]);
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
