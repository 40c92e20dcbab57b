/** Test runners: each has a module system of its own, and resets it between tests. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { blockFor } from "../../readme/blocks.mjs";
import { expectLines, needs, versionOf } from "../helpers.mjs";

/** @typedef {import("../row.mjs").Row} Row */

/** vitest wants a newer Node than the one that runs these rows may be. */
const NODE = "node22";

/**
 * @param {string} id
 * @param {string} what
 * @param {{ nodeFlags?: string[], packages?: string[], readme?: "cjs" | "esm" }} options `readme` is the
 *   module system in which the README's test runs too.
 * @returns {Row}
 */
const jest = (id, what, { nodeFlags = [], packages = [], readme }) => ({
  id,
  kind: "Test runner",
  what,
  files: `projects/${id}`,
  packages: ["jest", ...packages],
  cannot: needs(NODE),
  version: versionOf("jest"),
  run: async ({ dir, tools, exec }) => {
    if (readme) {
      // Not before set-up: it is an npm package.
      const { transform } = await import("esbuild");
      const { code } = await transform(withoutFirstLine(blockFor("vitest").code), {
        format: readme,
      });
      writeFileSync(join(dir, "readme.test.js"), code);
    }
    const args = [...nodeFlags, "node_modules/jest/bin/jest.js", "--ci", "--no-watchman"];
    const passed = readme ? 5 : 4;
    expectLines(await exec(join(tools, NODE, "bin/node"), args), [
      `Tests:       ${passed} passed, ${passed} total`,
    ]);
  },
});

/**
 * What the README says of jest: its names are globals.
 * @param {string} code
 */
const withoutFirstLine = (code) => code.slice(code.indexOf("\n") + 1);

/**
 * @param {string} node
 * @returns {Row}
 */
const nodeTest = (node) => ({
  id: `${node.replace("node", "node-")}-mock-timers`,
  kind: "Test runner",
  what: "`node:test` and its mock timers, with `rateLimit`",
  files: ["projects/node", "projects/mock-timers"],
  cannot: needs(node),
  version: versionOf(node),
  run: async ({ tools, exec }) => {
    const args = ["--test", "--test-reporter=tap", "client.test.mjs"];
    expectLines(await exec(join(tools, node, "bin/node"), args), ["# pass 5", "# fail 0"]);
  },
});

/** @type {Row[]} */
export const rows = [
  {
    id: "vitest",
    kind: "Test runner",
    what: "vitest, its modules reset",
    files: "projects/vitest",
    packages: ["vitest"],
    cannot: needs(NODE),
    version: versionOf("vitest"),
    run: async ({ dir, tools, exec }) => {
      writeFileSync(join(dir, "readme.test.js"), blockFor("vitest").code);
      for (const flags of [[], ["--config", "inlined.config.js"]]) {
        const args = ["node_modules/vitest/vitest.mjs", "run", ...flags];
        expectLines(await exec(join(tools, NODE, "bin/node"), args), ["Tests  6 passed (6)"]);
      }
    },
  },
  jest("jest-cjs", "jest in CommonJS, its modules reset", { readme: "cjs" }),
  jest("jest-esm", "jest in ES modules, its modules reset", {
    nodeFlags: ["--experimental-vm-modules"],
    packages: ["@jest/globals"],
    readme: "esm",
  }),
  jest("jest-fake-timers", "jest's fake timers, its defaults and those of its clock", {}),
  ...["node20", "node22", "node26"].map((node) => nodeTest(node)),
  jest("jest-jsdom", "jest-environment-jsdom, given Node's `fetch` and `TextDecoder`", {
    packages: ["jest-environment-jsdom"],
  }),
];
