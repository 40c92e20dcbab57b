/**
 * The README's code blocks, and what is done with them:
 *
 * - ```` ```js ```` and ```` ```ts ```` are compiled as strict TypeScript and run as ES modules, in
 *   a folder where the package is installed. The API's address leads to a sandbox, whose access token
 *   is `REPORTEI_ACCESS_TOKEN` in the environment. Below the sentence that says what examples are
 *   given, blocks have that. Of these, a block that imports nothing has the client's classes and
 *   functions too.
 * - ```` ```js no-run ```` is compiled only: code that needs a page, or a server of the reader's.
 * - ```` ```js no-run nuxt ```` is compiled with `nuxt.d.ts`; what runs it instead finds it by that word.
 * - ```` ```sh ```` holds commands of the kinds that `commands.mjs` knows, one a line.
 * - ```` ```json POST /customers 201 ```` is an answer as it comes over the wire: the sandbox's to such
 *   a request has the same form, and the client reads it.
 *
 * Blocks in other languages are not looked at.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";

/**
 * @typedef {object} Block
 * @property {string} language
 * @property {string[]} words What stands behind the language.
 * @property {boolean} run
 * @property {number} line
 * @property {string[]} given The names of what the README says that the block is given.
 * @property {boolean} isWhole Whether it imports what it uses.
 * @property {string} code
 */

const FENCED = /^```(\w+)(.*)\n([^]*?)^```$/gm;
const SAYS =
  /^In the examples below, (.*)\. Classes and functions are imported from `reportei-customers`\.$/m;

export const readme = () => readFileSync(join(root, "README.md"), "utf8");

/** @returns {Block[]} */
export function blocks() {
  const text = readme();
  const said = SAYS.exec(text);
  assert.ok(said, "the README does not say what its examples are given");
  const names = [...(said[1] ?? "").matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
  return [...text.matchAll(FENCED)].map(
    ({ index, 1: language = "", 2: behind = "", 3: code = "" }) => {
      const words = behind.split(" ").filter(Boolean);
      const line = text.slice(0, index).split("\n").length;
      const isBelow = index > said.index;
      return {
        language,
        words,
        run: !words.includes("no-run"),
        line,
        given: isBelow ? names : [],
        isWhole: !isBelow || /^import\b/m.test(code),
        code,
      };
    },
  );
}

/**
 * The only block with such a word behind its language.
 * @param {string} word
 */
export function blockFor(word) {
  const [block, ...others] = blocks().filter(({ words }) => words.includes(word));
  assert.ok(block && others.length === 0, `the README has not one block for ${word}`);
  return block;
}
