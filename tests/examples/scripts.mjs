/** The example scripts as somebody would have them who copied them, beside the installed package. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { consumerDir } from "../package/helpers/installed.mjs";

const { EXAMPLE_PACKAGES = "", CONSUMER_TOOLS = "" } = process.env;

/** Where programs such as Deno and Bun are installed. */
export const tools = CONSUMER_TOOLS;

// Below the consumer's folder, so that the package is found by its name. Test files run at once, and
// each has a folder of its own.
export const scriptsDir = mkdtempSync(join(consumerDir, "examples-"));
cpSync(join(root, "examples-web/node"), scriptsDir, {
  recursive: true,
  filter: (path) => !path.includes("node_modules"),
});
symlinkSync(EXAMPLE_PACKAGES, join(scriptsDir, "node_modules"), "junction");

/** @param {string} name A file of the examples. */
export const exampleModule = (name) => import(pathToFileURL(join(scriptsDir, name)).href);

/**
 * @typedef {object} Ended
 * @property {number | null} code
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Starts a program in the scripts' folder.
 * @param {string[]} command
 * @param {{ env?: Record<string, string>, sandbox?: { apiUrl: string, accessToken: string } }} options
 * @returns {{ child: import("node:child_process").ChildProcess, ended: Promise<Ended> }}
 */
export function start([program = "", ...args], { env, sandbox }) {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(program, args, {
    cwd: scriptsDir,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH,
      HOME,
      ...(sandbox && {
        REPORTEI_BASE_URL: sandbox.apiUrl,
        REPORTEI_ACCESS_TOKEN: sandbox.accessToken,
      }),
      ...env,
    },
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (said.stderr += text));
  return { child, ended: once(child, "close").then(([code]) => ({ code, ...said })) };
}

/**
 * Starts a script in Node.
 * @param {string} script
 * @param {string[]} args
 * @param {Parameters<typeof start>[1]} [options]
 */
export const startScript = (script, args, options = {}) =>
  start([process.execPath, join(scriptsDir, script), ...args], options);

/**
 * Runs a script in Node to its end.
 * @param {string} script
 * @param {string[]} args
 * @param {Parameters<typeof start>[1]} [options]
 */
export const runScript = (script, args, options) => startScript(script, args, options).ended;

/**
 * A folder for one test.
 * @param {import("node:test").TestContext} test
 */
export function folderFor(test) {
  const dir = mkdtempSync(join(tmpdir(), "reportei-example-"));
  test.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
