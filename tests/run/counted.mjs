/** Runs programs that test something, and reads from what they print how much that was. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { attempt } from "../../pkg-template/scripts/run.mjs";

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {[program: string, ...args: string[]]} Command */

/**
 * Commands that each check one thing, and say yes or no by their exit code.
 * @param {Command[]} commands
 * @param {string} [cwd]
 * @returns {Promise<Count>}
 */
export async function checks(commands, cwd = root) {
  const count = { passed: 0, failed: 0 };
  for (const [program, ...args] of commands) {
    console.log(`$ ${shown(program, args)}`);
    const { code } = await attempt(program, args, { cwd });
    if (code === 0) count.passed += 1;
    else count.failed += 1;
  }
  return count;
}

/**
 * A program that runs Rust tests, by cargo's test harness or by wasm-bindgen's: both end each file
 * with the same line.
 * @param {Command} command
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function rustTests([program, ...args], env) {
  console.log(`$ ${shown(program, args)}`);
  const { code, output } = await attempt(program, args, { cwd: root, env });
  return count(code, output, /^test result: .*?(\d+) passed; (\d+) failed/gm);
}

/**
 * The `*.test.mjs` files of a folder, run by Node's test runner.
 * @param {string} dir
 * @param {NodeJS.ProcessEnv} env
 */
export async function nodeTests(dir, env) {
  const files = readdirSync(join(root, dir))
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => `${dir}/${name}`);
  // Without a file, Node would look for some by itself.
  if (files.length === 0) return { passed: 0, failed: 0 };
  const args = ["--test", "--test-reporter=spec", ...files];
  console.log(`$ ${shown("node", args)}`);
  const { code, output } = await attempt(process.execPath, args, { cwd: root, env });
  return count(code, output, /^ℹ pass (\d+)\nℹ fail (\d+)/gm);
}

/** @param {Count[]} counts */
export function sum(...counts) {
  return {
    passed: counts.reduce((total, { passed }) => total + passed, 0),
    failed: counts.reduce((total, { failed }) => total + failed, 0),
  };
}

/**
 * @param {number} code
 * @param {string} output
 * @param {RegExp} summary Matches each summary, the passed and then the failed.
 * @returns {Count}
 */
function count(code, output, summary) {
  const total = { passed: 0, failed: 0 };
  for (const [, passed, failed] of stripVTControlCharacters(output).matchAll(summary)) {
    total.passed += Number(passed);
    total.failed += Number(failed);
  }
  // Something else went wrong: it did not compile, was cut short, or left a test unfinished.
  if (code !== 0 && total.failed === 0) total.failed = 1;
  return total;
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function shown(program, args) {
  const name = program === process.execPath ? "node" : program;
  return [name, ...args].join(" ").replaceAll(`${root}/`, "");
}
