/**
 * Measuring side by side: every round times every contestant once, in an order that is drawn anew, so
 * that whatever else the machine does falls on all of them. What counts is how each compares with the
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
    for (const name of shuffled(names)) times.get(name)?.push(await time(name));
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
 * What one leaves behind (garbage, a warm cache) falls on another one each time.
 * @param {string[]} names
 */
function shuffled(names) {
  const left = [...names];
  return names.map(() => left.splice(Math.floor(Math.random() * left.length), 1)[0] ?? "");
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
