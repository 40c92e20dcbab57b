/** Two servers: one that redirects, and another origin, which must never hear of a token. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { CASES, STATUSES } from "./redirect-calls.mjs";
import { ACCESS_TOKEN, CUSTOMER_TOKEN, success } from "./stubbed.mjs";

/** @typedef {import("./redirect-calls.mjs").Ended} Ended */
/** @typedef {{ server: "api" | "other", method: string, url: string, headers: string }} Heard */

/** What a redirect may carry beside its place, and no error may show. */
const HIDDEN = "?token=hidden-in-the-query#hidden-in-the-fragment";

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, PUT, DELETE",
  "access-control-allow-headers":
    "authorization, content-type, x-customer-token, accept, x-of-the-caller",
};

/** @param {import("node:test").TestContext} context */
export async function redirectServers(context) {
  /** @type {Heard[]} */
  const heard = [];
  const other = await listening(context, (request, response) => {
    hear(heard, "other", request);
    respond(request, response);
  });
  const api = await listening(context, (request, response) => {
    hear(heard, "api", request);
    const location = target(request.url ?? "", api, other);
    if (!location || request.method === "OPTIONS") return respond(request, response);
    const [, , status] = (request.url ?? "").split("/");
    response.writeHead(Number(status), { ...CORS, location }).end("moved");
  });
  return { api: origin(api), heard };
}

/**
 * Where a request is sent on to: `/<target>/<status>/...`.
 * @param {string} url
 * @param {number} api
 * @param {number} other
 */
function target(url, api, other) {
  const [, name = "", status, ...rest] = url.split("/");
  const path = rest.join("/");
  const hops = Number(/^hops-(\d)$/.exec(name)?.[1]);
  if (hops > 1) return `/hops-${hops - 1}/${status}/${path}`;
  if (name === "within" || hops === 1) return `/landed/${status}/${path}`;
  const elsewhere = `/elsewhere/${path}${HIDDEN}`;
  if (name === "port") return `http://user:hidden-password@127.0.0.1:${other}${elsewhere}`;
  if (name === "host") return `//localhost:${api}${elsewhere}`;
  if (name === "scheme") return `https://127.0.0.1:${api}${elsewhere}`;
  return undefined;
}

/**
 * @param {import("node:test").TestContext} context
 * @param {import("node:http").RequestListener} listener
 * @returns {Promise<number>} Its port.
 */
async function listening(context, listener) {
  const server = createServer(listener).listen(0);
  await once(server, "listening");
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
}

/** @param {number} port */
const origin = (port) => `http://127.0.0.1:${port}`;

/**
 * @param {Heard[]} heard
 * @param {Heard["server"]} server
 * @param {import("node:http").IncomingMessage} request
 */
function hear(heard, server, { method = "", url = "", headers }) {
  if (method !== "OPTIONS") heard.push({ server, method, url, headers: JSON.stringify(headers) });
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
async function respond({ method = "", url = "" }, response) {
  if (method === "OPTIONS") {
    response.writeHead(204, CORS).end();
    return;
  }
  const { status, text } = success(`http://api${url}`, { method });
  response.writeHead(status, CORS).end(await text());
}

/**
 * Holds what came of the calls, and what the servers heard of them, to what must be true.
 * @param {Ended[]} ended
 * @param {Heard[]} heard
 * @param {{ opaque?: boolean }} [options] Whether redirects are hidden here, as in browsers.
 */
export function holdRedirects(ended, heard, { opaque = false } = {}) {
  assert.equal(ended.length, STATUSES.length * CASES.length);
  for (const { redirect, call, target, kind, status, message = "", ...others } of ended) {
    const { outcome, attempts, shown } = others;
    const what = `${call} answered with ${redirect} to ${target}: ${message}`;
    const reads = ["show", "settings"].includes(call);
    if (reads && !opaque && ["within", "hops-3"].includes(target)) {
      assert.equal(kind, "success", what);
      continue;
    }
    assert.equal(kind, "http", what);
    assert.equal(status, opaque ? 0 : redirect, what);
    assert.equal(outcome, reads ? "rejected" : "unknown", what);
    assert.equal(attempts, 1, what);
    assert.match(message, opaque ? /redirect/ : (POINTED[target] ?? /redirect/), what);
    const secrets = [ACCESS_TOKEN, CUSTOMER_TOKEN, "secret-of-the-caller", "hidden"];
    for (const secret of secrets) assert.ok(!shown.includes(secret), `${what} shows ${secret}`);
  }
  holdRequests(heard, opaque);
}

/** @type {Record<string, RegExp>} Where the message must say that a redirect pointed. */
const POINTED = {
  within: /redirects to http:\/\/127\.0\.0\.1:\d+\/landed\/30\d\/customers/,
  "hops-4": /redirects to http:\/\/127\.0\.0\.1:\d+\/landed\/30\d\/customers/,
  port: /redirects to http:\/\/127\.0\.0\.1:\d+\/elsewhere\/customers/,
  host: /redirects to http:\/\/localhost:\d+\/elsewhere\/customers/,
  scheme: /redirects to https:\/\/127\.0\.0\.1:\d+\/elsewhere\/customers/,
};

/**
 * @param {Heard[]} heard
 * @param {boolean} opaque
 */
function holdRequests(heard, opaque) {
  assert.deepEqual(
    heard.filter(({ server, url }) => server === "other" || url.startsWith("/elsewhere")),
    [],
  );
  // Each call has its first request; only reads have others, one for each redirect followed.
  const reads = opaque ? 0 : STATUSES.length * 2 * (1 + 3 + 3);
  assert.equal(heard.length, STATUSES.length * CASES.length + reads);
  const writes = heard.filter(({ method }) => method !== "GET");
  assert.ok(writes.every(({ url }) => !url.startsWith("/landed")));
  for (const { headers } of heard) assert.ok(headers.includes(ACCESS_TOKEN));
}
