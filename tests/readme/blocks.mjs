/**
 * The README's code blocks, and what is done with them:
 *
 * - ```` ```js ```` and ```` ```ts ```` are compiled as strict TypeScript and run as ES modules, in
 *   a folder where the package is installed. The API's address leads to a sandbox. A token, a
 *   customer token and a customer's id are there under the names `accessToken`, `customerToken` and
 *   `uuid` (the first as `REPORTEI_ACCESS_TOKEN` in the environment too). A block that imports
 *   nothing goes on where another ended: it has the package's classes and a client, `reportei`.
 * - ```` ```js no-run ```` is compiled only: code that needs a page, or a server of the reader's.
 * - ```` ```sh ```` holds commands of the kinds that `commands.mjs` knows, one a line.
 *
 * Blocks in other languages are not looked at.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";

/** @typedef {{ language: string, run: boolean, line: number, code: string }} Block */

const FENCED = /^```(\w+)(.*)\n([^]*?)^```$/gm;

/** @returns {Block[]} */
export function blocks() {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  return [...readme.matchAll(FENCED)].map(
    ({ index, 1: language = "", 2: words = "", 3: code = "" }) => ({
      language,
      run: !words.split(" ").includes("no-run"),
      line: readme.slice(0, index).split("\n").length,
      code,
    }),
  );
}

/**
 * Whether a block needs what the blocks before it made.
 * @param {Block} block
 */
export const goesOn = ({ code }) => !/^import\b/m.test(code);
