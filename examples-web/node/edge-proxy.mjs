// Lets a page call the API through your origin: a Worker that adds the access token, and passes on the
// calls of an allow-list and nothing else.
//
//   npx wrangler dev edge-proxy.mjs --compatibility-date 2026-09-01
//
// Its settings, those of `Settings` below, stand in `.dev.vars`, a line each. As it stands it refuses
// everybody: it must know who calls. In a Worker of your own write
//
//   import { edgeProxy } from "./edge-proxy.mjs";
//   export default edgeProxy({ authorize: async (request, env) => … });
//
// and serve it under /api on the origin of your page.

const PREFIX = "/api";
const MAX_BODY_BYTES = 64 * 1024;
const TIME_LIMIT_MS = 30_000;
const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/**
 * @typedef {object} Settings
 * @property {string} REPORTEI_ACCESS_TOKEN
 * @property {string} [REPORTEI_BASE_URL] Default: the API itself.
 * @property {string} ALLOWED_ORIGINS Where the page and this proxy are served, separated by commas.
 * @property {string} [ALLOW_CREATE] `yes` lets pages create customers. The answer to a creation has
 *   the customer's token, which then goes to the browser: better create on a server.
 *
 * @typedef {object} Route
 * @property {string} method
 * @property {RegExp} path The whole of it, behind the prefix.
 * @property {string[]} [query] The parameters it may have.
 * @property {string} [field] The only field of its JSON body.
 * @property {boolean} [customerToken] Whether the caller's `x-customer-token` is passed on.
 * @property {boolean} [creates]
 *
 * @callback Authorize
 * @param {Request} request
 * @param {Settings} env
 * @returns {true | string | Promise<true | string>} `true` for who may call. Anything else refuses,
 *   and a text says why.
 */

/** @type {Route[]} */
const ROUTES = [
  {
    method: "GET",
    path: /^\/customers$/,
    query: ["page", "per_page", "sortBy", "descending"],
  },
  { method: "GET", path: /^\/customers\/settings$/, customerToken: true },
  { method: "POST", path: /^\/customers$/, field: "name", creates: true },
  { method: "GET", path: new RegExp(`^/customers/${UUID}$`) },
  { method: "PUT", path: new RegExp(`^/customers/${UUID}$`), field: "name" },
  { method: "DELETE", path: new RegExp(`^/customers/${UUID}$`) },
  {
    method: "POST",
    path: new RegExp(`^/customers/${UUID}/update-payment-status$`),
    field: "is_paying",
  },
];

/** Of the API's answer, what the client reads beside the body. */
const PASSED_BACK = [
  "retry-after",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
  "x-request-id",
];

/** An answer is for this origin's scripts alone: never a document, never kept. */
const SAFE = {
  "content-type": "application/json",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "same-origin",
};

/** What ends a request early. */
class Refused extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export default edgeProxy({
  authorize: () =>
    "Nobody may call this proxy yet: give edgeProxy an `authorize` that knows your users.",
});

/** @param {{ authorize: Authorize, timeLimitMs?: number }} options */
export function edgeProxy({ authorize, timeLimitMs = TIME_LIMIT_MS }) {
  return {
    /**
     * @param {Request} request
     * @param {Settings} env
     */
    async fetch(request, env) {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeLimitMs)]);
      try {
        if (!env.REPORTEI_ACCESS_TOKEN || !env.ALLOWED_ORIGINS) {
          throw new Refused(500, "Set REPORTEI_ACCESS_TOKEN and ALLOWED_ORIGINS.");
        }
        const url = new URL(request.url);
        // Dots, backslashes and the like, which another server may take for another path.
        if (url.href !== request.url) throw new Refused(400, "The address is not normalized.");
        checkOrigin(request, url, env);
        const verdict = await authorize(request, env);
        if (verdict !== true) throw new Refused(401, String(verdict || "Sign in first."));
        const route = routeOf(request, url, env);
        const body = route.field ? await readBody(request, route.field, signal) : null;
        return await passOn(request, url, env, route, body, signal);
      } catch (error) {
        if (error instanceof Refused) return refusal(error.status, error.message);
        if (signal.aborted) return refusal(504, "The request took too long.");
        console.error(error);
        return refusal(502, "The API could not be reached.");
      }
    },
  };
}

/**
 * Refuses other sites' pages, and a host that somebody else's name leads to (DNS rebinding).
 *
 * @param {Request} request
 * @param {URL} url
 * @param {Settings} env
 */
function checkOrigin({ headers }, url, env) {
  const allowed = env.ALLOWED_ORIGINS.split(",").map((origin) => new URL(origin.trim()));
  if (!allowed.some(({ host }) => host === url.host)) throw new Refused(421, "Not this host.");
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const isAllowed = origin === null || allowed.some((one) => one.origin === origin);
  // Programs that are no browsers send neither header.
  if (!isAllowed || (site !== null && site !== "same-origin")) {
    throw new Refused(403, "Not from another site.");
  }
}

/**
 * @param {Request} request
 * @param {URL} url
 * @param {Settings} env
 */
function routeOf({ method }, { pathname, searchParams }, env) {
  const path = pathname.startsWith(PREFIX) ? pathname.slice(PREFIX.length) : "";
  const route = ROUTES.find((one) => one.method === method && one.path.test(path));
  if (!route) throw new Refused(404, "There is no such call.");
  if (route.creates && env.ALLOW_CREATE !== "yes") {
    throw new Refused(403, "Customers are not created from a page.");
  }
  for (const name of searchParams.keys()) {
    if (!route.query?.includes(name)) throw new Refused(400, "There is no such parameter.");
  }
  return route;
}

/**
 * @param {Request} request
 * @param {string} field
 * @param {AbortSignal} signal
 * @returns {Promise<string>} JSON of that field alone.
 */
async function readBody(request, field, signal) {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? "")) {
    throw new Refused(415, "The body must be JSON.");
  }
  const bytes = new Uint8Array(MAX_BODY_BYTES);
  let size = 0;
  const limited = new WritableStream({
    /** @param {Uint8Array} chunk */
    write(chunk) {
      if (size + chunk.length > MAX_BODY_BYTES) throw new Refused(413, "The body is too large.");
      bytes.set(chunk, size);
      size += chunk.length;
    },
  });
  /** @type {Promise<never>} */
  const aborted = new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  // By its own option `signal`, workerd's pipeTo would wait for the next chunk.
  await Promise.race([request.body?.pipeTo(limited), aborted]);
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes.subarray(0, size)));
    if (Object.keys(value).join() === field) return JSON.stringify(value);
  } catch {
    // It is refused as any other body.
  }
  throw new Refused(400, `The body must be an object with "${field}".`);
}

/**
 * @param {Request} request
 * @param {URL} url
 * @param {Settings} env
 * @param {Route} route
 * @param {string | null} body
 * @param {AbortSignal} signal
 */
async function passOn(request, url, env, route, body, signal) {
  const { REPORTEI_BASE_URL: baseUrl = "https://connect.reportei.com/api" } = env;
  const headers = new Headers({
    accept: "application/json",
    authorization: `Bearer ${env.REPORTEI_ACCESS_TOKEN}`,
  });
  const customerToken = route.customerToken && request.headers.get("x-customer-token");
  if (customerToken) headers.set("x-customer-token", customerToken);
  if (body !== null) headers.set("content-type", "application/json");
  const target = baseUrl + url.pathname.slice(PREFIX.length) + url.search;
  const { method } = route;
  const answer = await fetch(target, { method, headers, body, signal, redirect: "manual" });

  if (answer.status === 401 && !route.customerToken) {
    return refusal(502, "The API refused the proxy's access token.");
  }
  const isJson = /^application\/json\s*(;|$)/i.test(answer.headers.get("content-type") ?? "");
  if (!isJson || (answer.status >= 300 && answer.status < 400)) {
    const status = answer.status < 400 ? 502 : answer.status;
    return refusal(status, `The API answered with status ${answer.status} and no JSON.`);
  }
  const passed = new Headers(SAFE);
  for (const name of PASSED_BACK) {
    const value = answer.headers.get(name);
    if (value !== null) passed.set(name, value);
  }
  return new Response(answer.body, { status: answer.status, headers: passed });
}

/**
 * @param {number} status
 * @param {string} message
 */
const refusal = (status, message) => Response.json({ message }, { status, headers: SAFE });
