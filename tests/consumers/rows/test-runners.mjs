/** Test runners: each has a module system of its own, and resets it between tests. */
import { join } from "node:path";
import { expectLines, needs, versionOf } from "../helpers.mjs";

/** @typedef {import("../row.mjs").Row} Row */

/** vitest wants a newer Node than the one that runs these rows may be. */
const NODE = "node22";

/**
 * @param {string} id
 * @param {string} what
 * @param {{ files?: string, nodeFlags?: string[], packages?: string[] }} options
 * @returns {Row}
 */
const jest = (id, what, { files = id, nodeFlags = [], packages = [] }) => ({
  id,
  kind: "Test runner",
  what,
  files: `projects/${files}`,
  packages: ["jest", ...packages],
  cannot: needs(NODE),
  version: versionOf("jest"),
  run: async ({ tools, exec }) => {
    const args = [...nodeFlags, "node_modules/jest/bin/jest.js", "--ci", "--no-watchman"];
    expectLines(await exec(join(tools, NODE, "bin/node"), args), [
      "Tests:       4 passed, 4 total",
    ]);
  },
});

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
    run: async ({ tools, exec }) => {
      for (const flags of [[], ["--config", "inlined.config.js"]]) {
        const args = ["node_modules/vitest/vitest.mjs", "run", ...flags];
        expectLines(await exec(join(tools, NODE, "bin/node"), args), ["Tests  5 passed (5)"]);
      }
    },
  },
  jest("jest-cjs", "jest in CommonJS, its modules reset", {}),
  jest("jest-esm", "jest in ES modules, its modules reset", {
    nodeFlags: ["--experimental-vm-modules"],
    packages: ["@jest/globals"],
  }),
  jest("jest-fake-timers", "jest's fake timers, its defaults and those of its clock", {}),
  ...["node20", "node22", "node26"].map((node) => nodeTest(node)),
  jest("jest-jsdom", "jest-environment-jsdom, given Node's `fetch` and `TextDecoder`", {
    packages: ["jest-environment-jsdom"],
  }),
];
