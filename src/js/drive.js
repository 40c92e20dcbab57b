// The platform's part in a call: `fetch`, clocks, and the caller's signal and functions. What is
// sent, what an answer means, and whether to try again are the Rust side's to say: here is waited.
// As a Rust future each wait would cost five times as much, in bytes and in time.

import { hand, read } from "./args.js";
import {
  ACCEPTED,
  CALL,
  CREATE,
  CREATE_OPTIONS,
  DEAF_SIGNAL,
  DELETE,
  FOLLOWED,
  GONE,
  LIST,
  NOT_ROLLED_BACK,
  NO_ANSWER,
  NO_TOKEN,
  NO_TURN,
  OPTIONS_PLACE,
  PARAMS_PLACE,
  ROLLED_BACK,
  WRONG,
} from "./codes.js";
import { alive } from "./connection.js";
import { free, unusedNumber } from "./held.js";
import { about, core, failure, parse, report, seen, take, tell } from "./host.js";
import { completed, kindsOf } from "./shape.js";
import { watching } from "./watch.js";

/**
 * @typedef {object} CallOptions
 * @property {Record<string, string>} [headers]
 * @property {AbortSignal} [signal]
 * @property {(customer: unknown) => unknown} [storeToken]
 * @property {number} [timeoutMs]
 * @property {number} [maxRetries]
 *
 * @typedef {object} Known What this side knows of a failure.
 * @property {unknown} [cause]
 * @property {unknown} [body]
 * @property {unknown} [created]
 */

/**
 * Makes a call; its arguments are read before this returns. Its error is made here, behind an await,
 * because that is how engines find the caller's line: a stack taken in wasm ends there.
 * @param {import("./connection.js").Client | undefined} client
 * @param {number} endpoint
 * @param {any} given The call's options.
 * @param {unknown} [uuid]
 * @param {any} [params]
 */
export async function drive(client, endpoint, given, uuid, params) {
  const connection = alive(client);
  const platform = connection.kept;
  const values = [uuid];
  const copy = read(values, params, "params", endpoint, PARAMS_PLACE);
  const table = endpoint === CREATE ? CREATE_OPTIONS : CALL;
  /** @type {CallOptions} */
  const options = read(values, given ?? undefined, "options", table, OPTIONS_PLACE);
  hand(values);
  const call = unusedNumber();
  /** @type {import("./watch.js").Watch | undefined} */
  let watch;
  try {
    if (!core.call(call, connection.number, endpoint)) throw failure();
    const body = params && endpoint !== LIST ? JSON.stringify(copy) : undefined;
    watch = watching(options.signal ?? platform.signal, take());
    for (;;) {
      /** @type {Known} */
      const known = {};
      const value = await attempt(platform, call, endpoint, options, body, watch, known);
      if (
        value &&
        (!options.storeToken || (await isStored(connection, call, options, value, known)))
      ) {
        return value;
      }
      const delay = core.next(call);
      report(platform.observer);
      if (delay < 0) throw failure(known);
      await watch.sleep(delay);
    }
  } finally {
    watch?.stop();
    free(call);
  }
}

/**
 * One attempt: a request, and those that redirects within the API's own origin ask for.
 * @param {import("./connection.js").Platform} platform
 * @param {number} call
 * @param {number} endpoint
 * @param {CallOptions} options
 * @param {string | undefined} body
 * @param {import("./watch.js").Watch} watch
 * @param {Known} known
 * @returns {Promise<any>} the value, or undefined where the call was told of a failure
 */
async function attempt(platform, call, endpoint, options, body, watch, known) {
  const { accessToken, base, credentials, observer, queue, rateLimit } = platform;
  let end = DEAF_SIGNAL;
  try {
    watch.listen();
    end = NO_TURN;
    if (rateLimit) await watch.race(queue ? queue.join(call) : rateLimit.acquire());
    const signal = watch.begin();
    end = NO_TOKEN;
    if (accessToken) hand([await watch.race(accessToken())]);
    const isReady = core.begin(call);
    report(observer);
    if (!isReady) return undefined;
    let { method, url, ...own } = take();
    end = NO_ANSWER;
    /** @type {RequestInit} */
    const init = {
      method,
      headers: { ...base, ...own, ...options.headers },
      redirect: "manual",
      signal,
    };
    if (body) init.body = body;
    if (credentials) init.credentials = credentials;
    for (;;) {
      // Without a receiver, as the platform's own requires; looked up each time, so that a
      // replacement made after the import is seen.
      const send = platform.fetch ?? globalThis.fetch;
      const response = await watch.race(send(url, init));
      const { status, headers } = response;
      // By its shape, so that another realm's or a mock's serves as well as the platform's.
      if (!Number.isInteger(status) || typeof (headers.get("content-type") ?? "") !== "string") {
        throw new TypeError("fetch gave something that is no response");
      }
      const text = String(await watch.race(response.text()));
      const isSuccess = status >= 200 && status < 300;
      const value = isSuccess ? parse(text) : undefined;
      tell(value !== undefined && kindsOf(value, endpoint));
      about(headers);
      let taken = core.answer(call, status);
      if (taken === WRONG) {
        tell(text);
        taken = core.wrong(call, status);
      }
      known.body = seen();
      report(observer);
      if (taken === ACCEPTED) {
        return endpoint === LIST ? completed(value) : endpoint < DELETE ? value.customer : value;
      }
      if (taken === GONE) {
        return { success: true, message: "The customer is gone: an attempt before removed it" };
      }
      if (taken !== FOLLOWED) {
        if (isSuccess && endpoint === CREATE) {
          known.created = value === undefined ? text : (value?.customer ?? value);
        }
        return undefined;
      }
      url = new URL(/** @type {string} */ (headers.get("location")), url).href;
    }
  } catch (cause) {
    core.fail(call, watch.ended || end);
    known.cause = watch.ended ? watch.reason() : cause;
    return undefined;
  } finally {
    // Whose signal lets it begin has joined.
    if (end !== DEAF_SIGNAL) queue?.leave(call);
  }
}

/**
 * Stores a token. Neither a signal nor a clock may come between it and its store.
 * @param {import("./connection.js").Client} connection
 * @param {number} call
 * @param {CallOptions} options
 * @param {any} created
 * @param {Known} known
 */
async function isStored({ kept }, call, { storeToken, ...others }, created, known) {
  const { uuid } = created;
  try {
    await storeToken?.(created);
    return true;
  } catch (cause) {
    known.cause = cause;
    // A signal of the caller's or the client's may have spoken.
    others.signal = new AbortController().signal;
    try {
      // The client may have been freed by now, and the call has it still.
      await drive({ number: call, kept }, DELETE, others, uuid);
      core.fail(call, ROLLED_BACK);
    } catch {
      core.fail(call, NOT_ROLLED_BACK);
      known.created = created;
    }
    return false;
  }
}
