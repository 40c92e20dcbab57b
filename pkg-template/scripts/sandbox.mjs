/** The package's own sandbox, served over HTTP, and what it saw. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROWS, isRequestOf } from "../../tests/support/endpoints.mjs";

/**
 * @typedef {{ method: string, path: string, status: number }} Seen A request and its answer's status.
 *
 * @typedef {object} ServedSandbox
 * @property {any} sandbox The `ReporteiSandbox` itself.
 * @property {string} apiUrl What to give a client as `baseUrl`.
 * @property {string} accessToken
 * @property {Seen[]} journal Every request so far.
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} packageDir The package, built or installed.
 * @param {object} [options] Of the sandbox, where they are to be others.
 * @returns {Promise<ServedSandbox>}
 */
export async function serveSandbox(packageDir, options) {
  const module = (/** @type {string} */ file) =>
    import(pathToFileURL(join(packageDir, "sandbox", file)).href);
  const { ReporteiSandbox } = await module("index.js");
  const { serve } = await module("serve.js");
  const sandbox = new ReporteiSandbox({ customers: 40, seed: 7, ...options });
  /** @type {Seen[]} */
  const journal = [];
  const server = await serve({
    sandbox,
    port: 0,
    onRequest: (/** @type {Seen} */ seen) => journal.push(seen),
  });
  return {
    sandbox,
    apiUrl: `${server.url.replace(/\/$/, "")}/api`,
    accessToken: sandbox.accessToken,
    journal,
    close: () => server.close(),
  };
}

/**
 * The calls of the tour of which the sandbox answered none with success.
 * @param {Seen[]} journal
 */
export function missingCalls(journal) {
  const succeeded = journal.filter(({ status }) => status >= 200 && status < 300);
  const arrived = (/** @type {import("../../tests/support/endpoints.mjs").Row} */ row) =>
    succeeded.some(({ method, path }) => isRequestOf(row, method, path.replace(/^\/api/, "")));
  return ROWS.filter((row) => row.isInTour && !arrived(row)).map(({ call }) => call);
}
