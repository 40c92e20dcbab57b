// Values of another realm: what a frame of the page makes is no instance of anything of the page's.
import assert from "node:assert/strict";
import test from "node:test";
import { emptyPage } from "../helpers/chromium.mjs";
import { ACCESS_TOKEN, UUID, success } from "../helpers/stubbed.mjs";

const HOST = "https://connect.reportei.com/api";
/** What `success` says of a URL: the helper itself is of Node alone. */
const answered = async (/** @type {string} */ url) => [
  url,
  await success(url, { method: "GET" }).text(),
];

/** @param {import("node:test").TestContext} context */
async function pageWithFrame(context) {
  const page = await emptyPage(context);
  const urls = [`${HOST}/customers/${UUID}`, `${HOST}/customers`];
  const answers = Object.fromEntries(await Promise.all(urls.map(answered)));
  const given = { UUID, accessToken: ACCESS_TOKEN, answers };
  await page.evaluate(async ({ UUID, accessToken, answers }) => {
    const at = (/** @type {string} */ path) => import(path);
    const { ReporteiCustomers } = await at("/pkg/index.js");
    const success = (/** @type {string} */ url) => {
      const [place = ""] = url.split("?");
      return { status: 200, headers: { get: () => null }, text: async () => answers[place] };
    };
    const frame = document.body.appendChild(document.createElement("iframe"));
    const other = /** @type {any} */ (frame.contentWindow);
    Object.assign(window, { ReporteiCustomers, UUID, success, other, accessToken });
  }, given);
  return page;
}

test("a signal of a frame aborts a call of the page, and is left alone after calls that succeed", async (context) => {
  const page = await pageWithFrame(context);
  const told = await page.evaluate(async () => {
    const { ReporteiCustomers, UUID, success, other, accessToken } = /** @type {any} */ (window);
    const { EventTarget } = other;
    const listeners = new Set();
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (/** @type {any[]} */ ...args) {
      listeners.add(args[1]);
      return add.apply(this, args);
    };
    EventTarget.prototype.removeEventListener = function (/** @type {any[]} */ ...args) {
      listeners.delete(args[1]);
      return remove.apply(this, args);
    };
    const controller = new other.AbortController();
    const { signal } = controller;
    const isForeign = !(signal instanceof AbortSignal);
    const succeeding = new ReporteiCustomers({ accessToken, fetch: success });
    const first = succeeding.show(UUID, { signal });
    const during = listeners.size;
    await first;
    const afterSuccess = listeners.size;
    // The page's own fetch, which takes no signal but its own realm's.
    const baseUrl = new URL("/api", location.href).href;
    const call = new ReporteiCustomers({ accessToken, baseUrl }).show(UUID, { signal });
    controller.abort("the user left");
    const { kind, name, cause } = await call.catch((/** @type {any} */ error) => error);
    const late = await succeeding.show(UUID, { signal }).catch((/** @type {any} */ error) => error);
    const counts = [during, afterSuccess, listeners.size];
    return { isForeign, counts, kind, name, cause, late: late.kind };
  });
  assert.deepEqual(told, {
    isForeign: true,
    counts: [1, 0, 0],
    kind: "aborted",
    name: "AbortError",
    cause: "the user left",
    late: "aborted",
  });
});

test("responses, errors, params, headers and dates of a frame are taken as the page's own are", async (context) => {
  const page = await pageWithFrame(context);
  const told = await page.evaluate(async () => {
    const { ReporteiCustomers, UUID, success, other, accessToken } = /** @type {any} */ (window);
    const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
      const { status, text } = success(url, init);
      return new other.Response(await text(), { status });
    };
    const options = new other.Object();
    options.headers = new other.Headers({ "x-one": "1" });
    const reportei = new ReporteiCustomers({ accessToken, fetch });
    const { uuid } = await reportei.show(UUID, options);
    const since = new other.Date(0);
    const found = await reportei.findUnconfirmed({ name: "Reportei Customer 1", since });
    const rejecting = () => other.Promise.reject(new other.TypeError("a frame's own"));
    const failing = new ReporteiCustomers({ accessToken, fetch: rejecting, maxRetries: 0 });
    const error = await failing.show(UUID).catch((/** @type {any} */ error) => error);
    const { kind, cause, originalCause } = error;
    const isForeign = originalCause instanceof other.TypeError;
    return { isSame: uuid === UUID, found: found.length, kind, cause: cause.message, isForeign };
  });
  assert.deepEqual(told, {
    isSame: true,
    found: 1,
    kind: "network",
    cause: "a frame's own",
    isForeign: true,
  });
});

test("the stack of a call's error leads to the caller's line in a browser too", async (context) => {
  const page = await pageWithFrame(context);
  const stacks = await page.evaluate(async () => {
    const { ReporteiCustomers, UUID, accessToken } = /** @type {any} */ (window);
    const fetch = async () => new Response("{}", { status: 404 });
    const reportei = new ReporteiCustomers({ accessToken, fetch });
    async function theCaller(/** @type {string} */ uuid) {
      return await reportei.show(uuid);
    }
    const calls = [theCaller(UUID), theCaller("..")];
    return Promise.all(calls.map((call) => call.catch((error) => String(error.stack))));
  });
  for (const stack of stacks) assert.match(stack, /at async theCaller|at theCaller/);
});
