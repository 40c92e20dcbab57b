/** What each kind of command in the README is held to. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { consumerDir } from "../package/helpers/installed.mjs";

/** @type {[kind: RegExp, check: (...parts: string[]) => unknown][]} */
const KINDS = [
  [/^npm (?:i|install) reportei-customers$/, theNameIsRight],
  [/^npx -p reportei-customers reportei-sandbox(.*)$/, theSandboxServes],
  [/^npm (?:run )?(start|test|build)\b/, theScriptExists],
];

/** @param {string} command */
export async function checkCommand(command) {
  for (const [kind, check] of KINDS) {
    const match = kind.exec(command);
    if (match) {
      await check(...match.slice(1));
      return;
    }
  }
  assert.fail(`Nothing is known of commands like "${command}": teach tests/readme/commands.mjs.`);
}

function theNameIsRight() {
  const manifest = JSON.parse(readFileSync(join(consumerDir, "package.json"), "utf8"));
  assert.deepEqual(Object.keys(manifest.dependencies), ["reportei-customers"]);
}

/** @param {string} script */
function theScriptExists(script) {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  assert.ok(scripts[script], script);
}

/** @param {string} args */
async function theSandboxServes(args) {
  const program = join(consumerDir, "node_modules/.bin/reportei-sandbox");
  const child = spawn(program, args.trim().split(/\s+/).filter(Boolean), { cwd: consumerDir });
  let output = "";
  const ended = once(child, "exit");
  const serving = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => {
        output += text;
        if (/http:\/\/\S+/.test(output)) resolve(true);
      });
    }
  });
  assert.ok(await Promise.race([serving, ended.then(() => false)]), output);
  child.kill("SIGINT");
  assert.deepEqual(await ended, [0, null], output);
}
