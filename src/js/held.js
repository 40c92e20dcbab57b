// The numbers by which the Rust side knows clients, calls and walks (`held.rs`).

import { core } from "./host.js";

/** @type {number[]} */
const unused = [];
let last = 0;

/** A number that nothing has. 0 is nothing's. */
export function unusedNumber() {
  return unused.pop() ?? ++last;
}

/**
 * Frees what has the number, which something else may get.
 * @param {number} number
 */
export function free(number) {
  core.free(number);
  unused.push(number);
}

// Not every runtime that the package serves has it.
const forgotten = globalThis.FinalizationRegistry && /* @__PURE__ */ new FinalizationRegistry(free);

/**
 * @template T
 * @typedef {{ number: number, kept: T, free(): void }} Holder
 */

/**
 * Has a number for as long as somebody has it: it is freed with it, unless it was before.
 * @template T
 * @param {T} [kept] What this side keeps of it.
 */
export function held(kept) {
  const holder = {
    number: unusedNumber(),
    kept: /** @type {T} */ (kept),

    free() {
      forgotten?.unregister(holder);
      free(holder.number);
      holder.number = 0;
    },
  };
  forgotten?.register(holder, holder.number, holder);
  return holder;
}
