/**
 * What the console takes for the API: the sandbox behind a server of the test's own, which sees each
 * request as it arrives and before its answer leaves, and may answer in the sandbox's place.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { pkgDir } from "../../../../pkg-template/scripts/paths.mjs";

/**
 * @typedef {object} Received
 * @property {string} method
 * @property {string} url
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {string} body
 *
 * @typedef {"arrived" | "applied"} Moment
 *
 * @typedef {object} Hooks
 * @property {(moment: Moment, received: Received) => unknown} [at] Waited for, at each moment.
 * @property {(received: Received, response: import("node:http").ServerResponse) => boolean} [answer]
 *   Whether it answered in the sandbox's place.
 *
 * @typedef {object} Upstream
 * @property {any} sandbox
 * @property {string} url What to give the console as `REPORTEI_BASE_URL`.
 * @property {Received[]} received
 * @property {Hooks} hooks May be changed at any time.
 * @property {(received: Received) => { status: number, headers: Record<string, string>, body: string }} apply
 *   Has the sandbox do what was received, and gives its answer.
 * @property {() => void} reset Forgets the hooks and what was received.
 * @property {() => Promise<void>} quiet When all that was sent is done, and nobody is connected.
 */

/**
 * @param {import("./console.mjs").Scope} context
 * @param {object} [options] Of the sandbox.
 * @returns {Promise<Upstream>}
 */
export async function serveUpstream(context, options) {
  const { ReporteiSandbox } = await import(pathToFileURL(join(pkgDir, "sandbox/index.js")).href);
  const sandbox = new ReporteiSandbox({ customers: 12, seed: 17, ...options });
  /** @type {Received[]} */
  const received = [];
  /** @type {Hooks} */
  const hooks = {};
  const apply = (/** @type {Received} */ { method, url, headers, body }) =>
    sandbox.handle({ method, path: url, headers: flat(headers), body });
  /** Each until its answer has left, or its connection is closed. @type {Set<Promise<unknown>>} */
  const open = new Set();
  const answer = async (
    /** @type {import("node:http").IncomingMessage} */ request,
    /** @type {import("node:http").ServerResponse} */ response,
  ) => {
    const chunks = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return; // Whoever sent it was killed in the middle.
    }
    const { method = "", url = "", headers } = request;
    const got = { method, url, headers, body: Buffer.concat(chunks).toString() };
    received.push(got);
    await hooks.at?.("arrived", got);
    if (hooks.answer?.(got, response)) return;
    const result = apply(got);
    await hooks.at?.("applied", got);
    if (result.status === 0) response.destroy();
    else response.writeHead(result.status, result.headers).end(result.body);
  };
  const server = createServer((request, response) => {
    keepUntil(open, answer(request, response));
  });
  server.on("connection", (socket) => {
    keepUntil(open, new Promise((resolve) => socket.once("close", resolve)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const reset = () => {
    delete hooks.at;
    delete hooks.answer;
    received.length = 0;
  };
  const quiet = async () => {
    while (open.size > 0) await Promise.allSettled(open);
  };
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { sandbox, url: `http://127.0.0.1:${port}/api`, received, hooks, apply, reset, quiet };
}

/**
 * @param {Set<Promise<unknown>>} open
 * @param {Promise<unknown>} promise
 */
function keepUntil(open, promise) {
  open.add(promise);
  void promise.finally(() => open.delete(promise));
}

/**
 * All customers that the sandbox has.
 * @param {Upstream} upstream
 * @returns {Promise<{ uuid: string, name: string }[]>}
 */
export async function customersOf({ sandbox }) {
  const all = [];
  for (let page = 1; ; page += 1) {
    const response = await sandbox.fetch(
      `https://sandbox.test/api/customers?per_page=100&page=${page}`,
      { headers: { authorization: `Bearer ${sandbox.accessToken}` } },
    );
    const { data, meta } = await response.json();
    all.push(...data);
    if (page >= meta.last_page) return all;
  }
}

/**
 * Renames the first customer, as somebody does who is not at the console.
 * @param {Upstream} upstream
 * @param {string} name
 */
export async function renameFirst(upstream, name) {
  const { sandbox } = upstream;
  const [customer] = await customersOf(upstream);
  await sandbox.fetch(`https://sandbox.test/api/customers/${customer?.uuid}`, {
    method: "PUT",
    headers: {
      authorization: `Bearer ${sandbox.accessToken}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ name }),
  });
}

/** @param {import("node:http").IncomingHttpHeaders} headers */
function flat(headers) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value ?? "")]),
  );
}
