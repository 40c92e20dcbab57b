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
 * Has a number for as long as somebody has it: it is freed with it, unless it was before.
 * @template T
 */
export class Holder {
  number = unusedNumber();

  /** @param {T} [kept] What this side keeps of it. */
  constructor(kept) {
    this.kept = /** @type {T} */ (kept);
    forgotten?.register(this, this.number, this);
  }

  free() {
    forgotten?.unregister(this);
    free(this.number);
    this.number = 0;
  }
}
