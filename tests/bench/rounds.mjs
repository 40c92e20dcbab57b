/**
 * Measuring side by side: every round times every contestant once, in an order that changes, so that
 * whatever else the machine does falls on all of them. What counts is how each compares with the
 * first in the same round, and of all rounds the median.
 */

/**
 * @typedef {object} Compared
 * @property {string} name
 * @property {number} time The median.
 * @property {number} over How much longer than the first: the median of differences.
 * @property {number} ratio The median of ratios to the first.
 * @property {[number, number]} spread The quartiles of those ratios.
 */

/**
 * @param {string[]} names
 * @param {number} rounds
 * @param {(name: string) => Promise<number>} time
 * @returns {Promise<Compared[]>}
 */
export async function compare(names, rounds, time) {
  /** @type {Map<string, number[]>} */
  const times = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of inTurn(names, round)) times.get(name)?.push(await time(name));
  }
  const base = times.get(names[0] ?? "") ?? [];
  return [...times].map(([name, own]) => {
    const ratios = own.map((time, round) => time / (base[round] ?? NaN));
    return {
      name,
      time: quantile(own, 0.5),
      over: quantile(
        own.map((time, round) => time - (base[round] ?? NaN)),
        0.5,
      ),
      ratio: quantile(ratios, 0.5),
      spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    };
  });
}

/**
 * Each name comes first, last and after each other one: what one leaves behind (garbage, a warm
 * cache) does not always fall on the same.
 * @param {string[]} names
 * @param {number} round
 */
export function inTurn(names, round) {
  const start = (round * 3) % names.length;
  const turned = [...names.slice(start), ...names.slice(0, start)];
  return round % 2 ? turned.reverse() : turned;
}

/**
 * @param {number[]} numbers
 * @param {number} share 0.5 for the median.
 */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? NaN;
  const above = sorted[Math.ceil(at)] ?? NaN;
  return below + (above - below) * (at - Math.floor(at));
}
