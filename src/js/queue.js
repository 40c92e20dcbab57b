// The attempts of a paced client, which wait for their turn. When that is, the Rust side says
// (`pacing`): only the first in the queue asks, so that one timer serves all of them.

import { core } from "./host.js";

/** The longest time that timers hold, in milliseconds. */
const MAX_DURATION_MS = 2 ** 31 - 1;

/**
 * @typedef {object} Place
 * @property {number} call Its number.
 * @property {boolean} isIn Whether its turn has come.
 * @property {Promise<void>} turn
 * @property {() => void} enter
 */

export class Queue {
  /** @type {Set<Place>} */
  #waiting = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * Joins the queue: `turn` of what it gives resolves when the attempt may be sent.
   * @param {number} call
   */
  join(call) {
    const place = /** @type {Place} */ ({ call, isIn: false });
    place.turn = new Promise((resolve) => (place.enter = resolve));
    this.#waiting.add(place);
    this.#advance();
    return place;
  }

  /**
   * Gives the place up, whether its turn came or not.
   * @param {Place} place
   */
  leave(place) {
    this.#waiting.delete(place);
    if (place.isIn) core.pace(place.call, true);
    this.#advance();
  }

  #advance() {
    clearTimeout(this.#timer);
    for (const place of this.#waiting) {
      const ms = core.pace(place.call, false);
      if (ms > 0) {
        // Where an attempt has to end first, that one's leaving advances the queue.
        if (ms < Infinity) {
          this.#timer = setTimeout(() => this.#advance(), Math.min(ms, MAX_DURATION_MS));
        }
        return;
      }
      this.#waiting.delete(place);
      place.isIn = true;
      place.enter();
    }
  }
}
