/** What the rows of bundlers share: build, run in Chromium, and look at what was built. */
import { copyFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { serve } from "./browsers/serve.mjs";
import { chromium } from "./browsers/shared.mjs";
import { showsCalls } from "./browsers/visit.mjs";
import { expectSuccess } from "./helpers.mjs";

/** @typedef {import("./row.mjs").RowContext} RowContext */

/** The module of errors and what bundlers add of their own: the JavaScript of the calls is 20,000. */
const MOST_BYTES_WITHOUT_CALLS = 5_000;

/**
 * Runs a bundler's own command.
 * @param {RowContext} ctx
 * @param {string} program Its path below `tools`.
 * @param {string[]} args
 * @param {import("./processes.mjs").ExecOptions} [options]
 */
export async function bundle({ exec, tools }, program, args, options) {
  expectSuccess(await exec(process.execPath, [join(tools, program), ...args], options), program);
}

/**
 * Serves what was built, and has Chromium run it.
 * @param {RowContext} ctx
 */
export async function runs(ctx) {
  const server = await serve(join(ctx.dir, "dist"));
  try {
    await showsCalls(await chromium(ctx), `${server.url}/`, ctx.sandbox);
  } finally {
    server.close();
  }
}

/**
 * Builds again, with an app that uses nothing of the package but its error.
 * @param {RowContext} ctx
 * @param {() => Promise<void>} build
 */
export async function leavesOutTheCalls({ dir }, build) {
  copyFileSync(join(dir, "light.js"), join(dir, "main.js"));
  const dist = join(dir, "dist");
  rmSync(dist, { recursive: true });
  await build();
  const bytes = readdirSync(dist, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith(".js"))
    .reduce((sum, path) => sum + statSync(join(dist, path)).size, 0);
  if (bytes > MOST_BYTES_WITHOUT_CALLS) {
    throw new Error(`An app that makes no call is ${bytes} bytes: it carries what calls need.`);
  }
}
