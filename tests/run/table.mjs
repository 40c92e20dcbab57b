/** The last thing `npm test` prints. */

/** @typedef {{ name: string, passed: number, failed: number, seconds: number }} Row */

/**
 * @param {Row[]} rows
 * @returns {boolean} Whether nothing failed.
 */
export function printTable(rows) {
  console.log(`\n${line("layer", "tests", "failed", "seconds")}`);
  for (const { name, passed, failed, seconds } of rows) {
    console.log(line(name, String(passed + failed), String(failed), seconds.toFixed(1)));
  }
  const passed = rows.reduce((total, row) => total + row.passed, 0);
  const failed = rows.reduce((total, row) => total + row.failed, 0);
  console.log(`\ntests: ${passed} passed, ${failed} failed`);
  return failed === 0;
}

/**
 * @param {string} name
 * @param {string[]} cells
 */
const line = (name, ...cells) =>
  [name.padEnd(18), ...cells.map((cell) => cell.padStart(9))].join("");
