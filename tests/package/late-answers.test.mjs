// What comes too late, and what is used twice: neither changes anything, nor goes unheard.
import assert from "node:assert/strict";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

const URL_OF_IT = `https://connect.reportei.com/api/customers/${UUID}`;
const body = await success(URL_OF_IT, { method: "GET" }).text();

/**
 * The rejections that nobody handled while something was done, and for a while after.
 * @param {() => Promise<void>} doing
 */
async function unhandledOf(doing) {
  /** @type {unknown[]} */
  const unhandled = [];
  const note = (/** @type {unknown} */ reason) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  try {
    await doing();
    for (let turns = 0; turns < 3; turns++) await turn();
  } finally {
    process.off("unhandledRejection", note);
  }
  return unhandled;
}

/** A function whose promise settles by hand. */
function deferred() {
  /** @type {{ resolve: (value: unknown) => void, reject: (reason: unknown) => void }[]} */
  const given = [];
  const give = () => new Promise((resolve, reject) => given.push({ resolve, reject }));
  return { given, give };
}

/** @type {[what: string, options: (give: () => Promise<unknown>) => object][]} */
const WAITS = [
  ["a fetch", (give) => ({ fetch: give })],
  ["a body", (give) => ({ fetch: async () => ({ ...answer(200, ""), text: give }) })],
  ["a token function", (give) => ({ accessToken: give })],
  ["a limiter", (give) => ({ rateLimit: { acquire: give } })],
];

/** @type {[how: string, settle: (late: ReturnType<typeof deferred>["given"][number]) => void][]} */
const SETTLEMENTS = [
  ["resolves with an answer", ({ resolve }) => resolve(answer(200, body))],
  ["resolves with a refusal", ({ resolve }) => resolve(answer(404, "{}"))],
  ["resolves with a text", ({ resolve }) => resolve(body)],
  ["resolves with nothing", ({ resolve }) => resolve(undefined)],
  [
    "resolves with a promise that rejects",
    ({ resolve }) => resolve(Promise.reject(new Error("late"))),
  ],
  ["rejects with an error", ({ reject }) => reject(new Error("late"))],
  ["rejects with a string", ({ reject }) => reject("late")],
];

/** @type {[end: string, kind: string, call: (reportei: any) => Promise<unknown>][]} */
const ENDS = [
  ["timed out", "timeout", (reportei) => reportei.show(UUID, { timeoutMs: 1 })],
  [
    "was aborted",
    "aborted",
    (reportei) => {
      const controller = new AbortController();
      const call = reportei.show(UUID, { signal: controller.signal });
      setImmediate(() => controller.abort());
      return call;
    },
  ],
];

for (const [what, options] of WAITS) {
  for (const [end, kind, call] of ENDS) {
    for (const [how, settle] of SETTLEMENTS) {
      test(`${what} that ${how} after its call ${end} changes nothing`, async () => {
        const { given, give } = deferred();
        /** @type {string[]} */
        const events = [];
        const reportei = new ReporteiCustomers({
          accessToken: ACCESS_TOKEN,
          fetch: success,
          maxRetries: 0,
          totalTimeoutMs: kind === "timeout" ? 2 : 0, // A limiter is outside of `timeoutMs`.
          observer: (/** @type {{ type: string }} */ { type }) => events.push(type),
          ...options(give),
        });
        /** @type {unknown} */
        let error;
        const unhandled = await unhandledOf(async () => {
          error = await call(reportei).catch((/** @type {unknown} */ error) => error);
          assert.equal(/** @type {any} */ (error).kind, kind);
          await turn();
          const [told, shown] = [[...events], JSON.stringify(error)];
          assert.equal(given.length, 1);
          if (given[0]) settle(given[0]);
          for (let turns = 0; turns < 3; turns++) await turn();
          assert.deepEqual(events, told);
          assert.equal(JSON.stringify(error), shown);
        });
        assert.deepEqual(unhandled, []);
        const next = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: success });
        assert.equal((await next.show(UUID)).uuid, UUID);
      });
    }
  }
}

test("an attempt that answers after it timed out does not answer for the next", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { given, give } = deferred();
  const options = { accessToken: ACCESS_TOKEN, fetch: give, timeoutMs: 30_000, maxRetries: 1 };
  const reportei = new ReporteiCustomers(options);
  const unhandled = await unhandledOf(async () => {
    const call = reportei.show(UUID);
    while (given.length < 1) await turn();
    context.mock.timers.tick(30_000);
    while (given.length < 2) {
      await turn();
      context.mock.timers.tick(1);
    }
    const [first, second] = given;
    first?.resolve(answer(404, "{}"));
    for (let turns = 0; turns < 3; turns++) await turn();
    second?.resolve(answer(200, body));
    assert.equal((await call).uuid, UUID);
  });
  assert.equal(given.length, 2);
  assert.deepEqual(unhandled, []);
});

test("a Response whose body is read already is a failure of its call alone", async () => {
  const used = new Response(body, { status: 200 });
  const fetch = async () => used;
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, maxRetries: 0 });
  const unhandled = await unhandledOf(async () => {
    assert.equal((await reportei.show(UUID)).uuid, UUID);
    const error = await reportei.show(UUID).catch((/** @type {any} */ error) => error);
    assert.equal(error.kind, "network");
    assert.match(error.message, /was not read before/);
    const fresh = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: success });
    assert.equal((await fresh.show(UUID)).uuid, UUID);
  });
  assert.deepEqual(unhandled, []);
});

test("a Response that two calls share answers one of them, and the other is told why not", async () => {
  for (const status of [200, 422]) {
    const shared = new Response(body, { status });
    const options = { accessToken: ACCESS_TOKEN, fetch: async () => shared, maxRetries: 0 };
    const reportei = new ReporteiCustomers(options);
    const settled = await Promise.allSettled([reportei.show(UUID), reportei.show(UUID)]);
    const kinds = settled.map((one) => (one.status === "rejected" ? one.reason.kind : "fulfilled"));
    assert.deepEqual(kinds.sort(), ["network", status === 200 ? "fulfilled" : "validation"].sort());
  }
});

test("a Response whose body somebody else is reading is a failure of its call", async () => {
  const locked = new Response(body, { status: 200 });
  locked.body?.getReader();
  const options = { accessToken: ACCESS_TOKEN, fetch: async () => locked, maxRetries: 0 };
  await assert.rejects(new ReporteiCustomers(options).show(UUID), { kind: "network" });
});
