// How errors reach the program: at the caller's line, once, and none behind its back.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, UUID, answer, everyCall, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/** @param {object} [options] */
const client = (options) =>
  new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: success, maxRetries: 0, ...options });

/** @type {[how: string, call: () => Promise<unknown>][]} */
const FAILING = [
  ["is refused", () => client().show("..")],
  ["is answered with an error", () => client({ fetch: async () => answer(500, "") }).show(UUID)],
  ["gets no answer", () => client({ fetch: () => Promise.reject(new Error("no")) }).show(UUID)],
  ["times out", () => client({ fetch: () => new Promise(() => {}), timeoutMs: 1 }).show(UUID)],
  ["gets no token", () => client({ accessToken: () => Promise.reject("no") }).show(UUID)],
  ["is aborted", () => client().show(UUID, { signal: AbortSignal.abort() })],
];

for (const [how, call] of FAILING) {
  test(`the stack of a call that ${how} leads to the caller's line`, async () => {
    async function theCaller() {
      await call();
    }
    const error = await theCaller().then(
      () => assert.fail("it resolved"),
      (error) => error,
    );
    assert.match(error.stack, /theCaller.*rejections\.test\.mjs:\d+/);
    assert.ok(error.stack.startsWith(`${error.name}: ${error.message}`), error.stack);
  });
}

test("the stack of a client that cannot be made leads to the caller's line", () => {
  function theCaller() {
    return client({ timeoutMS: 1 });
  }
  assert.throws(theCaller, (/** @type {Error} */ error) =>
    /theCaller.*rejections\.test\.mjs:\d+/.test(error.stack ?? ""),
  );
});

test("nothing rejects that nobody can catch, not even what comes after the end", async () => {
  /** @type {unknown[]} */
  const unhandled = [];
  const note = (/** @type {unknown} */ reason) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  /** @type {((reason: unknown) => void)[]} */
  const late = [];
  const pending = () => new Promise((_, reject) => late.push(reject));
  const controllers = Array.from({ length: 3 }, () => new AbortController());
  const [first, second, third] = controllers.map(({ signal }) => ({ signal }));
  const stalledBody = async () => ({ ...answer(200, ""), text: pending });
  const calls = [
    client({ fetch: pending }).show(UUID, first),
    client({ fetch: stalledBody }).show(UUID, second),
    client({ accessToken: pending }).show(UUID, third),
    client({ fetch: pending, timeoutMs: 1 }).show(UUID),
    client().create({ name: "Padaria" }, { storeToken: () => Promise.reject(new Error("full")) }),
    client({ observer: () => Promise.reject(new Error("an observer's own")) }).show(UUID),
    ...FAILING.map(([, call]) => call()),
    ...everyCall(client({ fetch: () => Promise.reject("no") })).map((call) => call()),
  ];
  const settled = Promise.allSettled(calls);
  // All of them are under way a turn later, and let go of before what they waited for fails.
  await new Promise((resolve) => setImmediate(resolve));
  for (const controller of controllers) controller.abort();
  const failures = (await settled).filter(({ status }) => status === "rejected");
  assert.equal(failures.length, calls.length - 1);
  assert.equal(late.length, 4);
  for (const reject of late) reject(new Error("late"));
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", note);
  assert.deepEqual(unhandled, []);
});
