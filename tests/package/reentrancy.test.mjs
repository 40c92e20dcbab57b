// Functions and getters of a caller's that make calls of the same client, or free it, at once.
import assert from "node:assert/strict";
import { once } from "node:events";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { changing } from "./helpers/changing.mjs";
import { imported } from "./helpers/installed.mjs";
import {
  DURING_THE_CALL,
  FREED,
  INNER,
  WHILE_ARGUMENTS_ARE_READ,
  meddling,
  own,
} from "./helpers/meddling.mjs";
import { paged, people } from "./helpers/paged.mjs";
import { ACCESS_TOKEN, UUID, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers, trialStatus } = await imported("reportei-customers");

const FREEING = new URL("helpers/freeing.mjs", import.meta.url);
/** @typedef {import("./helpers/meddling.mjs").Fetch} Fetch */

for (const place of [...DURING_THE_CALL, ...WHILE_ARGUMENTS_ARE_READ]) {
  test(`${place.where} may make another call at once: each has its own answer`, async () => {
    /** @type {Promise<PromiseSettledResult<any>[]> | undefined} */
    let inner;
    const { reportei, made, timesOf } = meddling(place, (reportei) => {
      const calls = [reportei.show(INNER), reportei.list({}), reportei.show("..")];
      inner = Promise.allSettled(calls);
    });
    const outer = await made;
    await turn(); // Observers are told a little later.
    assert.ok(timesOf() > 0, "it was called");
    assert.notEqual(outer?.uuid, INNER);
    const [shown, listed, refused] = (await inner) ?? [];
    assert.equal(/** @type {any} */ (shown).value?.uuid, INNER);
    assert.equal(/** @type {any} */ (listed).value?.data.length, 2);
    assert.equal(/** @type {any} */ (refused).reason?.argument, "uuid");
    assert.equal((await reportei.show(INNER)).uuid, INNER);
  });
}

for (const place of DURING_THE_CALL) {
  test(`${place.where} may free the client at once: its call goes on, and later ones reject`, async () => {
    const { reportei, made, timesOf } = meddling(place, (reportei) => {
      reportei.free();
      reportei.free();
    });
    await made;
    await turn();
    assert.ok(timesOf() > 0, "it was called");
    await assert.rejects(reportei.show(UUID), FREED);
  });
}

for (const { where } of WHILE_ARGUMENTS_ARE_READ) {
  // In a worker, which can be ended: a call that is lost may try again forever.
  test(`${where} may free the client: the call goes on, or was too late`, async () => {
    const worker = new Worker(FREEING, { workerData: where });
    const [{ isSettled, kind, message, tokens, later }] = await once(worker, "message");
    await worker.terminate();
    assert.ok(isSettled, "it settled");
    if (kind) assert.deepEqual({ kind, message }, FREED);
    for (const token of tokens) assert.equal(token, `Bearer ${ACCESS_TOKEN}`);
    assert.equal(later, FREED.message);
  });
}

test("a fetch that calls its own client over and over ends with the deepest", async () => {
  let depth = 0;
  let inner = Promise.resolve();
  /** @type {Fetch} */
  const fetch = (url, init) => {
    if (++depth < 100) inner = reportei.show(UUID);
    return success(url, init);
  };
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
  await reportei.show(UUID);
  while (depth < 100) await inner;
  await inner;
  assert.equal(depth, 100);
});

test("a getter of the constructor's options may make clients, calls and failures of its own", async () => {
  let inner = Promise.resolve({});
  const options = {
    accessToken: ACCESS_TOKEN,
    fetch: own,
    get timeoutMs() {
      assert.throws(() => new ReporteiCustomers({ accessToken: 7 }), { argument: "accessToken" });
      const other = new ReporteiCustomers({ accessToken: "other", fetch: own });
      inner = other.show(INNER);
      other.free();
      return 1000;
    },
  };
  const reportei = new ReporteiCustomers(options);
  assert.equal((await reportei.show(UUID)).uuid, UUID);
  assert.equal(/** @type {any} */ (await inner).uuid, INNER);
});

test("a getter of a wrong constructor's options may too, and the error names what is wrong outside", () => {
  const options = {
    accessToken: ACCESS_TOKEN,
    get timeoutMs() {
      assert.throws(() => new ReporteiCustomers({ accessToken: 7 }), { argument: "accessToken" });
      return -1;
    },
  };
  assert.throws(() => new ReporteiCustomers(options), { argument: "timeoutMs" });
});

test("a getter of a customer may ask for the trial of another, and free a client", () => {
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: own });
  const now = new Date("2024-09-29T00:00:00Z");
  const trial = { is_paying: false, trial_ends_at: "2024-10-01 17:07:34" };
  const customer = {
    get is_paying() {
      reportei.free();
      assert.equal(trialStatus(trial, now).state, "trial");
      return true;
    },
    trial_ends_at: null,
  };
  assert.equal(trialStatus(customer, now).state, "paying");
});

test("a loop's fetch may begin a loop of the same list, and end its own", async () => {
  const names = people(6);
  /** @type {Promise<{ length: number }> | undefined} */
  let inner;
  let isFirst = true;
  const list = paged(names, () => {
    if (!isFirst) return;
    isFirst = false;
    inner = all.toArray({ limit: 100 });
  });
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: list.fetch });
  const all = reportei.listAll({ per_page: 2 });
  const found = [];
  for await (const { name } of all) found.push(name);
  assert.deepEqual(found, names);
  assert.equal((await inner)?.length, 6);

  const ending = paged(names, () => void iterator.return());
  const ended = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: ending.fetch });
  const iterator = ended.listAll({ per_page: 2 })[Symbol.asyncIterator]();
  assert.equal((await iterator.next()).done, true);
  assert.equal((await iterator.next()).done, true);
  assert.equal(ending.asked.length, 1);
});

test("items may be made by calls of the same client", async () => {
  const api = changing(() => turn());
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: api.fetch });
  async function* created() {
    for (const name of ["a", "b", "c"]) yield (await reportei.create({ name })).uuid;
  }
  const results = await reportei.deleteMany(created(), { concurrency: 2 });
  assert.equal(results.length, 3);
  assert.ok(results.every((/** @type {any} */ { status }) => status === "fulfilled"));
});
