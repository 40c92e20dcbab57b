// After a trap in the WebAssembly, whatever it was doing: each call that is pending rejects, each later
// one and each constructor fails with a sentence, and nothing hangs, loops or goes unheard.
import assert from "node:assert/strict";
import test from "node:test";
import { reasonOf, unhandledOf } from "./helpers/streamed.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";
import { trapping } from "./helpers/trapping.mjs";

const TRAPPED = "the client's WebAssembly failed and cannot go on (see cause): load it anew";

/** @typedef {ReturnType<typeof trapping>} Copy */

/** @param {Copy} copy @param {object} [options] */
const client = ({ ReporteiCustomers }, options) =>
  new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: success, maxRetries: 0, ...options });

/** @param {any} error @param {string} outcome */
function isOfATrap(error, outcome) {
  assert.equal(error.name, "ReporteiError");
  assert.deepEqual([error.kind, error.message, error.outcome], ["network", TRAPPED, outcome]);
  assert.ok(error.cause instanceof WebAssembly.RuntimeError);
}

/** Everything that is called later fails. @param {Copy} copy @param {any} reportei */
async function isOver(copy, reportei) {
  assert.ok(copy.hasTrapped());
  assert.throws(
    () => client(copy),
    (error) => (isOfATrap(error, "not_sent"), true),
  );
  const later = [
    () => reportei.list(),
    () => reportei.show(UUID),
    () => reportei.create({ name: "Padaria" }),
    () => reportei.findUnconfirmed({ name: "Padaria", since: "2024-09-24 17:07:34" }),
    () => reportei.deleteMany([UUID], { concurrency: 1 }),
    () => reportei.listAll(),
  ];
  for (const call of later) {
    const failed = reasonOf(Promise.resolve(call()));
    isOfATrap(await failed, "not_sent");
  }
}

/** A fetch whose answers come by hand. */
function byHand() {
  /** @type {(() => void)[]} */
  const answers = [];
  /** @type {typeof success} */
  const fetch = (url, init) =>
    /** @type {any} */ (new Promise((resolve) => answers.push(() => resolve(success(url, init)))));
  return { answers, fetch };
}

/** Three calls that wait for their answers. @param {Copy} copy */
function threePending(copy) {
  const { answers, fetch } = byHand();
  const reportei = client(copy, { fetch });
  const calls = [reportei.list(), reportei.show(UUID), reportei.create({ name: "Padaria" })];
  /** Each is of the trap, and stays so when its answer comes. */
  const allReject = async () => {
    for (const call of calls) isOfATrap(await reasonOf(call), "unknown");
    for (const late of answers) late();
  };
  return { answers, reportei, allReject };
}

/** @type {[when: string, meet: (copy: Copy) => Promise<unknown>][]} What it gives is a client. */
const MOMENTS = [
  [
    "as a call begins",
    async (copy) => {
      const reportei = client(copy);
      copy.trap();
      isOfATrap(await reasonOf(reportei.show(UUID)), "unknown");
      return reportei;
    },
  ],
  [
    "as a call begins, while 3 are pending",
    async (copy) => {
      const { reportei, allReject } = threePending(copy);
      copy.trap();
      isOfATrap(await reasonOf(reportei.show(UUID)), "unknown");
      await allReject();
      return reportei;
    },
  ],
  [
    "once a call's request was made",
    async (copy) => {
      const fetch = async () => {
        copy.trap(/wait/);
        return answer(200, "{}");
      };
      const reportei = client(copy, { fetch });
      isOfATrap(await reasonOf(reportei.create({ name: "Padaria" })), "unknown");
      return reportei;
    },
  ],
  [
    "as an answer comes, while 3 calls are pending",
    async (copy) => {
      const { answers, reportei, allReject } = threePending(copy);
      copy.trap();
      answers[1]?.();
      await allReject();
      return reportei;
    },
  ],
  [
    "as a body comes",
    async (copy) => {
      const text = async () => {
        copy.trap();
        return "{}";
      };
      const reportei = client(copy, { fetch: async () => ({ ...answer(200, ""), text }) });
      isOfATrap(await reasonOf(reportei.show(UUID)), "unknown");
      return reportei;
    },
  ],
  [
    "while a stream is read",
    async (copy) => {
      const read = async () => {
        copy.trap();
        return { done: false, value: new Uint8Array(9) };
      };
      const body = { getReader: () => ({ read, cancel: async () => {} }) };
      const reportei = client(copy, { fetch: async () => ({ ...answer(500, ""), body }) });
      isOfATrap(await reasonOf(reportei.show(UUID)), "unknown");
      return reportei;
    },
  ],
  [
    "as a timer of an attempt wakes it",
    async (copy) => {
      const reportei = client(copy, { fetch: () => new Promise(() => {}), timeoutMs: 5 });
      const call = reportei.show(UUID);
      copy.trap();
      isOfATrap(await reasonOf(call), "unknown");
      return reportei;
    },
  ],
  [
    "as the wait before a retry ends",
    async (copy) => {
      let requests = 0;
      const fetch = async () => {
        requests += 1;
        setImmediate(() => copy.trap());
        return answer(500, "");
      };
      const reportei = client(copy, { fetch, maxRetries: 5 });
      isOfATrap(await reasonOf(reportei.show(UUID)), "unknown");
      assert.equal(requests, 1);
      return reportei;
    },
  ],
  [
    "as a signal is aborted",
    async (copy) => {
      const { fetch } = byHand();
      const controller = new AbortController();
      const reportei = client(copy, { fetch, signal: controller.signal });
      const call = reportei.show(UUID);
      copy.trap();
      controller.abort();
      isOfATrap(await reasonOf(call), "unknown");
      return reportei;
    },
  ],
  [
    "while storeToken is awaited",
    async (copy) => {
      const reportei = client(copy);
      const storeToken = async () => copy.trap();
      const call = reportei.create({ name: "Padaria" }, { storeToken });
      isOfATrap(await reasonOf(call), "unknown");
      return reportei;
    },
  ],
  [
    "in a walk",
    async (copy) => {
      const reportei = client(copy, {
        fetch: async (/** @type {any} */ url, /** @type {any} */ init) => {
          copy.trap();
          return success(url, init);
        },
      });
      const walk = async () => {
        for await (const customer of reportei.listAll()) assert.fail(customer.name);
      };
      isOfATrap(await reasonOf(walk()), "unknown");
      return reportei;
    },
  ],
  [
    "between two pages that are asked for together",
    async (copy) => {
      const { answers, fetch } = byHand();
      const reportei = client(copy, { fetch });
      const iterator = reportei.listAll()[Symbol.asyncIterator]();
      const next = [iterator.next(), iterator.next(), reportei.listAll().toArray({ limit: 9 })];
      copy.trap();
      answers[0]?.();
      for (const one of next) isOfATrap(await reasonOf(one), "unknown");
      isOfATrap(await reasonOf(iterator.next()), "not_sent");
      return reportei;
    },
  ],
  [
    "in a bulk call",
    async (copy) => {
      const { answers, fetch } = byHand();
      const reportei = client(copy, { fetch });
      const names = Array.from({ length: 10 }, (_, number) => `Padaria ${number}`);
      const bulk = reportei.createMany(names, { concurrency: 3 });
      while (answers.length < 3) await new Promise((resolve) => setImmediate(resolve));
      copy.trap();
      answers[1]?.();
      isOfATrap(await reasonOf(bulk), "unknown");
      for (const late of answers) late();
      assert.equal(answers.length, 3);
      return reportei;
    },
  ],
  [
    "as a bulk call begins",
    async (copy) => {
      const reportei = client(copy);
      copy.trap();
      isOfATrap(await reasonOf(reportei.deleteMany([UUID], { concurrency: 2 })), "unknown");
      return reportei;
    },
  ],
  [
    "in a call that another call's fetch makes",
    async (copy) => {
      /** @type {Promise<unknown> | undefined} */
      let inner;
      /** @type {any} */
      const reportei = client(copy, {
        fetch: (/** @type {any} */ url, /** @type {any} */ init) => {
          copy.trap();
          inner ??= reasonOf(reportei.list());
          return success(url, init);
        },
      });
      isOfATrap(await reasonOf(reportei.show(UUID)), "unknown");
      isOfATrap(await inner, "unknown");
      return reportei;
    },
  ],
];

for (const [when, meet] of MOMENTS) {
  test(`a trap ${when} ends all calls, and is told`, { timeout: 10_000 }, async () => {
    const copy = trapping();
    const unhandled = await unhandledOf(async () => isOver(copy, await meet(copy)));
    assert.deepEqual(unhandled, []);
  });
}

test("a trap in the constructor is told, and ends the calls of other clients", async () => {
  const copy = trapping();
  const { fetch } = byHand();
  const reportei = client(copy, { fetch });
  const unhandled = await unhandledOf(async () => {
    const call = reportei.show(UUID);
    copy.trap();
    assert.throws(
      () => client(copy),
      (error) => (isOfATrap(error, "unknown"), true),
    );
    isOfATrap(await reasonOf(call), "unknown");
    await isOver(copy, reportei);
  });
  assert.deepEqual(unhandled, []);
});

test("another copy of the package goes on after a trap in one", async () => {
  const [one, other] = [trapping(), trapping()];
  const reportei = client(one);
  one.trap();
  await reasonOf(reportei.show(UUID));
  assert.equal((await client(other).show(UUID)).uuid, UUID);
});
