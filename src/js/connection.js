// What the calls of a client share: its Rust side, and those of its options that are the platform's.

import { hand, read } from "./args.js";
import { CLIENT, LIMITS_PLACE, RATE_LIMIT, RATE_LIMIT_PLACE, URL_PLACE } from "./codes.js";
import { held } from "./held.js";
import { core, failure, invalid, tried, url, userAgent } from "./host.js";
import { queue } from "./queue.js";

/**
 * @typedef {object} Platform
 * @property {Record<string, string>} base The headers to begin with.
 * @property {RequestCredentials} [credentials]
 * @property {typeof fetch} [fetch]
 * @property {() => unknown} [accessToken]
 * @property {AbortSignal} [signal]
 * @property {(event: object) => unknown} [observer]
 * @property {{ acquire(): unknown }} [rateLimit]
 * @property {import("./queue.js").Queue} [queue] of the attempts that wait for their turn
 */

/**
 * @typedef {import("./held.js").Holder<Platform>} Connection
 * @typedef {Pick<Connection, "number" | "kept">} Client What makes calls: a connection, or a call of it.
 */

/**
 * A client's connection, until it is freed.
 * @template {Client} T
 * @param {T | undefined} connection
 */
export function alive(connection) {
  if (connection) return connection;
  throw invalid(undefined, "this client was freed: make another");
}

/** @param {any} given A client's options. */
export function open(given) {
  /** @type {import("./args.js").Values} */
  const values = [];
  const options = read(values, given, "options", CLIENT, 0);
  const { baseUrl, rateLimit } = options;
  if (baseUrl && typeof baseUrl === "string") {
    const parsed = url(baseUrl, globalThis.location?.href);
    if (!parsed) {
      const problem = "must be a URL; a relative one needs a page to resolve it against";
      throw invalid("baseUrl", problem);
    }
    values.length = URL_PLACE;
    const hasUser = !!(parsed.username + parsed.password);
    values.push(parsed.href, parsed.protocol, parsed.hostname, hasUser);
  }
  // One that says itself when a request may be sent is nothing to the Rust side.
  if (tried(() => typeof rateLimit?.acquire === "function")) {
    delete values[RATE_LIMIT_PLACE];
  } else if (rateLimit !== undefined) {
    if (typeof rateLimit !== "string") {
      read(values, rateLimit, "rateLimit", RATE_LIMIT, LIMITS_PLACE);
    }
    options.queue = queue();
  }
  // Every browser's name for itself begins so, and no server runtime's does.
  const isBrowser = /^Mozilla\//.test(globalThis.navigator?.userAgent);
  options.base = {
    accept: "application/json",
    // In a browser it would need a preflight's leave.
    ...(isBrowser ? {} : { "user-agent": userAgent }),
    ...options.headers,
  };
  const connection = held(/** @type {Platform} */ (options));
  hand(values);
  if (core.open(connection.number)) return connection;
  connection.free();
  throw failure();
}
