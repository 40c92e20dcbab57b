// Async contexts: whatever of a caller's the client calls, it calls in the context of that caller,
// as do tracers and loggers expect that keep the request they serve in an AsyncLocalStorage.
import assert from "node:assert/strict";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { changing, uuid } from "./helpers/changing.mjs";
import {
  contexts,
  here,
  nameOf,
  HEADER,
  inContexts,
  together,
  commonTurn,
  checking,
  noting,
  everyone,
} from "./helpers/contexts.mjs";
import { imported } from "./helpers/installed.mjs";
import { answer as listed } from "./helpers/paged.mjs";
import { answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/** How many calls are retried at most: a client's budget gives its calls no more at once. */
const MOST_RETRIED = 10;

/** @typedef {import("./helpers/contexts.mjs").Init} Init */

for (const count of [2, 40]) {
  test(`${count} contexts: fetch is called in the caller's, first attempts and retries`, async () => {
    const all = together(count);
    const retries = together(Math.min(count, MOST_RETRIED));
    const refused = new Set();
    const fetch = (/** @type {string} */ url, /** @type {Init} */ init) => {
      const caller = init.headers[HEADER];
      if (refused.has(caller)) return retries.fetch(url, init);
      const isRefused = refused.size < MOST_RETRIED;
      if (isRefused) refused.add(caller);
      const unavailable = () => answer(503, "{}", { "retry-after": "0" });
      return all.fetch(url, init, isRefused ? unavailable : undefined);
    };
    const reportei = new ReporteiCustomers({ accessToken: "token", fetch });
    await inContexts(count, (options, caller) => reportei.show(uuid(caller), options));
    assert.equal(all.came, count);
    assert.equal(retries.came, refused.size);
  });

  test(`${count} contexts: every kind of call is made in the caller's`, async () => {
    const fetch = checking();
    const reportei = new ReporteiCustomers({ accessToken: "token", customerToken: "one", fetch });
    await inContexts(count, async (options, caller) => {
      const held = async (/** @type {Promise<unknown>} */ call) => {
        await call;
        assert.equal(here(), nameOf(caller));
      };
      await held(reportei.list({}, options));
      await held(reportei.settings(options));
      await held(reportei.create({ name: "Padaria" }, options));
      await held(reportei.findUnconfirmed({ name: "Padaria", since: 0 }, options));
      await held(reportei.update(uuid(caller), { name: "Padaria" }, options));
      await held(reportei.delete(uuid(caller), options));
      await held(reportei.updatePaymentStatus(uuid(caller), { is_paying: true }, options));
    });
  });

  test(`${count} contexts: what follows a failure is in the caller's`, async () => {
    const all = together(count);
    const fetch = (/** @type {string} */ url, /** @type {Init} */ init) =>
      all.fetch(url, init, () => answer(404, '{"message":"Not found"}'));
    const reportei = new ReporteiCustomers({ accessToken: "token", fetch });
    await inContexts(count, async (options, caller) => {
      const error = await reportei.show(uuid(caller), options).catch((/** @type {any} */ e) => e);
      assert.equal(error.kind, "not_found");
      assert.equal(here(), nameOf(caller));
    });
  });

  test(`${count} contexts: the token function is asked in the caller's, before every attempt`, async () => {
    const tokens = noting(() => `token-of-${here()?.replace(" ", "-")}`);
    const refused = new Set();
    const fetch = async (/** @type {string} */ url, /** @type {Init} */ init) => {
      const caller = init.headers[HEADER] ?? "";
      assert.equal(init.headers.authorization, `Bearer token-of-${caller.replace(" ", "-")}`);
      assert.equal(here(), caller);
      await turn();
      if (refused.size === MOST_RETRIED || refused.has(caller)) return success(url, init);
      refused.add(caller);
      return answer(503, "{}", { "retry-after": "0" });
    };
    const reportei = new ReporteiCustomers({ accessToken: tokens.note, fetch });
    await inContexts(count, (options) => reportei.list({}, options));
    const times = (/** @type {number} */ caller) => (refused.has(nameOf(caller)) ? 2 : 1);
    assert.deepEqual(tokens.seen.sort(), everyone(count, times));
  });

  test(`${count} contexts: a limiter's acquire() is asked in the caller's`, async () => {
    const limiter = noting();
    const rateLimit = { acquire: limiter.note };
    const fetch = checking();
    const reportei = new ReporteiCustomers({ accessToken: "token", rateLimit, fetch });
    await inContexts(count, (options, caller) => reportei.show(uuid(caller), options));
    assert.deepEqual(limiter.seen.sort(), everyone(count));
  });

  for (const rateLimit of [
    { concurrency: 1 },
    { perSecond: count / 2 },
    { perSecond: count, concurrency: 3 },
    "auto",
  ]) {
    const pace = JSON.stringify(rateLimit);
    test(`${count} contexts: who waits for its turn (${pace}) leaves in its own`, async () => {
      const tokens = noting(() => "token");
      const fetch = checking();
      const reportei = new ReporteiCustomers({ accessToken: tokens.note, rateLimit, fetch });
      await inContexts(count, (options, caller) => reportei.show(uuid(caller), options));
      assert.deepEqual(tokens.seen.sort(), everyone(count));
    });
  }

  test(`${count} contexts: a 429 that holds up the others lets each go on in its own`, async () => {
    let refusals = 2;
    const sending = checking();
    const fetch = (/** @type {string} */ url, /** @type {Init} */ init) => {
      const answered = sending(url, init);
      return refusals-- > 0 ? answer(429, "{}", { "retry-after": "0" }) : answered;
    };
    const rateLimit = { concurrency: 2 };
    const reportei = new ReporteiCustomers({ accessToken: "token", rateLimit, fetch });
    await inContexts(count, (options, caller) => reportei.show(uuid(caller), options));
  });

  test(`${count} contexts: storeToken is called in the caller's, and so is what rolls back`, async () => {
    const api = changing(commonTurn);
    /** @type {string[]} */
    const deleted = [];
    const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
      assert.equal(here(), init.headers[HEADER]);
      if (init.method === "DELETE") deleted.push(init.headers[HEADER]);
      return api.fetch(url, init);
    };
    const reportei = new ReporteiCustomers({ accessToken: "token", fetch });
    const stored = noting();
    await inContexts(count, async (options, caller) => {
      const isFull = caller % 2 === 1;
      const storeToken = async (/** @type {{ name: string }} */ { name }) => {
        assert.equal(name, here());
        await stored.note();
        if (isFull) throw new Error("the vault is full");
      };
      const call = reportei.create({ name: nameOf(caller) }, { ...options, storeToken });
      if (!isFull) return call;
      await assert.rejects(call, { kind: "token_not_stored", rolledBack: true });
      assert.equal(here(), nameOf(caller));
    });
    assert.deepEqual(stored.seen.sort(), everyone(count));
    assert.deepEqual(
      deleted.sort(),
      everyone(count, (caller) => caller % 2),
    );
  });

  test(`${count} contexts: the observer is told in the caller's of all that happens to its call`, async () => {
    /** @type {Map<number, Set<unknown>>} */
    const byCall = new Map();
    /** @type {string[]} */
    const types = [];
    const observer = (/** @type {{ call: number, type: string }} */ { call, type }) => {
      types.push(type);
      byCall.set(call, (byCall.get(call) ?? new Set()).add(here()));
    };
    const all = together(count);
    let refusals = Math.min(count, MOST_RETRIED);
    const fetch = (/** @type {string} */ url, /** @type {Init} */ init) =>
      refusals-- > 0
        ? answer(503, "{}", { "retry-after": "0" })
        : all.fetch(url, init, () =>
            refusals % 3 ? success(url, init) : answer(404, '{"message":"Not found"}'),
          );
    const reportei = new ReporteiCustomers({ accessToken: "token", fetch, observer });
    await inContexts(count, async (options, caller) => {
      await reportei.show(uuid(caller), options).catch(() => {});
      await turn(); // What is told of the end is told by then.
    });
    for (const type of ["request", "response", "retry"]) assert.ok(types.includes(type), type);
    const seen = [...byCall.values()].map((of) => [...of]);
    assert.deepEqual(seen.flat().sort(), everyone(count));
  });

  test(`${count} contexts: loops over customers and over pages ask in their own`, async () => {
    const fetch = async (/** @type {string} */ url, /** @type {Init} */ init) => {
      assert.equal(here(), init.headers[HEADER]);
      await turn();
      const page = Number(new URL(url).searchParams.get("page"));
      const names = [0, 1].map((row) => `${init.headers[HEADER]}, page ${page}, row ${row}`);
      return listed(names, { current_page: page, last_page: 4, per_page: 2, total: 8 });
    };
    const reportei = new ReporteiCustomers({ accessToken: "token", fetch });
    await inContexts(count, async (options, caller) => {
      const all = reportei.listAll({ per_page: 2 }, { ...options, prefetch: caller % 3 });
      let rows = 0;
      for await (const { name } of all) {
        assert.ok(name.startsWith(`${here()},`), name);
        assert.equal(here(), nameOf(caller));
        rows += 1;
      }
      assert.equal(here(), nameOf(caller), "after the loop over customers");
      for await (const { data } of all.pages()) {
        assert.equal(here(), nameOf(caller));
        rows += data.length;
        if (rows === 14) break;
      }
      assert.equal(here(), nameOf(caller), "after the loop over pages");
      rows += (await all.toArray({ limit: 100 })).length;
      assert.equal(rows, 22);
    });
  });

  test(`${count} contexts: many calls take items, store tokens and tell of progress in the caller's`, async () => {
    const api = changing(commonTurn);
    const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
      assert.equal(here(), init.headers[HEADER]);
      return api.fetch(url, init);
    };
    const reportei = new ReporteiCustomers({ accessToken: "token", fetch });
    await inContexts(count, async (options, caller) => {
      const [items, stored, told] = [noting(), noting(), noting()];
      async function* names() {
        for (let item = 0; item < 4; item++) {
          await items.note();
          yield `${nameOf(caller)}, item ${item}`;
        }
      }
      const callbacks = { storeToken: stored.note, onProgress: told.note };
      const results = await reportei.createMany(names(), {
        ...options,
        ...callbacks,
        concurrency: 2,
      });
      await turn();
      assert.ok(results.every((/** @type {any} */ { status }) => status === "fulfilled"));
      for (const { seen } of [items, stored, told]) {
        assert.deepEqual(seen, Array(4).fill(nameOf(caller)));
      }
    });
  });
}

test("a call outside of any context stays outside, whoever else has a call under way", async () => {
  const all = together(2);
  const reportei = new ReporteiCustomers({ accessToken: "token", fetch: all.fetch });
  await Promise.all([
    reportei.show(uuid(1)).then(() => assert.equal(here(), undefined)),
    contexts.run(nameOf(0), () => reportei.show(uuid(2), { headers: { [HEADER]: nameOf(0) } })),
  ]);
  assert.equal(all.came, 2);
});

test("a client is of no context: made in one, it calls in that of each call", async () => {
  const told = noting();
  const limiter = noting();
  const options = { accessToken: "token", fetch: checking(), observer: told.note };
  const rateLimit = { acquire: limiter.note };
  const reportei = contexts.run(
    "the maker",
    () => new ReporteiCustomers({ ...options, rateLimit }),
  );
  await inContexts(2, async (options, caller) => {
    await reportei.show(uuid(caller), options);
    await turn();
  });
  assert.deepEqual(limiter.seen.sort(), everyone(2));
  assert.deepEqual(new Set(told.seen), new Set(everyone(2)));
});
