// A 401 while the function that gives access tokens has a newer one.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

const REFUSAL = answer(401, '{"message":"Unauthenticated."}');

/**
 * A client of a server that takes these tokens alone, what its token function was asked, and the
 * tokens that were sent.
 * @param {unknown} accessToken
 * @param {string[]} valid
 * @param {object} [options]
 */
function served(accessToken, valid, options) {
  /** @type {{ asked: unknown[], sent: string[] }} */
  const log = { asked: [], sent: [] };
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    const token = init.headers.authorization.slice("Bearer ".length);
    log.sent.push(token);
    return valid.includes(token) ? success(url, init) : REFUSAL;
  };
  const source =
    typeof accessToken !== "function"
      ? accessToken
      : (/** @type {unknown} */ request) => {
          log.asked.push(request);
          return accessToken(request);
        };
  return { client: new ReporteiCustomers({ accessToken: source, fetch, ...options }), log };
}

const counting = () => {
  let n = 0;
  return async () => `t${++n}`;
};
const UNAUTHORIZED = { reason: "unauthorized" };

for (const [name, call] of /** @type {[string, (client: any) => Promise<unknown>][]} */ ([
  ["show", (client) => client.show(UUID)],
  ["create", (client) => client.create({ name: "A" })],
  ["delete", (client) => client.delete(UUID)],
])) {
  test(`after a 401 the function is asked once more, told why, and ${name} is repeated`, async () => {
    const { client, log } = served(counting(), ["t2"]);
    await call(client);
    assert.deepEqual(log, { asked: [undefined, UNAUTHORIZED], sent: ["t1", "t2"] });
  });
}

test("it is never asked a second time", async () => {
  const { client, log } = served(counting(), []);
  await assert.rejects(client.create({ name: "A" }), {
    kind: "authentication",
    outcome: "rejected",
    attempts: 2,
  });
  assert.deepEqual(log, { asked: [undefined, UNAUTHORIZED], sent: ["t1", "t2"] });
});

test("the same token is not sent again", async () => {
  const { client, log } = served(() => "t1", []);
  await assert.rejects(client.show(UUID), {
    kind: "authentication",
    message: "Unauthenticated.",
    outcome: "rejected",
    attempts: 1,
  });
  assert.deepEqual(log, { asked: [undefined, UNAUTHORIZED], sent: ["t1"] });
});

test("a fixed token is final, and so is any where nothing may be repeated", async () => {
  const fixed = served("t1", []);
  await assert.rejects(fixed.client.show(UUID), { kind: "authentication", attempts: 1 });
  const once = served(counting(), ["t2"], { maxRetries: 0 });
  await assert.rejects(once.client.show(UUID), { kind: "authentication", attempts: 1 });
  assert.deepEqual(once.log, { asked: [undefined], sent: ["t1"] });
});

test("where the function fails then, the 401 stands, with that failure as its cause", async () => {
  const reason = new Error("the refresh token is over");
  for (const fail of [
    () => {
      throw reason;
    },
    () => Promise.reject(reason),
  ]) {
    const { client } = served((/** @type {unknown} */ why) => (why ? fail() : "t1"), []);
    const error = await client.show(UUID).catch((/** @type {any} */ error) => error);
    assert.equal(error.kind, "authentication");
    assert.equal(error.originalCause.argument, "accessToken");
    assert.equal(error.originalCause.originalCause, reason);
  }
  const { client } = served((/** @type {unknown} */ why) => (why ? 7 : "t1"), []);
  await assert.rejects(client.show(UUID), { kind: "authentication", attempts: 1 });
});

test("an abort while it is asked is an abort, and a write was refused", async () => {
  const aborter = new AbortController();
  const { client } = served((/** @type {unknown} */ why) => {
    if (!why) return "t1";
    aborter.abort();
    return new Promise(() => {});
  }, []);
  await assert.rejects(client.create({ name: "A" }, { signal: aborter.signal }), {
    kind: "aborted",
    outcome: "rejected",
    attempts: 1,
  });
});

test("it takes its turn, and the observer is told of a retry only where there is one", async () => {
  for (const [accessToken, expected] of /** @type {const} */ ([
    [counting(), ["request", "response", "retry", "request", "response", "success"]],
    [() => "t1", ["request", "response", "failure"]],
  ])) {
    /** @type {string[]} */
    const events = [];
    const { client } = served(accessToken, ["t2"], {
      rateLimit: { concurrency: 1 },
      observer: (/** @type {any} */ event) => events.push(event.type),
    });
    await Promise.allSettled([client.show(UUID)]);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(events, expected);
  }
});
