// Going through all customers: each once, few at a time, and nothing in vain.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { imported } from "./helpers/installed.mjs";
import { heapInUse } from "./helpers/memory.mjs";
import { answer, lots, paged, people } from "./helpers/paged.mjs";

const { ReporteiCustomers, ReporteiError } = await imported("reportei-customers");

/** @param {import("./helpers/paged.mjs").Paged} list @param {object} [options] */
const clientOf = ({ fetch }, options) =>
  new ReporteiCustomers({ accessToken: "token", fetch, maxRetries: 0, ...options });

/** @param {AsyncIterable<{ name: string }>} customers */
async function namesOf(customers) {
  const names = [];
  for await (const { name } of customers) names.push(name);
  return names;
}

const pagesOf = (/** @type {import("./helpers/paged.mjs").Paged} */ { asked }) =>
  asked.map(({ page }) => page);

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

test("an empty page in the middle is not the end: who is missing is looked for again", async () => {
  const meta = { last_page: 3, per_page: 2, total: 6 };
  const list = paged([], ({ page }, { asked }) =>
    answer(page === 2 && asked.length < 4 ? [] : [`${page}a`, `${page}b`], {
      ...meta,
      current_page: page,
    }),
  );
  const names = await namesOf(clientOf(list).listAll({}, { prefetch: 0 }));
  assert.deepEqual(names, ["1a", "1b", "3a", "3b", "4a", "4b"]);
  const gap = paged([], ({ page }, { asked }) =>
    answer(page > 3 || (page === 2 && asked.length < 5) ? [] : [`${page}a`, `${page}b`], {
      ...meta,
      current_page: page,
    }),
  );
  const found = await namesOf(clientOf(gap).listAll({}, { prefetch: 0 }));
  assert.deepEqual(found, ["1a", "1b", "3a", "3b", "2a", "2b"]);
  assert.deepEqual(pagesOf(gap), [1, 2, 3, 4, 1, 2, 3]);
});

/** @param {AsyncIterable<{ name: string }>} customers */
async function walked(customers) {
  /** @type {string[]} */
  const names = [];
  try {
    for await (const { name } of customers) names.push(name);
    return { names };
  } catch (error) {
    return { names, error: /** @type {any} */ (error) };
  }
}

test("an answer that is another page than the one asked for rejects, by its path", async () => {
  for (const prefetch of [0, 1, 8]) {
    const list = paged([], (_, { names }) =>
      answer(names.slice(0, 100), { current_page: 1, last_page: 3, per_page: 100, total: 300 }),
    );
    list.names = people(300);
    const { names, error } = await walked(clientOf(list).listAll({}, { prefetch }));
    assert.ok(error instanceof ReporteiError);
    assert.deepEqual([error.kind, error.path], ["decode", "meta.current_page"]);
    assert.deepEqual([error.outcome, error.attempts > 0], ["applied", true]);
    assert.deepEqual(names, people(100));
    await assert.rejects(clientOf(list).findUnconfirmed({ name: "Ana", since: 0 }), {
      path: "meta.current_page",
    });
  }
});

test("a server that caps per_page and echoes another is read to its end", async () => {
  for (const most of [1, 15, 50, 99]) {
    const list = paged(people(250), ({ page }, { names }) =>
      answer(names.slice((page - 1) * most, page * most), {
        current_page: page,
        last_page: 3,
        per_page: 100,
        total: 250,
      }),
    );
    const { names, error } = await walked(clientOf(list).listAll());
    assert.equal(error, undefined);
    assert.deepEqual(names, people(250));
  }
});

test("where fewer come than meta.total says, pages are read again, and then the loop says so", async () => {
  const list = paged(people(300), ({ page }, { names }) =>
    answer(names.slice((page - 1) * 100, (page - 1) * 100 + 60), {
      current_page: page,
      last_page: 3,
      per_page: 100,
      total: 300,
    }),
  );
  const { names, error } = await walked(clientOf(list).listAll());
  assert.ok(error instanceof ReporteiError);
  assert.deepEqual([error.kind, error.path], ["decode", "meta.total"]);
  assert.match(error.message, /fewer customers than meta\.total/);
  assert.equal(names.length, 180);
  assert.ok(list.asked.length > 6 && list.asked.length <= 5 * 3 + 50);
  await assert.rejects(clientOf(list).listAll().toArray({ limit: 1000 }), { path: "meta.total" });
  assert.equal((await clientOf(list).listAll().toArray({ limit: 150 })).length, 150);
});

test("a sort with ties, whose order is another each time, leaves nobody out", async () => {
  let complete = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const draw = lots(seed);
    const list = paged(people(250), (_, list) => {
      const ties = list.names.splice(30, 40);
      while (ties.length > 0) list.names.splice(30, 0, ...ties.splice(draw(ties.length), 1));
    });
    const { names, error } = await walked(clientOf(list).listAll({ per_page: 50 }));
    assert.equal(new Set(names).size, names.length);
    if (error) assert.deepEqual([error.kind, error.path], ["decode", "meta.total"]);
    else assert.deepEqual(names.toSorted(), people(250).toSorted());
    if (!error) complete += 1;
  }
  assert.ok(complete >= 36, `${complete} of 40`);
});

test("a meta with total_pages leads through all pages", async () => {
  const list = paged([], ({ page }) =>
    answer([`${page}`], { current_page: page, per_page: 1, total: 3, total_pages: 3 }),
  );
  const reportei = clientOf(list);
  assert.deepEqual(await namesOf(reportei.listAll()), ["1", "2", "3"]);
  assert.equal((await reportei.list({ page: 2 })).hasNextPage, true);
  assert.equal((await reportei.list({ page: 3 })).hasNextPage, false);
});

test("hasNextPage is a plain field beside the page as sent", async () => {
  const reportei = clientOf(paged(people(3)));
  const sent = await (await paged(people(3)).fetch("http://host/?page=1&per_page=2")).json();
  const page = await reportei.list({ page: 1, per_page: 2 });
  assert.deepEqual(page, { ...sent, hasNextPage: true });
  assert.equal((await reportei.list({ page: 2, per_page: 2 })).hasNextPage, false);
  assert.equal((await reportei.list({ page: 9, per_page: 2 })).hasNextPage, false);
  assert.equal("hasNextPage" in (await reportei.list()).meta, false);
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

test("what is wrong with the arguments rejects the first next(), by its name, with nothing sent", async () => {
  const list = paged(people(3));
  const reportei = clientOf(list);
  /** @type {[unknown, unknown, string][]} */
  const table = [
    [{ page: 2 }, undefined, "page"],
    [{ perPage: 2 }, undefined, "perPage"],
    [{ per_page: 0 }, undefined, "per_page"],
    [{ per_page: 101 }, undefined, "per_page"],
    [{ descending: "yes" }, undefined, "descending"],
    ["all", undefined, "params"],
    [[], undefined, "params"],
    [undefined, { prefetch: 9 }, "prefetch"],
    [undefined, { prefetch: -1 }, "prefetch"],
    [undefined, { prefetch: 1.5 }, "prefetch"],
    [undefined, { prefetch: "1" }, "prefetch"],
    [undefined, { preFetch: 1 }, "preFetch"],
    [undefined, { signal: {} }, "signal"],
    [undefined, { timeoutMs: "1" }, "timeoutMs"],
    [undefined, { headers: { authorization: "x" } }, "headers.authorization"],
    [undefined, { headers: 7 }, "headers"],
    [undefined, { headers: [1] }, "headers"],
    [undefined, 7, "options"],
    [
      undefined,
      {
        get prefetch() {
          throw new Error("no");
        },
      },
      "options",
    ],
  ];
  for (const [params, options, argument] of table) {
    const all = reportei.listAll(params, options);
    await turn();
    for (const iterable of [all, all.pages()]) {
      const iterator = iterable[Symbol.asyncIterator]();
      await assert.rejects(iterator.next(), (/** @type {any} */ error) => {
        assert.ok(error instanceof ReporteiError);
        assert.equal(error.kind, "invalid_argument");
        assert.equal(error.argument, argument);
        return true;
      });
      assert.equal((await iterator.next()).done, true);
    }
    await assert.rejects(all.toArray({ limit: 1 }), { argument });
  }
  for (const options of [undefined, {}, { limit: 0 }, { limit: "1" }, { limit: 1.5 }]) {
    await assert.rejects(reportei.listAll().toArray(options), { argument: "limit" });
  }
  await assert.rejects(reportei.listAll().toArray({ limit: 1, most: 1 }), { argument: "most" });
  assert.equal(list.asked.length, 0);
});

test("changing the caller's objects later changes no loop", async () => {
  const sent = /** @type {string[]} */ ([]);
  const list = paged(people(3));
  const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
    sent.push(init.headers["x-of-mine"]);
    return list.fetch(url, init);
  };
  const reportei = clientOf(list, { fetch });
  const params = { per_page: 2 };
  const options = { headers: new Headers({ "X-Of-Mine": "1" }), prefetch: 0 };
  const all = reportei.listAll(params, options);
  params.per_page = 1;
  options.headers.set("X-Of-Mine", "2");
  assert.equal((await namesOf(all)).length, 3);
  assert.deepEqual(sent, ["1", "1"]);
});

test("a freed client's loops reject as its calls do", async () => {
  const list = paged(people(10));
  const reportei = clientOf(list);
  const begun = reportei.listAll({ per_page: 2 }, { prefetch: 0 });
  const iterator = begun.pages()[Symbol.asyncIterator]();
  await iterator.next();
  reportei.free();
  const freed = { kind: "invalid_argument", message: "this client was freed: make another" };
  await assert.rejects(iterator.next(), freed);
  await assert.rejects(namesOf(begun), freed);
  await assert.rejects(namesOf(reportei.listAll()), freed);
  await assert.rejects(reportei.findUnconfirmed({ name: "Ana", since: 0 }), freed);
  assert.equal(list.asked.length, 1);
});

test("where rows move without an end in sight, the loop rejects and says why", async () => {
  const list = paged(people(5), (_, { names }) => {
    names.shift();
    if (names.length < 3) names.push(...people(4).map((name) => `${name} of ${Math.random()}`));
  });
  const walked = namesOf(clientOf(list).listAll({ per_page: 1 }));
  await assert.rejects(walked, { kind: "decode", path: "meta.total" });
});

test("whoever is there throughout is yielded exactly once, whatever comes and goes meanwhile", async () => {
  for (let seed = 1; seed <= 150; seed++) {
    const draw = lots(seed);
    let born = 0;
    const list = paged(people(draw(120)), async (_, { names }) => {
      // The server takes requests that are under way in any order.
      for (let turns = draw(4); turns > 0; turns--) await turn();
      const chance = draw(6);
      if (chance === 0) names.unshift(`in front ${born++}`);
      if (chance === 1) names.push(`behind ${born++}`);
      if (chance === 2 && names.length > 0) {
        const [gone = ""] = names.splice(draw(names.length), 1);
        throughout.delete(gone);
      }
    });
    const throughout = new Set(list.names);
    const all = clientOf(list).listAll({ per_page: 2 + draw(12) }, { prefetch: draw(9) });
    const names = await namesOf(all);
    assert.equal(new Set(names).size, names.length, `seed ${seed}: somebody twice`);
    const missed = [...throughout].filter((name) => !names.includes(name));
    assert.deepEqual(missed, [], `seed ${seed}: somebody left out`);
  }
});

test("pages are without whom an earlier page had", async () => {
  const list = paged(people(6), ({ page }, { names }) => page === 2 && names.unshift("new"));
  const data = [];
  for await (const page of clientOf(list).listAll({ per_page: 3 }, { prefetch: 0 }).pages()) {
    data.push(page.data.map((/** @type {{ name: string }} */ { name }) => name));
  }
  const [a, b, c, d, e, f] = people(6);
  assert.deepEqual(data, [[a, b, c], [d, e], [f]]);
});

test("findUnconfirmed goes through all pages, and misses nobody that slips", async () => {
  const names = people(250).map((name, index) => (index === 100 ? "Ana" : name));
  const list = paged(names, ({ page }, { names }) => page === 2 && names.shift());
  const found = await clientOf(list).findUnconfirmed({ name: "Ana", since: 0 });
  assert.deepEqual(
    found.map((/** @type {any} */ { name }) => name),
    ["Ana"],
  );
  const later = { name: "Ana", since: "2024-09-24 17:07:35" };
  assert.deepEqual(await clientOf(list).findUnconfirmed(later), []);
});
