/**
 * `npm start`: builds the package, serves the sandbox, makes the calls from Node, then builds and
 * serves the console, or with `--page` the example page. With `--once` it ends after the calls, and
 * its exit code tells whether all of them arrived.
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
  "Usage: npm start -- [--once | --page] [--port <number, default 8080>] [--customers <number, default 120>]";
const DEFAULT_PORT = 8080;

/**
 * @typedef {object} Options
 * @property {boolean} once
 * @property {boolean} page
 * @property {number} port
 * @property {number | undefined} customers
 */

/** @param {Options} options */
async function start({ once, page, port, customers }) {
  endOnSignal();
  const { pins } = await setUp();
  await build(pins);
  linkPackage();
  const sandbox = await serveSandbox(pkgDir);
  say(`the sandbox answers at ${sandbox.apiUrl}`);
  try {
    await quickstart(sandbox);
    if (page) await showPage(sandbox, port);
    else await sandbox.close();
  } catch (error) {
    await sandbox.close(); // It would keep this process alive.
    throw error;
  }
  if (!once && !page) await showConsole(port, customers);
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

/**
 * Serves the example page until Ctrl-C. What it takes is loaded here: `--once` has no use for it.
 * @param {import("./sandbox.mjs").ServedSandbox} sandbox
 * @param {number} port
 */
async function showPage(sandbox, port) {
  const { servePage } = await import("./page.mjs");
  const { apiUrl } = sandbox;
  const page = await servePage({ packageDir: pkgDir, apiUrl, port }).catch((error) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new Stop(`Port ${port} is taken: choose another with "npm start -- --port <number>".`);
  });
  say(`the example page is at ${page.url} (Ctrl-C ends)`);
  endOnSignal(() => Promise.all([page.close(), sandbox.close()]));
}

/**
 * Serves the console until Ctrl-C, on a sandbox of its own or on the API that the environment names.
 * @param {number} port
 * @param {number | undefined} customers
 */
async function showConsole(port, customers) {
  const { runConsole } = await import("./console.mjs");
  const ofSandbox = customers === undefined ? [] : ["--customers", String(customers)];
  await runConsole(["--port", String(port), ...ofSandbox]);
}

/** @returns {Options} */
function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        once: { type: "boolean" },
        page: { type: "boolean" },
        port: { type: "string" },
        customers: { type: "string" },
      },
    });
    const { once = false, page = false, port, customers } = values;
    if (once && page) throw new Error("one or the other");
    return {
      once,
      page,
      port: wholeNumber(port, 65_535) ?? DEFAULT_PORT,
      customers: wholeNumber(customers, 10_000),
    };
  } catch {
    throw new Stop(USAGE);
  }
}

/**
 * @param {string | undefined} text
 * @param {number} most
 */
function wholeNumber(text, most) {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) > most) throw new Error("no such number");
  return Number(text);
}

await runAsProgram(import.meta.url, async () => start(readArguments()));
