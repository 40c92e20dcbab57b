/**
 * `npm start`: builds the package, serves the sandbox, makes the calls from Node, then serves
 * the example page. With `--once` it ends after the calls, and its exit code tells whether all of
 * them arrived.
 */
import { existsSync, lstatSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { pkgDir, root } from "./paths.mjs";
import { attempt, endOnSignal } from "./run.mjs";
import { setUp } from "./setup.mjs";
import { missingCalls, serveSandbox } from "./sandbox.mjs";
import { Stop, runAsProgram, say } from "./terminal.mjs";

const USAGE = "Usage: npm start -- [--once] [--port <number, default 8080>]";
const DEFAULT_PORT = 8080;

/** @param {{ once: boolean, port: number }} options */
async function start({ once, port }) {
  endOnSignal();
  const { pins } = await setUp();
  await build(pins);
  linkPackage();
  const sandbox = await serveSandbox(pkgDir);
  say(`the sandbox answers at ${sandbox.apiUrl}`);
  try {
    await quickstart(sandbox);
    if (once) await sandbox.close();
    else await showPage(sandbox, port);
  } catch (error) {
    await sandbox.close(); // It would keep this process alive.
    throw error;
  }
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
 * Lets the examples import the package by its name, as users do. A link rather than an entry in
 * package.json: `npm ci` has to work before there is a `pkg/`, and takes the link away.
 */
function linkPackage() {
  const link = join(root, "node_modules", "reportei-customers");
  if (existsSync(link) && lstatSync(link).isSymbolicLink()) return;
  rmSync(link, { recursive: true, force: true });
  symlinkSync(pkgDir, link, "junction");
}

/** @returns {{ once: boolean, port: number }} */
function readArguments() {
  try {
    const { values } = parseArgs({
      options: { once: { type: "boolean" }, port: { type: "string" } },
    });
    const port = Number(values.port ?? DEFAULT_PORT);
    if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error("no such port");
    return { once: values.once ?? false, port };
  } catch {
    throw new Stop(USAGE);
  }
}

await runAsProgram(import.meta.url, async () => start(readArguments()));
