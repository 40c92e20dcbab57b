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
 * - ```` ```json POST /customers 201 ```` is an answer as it comes over the wire: the sandbox's to such
 *   a request has the same form, and the client reads it.
 *
 * Blocks in other languages are not looked at.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";

/**
 * @typedef {object} Block
 * @property {string} language
 * @property {string[]} words What stands behind the language.
 * @property {boolean} run
 * @property {number} line
 * @property {string} code
 */

const FENCED = /^```(\w+)(.*)\n([^]*?)^```$/gm;

export const readme = () => readFileSync(join(root, "README.md"), "utf8");

/** @returns {Block[]} */
export function blocks() {
  const text = readme();
  return [...text.matchAll(FENCED)].map(
    ({ index, 1: language = "", 2: behind = "", 3: code = "" }) => {
      const words = behind.split(" ").filter(Boolean);
      const line = text.slice(0, index).split("\n").length;
      return { language, words, run: !words.includes("no-run"), line, code };
    },
  );
}

/**
 * Whether a block needs what the blocks before it made.
 * @param {Block} block
 */
export const goesOn = ({ code }) => !/^import\b/m.test(code);
