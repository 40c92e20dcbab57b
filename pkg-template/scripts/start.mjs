/**
 * `npm start`: builds the package, serves the sandbox, makes the calls from Node, then builds and
 * serves the console. With `--once` it ends after the calls, and its exit code tells whether all of
 * them arrived.
 */
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { linkPackage } from "./link.mjs";
import { pkgDir, root } from "./paths.mjs";
import { attempt, endOnSignal } from "./run.mjs";
import { setUp } from "./setup.mjs";
import { missingCalls, serveSandbox } from "./sandbox.mjs";
import { Stop, runAsProgram, say } from "./terminal.mjs";

const USAGE =
  "Usage: npm start -- [--once] [--port <number, default 8080>] [--customers <number, default 120>]";

/**
 * @typedef {object} Options
 * @property {boolean} once
 * @property {string[]} ofConsole What the console's server is told.
 */

/** @param {Options} options */
async function start({ once, ofConsole }) {
  endOnSignal();
  const { pins } = await setUp();
  await build(pins);
  linkPackage();
  await makeCalls();
  if (once) return;
  // Not before: the calls do without the console and its packages.
  const { runConsole } = await import("./console.mjs");
  await runConsole(ofConsole);
}

async function makeCalls() {
  const sandbox = await serveSandbox(pkgDir);
  say(`the sandbox answers at ${sandbox.apiUrl}`);
  await quickstart(sandbox).finally(sandbox.close);
}

/** @param {import("./sandbox.mjs").ServedSandbox} sandbox */
async function quickstart({ apiUrl, accessToken, journal }) {
  say("examples-web/node/quickstart.mjs");
  const { code } = await attempt(process.execPath, ["examples-web/node/quickstart.mjs"], {
    cwd: root,
    env: { REPORTEI_BASE_URL: apiUrl, REPORTEI_ACCESS_TOKEN: accessToken },
  });
  say("what the sandbox saw:");
  for (const { method, path, status } of journal) {
    console.log(`  ${method.padEnd(6)} ${path} → ${status}`);
  }
  const missing = missingCalls(journal);
  if (code !== 0) throw new Stop(`The quickstart failed with exit code ${code}; see above.`);
  if (missing.length)
    throw new Stop(`These calls never reached the sandbox: ${missing.join(", ")}.`);
  say("all calls arrived");
}

/** @returns {Options} */
function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        once: { type: "boolean" },
        port: { type: "string" },
        customers: { type: "string" },
      },
    });
    return {
      once: values.once ?? false,
      ofConsole: [
        ...number("port", values.port, 65_535),
        ...number("customers", values.customers, 10_000),
      ],
    };
  } catch {
    throw new Stop(USAGE);
  }
}

/**
 * @param {string} name
 * @param {string | undefined} value
 * @param {number} most
 * @returns {string[]} The argument, where it was given.
 */
function number(name, value, most) {
  if (value === undefined) return [];
  if (!/^\d+$/.test(value) || Number(value) > most) throw new Error(`no such ${name}`);
  return [`--${name}`, value];
}

await runAsProgram(import.meta.url, async () => start(readArguments()));
