/** One row of the matrix: its folder, its sandbox, its run. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingCalls, serveSandbox } from "../../pkg-template/scripts/sandbox.mjs";
import { fillFolder, packagesOf } from "./folder.mjs";
import { Processes } from "./processes.mjs";

/**
 * @typedef {object} Row A consumer of the package.
 * @property {string} id What `--rows` takes.
 * @property {string} kind Such as "Node".
 * @property {string} what How the package is used there, without a version: rows of one kind that
 *   say the same share a line of the README's table.
 * @property {string | string[]} [files] Folders below `tests/consumers/`: what this row's user wrote.
 *   Without a package.json of its own, the consumer gets one that says `"type": "module"`.
 * @property {string[]} [packages] Packages of `tools/` that the consumer is to find by name; of a
 *   rare row, of `tools-rare/`.
 * @property {true} [rare] Slow, or of an old release: `npm run where-it-runs` runs it and `npm test`
 *   does not. `last-runs.json` has what came of it.
 * @property {"npm" | "none"} [install] What installs the tarball: npm, or `run` itself.
 * @property {string | (() => string | undefined | Promise<string | undefined>)} [cannot] Why this
 *   row can't run on this machine, in a sentence; nothing where it can.
 * @property {(ctx: RowContext) => string | Promise<string>} version
 * @property {true} [ofMachine] The version is the machine's and not the lock file's: the README may
 *   name another.
 * @property {(ctx: RowContext) => Promise<void>} run Throws where the consumer fails.
 * @property {number} [limitMs] How long all of it may take.
 *
 * @typedef {object} RowContext
 * @property {string} dir A fresh folder: the files copied, the tarball installed, the tools linked,
 *   and beside them `calls.js` (and `calls.cjs`, the same for CommonJS).
 * @property {string} tools `node_modules` of all tools.
 * @property {string} packages The `node_modules` that the row's `packages` are from.
 * @property {string} tarball
 * @property {Processes["exec"]} exec Runs a program to its end, in `dir` and with `env`.
 * @property {Processes["start"]} start Starts a server, and waits until it says that it is ready.
 * @property {{ apiUrl: string, accessToken: string, customerToken: string, uuid: string }} sandbox
 *   This row's own, and a customer in it.
 * @property {Record<string, string>} env The same, for processes: REPORTEI_BASE_URL,
 *   REPORTEI_ACCESS_TOKEN and REPORTEI_CUSTOMER_TOKEN.
 * @property {string} [chrome] The path of Chromium.
 *
 * @typedef {object} Ground What all rows stand on.
 * @property {string} tools
 * @property {string} [rareTools] Where rare rows are run.
 * @property {string} tarball
 * @property {string} packageDir Where the tarball is installed already.
 * @property {string} [chrome]
 * @property {boolean} keepFailed Whether a failed consumer's folder is to stay.
 *
 * @typedef {object} Outcome
 * @property {Row} row
 * @property {"ok" | "failed" | "cannot"} result
 * @property {string} version
 * @property {number} seconds
 * @property {string} report Why it can't run, or all that is known of its failure.
 * @property {string} [date] When it ran, where that was not now.
 */

const LIMIT_MS = 180_000;

/**
 * @param {Row} row
 * @param {Ground} ground
 * @returns {Promise<Outcome>}
 */
export async function runRow(row, ground) {
  const started = performance.now();
  const outcome = { row, version: "", report: "", seconds: 0 };
  const why = typeof row.cannot === "function" ? await row.cannot() : row.cannot;
  if (why) return { ...outcome, result: "cannot", report: why };
  const processes = new Processes();
  const served = await serveSandbox(ground.packageDir);
  const dir = mkdtempSync(join(tmpdir(), `reportei-${row.id}-`));
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  process.on("exit", remove);
  /** @type {Outcome["result"]} */
  let result = "ok";
  try {
    const limit = processes.within(row.limitMs ?? LIMIT_MS);
    const run = runIn(dir, row, ground, served, processes);
    outcome.version = await Promise.race([limit, run]);
  } catch (error) {
    result = "failed";
    outcome.report = `${processes.transcript()}${error instanceof Error ? error.stack : error}`;
    if (ground.keepFailed) outcome.report += `\nIts folder stays: ${dir}`;
  }
  await Promise.all([processes.end(), served.close()]);
  process.off("exit", remove);
  if (result === "ok" || !ground.keepFailed) remove();
  return { ...outcome, result, seconds: (performance.now() - started) / 1000 };
}

/**
 * @param {string} dir
 * @param {Row} row
 * @param {Ground} ground
 * @param {import("../../pkg-template/scripts/sandbox.mjs").ServedSandbox} served
 * @param {Processes} processes
 */
async function runIn(dir, row, ground, { apiUrl, accessToken, sandbox, journal }, processes) {
  const { uuid, token: customerToken } = aCustomer(sandbox);
  const env = {
    REPORTEI_BASE_URL: apiUrl,
    REPORTEI_ACCESS_TOKEN: accessToken,
    REPORTEI_CUSTOMER_TOKEN: customerToken,
  };
  processes.use({ dir, env });
  await fillFolder(dir, row, ground, processes);
  /** @type {RowContext} */
  const ctx = {
    dir,
    tools: ground.tools,
    packages: packagesOf(row, ground),
    tarball: ground.tarball,
    exec: processes.exec,
    start: processes.start,
    sandbox: { apiUrl, accessToken, customerToken, uuid },
    env,
    chrome: ground.chrome,
  };
  const version = await row.version(ctx);
  // What the consumer says is one thing; what arrived at the sandbox is another.
  journal.length = 0;
  await row.run(ctx);
  const missing = missingCalls(journal);
  if (missing.length) throw new Error(`The sandbox answered no ${missing.join(", ")}.`);
  return version;
}

/** @param {any} sandbox */
function aCustomer(sandbox) {
  const { body } = sandbox.handle({
    method: "GET",
    path: "/api/customers?per_page=1",
    headers: { authorization: `Bearer ${sandbox.accessToken}` },
  });
  const [{ uuid }] = JSON.parse(body).data;
  return { uuid, token: sandbox.tokenOf(uuid) };
}
