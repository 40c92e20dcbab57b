// What a creation left behind whose answer was lost, and answers to creations that are not as they
// should be: no token is lost, and nobody else's customer is taken for one's own.
import assert from "node:assert/strict";
import test from "node:test";
import { uuid } from "./helpers/changing.mjs";
import { imported } from "./helpers/installed.mjs";
import { answer as listed, customer } from "./helpers/paged.mjs";
import { answer, CUSTOMER_TOKEN, success, UUID } from "./helpers/stubbed.mjs";

const { ReporteiCustomers, ReporteiError } = await imported("reportei-customers");
const { ReporteiSandbox } = await imported("reportei-customers/sandbox");

/** @param {unknown} fetch @param {object} [options] */
const clientOf = (fetch, options) =>
  new ReporteiCustomers({ accessToken: "token", fetch, maxRetries: 0, ...options });

/** @param {object} [options] */
function sandboxed(options) {
  const sandbox = new ReporteiSandbox({ customers: 3, ...options });
  return { sandbox, reportei: clientOf(sandbox.fetch, { accessToken: sandbox.accessToken }) };
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
  const reportei = clientOf(async () => listed(there, meta));
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

  const other = clientOf(sandbox.fetch, { accessToken: sandbox.accessToken });
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
  const reportei = clientOf(fetch);
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
  const reportei = clientOf(() => assert.fail());
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

const whole = { ...customer("Ana"), uuid: UUID, api_token: CUSTOMER_TOKEN };
const { is_paying: _, ...withoutColumn } = whole;
const body = JSON.stringify({ customer: whole });
const notice = "<br />\n<b>Deprecated</b>: {closure} is deprecated in x.php<br />\n";

/** @type {[what: string, text: string, path: string, message: RegExp][]} */
const ODD = [
  ["lacks a field", JSON.stringify({ customer: withoutColumn }), "customer.is_paying", /missing/],
  [
    "has a field of another kind",
    JSON.stringify({ customer: { ...whole, trial_ends_at: 7 } }),
    "customer.trial_ends_at",
    /a string/,
  ],
  ["has another envelope", JSON.stringify({ data: whole }), "customer", /missing/],
  ["has none", JSON.stringify(whole), "customer", /missing/],
  ["has a notice before it", notice + body, "", /Deprecated/],
  ["has a comment behind it", `${body}<!-- cached {12} ms -->`, "", /cached \{12\} ms/],
];
for (const [what, text, path, message] of ODD) {
  test(`a created answer that ${what}: its token is stored, and then the call says what is wrong`, async () => {
    /** @type {any[]} */
    const stored = [];
    const storeToken = async (/** @type {any} */ created) => stored.push(created);
    const reportei = clientOf(async () => answer(201, text));
    for (const options of [{ storeToken }, {}]) {
      await assert.rejects(
        reportei.create({ name: "Ana" }, options),
        (/** @type {any} */ error) => {
          assert.ok(error instanceof ReporteiError);
          assert.deepEqual([error.kind, error.outcome, error.path], ["decode", "applied", path]);
          assert.match(error.message, message);
          assert.ok(!error.message.includes(CUSTOMER_TOKEN));
          assert.deepEqual([error.created.uuid, error.created.api_token], [UUID, CUSTOMER_TOKEN]);
          return true;
        },
      );
    }
    assert.deepEqual(
      stored.map(({ uuid, api_token: token }) => [uuid, token]),
      [[UUID, CUSTOMER_TOKEN]],
    );
  });
}

test("a byte order mark before an answer is no part of it", async () => {
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    const { status, text } = success(url, init);
    return answer(status, `\ufeff${await text()}\n`);
  };
  const reportei = clientOf(fetch);
  assert.equal((await reportei.create({ name: "Ana" })).api_token, CUSTOMER_TOKEN);
  assert.equal((await reportei.list()).data.length, 2);
  const refused = clientOf(async () =>
    answer(422, '\ufeff{"message":"No.","errors":{"name":["x"]}}'),
  );
  await assert.rejects(refused.create({ name: "Ana" }), { fieldErrors: { name: ["x"] } });
});

test("an odd answer's customer is deleted again where its token is not stored", async () => {
  /** @type {string[]} */
  const sent = [];
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    sent.push(`${init.method} ${new URL(url).pathname}`);
    if (init.method === "POST") return answer(201, notice + body);
    return success(url, init);
  };
  const storeToken = () => assert.fail("the disk is full");
  const created = clientOf(fetch).create({ name: "Ana" }, { storeToken });
  await assert.rejects(created, { kind: "token_not_stored", rolledBack: true });
  assert.equal(sent.at(-1), `DELETE /api/customers/${UUID}`);
});

for (const odd of ["", "..", "../settings", "../../admin?force=1#", `${UUID}/x`, `${UUID}?x`]) {
  test(`a customer whose id would lead to another address (${odd}) is not deleted, but kept`, async () => {
    /** @type {string[]} */
    const sent = [];
    const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
      sent.push(`${init.method} ${url}`);
      return answer(201, JSON.stringify({ customer: { ...whole, uuid: odd } }));
    };
    const storeToken = () => assert.fail("the disk is full");
    await assert.rejects(
      clientOf(fetch).create({ name: "Ana" }, { storeToken }),
      (/** @type {any} */ error) => {
        assert.deepEqual([error.kind, error.rolledBack], ["token_not_stored", false]);
        assert.deepEqual([error.created.uuid, error.created.api_token], [odd, CUSTOMER_TOKEN]);
        return true;
      },
    );
    assert.equal(sent.length, 1);
  });
}

test("what has no id or no token is not stored, and rides on the error as it is", async () => {
  const { api_token: _, ...withoutToken } = whole;
  const bodies = [{ customer: withoutToken }, { customer: { ...whole, uuid: 7 } }, [], null];
  for (const wrong of bodies) {
    const reportei = clientOf(async () => answer(201, notice + JSON.stringify(wrong)));
    const storeToken = () => assert.fail();
    await assert.rejects(reportei.create({ name: "Ana" }, { storeToken }), { kind: "decode" });
  }
});
