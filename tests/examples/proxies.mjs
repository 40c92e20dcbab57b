/** Starts the workers of `workerd/config.capnp`, for one test, and sends them requests as written. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { Agent, request as send } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../../pkg-template/scripts/run.mjs";
import { scriptsDir, tools } from "./scripts.mjs";

const WORKERD = join(tools, "@cloudflare/workerd-linux-64/bin/workerd");
const NAMES = /** @type {const} */ (["bare", "open", "creating", "hasty"]);
const PORT = /"socket":"(\w+)","port":(\d+)/g;

/** Where the proxy takes itself to be. */
export const HOST = "console.example";

/**
 * @typedef {object} Answer
 * @property {number | undefined} status
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {string} text
 *
 * @typedef {object} Sent
 * @property {string} [method]
 * @property {Record<string, string>} [headers] Beside those of a known user's page.
 * @property {string | Buffer} [body]
 * @property {(request: import("node:http").ClientRequest) => void} [write] In place of the body.
 *
 * @callback Ask
 * @param {string} path As it goes over the wire.
 * @param {Sent} [sent]
 * @returns {Promise<Answer>}
 */

/**
 * @param {import("node:test").TestContext} context
 * @param {{ apiUrl: string, accessToken: string }} sandbox
 * @returns {Promise<Record<typeof NAMES[number], Ask>>}
 */
export async function startProxies(context, { apiUrl, accessToken }) {
  const dir = mkdtempSync(join(tmpdir(), "reportei-proxy-"));
  context.after(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  cpSync(fileURLToPath(new URL("workerd", import.meta.url)), dir, { recursive: true });
  cpSync(join(scriptsDir, "edge-proxy.mjs"), join(dir, "edge-proxy.mjs"));
  let output = "";
  const ports = await new Promise((resolve, reject) => {
    const { ended, kill } = launch(WORKERD, ["serve", "config.capnp", "--control-fd=1"], {
      cwd: dir,
      quiet: true,
      env: { REPORTEI_ACCESS_TOKEN: accessToken, REPORTEI_BASE_URL: apiUrl },
      onText: (text) => {
        output += text;
        const found = new Map([...output.matchAll(PORT)].map(([, name, port]) => [name, port]));
        if (found.size === NAMES.length) resolve(found);
      },
    });
    context.after(kill);
    ended.then(() => reject(new Error(`workerd ended early: ${output}`)));
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  context.after(() => agent.destroy());
  const asks = NAMES.map((name) => [name, asking(Number(ports.get(name)), agent)]);
  return Object.fromEntries(asks);
}

/**
 * @param {number} port
 * @param {Agent} agent
 * @returns {Ask}
 */
function asking(port, agent) {
  return (path, { method = "GET", headers, body, write } = {}) =>
    new Promise((resolve, reject) => {
      const request = send({
        port,
        host: "127.0.0.1",
        agent,
        method,
        path,
        headers: { host: HOST, cookie: "session=known", ...headers },
      });
      request.on("error", reject);
      request.on("response", (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk) => (text += chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode, headers: response.headers, text }),
        );
      });
      if (write) write(request);
      else request.end(body);
    });
}
