/** Random choices that follow from a seed, so that a failure can be repeated. */

/** @param {number} seed */
export function random(seed) {
  let state = seed >>> 0;
  /** Mulberry32. @returns {number} From 0 to below 1. */
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** @param {number} below */
  const whole = (below) => Math.floor(next() * below);
  return {
    whole,
    /**
     * @template Choice
     * @param {readonly Choice[]} choices
     * @returns {Choice}
     */
    one: (choices) => /** @type {Choice} */ (choices[whole(choices.length)]),
  };
}
