/** Callers in async contexts of their own, and stand-ins that see in which they are called. */
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as turn } from "node:timers/promises";
import { success } from "./stubbed.mjs";

/** @type {AsyncLocalStorage<string>} */
export const contexts = new AsyncLocalStorage();
export const here = () => contexts.getStore();
/** @param {number} caller */
export const nameOf = (caller) => `caller ${caller}`;
export const HEADER = "x-caller";
/** @typedef {{ method: string, headers: Record<string, string>, body?: string }} Init */

/**
 * Makes a call in each of so many contexts at once, each with a header that names its caller, and
 * holds what follows the await to the context too.
 * @param {number} count
 * @param {(options: { headers: Record<string, string> }, caller: number) => unknown} call
 */
export const inContexts = (count, call) =>
  Promise.all(
    Array.from({ length: count }, (_, caller) =>
      contexts.run(nameOf(caller), async () => {
        await call({ headers: { [HEADER]: nameOf(caller) } }, caller);
        assert.equal(here(), nameOf(caller), "what follows the await");
      }),
    ),
  );

/**
 * A fetch that holds its callers to their contexts, and answers all at once, the last first, when
 * so many have come: each answer then comes out of the context of another.
 * @param {number} count
 */
export function together(count) {
  /** @type {(() => void)[]} */
  let waiting = [];
  const state = {
    /** How many requests came. */
    came: 0,
    /** @param {string} url @param {Init} init @param {() => unknown} give */
    async fetch(url, init, give = () => success(url, init)) {
      assert.equal(here(), init.headers[HEADER], "fetch");
      state.came += 1;
      await new Promise((resolve) => {
        waiting.push(() => resolve(undefined));
        if (waiting.length < count) return;
        for (const go of waiting.reverse()) go();
        waiting = [];
      });
      return give();
    },
  };
  return state;
}

/** @type {Promise<void> | undefined} */
let nextTurn;
/** A turn that all who wait have in common: what follows is done for one right after the other. */
export const commonTurn = () => (nextTurn ??= turn().finally(() => (nextTurn = undefined)));

/** A fetch that holds its callers to their contexts, and answers a turn later. */
export const checking = () => {
  const { fetch } = together(1);
  return async (/** @type {string} */ url, /** @type {Init} */ init) => {
    const answered = fetch(url, init);
    await commonTurn();
    return answered;
  };
};

/**
 * Remembers in which contexts something was called.
 * @param {() => unknown} [then]
 */
export function noting(then = () => undefined) {
  /** @type {unknown[]} */
  const seen = [];
  const note = async () => {
    seen.push(here());
    await commonTurn();
    return then();
  };
  return { seen, note };
}

/**
 * Each of so many callers as often as it is to have been seen.
 * @param {number} count
 * @param {(caller: number) => number} [times]
 */
export const everyone = (count, times = () => 1) =>
  Array.from({ length: count }, (_, caller) => Array(times(caller)).fill(nameOf(caller)))
    .flat()
    .sort();
