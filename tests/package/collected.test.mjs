// Clients that nobody has any more are collected, though what they were given leads back to them.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { heapInUse } from "./helpers/memory.mjs";
import { paged, people } from "./helpers/paged.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

const CLIENTS = 50;
/** Engines may keep the last that was used on their stacks for a while. */
const MOST_LEFT = 2;
const ROUNDS = 10;

/** @typedef {{ reportei?: any }} Owner What leads to its client, as a program's service does. */

/** @param {Owner} owner @param {unknown} [value] */
const leading = (owner, value) => () => (owner.reportei ? value : assert.fail("it leads there"));
/** @param {Owner} owner */
const signalOf = (owner) => Object.assign(new AbortController().signal, { owner });

/** @type {[what: string, options: (owner: Owner) => object][]} */
const OPTIONS = [
  [
    "fetch",
    (owner) => ({
      fetch: (/** @type {string} */ url, /** @type {any} */ init) =>
        owner.reportei ? success(url, init) : undefined,
    }),
  ],
  ["observer", (owner) => ({ observer: leading(owner) })],
  ["token function", (owner) => ({ accessToken: leading(owner, ACCESS_TOKEN) })],
  ["limiter", (owner) => ({ rateLimit: { acquire: leading(owner) } })],
  ["signal", (owner) => ({ signal: signalOf(owner) })],
];
const ALL = (/** @type {Owner} */ owner) =>
  Object.assign({}, ...OPTIONS.map(([, options]) => options(owner)));

/** @type {[when: string, use: (reportei: any, owner: Owner) => unknown][]} */
const USES = [
  ["was never used", () => {}],
  ["has answered", (reportei) => reportei.show(UUID)],
  [
    "has failed",
    async (reportei) => {
      await reportei.show("..").catch(() => {});
      await reportei.show(UUID, { signal: AbortSignal.abort() }).catch(() => {});
    },
  ],
  ["was freed", (reportei) => reportei.free()],
  [
    "was freed with a call under way",
    async (reportei) => {
      const call = reportei.show(UUID);
      reportei.free();
      await call;
    },
  ],
  [
    "had a call with a signal that leads to it",
    (reportei, owner) => reportei.show(UUID, { signal: signalOf(owner) }),
  ],
  [
    "had a storeToken that leads to it",
    (reportei, owner) => reportei.create({ name: "Padaria" }, { storeToken: leading(owner) }),
  ],
  [
    "had an onProgress that leads to it",
    (reportei, owner) => reportei.deleteMany([UUID], { onProgress: leading(owner) }),
  ],
];

/**
 * How many clients are left of those that were made, used and forgotten.
 * @param {(owner: Owner) => object} options
 * @param {(reportei: any, owner: Owner) => unknown} use
 */
async function left(options, use) {
  /** @type {WeakRef<object>[]} */
  const clients = [];
  const make = async () => {
    /** @type {Owner} */
    const owner = {};
    const common = { accessToken: ACCESS_TOKEN, fetch: success };
    owner.reportei = new ReporteiCustomers({ ...common, ...options(owner) });
    clients.push(new WeakRef(owner.reportei));
    await use(owner.reportei, owner);
  };
  for (let made = 0; made < CLIENTS; made++) await make();
  const count = () => clients.filter((client) => client.deref()).length;
  for (let round = 0; round < ROUNDS && count() > 0; round++) await heapInUse();
  return count();
}

for (const [what, options] of /** @type {typeof OPTIONS} */ ([...OPTIONS, ["everything", ALL]])) {
  for (const [when, use] of USES) {
    test(`a forgotten client whose ${what} leads to it, and that ${when}, is collected`, async () => {
      const count = await left(options, use);
      assert.ok(count <= MOST_LEFT, `${count} of ${CLIENTS} are left`);
    });
  }
}

test("a client is collected whose calls timed out on functions that never settle", async () => {
  const never = () => new Promise(() => {});
  for (const options of [
    { fetch: never },
    { accessToken: never },
    { fetch: async () => ({ ...answer(200, ""), text: never }) },
  ]) {
    const lead = (/** @type {Owner} */ owner) => ({
      ...options,
      observer: leading(owner),
      timeoutMs: 1,
      maxRetries: 0,
    });
    const count = await left(lead, (reportei) => reportei.show(UUID).catch(() => {}));
    assert.ok(count <= MOST_LEFT, `${count} of ${CLIENTS} are left`);
  }
});

test("a client is collected whose loops were left alone, and a list that leads to it too", async () => {
  const lead = (/** @type {Owner} */ owner) => ({
    fetch: paged(people(9), () => void leading(owner)()).fetch,
  });
  const count = await left(lead, async (reportei, owner) => {
    const all = reportei.listAll({ per_page: 2 }, { signal: signalOf(owner) });
    await all[Symbol.asyncIterator]().next();
    await all.pages()[Symbol.asyncIterator]().next();
  });
  assert.ok(count <= MOST_LEFT, `${count} of ${CLIENTS} are left`);
});

test("a client that somebody has is kept, and answers", async () => {
  /** @type {Owner} */
  const owner = {};
  owner.reportei = new ReporteiCustomers({
    accessToken: ACCESS_TOKEN,
    fetch: success,
    ...ALL(owner),
  });
  for (let round = 0; round < 3; round++) await heapInUse();
  assert.equal((await owner.reportei.show(UUID)).uuid, UUID);
});
