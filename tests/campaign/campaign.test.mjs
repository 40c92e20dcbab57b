// A campaign in small: nothing is found against our client, and much against one that people write.
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { printTable } from "./table.mjs";

const CALLS = 1_000;
const PROGRAM = fileURLToPath(new URL("campaign.mjs", import.meta.url));

/** @typedef {import("./play.mjs").Result} Result */

/**
 * @param {string[]} args
 * @param {import("node:child_process").ForkOptions} [options]
 * @returns {Promise<{ code: number, results: Result[] }>}
 */
async function campaign(args, options = {}) {
  const child = fork(PROGRAM, args, options);
  /** @type {Result[]} */
  let results = [];
  child.on("message", (message) => (results = /** @type {Result[]} */ (message)));
  const [code] = await once(child, "exit");
  return { code, results };
}

const { code, results } = await campaign(["--calls", String(CALLS), "--seed", "1", "--kills", "0"]);
const [ours, naive] = /** @type {[Result, Result]} */ (results);

/** @param {Record<string, number>} counts */
const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);

test("no call of our client doubles, loses, leaks or says what is not so", () => {
  assert.deepEqual(ours.findings, []);
  assert.deepEqual(sum(ours.verdicts), 0);
  assert.equal(code, 0);
});

test("every call was made, every fault came, and callers were told all there is to tell", () => {
  assert.equal(sum(ours.told), CALLS);
  assert.equal(Object.keys(ours.faults).length, 21);
  for (const told of ["value", "not_sent", "rejected", "applied", "unknown"]) {
    assert.ok(ours.told[told], told);
  }
});

test("the same campaign finds a client out that tries again after anything", () => {
  for (const [verdict, count] of Object.entries(naive.verdicts)) assert.ok(count > 0, verdict);
});

test("a client that is found out fails the campaign", ({ mock }) => {
  const print = mock.method(console, "log", () => {});
  assert.equal(printTable({ calls: CALLS, seed: 1, faultRate: 0.25 }, [naive, ours]), false);
  // Which of them come first is chance.
  const shown = print.mock.calls.map(({ arguments: [line] }) => line);
  assert.ok(shown.includes(`✗ ${naive.findings[0]}`));
});

test("arguments that are wrong are refused", async () => {
  for (const wrong of ["--calls=many", "--seed=-1", "--fault-rate=2", "--kills=-1", "--call=1"]) {
    assert.equal((await campaign([wrong], { silent: true })).code, 1, wrong);
  }
});
