// Going through all customers: each once, few at a time, and nothing in vain.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { clientOf } from "./helpers/clients.mjs";
import { imported } from "./helpers/installed.mjs";
import { heapInUse } from "./helpers/memory.mjs";
import { namesOf, paged, pagesOf, people } from "./helpers/paged.mjs";

const { ReporteiError } = await imported("reportei-customers");

test("all customers are yielded in order, a hundred at a time, with no request after the last page", async () => {
  for (const [count, pages] of [
    [0, [1]],
    [1, [1]],
    [100, [1]],
    [101, [1, 2]],
    [250, [1, 2, 3]],
  ]) {
    const list = paged(people(Number(count)));
    assert.deepEqual(await namesOf(clientOf(list).listAll()), list.names);
    assert.deepEqual(pagesOf(list), pages);
    assert.ok(list.asked.every(({ query }) => query.get("per_page") === "100"));
  }
});

test("what sorts is passed on", async () => {
  const list = paged(people(3));
  await namesOf(clientOf(list).listAll({ per_page: 2, sortBy: "name", descending: true }));
  const sent = list.asked.map(({ query }) => String(query));
  assert.equal(sent.length, 2);
  for (const query of sent) assert.match(query, /per_page=2&sortBy=name&descending=(1|true)/);
});

test("nothing is sent before a loop begins, and each begins anew", async () => {
  const list = paged(people(3));
  const all = clientOf(list).listAll({ per_page: 2 });
  await turn();
  assert.deepEqual(pagesOf(list), []);
  assert.equal((await namesOf(all)).length, 3);
  list.names = people(5);
  assert.equal((await namesOf(all)).length, 5);
  assert.deepEqual(pagesOf(list), [1, 2, 1, 2, 3]);
});

test("toArray collects up to its limit, and asks for no more pages than that takes", async () => {
  const list = paged(people(10));
  const all = clientOf(list).listAll({ per_page: 2 }, { prefetch: 0 });
  const { toArray } = all;
  assert.equal((await toArray({ limit: 4 })).length, 4);
  assert.deepEqual(pagesOf(list), [1, 2]);
  assert.equal((await all.toArray({ limit: 10 })).length, 10);
  assert.equal((await all.toArray({ limit: 11 })).length, 10);
});

test("next() in parallel gives everybody once and asks for no page twice", async () => {
  const list = paged(people(10));
  const iterator = clientOf(list).listAll({ per_page: 3 }, { prefetch: 2 })[Symbol.asyncIterator]();
  const results = await Promise.all(Array.from({ length: 12 }, () => iterator.next()));
  const names = results.filter(({ done }) => !done).map(({ value }) => value.name);
  assert.deepEqual(names, list.names);
  assert.deepEqual(pagesOf(list), [1, 2, 3, 4]);
});

test("at most so many pages as prefetch says are asked for ahead, in order", async () => {
  for (let prefetch = 0; prefetch <= 8; prefetch++) {
    const list = paged(people(40));
    let taken = 0;
    for await (const page of clientOf(list).listAll({ per_page: 2 }, { prefetch }).pages()) {
      taken += 1;
      await turn();
      assert.equal(page.meta.current_page, taken);
      assert.equal(list.asked.length, Math.min(20, taken + prefetch));
    }
    assert.deepEqual(
      pagesOf(list),
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  }
});

test("while a page is waited for, too, no more are in memory or under way than prefetch and one", async () => {
  let underWay = 0;
  const list = paged(people(40), async () => {
    underWay += 1;
    assert.ok(underWay <= 4, `${underWay} at once`);
    await turn();
    underWay -= 1;
  });
  await namesOf(clientOf(list).listAll({ per_page: 2 }, { prefetch: 3 }));
  assert.equal(list.asked.length, 20);
});

test("however long a page is looked at, it and those that prefetch says are all that is in memory", async () => {
  for (const prefetch of [0, 1, 8]) {
    const list = paged(people(40));
    const all = clientOf(list).listAll({ per_page: 2 }, { prefetch });
    /** @type {WeakRef<object>[]} The first customer of each page that was taken. */
    const taken = [];
    let count = 0;
    for await (const customer of all) {
      if (count++ % 2) continue;
      taken.push(new WeakRef(customer));
      await heapInUse(); // Nothing that nobody holds is left, and what comes by itself has come.
      const held = taken.filter((first) => first.deref()).length;
      const ahead = list.asked.length - taken.length;
      assert.ok(held + ahead <= prefetch + 1, `${held} held, ${ahead} ahead of ${prefetch}`);
    }
    assert.equal(taken.length, 20);
  }
});

test("answers that overtake each other are still yielded in order", async () => {
  const list = paged(people(40), async ({ page }) => {
    for (let left = 20 - page; left > 0; left--) await turn();
  });
  const all = clientOf(list).listAll({ per_page: 2 }, { prefetch: 8 });
  assert.deepEqual(await namesOf(all), list.names);
});

test("breaking out of a loop ends the requests that are under way", async () => {
  const list = paged(people(10), ({ page }) => page > 1 && new Promise(() => {}));
  for await (const _ of clientOf(list).listAll({ per_page: 2 }, { prefetch: 1 })) {
    await turn();
    break;
  }
  assert.deepEqual(pagesOf(list), [1, 2]);
  assert.equal(list.asked[1]?.signal.aborted, true);
  await turn();
  assert.deepEqual(pagesOf(list), [1, 2]);
});

test("return() does not wait for a page that is under way", async () => {
  for (const whole of [true, false]) {
    const list = paged(people(10), () => new Promise(() => {}));
    const all = clientOf(list).listAll();
    const iterator = (whole ? all.pages() : all)[Symbol.asyncIterator]();
    const pending = iterator.next();
    await turn();
    assert.deepEqual(await iterator.return(), { done: true, value: undefined });
    assert.deepEqual(await pending, { done: true, value: undefined });
    assert.equal(list.asked[0]?.signal.aborted, true);
  }
});

test("an error rejects once, ends what is under way, and a new loop starts afresh", async () => {
  let fails = true;
  const list = paged(people(10), ({ page }) => {
    if (!fails || page === 1) return undefined;
    return page === 2 ? new Response("{}", { status: 403 }) : new Promise(() => {});
  });
  const all = clientOf(list).listAll({ per_page: 2 }, { prefetch: 2 });
  const iterator = all[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.next();
  const results = await Promise.allSettled([iterator.next(), iterator.next(), iterator.next()]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ["rejected", "fulfilled", "fulfilled"],
  );
  const [{ reason }] = /** @type {[any, any, any]} */ (results);
  assert.ok(reason instanceof ReporteiError);
  assert.equal(reason.kind, "permission");
  assert.equal(list.asked[2]?.signal.aborted, true);
  fails = false;
  assert.deepEqual(await namesOf(all), list.names);
});

test("a page that fails while nobody waits for it disturbs nothing before it is wanted", async () => {
  const list = paged(people(10), ({ page }) => page === 2 && new Response("{}", { status: 403 }));
  const all = clientOf(list).listAll({ per_page: 2 });
  /** @type {string[]} */
  const names = [];
  const walked = (async () => {
    for await (const { name } of all) {
      names.push(name);
      for (let turns = 0; turns < 5; turns++) await turn();
    }
  })();
  await assert.rejects(walked, { kind: "permission" });
  assert.deepEqual(names, people(2));
  // Nor does it where it is never wanted.
  for await (const _ of all) {
    for (let turns = 0; turns < 5; turns++) await turn();
    break;
  }
});

test("an error's stack leads to the loop", async () => {
  const list = paged([], () => new Response("{}", { status: 403 }));
  const loopOfTheCaller = async () => {
    for await (const _ of clientOf(list).listAll());
  };
  await assert.rejects(loopOfTheCaller, (/** @type {Error} */ error) => {
    assert.match(error.stack ?? "", /loopOfTheCaller/);
    return true;
  });
});

for (const whose of ["call", "client"]) {
  test(`the signal of the ${whose} ends a loop midway, and is left without a listener`, async () => {
    const list = paged(people(10));
    const controller = new AbortController();
    const { signal } = controller;
    const ofTheCall = whose === "call" ? { signal } : {};
    const reportei = clientOf(list, whose === "client" ? { signal } : {});
    /** @type {string[]} */
    const names = [];
    const walked = (async () => {
      for await (const { name } of reportei.listAll({ per_page: 4 }, ofTheCall)) {
        names.push(name);
        if (names.length === 2) controller.abort("enough");
      }
    })();
    await assert.rejects(walked, { kind: "aborted", cause: "enough", name: "AbortError" });
    assert.deepEqual(names, people(2));
    await turn();
    assert.equal(getEventListeners(signal, "abort").length, 0);
    const sent = list.asked.length;
    await assert.rejects(namesOf(reportei.listAll({}, ofTheCall)), { kind: "aborted" });
    assert.equal(list.asked.length, sent);
  });
}

test("the signal ends a page that is under way", async () => {
  const list = paged([], () => new Promise(() => {}));
  const controller = new AbortController();
  const walked = namesOf(clientOf(list).listAll({}, { signal: controller.signal }));
  await turn();
  controller.abort();
  await assert.rejects(walked, { kind: "aborted" });
  assert.equal(list.asked[0]?.signal.aborted, true);
});

test("a loop that is over, or was begun and left alone, has no listener on the signal", async () => {
  const { signal } = new AbortController();
  const reportei = clientOf(paged(people(10)));
  const all = reportei.listAll({ per_page: 2 }, { signal, prefetch: 8 });
  await namesOf(all);
  assert.equal(getEventListeners(signal, "abort").length, 0);
  await all[Symbol.asyncIterator]().next();
  for (let turns = 0; turns < 5; turns++) await turn();
  assert.equal(getEventListeners(signal, "abort").length, 0);
});
