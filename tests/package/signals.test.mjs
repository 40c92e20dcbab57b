// Signals that are not this realm's own: of a polyfill, and of another realm.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import test from "node:test";
import { createContext, runInContext } from "node:vm";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/** As the abort-controller packages have it: a class on nothing of the platform's. */
const POLYFILL = `
  class PolyfilledSignal {
    aborted = false;
    reason = undefined;
    listeners = new Set();
    addEventListener(type, listener) {
      this.listeners.add(listener);
    }
    removeEventListener(type, listener) {
      this.listeners.delete(listener);
    }
  }
  class PolyfilledController {
    signal = new PolyfilledSignal();
    abort(reason = new Error("aborted")) {
      Object.assign(this.signal, { aborted: true, reason });
      for (const listener of [...this.signal.listeners]) listener({ type: "abort" });
    }
  }
  new PolyfilledController();
`;
/** Another realm whose controller is the platform's own, under prototypes of that realm. */
const FOREIGN = `
  const signal = Object.create(
    {
      addEventListener: (...args) => own.signal.addEventListener(...args),
      removeEventListener: (...args) => own.signal.removeEventListener(...args),
    },
    {
      aborted: { get: () => own.signal.aborted },
      reason: { get: () => own.signal.reason },
    },
  );
  ({ signal, abort: (reason) => own.abort(reason) });
`;

/** @type {[string, () => any][]} */
const CONTROLLERS = [
  ["a polyfill", () => runInContext(POLYFILL, createContext())],
  [
    "another realm",
    () => {
      const own = new AbortController();
      return Object.assign(runInContext(FOREIGN, createContext({ own })), { own });
    },
  ],
  ["this realm", () => new AbortController()],
];

for (const [whose, controller] of CONTROLLERS) {
  test(`a signal of ${whose} aborts a call under way, and its reason is the cause`, async () => {
    const { signal, abort, listeners } = bound(controller());
    /** @type {AbortSignal | undefined} */
    let given;
    const fetch = (/** @type {string} */ _, /** @type {RequestInit} */ init) => {
      given = init.signal ?? undefined;
      queueMicrotask(() => abort("the user left"));
      return new Promise(() => {});
    };
    const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
    const expected = { kind: "aborted", name: "AbortError", cause: "the user left" };
    await assert.rejects(reportei.show(UUID, { signal }), expected);
    // What fetch is given is this realm's own, since a platform's takes no other.
    assert.ok(given instanceof AbortSignal && given.aborted);
    assert.equal(listeners(), 0);
  });

  test(`a signal of ${whose} ends a wait between two attempts, and the error says what is known`, async () => {
    const { signal, abort, listeners } = bound(controller());
    const fetch = async () => answer(503, "", { "retry-after": "30" });
    const observer = (/** @type {{ type: string }} */ { type }) => {
      if (type === "retry") abort("enough");
    };
    const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, observer });
    await assert.rejects(reportei.update(UUID, { name: "A" }, { signal }), {
      kind: "aborted",
      cause: "enough",
      outcome: "rejected",
      attempts: 1,
    });
    assert.equal(listeners(), 0);
  });

  test(`a signal of ${whose} has no listener left by calls that succeed or fail`, async () => {
    const { signal, listeners } = bound(controller());
    for (const fetch of [success, async () => answer(404, '{"message":"No"}')]) {
      const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
      const call = reportei.show(UUID, { signal });
      assert.equal(listeners(), 1);
      await Promise.allSettled([call]);
      assert.equal(listeners(), 0);
    }
  });

  test(`a signal of ${whose} that spoke before sends nothing`, async () => {
    const { signal, abort } = bound(controller());
    abort("too late");
    const fetch = () => assert.fail("nothing may be sent");
    const ofClient = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, signal });
    const ofCall = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
    for (const call of [ofClient.list(), ofCall.list({}, { signal })]) {
      await assert.rejects(call, { kind: "aborted", cause: "too late" });
    }
  });
}

/** @param {any} controller */
function bound(controller) {
  return {
    signal: controller.signal,
    listeners: () =>
      controller.signal.listeners?.size ??
      getEventListeners((controller.own ?? controller).signal, "abort").length,
    abort: (/** @type {unknown} */ reason) => controller.abort(reason),
  };
}
