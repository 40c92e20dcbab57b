// What Node prints of an error that nobody caught: its message and stack, and no more than a screen of code.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { consumerDir } from "./helpers/installed.mjs";

const IMPORT = 'import { ReporteiCustomers, trialStatus } from "reportei-customers";';
const REQUIRE = 'const { ReporteiCustomers, trialStatus } = require("reportei-customers");';
const FETCH =
  'fetch: async () => new Response(JSON.stringify({ message: "gone" }), { status: 404 })';

/** @type {[what: string, code: string, message: RegExp][]} */
const CASES = [
  ["options that are wrong", "new ReporteiCustomers({})", /accessToken/],
  [
    "a call that rejects",
    `new ReporteiCustomers({ accessToken: "a".repeat(24), ${FETCH} }).settings({ customerToken: "b".repeat(24) })`,
    /gone/,
  ],
  ["a function that throws", "trialStatus({})", /trial/i],
];

for (const [what, code, message] of CASES) {
  for (const [how, first] of [
    ["module", IMPORT],
    ["commonjs", REQUIRE],
  ]) {
    test(`${what}, uncaught (${how}), shows its message and no wall of code`, () => {
      const { status, stderr } = spawnSync(
        process.execPath,
        [`--input-type=${how}`, "--eval", `${first} ${code};`],
        { cwd: consumerDir, encoding: "utf8" },
      );
      assert.equal(status, 1);
      assert.match(stderr, message);
      assert.ok(stderr.length < 4_000, `${stderr.length} characters`);
    });
  }
}
