/**
 * Serves `examples-web/page` to this machine: the page's two files and what they import of the
 * package, each by its name. The API's calls don't come here: the page talks to the sandbox itself.
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { root } from "./paths.mjs";

const PAGE_DIR = join(root, "examples-web/page");
/** Where the page takes the sandbox to be. */
const DEFAULT_SANDBOX = "http://127.0.0.1:4010";

const HTML = "text/html; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";
const HEADERS = {
  "cache-control": "no-cache",
  // The page has a policy of its own, in which this one would have no effect.
  "content-security-policy": "frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * @param {object} options
 * @param {string} options.packageDir The package, built or installed.
 * @param {string} options.apiUrl Where the sandbox is.
 * @param {number} [options.port] Default: one that is free.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function servePage({ packageDir, apiUrl, port = 0 }) {
  /** @type {Map<string | undefined, { file: string, type: string }>} */
  const files = new Map([
    ["/", { file: join(PAGE_DIR, "index.html"), type: HTML }],
    ["/page.js", { file: join(PAGE_DIR, "page.js"), type: SCRIPT }],
    ...["index.js", "client.js", "error.js"].map((name) => packageFile(packageDir, name)),
  ]);
  const server = createServer(async ({ method, url }, response) => {
    if (method !== "GET" && method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
      return;
    }
    const found = files.get(url);
    const text = found && (await readFile(found.file, "utf8").catch(() => undefined));
    if (!found || text === undefined) {
      response.writeHead(404).end();
      return;
    }
    const body =
      found.type === HTML ? text.replaceAll(DEFAULT_SANDBOX, new URL(apiUrl).origin) : text;
    response.writeHead(200, { ...HEADERS, "content-type": found.type }).end(body);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(undefined));
  });
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string} packageDir
 * @param {string} name
 * @returns {[string, { file: string, type: string }]}
 */
function packageFile(packageDir, name) {
  return [`/pkg/${name}`, { file: join(packageDir, name), type: SCRIPT }];
}
