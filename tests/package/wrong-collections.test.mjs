// What is wrong with the arguments of loops and of many calls.
import assert from "node:assert/strict";
import test from "node:test";
import { uuid } from "./helpers/changing.mjs";
import { named, revoked, sendingNothing, throwing } from "./helpers/refused.mjs";
import { UUID } from "./helpers/stubbed.mjs";

/** @type {[params: unknown, options: unknown, argument: string][]} */
const OF_LOOPS = [
  [{ page: 2 }, undefined, "page"],
  [{ per_page: 101 }, undefined, "per_page"],
  [{ descending: "yes" }, undefined, "descending"],
  ["all", undefined, "params"],
  [[], undefined, "params"],
  [revoked(), undefined, "params"],
  [undefined, 7, "options"],
  [undefined, { prefetch: 9 }, "prefetch"],
  [undefined, { prefetch: -1 }, "prefetch"],
  [undefined, { prefetch: 1.5 }, "prefetch"],
  [undefined, { prefetch: "1" }, "prefetch"],
  [undefined, { preFetch: 1 }, "preFetch"],
  [undefined, throwing("prefetch"), "options"],
  [undefined, { headers: { authorization: "x" } }, "headers.authorization"],
];

for (const [at, [params, options, argument]] of OF_LOOPS.entries()) {
  test(`a loop with a wrong ${argument} rejects once, at its first step (${at})`, async () => {
    const all = sendingNothing().listAll(params, options);
    for (const iterable of [all, all.pages()]) {
      const iterator = iterable[Symbol.asyncIterator]();
      await assert.rejects(iterator.next(), named(argument));
      assert.deepEqual(await iterator.next(), { done: true, value: undefined });
    }
    await assert.rejects(all.toArray({ limit: 1 }), named(argument));
  });
}

test("toArray needs a limit", async () => {
  for (const options of [undefined, {}, { limit: 0 }, { limit: "1" }, { limit: 1.5 }]) {
    await assert.rejects(sendingNothing().listAll().toArray(options), named("limit"));
  }
  await assert.rejects(sendingNothing().listAll().toArray({ limit: 1, most: 1 }), named("most"));
});

/** @type {[method: string, items: unknown, options: unknown, argument: string][]} */
const OF_MANY = [
  ["createMany", undefined, undefined, "items"],
  ["createMany", null, undefined, "items"],
  ["createMany", "Ana", undefined, "items"],
  ["createMany", { name: "Ana" }, undefined, "items"],
  ["createMany", { length: 2 }, undefined, "items"],
  ["deleteMany", 5, undefined, "items"],
  ["deleteMany", revoked(), undefined, "items"],
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

for (const [at, [method, items, options, argument]] of OF_MANY.entries()) {
  test(`${method} with wrong ${argument} rejects as a whole (${at})`, async () => {
    await assert.rejects(sendingNothing()[method](items, options), named(argument));
  });
}

test("a misspelt field of one item among many is named by that item's result", async () => {
  const [{ reason }] = await sendingNothing().updateMany([{ id: UUID, name: "A" }]);
  named("id")(reason);
});
