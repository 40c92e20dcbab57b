/**
 * Serves the example page, and passes its calls on to the API.
 *
 * The access token stays here: the page calls `/api` of its own origin, and this server adds the
 * token. It is how a page of yours should do it too, behind your own sign-in.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * @typedef {object} PageOptions
 * @property {string} packageDir The folder of the package, served under `/pkg/`.
 * @property {string} apiUrl The API's base URL, which `/api` stands for.
 * @property {string} accessToken
 * @property {number} [port] Default: one that is free.
 */

const PAGE_DIR = fileURLToPath(new URL(".", import.meta.url));

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** What of a call and of its answer is passed on; all else is between each pair alone. */
const REQUEST_HEADERS = ["accept", "content-type", "x-customer-token"];
const RESPONSE_HEADERS = /^(content-type|retry-after|x-ratelimit-.*)$/;

/**
 * @param {PageOptions} options
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function servePage({ port = 0, ...options }) {
  const server = createServer((request, response) => {
    answer(request, options)
      .catch((error) => text(502, `The API did not answer: ${error.message}`))
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
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

/** @typedef {{ status: number, headers: Record<string, string>, body: string | Buffer }} Answer */

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {Omit<PageOptions, "port">} options
 * @returns {Promise<Answer>}
 */
async function answer(request, options) {
  const [path = "/", query] = (request.url ?? "/").split("?");
  if (path === "/api" || path.startsWith("/api/")) {
    const rest = path.slice("/api".length);
    return passOn(request, `${options.apiUrl}${rest}${query ? `?${query}` : ""}`, options);
  }
  if (request.method !== "GET" && request.method !== "HEAD") return text(405, "Only GET here.");
  if (path.startsWith("/pkg/")) return file(options.packageDir, path.slice("/pkg/".length));
  return file(PAGE_DIR, path === "/" ? "index.html" : path.slice(1));
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {string} url
 * @param {Omit<PageOptions, "port">} options
 * @returns {Promise<Answer>}
 */
async function passOn(request, url, { accessToken }) {
  // Another site's page, open in the same browser, must not spend the token.
  const { origin, host } = request.headers;
  if (origin && origin !== `http://${host}`) return text(403, "Not from another origin.");

  const headers = new Headers({ authorization: `Bearer ${accessToken}` });
  for (const name of REQUEST_HEADERS) {
    const value = request.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length ? Buffer.concat(chunks) : undefined;
  const method = request.method ?? "GET";
  const response = await fetch(url, { method, headers, body, redirect: "manual" });
  return {
    status: response.status,
    headers: Object.fromEntries(
      [...response.headers].filter(([name]) => RESPONSE_HEADERS.test(name)),
    ),
    body: Buffer.from(await response.arrayBuffer()),
  };
}

/**
 * @param {string} dir
 * @param {string} path As the browser asked for it.
 * @returns {Promise<Answer>}
 */
async function file(dir, path) {
  const wanted = resolveInside(dir, path);
  const type = TYPES[extname(path)];
  const body = wanted && type ? await readFile(wanted).catch(() => undefined) : undefined;
  if (!body || !type) return text(404, "There is no such file.");
  /** @type {Record<string, string>} */
  const headers = {
    "content-type": type,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  };
  if (type.startsWith("text/html")) headers["content-security-policy"] = policy(body.toString());
  return { status: 200, headers, body };
}

/**
 * The file that a path names, unless it is outside of the folder.
 * @param {string} dir
 * @param {string} path
 */
function resolveInside(dir, path) {
  try {
    const wanted = normalize(join(dir, decodeURIComponent(path)));
    const inside = dir.endsWith(sep) ? dir : dir + sep;
    return wanted.startsWith(inside) && !wanted.includes("\0") ? wanted : undefined;
  } catch {
    return undefined; // Not a percent-encoding.
  }
}

/**
 * The strictest policy the page can live under: its own files, wasm, and the inline scripts it has
 * (the import map), each by its hash.
 * @param {string} html
 */
function policy(html) {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g)];
  const hashes = inline.map(
    ([, script = ""]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`,
  );
  return [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(" ")}`.trim(),
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * @param {number} status
 * @param {string} body
 * @returns {Answer}
 */
function text(status, body) {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body: `${body}\n` };
}
