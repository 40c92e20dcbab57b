// What onProgress is told of many calls.
import assert from "node:assert/strict";
import test from "node:test";
import { changing, refusal } from "./helpers/changing.mjs";
import { clientOf } from "./helpers/clients.mjs";
import { outcomes } from "./helpers/many.mjs";
import { people } from "./helpers/paged.mjs";

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
  await reportei.createMany(people(3), { concurrency: 1, onProgress });
  const rate = { perSecond: 2 };
  assert.deepEqual(heard, [
    { done: 1, total: 3, succeeded: 1, failed: 0, msLeft: 1000, ...rate },
    { done: 2, total: 3, succeeded: 1, failed: 1, msLeft: 500, ...rate },
    { done: 3, total: 3, succeeded: 2, failed: 1, msLeft: 0, ...rate },
  ]);
  heard.length = 0;
  await reportei.createMany(people(1).values(), { onProgress });
  const unknown = { total: undefined, msLeft: undefined };
  assert.deepEqual(heard, [{ done: 1, succeeded: 1, failed: 0, ...unknown, ...rate }]);
});

test("an onProgress that fails disturbs nothing", async () => {
  for (const fail of [() => assert.fail(), () => Promise.reject(new Error())]) {
    const results = await clientOf(changing()).createMany(people(3), { onProgress: fail });
    assert.deepEqual(outcomes(results), ["fulfilled", "fulfilled", "fulfilled"]);
  }
});

test("what an earlier run settled, and what is not sent, counts as done and for no rate", async () => {
  const reportei = clientOf(changing());
  const first = await reportei.createMany(people(2));
  /** @type {any[]} */
  const heard = [];
  await reportei.createMany([...first, "", ...people(1)], {
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
