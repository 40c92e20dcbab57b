/** Random numbers that follow from the campaign's seed and the call alone, whatever runs beside it. */
import { createHash } from "node:crypto";

/**
 * @typedef {object} Draws
 * @property {() => number} next From 0 to 1.
 * @property {<T>(items: readonly T[]) => T | undefined} pick Nothing where there is nothing.
 */

/**
 * @param {number} seed
 * @param {number} call
 * @returns {Draws}
 */
export function draws(seed, call) {
  let block = 0;
  /** @type {number[]} */
  let left = [];
  const next = () => {
    if (left.length === 0) {
      const digest = createHash("sha256").update(`${seed} ${call} ${block}`).digest();
      left = Array.from(new Uint32Array(digest.buffer, digest.byteOffset, digest.length / 4));
      block += 1;
    }
    return (left.pop() ?? 0) / 2 ** 32;
  };
  return { next, pick: (items) => items[Math.floor(next() * items.length)] };
}
