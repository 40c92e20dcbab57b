/** What a campaign prints. */

/** @typedef {import("./play.mjs").Result} Result */

const VERDICTS = /** @type {const} */ ([
  ["duplicates", "duplicates"],
  ["lostTokens", "lost tokens"],
  ["wrongOutcomes", "wrong outcomes"],
  ["neverSettled", "never settled"],
  ["shortWalks", "short walks"],
  ["unhandledRejections", "unhandled rejections"],
  ["tokensSeen", "tokens seen"],
]);
/** How many findings are shown of our client. */
const SHOWN = 20;

/**
 * @param {import("./play.mjs").Settings} settings
 * @param {[ours: Result, ...others: Result[]]} results
 * @returns {boolean} Whether nothing was found against our client, the first.
 */
export function printTable({ calls, seed, faultRate }, results) {
  const [ours] = results;
  console.log(`\nseed ${seed}, fault rate ${faultRate}\n`);
  row("", results, ({ name }) => name);
  row("calls", results, () => calls);
  row("requests", results, ({ requests }) => requests);
  row("seconds", results, ({ seconds }) => Math.round(seconds));
  for (const part of /** @type {const} */ (["faults", "told"])) {
    const names = new Set(results.flatMap((result) => Object.keys(result[part])));
    console.log(`${part}:`);
    for (const name of [...names].sort())
      row(`  ${name}`, results, (result) => result[part][name] ?? 0);
  }
  console.log("");
  for (const [verdict, name] of VERDICTS) row(name, results, ({ verdicts }) => verdicts[verdict]);
  for (const finding of ours.findings.slice(0, SHOWN)) console.log(`✗ ${finding}`);
  return ours.findings.length === 0 && VERDICTS.every(([verdict]) => ours.verdicts[verdict] === 0);
}

/**
 * @param {string} name
 * @param {Result[]} results
 * @param {(result: Result) => string | number} cell
 */
function row(name, results, cell) {
  const cells = results.map((result) => cell(result).toLocaleString("en").padStart(20));
  console.log([name.padEnd(26), ...cells].join(""));
}
