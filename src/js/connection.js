// What the calls of a client share: its Rust side, and those of its options that are the platform's.

import { hand, read } from "./args.js";
import {
  CALL,
  CLIENT,
  CREATE,
  CREATE_OPTIONS,
  LIMITS_PLACE,
  LIST,
  OPTIONS_PLACE,
  PARAMS_PLACE,
  RATE_LIMIT,
  RATE_LIMIT_PLACE,
  URL_PLACE,
} from "./codes.js";
import { drive } from "./drive.js";
import { free, Holder, take } from "./held.js";
import { core, failure, invalid, tried, url, userAgent } from "./host.js";
import { Queue } from "./queue.js";

/**
 * @typedef {object} Platform
 * @property {Record<string, string>} base The headers to begin with.
 * @property {RequestCredentials} [credentials]
 * @property {typeof fetch} [fetch]
 * @property {() => unknown} [accessToken]
 * @property {AbortSignal} [signal]
 * @property {(event: object) => unknown} [observer]
 * @property {{ acquire?: () => unknown }} [rateLimit]
 * @property {Queue} [queue] of the attempts that wait for their turn
 */

export class Connection extends Holder {
  /** @param {Platform} platform */
  constructor(platform) {
    super();
    this.platform = platform;
  }

  /**
   * The same again, to be closed by itself.
   * @param {number} [of] A call of the client's, which may have been freed.
   */
  another(of = this.number) {
    const other = new Connection(this.platform);
    core.another(other.number, of);
    return other;
  }

  /**
   * Begins a call. Throws where an argument is not what it must be.
   * @param {number} endpoint
   * @param {unknown} uuid
   * @param {any} params
   * @param {any} given The call's options.
   */
  call(endpoint, uuid, params, given) {
    const values = [uuid];
    const body = read(values, params, "params", endpoint, PARAMS_PLACE);
    const table = endpoint === CREATE ? CREATE_OPTIONS : CALL;
    const options = read(values, given ?? undefined, "options", table, OPTIONS_PLACE);
    hand(values);
    const call = take();
    if (!core.call(call, this.number, endpoint)) {
      free(call);
      throw failure();
    }
    const text = params && endpoint !== LIST ? JSON.stringify(body) : undefined;
    return drive(this, call, endpoint, options, text);
  }
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
    const { href, protocol, hostname, username, password } = parsed;
    values.length = URL_PLACE;
    values.push(href, protocol, hostname, !!(username + password));
  }
  // One that says itself when a request may be sent is nothing to the Rust side.
  if (tried(() => typeof rateLimit?.acquire === "function")) {
    delete values[RATE_LIMIT_PLACE];
  } else if (rateLimit !== undefined) {
    if (typeof rateLimit !== "string") {
      read(values, rateLimit, "rateLimit", RATE_LIMIT, LIMITS_PLACE);
    }
    options.queue = new Queue();
  }
  options.base = {
    accept: "application/json",
    // In a browser it would need a preflight's leave.
    ...(isBrowser() ? {} : { "user-agent": userAgent }),
    ...options.headers,
  };
  const connection = new Connection(/** @type {any} */ (options));
  hand(values);
  if (core.open(connection.number)) return connection;
  connection.free();
  throw failure();
}

/** Every browser's name for itself begins so, and no server runtime's does. */
function isBrowser() {
  return /^Mozilla\//.test(String(globalThis.navigator?.userAgent));
}
