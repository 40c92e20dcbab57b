// The attempts of a paced client, which wait for their turn. When that is, the Rust side says
// (`pacing`): only the first in the queue asks, so that one timer serves all of them.

import { core } from "./host.js";

/** The longest time that timers hold, in milliseconds. */
const MAX_DURATION_MS = 2 ** 31 - 1;

/** @typedef {ReturnType<typeof queue>} Queue */

export function queue() {
  /** The calls that wait, each with what lets it enter. @type {Map<number, () => void>} */
  const waiting = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const advance = () => {
    clearTimeout(timer);
    for (const [call, enter] of waiting) {
      const ms = core.pace(call, false);
      if (ms > 0) {
        // Where an attempt has to end first, that one's leaving advances the queue.
        timer = setTimeout(advance, Math.min(ms, MAX_DURATION_MS));
        return;
      }
      waiting.delete(call);
      enter();
    }
  };

  return {
    /**
     * Resolves when the call's attempt may be sent.
     * @param {number} call
     * @returns {Promise<void>}
     */
    join: (call) =>
      new Promise((enter) => {
        waiting.set(call, enter);
        advance();
      }),

    /**
     * Ends an attempt that joined.
     * @param {number} call
     */
    leave(call) {
      const isIn = !waiting.delete(call);
      if (isIn) core.pace(call, true);
      advance();
    },
  };
}
