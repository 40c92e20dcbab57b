// The platform's part in a call: `fetch`, clocks, and the caller's signal and functions. What is
// sent, what an answer means, and whether to try again are the Rust side's to say: here is waited.
// As a Rust future each wait would cost five times as much, in bytes and in time.

import { ReporteiError } from "../../pkg-template/error.js";

/** How waiting ended: the codes of `call::End`. */
const ATTEMPT_TIMED_OUT = 1;
const CALL_TIMED_OUT = 2;
const ABORTED = 3;
const DEAF_SIGNAL = 4;
const NO_TOKEN = 5;
const NO_ANSWER = 6;
const ROLLED_BACK = 7;
const NOT_ROLLED_BACK = 8;
const NO_TURN = 9;

/**
 * @typedef {object} Call The Rust side of a call, `call::Call`.
 * @property {(token: unknown, headers: Record<string, string>) => string | undefined} begin
 * @property {(response: Response, text: string) => unknown} answer
 * @property {(end: number, cause: unknown) => void} fail
 * @property {() => any} next
 * @property {() => Promise<unknown>} rollBack
 * @property {() => number} turn
 * @property {() => void} leave
 * @property {() => void} free
 *
 * @typedef {object} ClientOptions Those that are the platform's.
 * @property {Record<string, string>} base The headers to begin with.
 * @property {Iterable<[string, string]>} [headers]
 * @property {RequestCredentials} [credentials]
 * @property {typeof fetch} [fetch]
 * @property {() => unknown} [accessToken]
 * @property {AbortSignal} [signal]
 * @property {{ acquire?: () => unknown }} [rateLimit]
 * @property {import("./queue.js").Queue} [queue] of the attempts that wait for their turn
 *
 * @typedef {object} CallOptions
 * @property {Iterable<[string, string]>} [headers]
 * @property {AbortSignal | null} [signal] null for none, not even the client's
 * @property {(customer: unknown) => unknown} [storeToken]
 */

/**
 * Makes a call. Its error is made here, behind an await, because that is how engines find the
 * caller's line: a stack taken in wasm ends there.
 * @param {Call} call
 * @param {ClientOptions} client
 * @param {CallOptions | undefined} options
 * @param {string} method
 * @param {object | undefined} params what the body holds
 * @param {number} timeoutMs
 * @param {number} totalTimeoutMs
 */
export async function drive(call, client, options = {}, method, params, timeoutMs, totalTimeoutMs) {
  const signal = options.signal === undefined ? client.signal : options.signal;
  const watch = new Watch(signal, timeoutMs, totalTimeoutMs);
  try {
    for (;;) {
      const value = await attempt(call, client, options, method, params, watch);
      if (value && (!options.storeToken || (await isStored(call, options.storeToken, value)))) {
        return value;
      }
      const next = call.next();
      if (typeof next !== "number") throw new ReporteiError(next);
      await watch.sleep(next);
    }
  } finally {
    watch.stop();
    call.free();
  }
}

/**
 * Rejects as a call does that was never begun.
 * @param {any} details
 */
export async function reject(details) {
  throw new ReporteiError(details);
}

/**
 * One attempt: a request, and those that redirects within the API's own origin ask for.
 * @param {Call} call
 * @param {ClientOptions} client
 * @param {CallOptions} options
 * @param {string} method
 * @param {object | undefined} params
 * @param {Watch} watch
 * @returns the value, or undefined where the call was told of a failure
 */
async function attempt(call, client, options, method, params, watch) {
  let end = DEAF_SIGNAL;
  let place;
  try {
    watch.listen();
    end = NO_TURN;
    const { rateLimit, queue } = client;
    if (rateLimit?.acquire) {
      await watch.race(rateLimit.acquire());
    } else if (queue) {
      place = queue.join(call);
      await watch.race(place.turn);
    }
    const signal = watch.begin();
    end = NO_TOKEN;
    const token = client.accessToken && (await watch.race(client.accessToken()));
    const headers = { ...client.base };
    for (const pairs of [client.headers, options.headers]) {
      for (const [name, value] of pairs ?? []) headers[name.toLowerCase()] = value;
    }
    let value = /** @type {any} */ (call.begin(token, headers));
    end = NO_ANSWER;
    /** @type {RequestInit} */
    const init = { method, headers, redirect: "manual", signal };
    if (params) init.body = JSON.stringify(params);
    if (client.credentials) init.credentials = client.credentials;
    // First the URL of the request, then of those that redirects ask for.
    while (typeof value === "string") {
      // Without a receiver, as the platform's own requires; looked up each time, so that a
      // replacement made after the import is seen.
      const send = client.fetch ?? globalThis.fetch;
      const [response, text] = await watch.race(exchange(send, value, init));
      value = call.answer(response, text);
    }
    return value;
  } catch (cause) {
    call.fail(watch.ended || end, watch.ended ? watch.reason : cause);
    return undefined;
  } finally {
    if (place) client.queue?.leave(place);
  }
}

/**
 * @param {typeof fetch} send
 * @param {string} url
 * @param {RequestInit} init
 * @returns {Promise<[Response, string]>}
 */
async function exchange(send, url, init) {
  const response = await send(url, init);
  // By its shape, so that another realm's or a mock's serves as well as the platform's.
  if (!Number.isInteger(response.status) || !isHeader(response.headers.get("content-type"))) {
    throw new TypeError("fetch gave something that is no response");
  }
  return [response, await response.text()];
}

/** @param {unknown} value */
function isHeader(value) {
  return value == null || typeof value === "string";
}

/**
 * Stores a token. Neither a signal nor a clock may come between it and its store.
 * @param {Call} call
 * @param {(customer: unknown) => unknown} store
 * @param {unknown} customer
 */
async function isStored(call, store, customer) {
  try {
    await store(customer);
    return true;
  } catch (cause) {
    const end = await call.rollBack().then(
      () => ROLLED_BACK,
      () => NOT_ROLLED_BACK,
    );
    call.fail(end, cause);
    return false;
  }
}

/**
 * Tells an observer, whose failures are its own.
 * @param {(event: object) => unknown} observer
 * @param {object} event
 */
export function notify(observer, event) {
  Promise.resolve(event)
    .then(observer)
    .catch(() => {});
}

/** What can end one call early: its clocks, and the caller's signal, of whatever realm or make. */
class Watch {
  ended = 0;
  #caller;
  #timeoutMs;
  #isListening = false;
  /** @type {AbortController | undefined} */
  #controller;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #callTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {((reason?: unknown) => void) | undefined} */
  #reject;
  #abort = () => this.#end(ABORTED);

  /**
   * @param {AbortSignal | null | undefined} caller
   * @param {number} timeoutMs for each attempt; 0 for ever
   * @param {number} totalTimeoutMs for the whole call; 0 for ever
   */
  constructor(caller, timeoutMs, totalTimeoutMs) {
    this.#caller = caller;
    this.#timeoutMs = timeoutMs;
    if (totalTimeoutMs > 0) this.#callTimer = this.#in(totalTimeoutMs, CALL_TIMED_OUT);
  }

  /**
   * @param {number} ms
   * @param {number} ended
   */
  #in(ms, ended) {
    return setTimeout(() => this.#end(ended), ms);
  }

  /** @param {number} ended */
  #end(ended) {
    this.ended ||= ended;
    this.#controller?.abort();
    this.#reject?.();
  }

  /** Throws where there is to be no attempt. */
  listen() {
    if (!this.#isListening) {
      this.#isListening = true;
      if (this.#caller?.aborted) this.#end(ABORTED);
      else this.#caller?.addEventListener("abort", this.#abort);
    }
    if (this.ended) throw this.reason;
  }

  /**
   * Begins an attempt.
   * @returns a signal of this realm, since a platform's `fetch` takes no other
   */
  begin() {
    this.#controller = new AbortController();
    if (this.#timeoutMs > 0) this.#timer = this.#in(this.#timeoutMs, ATTEMPT_TIMED_OUT);
    return this.#controller.signal;
  }

  /**
   * Waits between two attempts; ends early where there is to be none.
   * @param {number} ms
   */
  async sleep(ms) {
    this.#rest();
    this.#timer = this.#in(ms, ATTEMPT_TIMED_OUT);
    await this.race(new Promise(() => {})).catch(() => {});
    this.#rest();
  }

  #rest() {
    clearTimeout(this.#timer);
    if (this.ended === ATTEMPT_TIMED_OUT) this.ended = 0;
  }

  /** What the caller's signal gave as its reason. */
  get reason() {
    return this.ended === ABORTED ? this.#caller?.reason : undefined;
  }

  /**
   * Settles with the value, or rejects when its time or the call ends if that comes first: a
   * `fetch` that a caller brings may ignore the signal.
   * @template T
   * @param {T | PromiseLike<T>} value
   * @returns {Promise<T>}
   */
  race(value) {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      if (this.ended) reject();
      Promise.resolve(value).then(resolve, reject);
    });
  }

  /** So that neither a process nor a long-lived signal is held by a call that is over. */
  stop() {
    clearTimeout(this.#callTimer);
    clearTimeout(this.#timer);
    try {
      this.#caller?.removeEventListener("abort", this.#abort);
    } catch {
      // A signal that cannot be left is nothing that anybody could still do something about.
    }
  }
}
