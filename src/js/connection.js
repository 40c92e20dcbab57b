// What the calls of a client share: its Rust side, and those of its options that are the platform's.

import { checkHeaders, hand, read, valueAt } from "./args.js";
import { drive } from "./drive.js";
import { free, Holder, take } from "./held.js";
import { core, failure, invalid, rust, url } from "./host.js";
import { Queue } from "./queue.js";
import { CALL, CLIENT, CREATE_OPTIONS, RATE_LIMIT } from "./tables.js";

export const LIST = 0;
export const SHOW = 1;
export const SETTINGS = 2;
export const CREATE = 3;
export const UPDATE = 4;
export const DELETE = 5;
export const UPDATE_PAYMENT_STATUS = 6;

/** Where the Rust side looks for them: `options::place`, `call::PARAMS`, `call::OPTIONS`. */
const RATE_LIMIT_PLACE = 13;
const URL_PLACE = 14;
const LIMITS_PLACE = 18;
const UUID_PLACE = 0;
const PARAMS_PLACE = 1;
const OPTIONS_PLACE = 5;

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

export class Connection {
  /**
   * @param {Holder} client
   * @param {Platform} platform
   */
  constructor(client, platform) {
    this.client = client;
    this.platform = platform;
  }

  /** @param {any} given A client's options. */
  static open(given) {
    /** @type {import("./args.js").Value[]} */
    const values = [];
    const options = read(values, given, "options", CLIENT, 0);
    checkHeaders(options);
    const { baseUrl, rateLimit } = options;
    if (baseUrl && typeof baseUrl === "string") {
      const parsed = url(baseUrl, globalThis.location?.href);
      if (!parsed) {
        const problem = "is not a URL, or is relative where there is no page to resolve it against";
        throw invalid("baseUrl", problem);
      }
      const { href, protocol, hostname, username, password } = parsed;
      [href, protocol, hostname, !!(username + password)].forEach((part, index) =>
        values.push(valueAt(URL_PLACE + index, part)),
      );
    }
    if (isLimiter(rateLimit)) {
      values.push(valueAt(RATE_LIMIT_PLACE, undefined));
    } else if (rateLimit !== undefined) {
      if (typeof rateLimit !== "string") {
        read(values, rateLimit, "rateLimit", RATE_LIMIT, LIMITS_PLACE);
      }
      options.queue = new Queue();
    }
    options.base = {
      accept: "application/json",
      // In a browser it would need a preflight's leave.
      ...(isBrowser() ? {} : { "user-agent": rust.userAgent }),
      ...Object.fromEntries(options.headers ?? []),
    };
    hand(values);
    const client = new Holder();
    if (core.open(client.number)) return new Connection(client, /** @type {any} */ (options));
    client.free();
    throw failure();
  }

  /**
   * The same again, to be closed by itself.
   * @param {number} [of] A call of the client's, which may have been freed.
   */
  another(of = this.client.number) {
    const client = new Holder();
    core.another(client.number, of);
    return new Connection(client, this.platform);
  }

  /**
   * Begins a call. Throws where an argument is not what it must be.
   * @param {number} endpoint
   * @param {unknown} uuid
   * @param {any} params
   * @param {any} given The call's options.
   * @param {object} [others] Options that no caller has.
   */
  call(endpoint, uuid, params, given, others) {
    const values = [valueAt(UUID_PLACE, uuid)];
    const body = read(values, params, "params", endpoint, PARAMS_PLACE);
    const table = endpoint === CREATE ? CREATE_OPTIONS : CALL;
    const options = read(values, given ?? undefined, "options", table, OPTIONS_PLACE);
    checkHeaders(options);
    hand(values);
    const call = take();
    if (!core.call(call, this.client.number, endpoint)) {
      free(call);
      throw failure();
    }
    const text = params && endpoint !== LIST ? JSON.stringify(body) : undefined;
    return drive(this, call, endpoint, { ...options, ...others }, text);
  }
}

/** @param {any} value Whether it says itself when a request may be sent. */
function isLimiter(value) {
  try {
    return typeof value.acquire === "function";
  } catch {
    return false;
  }
}

/** Every browser's name for itself begins so, and no server runtime's does. */
function isBrowser() {
  return String(globalThis.navigator?.userAgent).startsWith("Mozilla/");
}
