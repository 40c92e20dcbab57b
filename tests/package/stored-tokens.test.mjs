// The token that a created customer has is given once: it is stored before the call resolves, and is never
// lost, whatever fails then.
import assert from "node:assert/strict";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { changing, refusal } from "./helpers/changing.mjs";
import { clientOf } from "./helpers/clients.mjs";
import { imported } from "./helpers/installed.mjs";
import { gated, outcomes } from "./helpers/many.mjs";
import { customer } from "./helpers/paged.mjs";
import { answer, CUSTOMER_TOKEN, success, UUID } from "./helpers/stubbed.mjs";

const { ReporteiError } = await imported("reportei-customers");

test("create resolves after the token is stored", async () => {
  /** @type {unknown[]} */
  const stored = [];
  const storeToken = async (/** @type {unknown} */ created) => {
    await turn();
    stored.push(created);
  };
  const created = await clientOf(changing()).create({ name: "Padaria" }, { storeToken });
  assert.equal(created.api_token, `${CUSTOMER_TOKEN} of Padaria`);
  assert.deepEqual(stored, [created]);
});

test("tokens are stored one by one, as they arrive", async () => {
  const { api, answer } = gated();
  /** @type {string[]} */
  const stored = [];
  let storing = 0;
  const storeToken = async (/** @type {any} */ { name, api_token: token }) => {
    assert.equal(++storing, 1);
    assert.match(token, new RegExp(`of ${name}$`));
    await turn();
    stored.push(name);
    storing--;
  };
  const creating = clientOf(api).createMany(["a", "b", "c"], { storeToken });
  await turn();
  await answer("b");
  assert.deepEqual(stored, ["b"]);
  await Promise.all([answer("c"), answer("a")]);
  assert.deepEqual(outcomes(await creating), ["fulfilled", "fulfilled", "fulfilled"]);
  assert.deepEqual(stored, ["b", "c", "a"]);
});

const whole = { ...customer("Ana"), uuid: UUID, api_token: CUSTOMER_TOKEN };
const { is_paying: _, ...withoutColumn } = whole;
const body = JSON.stringify({ customer: whole });
const notice = "<br />\n<b>Deprecated</b>: {closure} is deprecated in x.php<br />\n";

const [BEFORE, MEANWHILE] = ["freed before the answer", "freed in storeToken"];
const oddly = () => answer(201, notice + body);

for (const [what, answers] of /** @type {[string, (() => unknown)?][]} */ ([
  ["the client is as it was"],
  [BEFORE],
  [MEANWHILE],
  ["the answer is odd", oddly],
])) {
  test(`a customer whose token is not stored is deleted again: ${what}`, async () => {
    const api = changing(({ method }) => (method === "POST" ? answers?.() : undefined));
    /** @type {unknown[]} */
    const traces = [];
    const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
      traces.push(init.headers["x-trace"]);
      return api.fetch(url, init);
    };
    const reportei = clientOf({ fetch });
    const storeToken = () => {
      if (what === MEANWHILE) reportei.free();
      return Promise.reject(new Error("the disk is full"));
    };
    // A proxy may ask for a header with each request.
    const options = { storeToken, headers: { "x-trace": "1" } };
    const call = reportei.create({ name: "Ana" }, options);
    if (what === BEFORE) reportei.free();
    const error = await call.catch((/** @type {any} */ error) => error);
    assert.deepEqual([error.kind, error.rolledBack], ["token_not_stored", true]);
    assert.deepEqual([error.outcome, error.cause.message], ["rejected", "the disk is full"]);
    assert.equal(error.created, undefined);
    const [created, deleted, ...others] = api.sent;
    assert.deepEqual([created?.method, deleted?.method, others], ["POST", "DELETE", []]);
    assert.match(
      deleted?.path ?? "",
      answers ? new RegExp(`/${UUID}$`) : /customers\/[0-9a-f-]{36}$/,
    );
    assert.deepEqual(traces, ["1", "1"]);
  });
}

for (const isFreed of [false, true]) {
  const freed = isFreed ? ", the client freed meanwhile" : "";
  test(`where the deletion fails too, the token is on the error${freed}`, async () => {
    const busy = [answer(429, "", { "retry-after": "0" })];
    const api = changing(({ method }) => (method === "DELETE" ? refusal(403) : busy.pop()));
    const reportei = clientOf(api, { maxRetries: 1 });
    const storeToken = () => Promise.reject(new Error("the disk is full"));
    const call = reportei.create({ name: "Padaria" }, { storeToken });
    if (isFreed) reportei.free();
    const error = await call.catch((/** @type {any} */ error) => error);
    assert.deepEqual([error.kind, error.rolledBack], ["token_not_stored", false]);
    assert.deepEqual([error.outcome, error.attempts], ["applied", 2]);
    assert.equal(error.created.api_token, `${CUSTOMER_TOKEN} of Padaria`);
  });
}

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
    const reportei = clientOf({ fetch: async () => answer(201, text) });
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
      clientOf({ fetch }).create({ name: "Ana" }, { storeToken }),
      (/** @type {any} */ error) => {
        assert.deepEqual([error.kind, error.rolledBack], ["token_not_stored", false]);
        assert.deepEqual([error.created.uuid, error.created.api_token], [odd, CUSTOMER_TOKEN]);
        return true;
      },
    );
    assert.equal(sent.length, 1);
  });
}

test("of an answer that breaks off the text is kept, with the token in it", async () => {
  const text = body.slice(0, -2);
  const error = await clientOf({ fetch: async () => answer(201, text) })
    .create({ name: "Ana" })
    .catch((/** @type {any} */ error) => error);
  assert.deepEqual([error.kind, error.outcome], ["decode", "applied"]);
  assert.equal(error.created, text);
  assert.ok(!JSON.stringify(error).includes(CUSTOMER_TOKEN));
});

test("what has no id or no token is not stored, and rides on the error as it is", async () => {
  const { api_token: _, ...withoutToken } = whole;
  const bodies = [{ customer: withoutToken }, { customer: { ...whole, uuid: 7 } }, [], null];
  for (const wrong of bodies) {
    const reportei = clientOf({ fetch: async () => answer(201, notice + JSON.stringify(wrong)) });
    const storeToken = () => assert.fail();
    await assert.rejects(reportei.create({ name: "Ana" }, { storeToken }), { kind: "decode" });
  }
});

test("a byte order mark before an answer is no part of it", async () => {
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    const { status, text } = success(url, init);
    return answer(status, `\ufeff${await text()}\n`);
  };
  const reportei = clientOf({ fetch });
  assert.equal((await reportei.create({ name: "Ana" })).api_token, CUSTOMER_TOKEN);
  assert.equal((await reportei.list()).data.length, 2);
  const refused = clientOf({
    fetch: async () => answer(422, '\ufeff{"message":"No.","errors":{"name":["x"]}}'),
  });
  await assert.rejects(refused.create({ name: "Ana" }), { fieldErrors: { name: ["x"] } });
});
