// The attempts of a paced client, which wait for their turn. When that is, the Rust side says
// (`pacing`): only the first in the queue asks, so that one timer serves all of them.

import { core } from "./host.js";

/** The longest time that timers hold, in milliseconds. */
const MAX_DURATION_MS = 2 ** 31 - 1;

export class Queue {
  /** The calls that wait, each with what lets it enter. @type {Map<number, () => void>} */
  #waiting = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * Resolves when the call's attempt may be sent.
   * @param {number} call
   * @returns {Promise<void>}
   */
  join(call) {
    return new Promise((enter) => {
      this.#waiting.set(call, enter);
      this.#advance();
    });
  }

  /**
   * Ends an attempt that joined.
   * @param {number} call
   */
  leave(call) {
    const isIn = !this.#waiting.delete(call);
    if (isIn) core.pace(call, true);
    this.#advance();
  }

  #advance() {
    clearTimeout(this.#timer);
    for (const [call, enter] of this.#waiting) {
      const ms = core.pace(call, false);
      if (ms > 0) {
        // Where an attempt has to end first, that one's leaving advances the queue.
        if (ms < Infinity) {
          this.#timer = setTimeout(() => this.#advance(), Math.min(ms, MAX_DURATION_MS));
        }
        return;
      }
      this.#waiting.delete(call);
      enter();
    }
  }
}
