// What a creation left behind whose answer was lost: it is found, and nobody else's customer is taken
// for it.
import assert from "node:assert/strict";
import test from "node:test";
import { uuid } from "./helpers/changing.mjs";
import { clientOf } from "./helpers/clients.mjs";
import { imported } from "./helpers/installed.mjs";
import { answer as listed, customer, paged, pagesOf, people } from "./helpers/paged.mjs";
import { answer, CUSTOMER_TOKEN, UUID } from "./helpers/stubbed.mjs";

const { ReporteiSandbox } = await imported("reportei-customers/sandbox");

/** @param {object} [options] */
function sandboxed(options) {
  const sandbox = new ReporteiSandbox({ customers: 3, ...options });
  return { sandbox, reportei: clientOf(sandbox, { accessToken: sandbox.accessToken }) };
}

const lost = { method: "POST", path: "/customers", fault: { kind: "lost" } };
const since = new Date(Date.now() - 60_000);
const blanks = [" ", "\t", "\u00a0", "\ufeff", "\u200b", "\u200e", "\u0085", "\u3000", "\u2028"];

for (const blank of blanks) {
  const code = blank.charCodeAt(0).toString(16).padStart(4, "0");
  test(`a name with U+${code} around it is found as the server stores it`, async () => {
    const { sandbox, reportei } = sandboxed();
    sandbox.inject(lost);
    const name = `${blank}Café Aurora${blank}`;
    await assert.rejects(reportei.create({ name }), { outcome: "unknown" });
    for (const asked of [name, "Café Aurora"]) {
      const found = await reportei.findUnconfirmed({ name: asked, since });
      assert.deepEqual(
        found.map((/** @type {any} */ { name }) => name),
        ["Café Aurora"],
      );
    }
  });
}

test("an almost equal name is found too, and no other", async () => {
  const there = [
    "Cafe\u0301 Aurora",
    "Café  Aurora",
    "CAFÉ AURORA",
    "Cafe Aurora",
    "Café Aurora 2",
  ];
  const meta = { current_page: 1, last_page: 1, per_page: 100, total: there.length };
  const reportei = clientOf({ fetch: async () => listed(there, meta) });
  const found = await reportei.findUnconfirmed({ name: "Café Aurora", since: 0 });
  assert.deepEqual(
    found.map((/** @type {any} */ { name }) => name),
    there.slice(0, 3),
  );
});

test("what this client saw created is not unconfirmed, nor is what others know", async () => {
  const { sandbox, reportei } = sandboxed();
  const name = "Filial Centro";
  const first = { ...lost, fault: { kind: "latency", ms: 0 } };
  sandbox.inject(first);
  sandbox.inject(lost);
  /** @type {any[]} */
  const stored = [];
  const storeToken = (/** @type {any} */ created) => stored.push(created);
  const results = await reportei.createMany([name, name], { concurrency: 1, storeToken });
  assert.equal(results[1].reason.outcome, "unknown");
  const found = await reportei.findUnconfirmed({ name, since });
  assert.equal(found.length, 1);
  assert.notEqual(found[0].uuid, stored[0].uuid);

  const other = clientOf(sandbox, { accessToken: sandbox.accessToken });
  assert.equal((await other.findUnconfirmed({ name, since })).length, 2);
  for (const known of [stored[0].uuid, stored[0].uuid.toUpperCase()]) {
    assert.deepEqual(await other.findUnconfirmed({ name, since, except: [known] }), found);
  }
  assert.deepEqual((await other.findUnconfirmed({ name, since, except: [] })).length, 2);
  await reportei.create({ name: "Ana" });
  assert.deepEqual(await reportei.findUnconfirmed({ name: "Ana", since }), []);
});

test("the last 50,000 that it saw created are remembered, and no more", async () => {
  const most = 50_000;
  let made = 0;
  const fetch = async (/** @type {string} */ _, /** @type {any} */ { method }) => {
    if (method === "GET") return Response.json({ data: there, meta });
    const created = { ...customer("Ana"), uuid: uuid(made++), api_token: CUSTOMER_TOKEN };
    return answer(201, JSON.stringify({ customer: created }));
  };
  const there = [0, 1, most].map((number) => ({ ...customer("Ana"), uuid: uuid(number) }));
  const meta = { current_page: 1, last_page: 1, per_page: 100, total: there.length };
  const reportei = clientOf({ fetch });
  const names = Array(most).fill("Ana");
  await reportei.createMany(names, { concurrency: 50 });
  const unconfirmed = async () => {
    const found = await reportei.findUnconfirmed({ name: "Ana", since: 0 });
    return found.map((/** @type {any} */ one) => one.uuid);
  };
  assert.deepEqual(await unconfirmed(), [uuid(most)]);
  await reportei.create({ name: "Ana" });
  assert.deepEqual(await unconfirmed(), [uuid(0)]);
});

test("an except that is no array of ids is refused by its name, before anything is sent", async () => {
  const reportei = clientOf({ fetch: () => assert.fail() });
  const throwing = new Proxy(/** @type {string[]} */ ([]), {
    get() {
      throw new RangeError("no");
    },
  });
  for (const except of [null, UUID, {}, 5, ["x"], [undefined], new Set([UUID]), throwing]) {
    const found = reportei.findUnconfirmed({ name: "Ana", since: 0, except });
    await assert.rejects(found, { kind: "invalid_argument", argument: "except" });
  }
});

/** @type {[what: string, at: number, move: (names: string[]) => unknown][]} */
const MOVES = [
  ["slips to the page before", 100, (names) => names.shift()],
  ["is on two pages", 99, (names) => names.unshift("new")],
];

for (const [what, at, move] of MOVES) {
  for (const freed of ["never", "right after the call", "on the way"]) {
    test(`findUnconfirmed finds a customer that ${what} once, on any page, the client freed ${freed}`, async () => {
      const names = people(250).map((name, index) => (index === at ? "Ana" : name));
      const list = paged(names, ({ page }) => {
        if (page !== 2) return;
        if (list.asked.length === 2) move(list.names);
        if (freed === "on the way") reportei.free();
      });
      const reportei = clientOf(list);
      const finding = reportei.findUnconfirmed({ name: "Ana", since: 0 });
      if (freed === "right after the call") reportei.free();
      const found = await finding;
      assert.deepEqual(
        found.map((/** @type {any} */ { name }) => name),
        ["Ana"],
      );
      assert.ok(pagesOf(list).includes(3));
    });
  }
}
