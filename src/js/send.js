// The platform's part in sending requests: `fetch`, clocks, and the caller's signal and functions.
// What is sent, how long to wait, and what an early end means are the Rust side's to say.

/**
 * Without a receiver, as the platform's own `fetch` requires; looked up at each call, so that a
 * replacement made after the import is seen.
 * @param {typeof fetch | undefined} own the caller's own
 * @param {string} url
 * @param {RequestInit} init
 */
export function callFetch(own, url, init) {
  const send = own ?? globalThis.fetch;
  return send(url, init);
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

/** Why waiting ended early: the codes of `cancel::Ended`. */
const ATTEMPT_TIMED_OUT = 1;
const CALL_TIMED_OUT = 2;
const ABORTED = 3;

/** What can end one call early: its clocks, and the caller's signal, of whatever realm or make. */
export class Watch {
  ended = 0;
  #controller = new AbortController();
  #caller;
  #callTimer;
  #attemptTimer;
  #abort = () => this.#end(ABORTED);
  /** @type {(reason?: unknown) => void} */
  #reject = () => {};
  /** @type {Promise<never>} */
  #early;

  /**
   * @param {number} ms for the whole call; 0 for ever
   * @param {AbortSignal | undefined} caller
   */
  constructor(ms, caller) {
    this.#caller = caller;
    this.#early = this.#renew();
    if (caller?.aborted) {
      this.#end(ABORTED);
      return;
    }
    caller?.addEventListener("abort", this.#abort);
    if (ms > 0) this.#callTimer = setTimeout(() => this.#end(CALL_TIMED_OUT), ms);
  }

  #renew() {
    const early = new Promise((_, reject) => (this.#reject = reject));
    // Whether anybody waits when it comes to its end is of no importance.
    early.catch(() => {});
    return /** @type {Promise<never>} */ (early);
  }

  /** @param {number} ended */
  #end(ended) {
    this.ended ||= ended;
    this.#controller.abort();
    this.#reject();
  }

  /**
   * Begins an attempt, or a wait between two.
   * @param {number} ms how long it may take; 0 for ever
   * @returns a signal of this realm, since a platform's `fetch` takes no other
   */
  begin(ms) {
    clearTimeout(this.#attemptTimer);
    if (this.ended === ATTEMPT_TIMED_OUT) {
      this.ended = 0;
      this.#controller = new AbortController();
      this.#early = this.#renew();
    }
    if (ms > 0) this.#attemptTimer = setTimeout(() => this.#end(ATTEMPT_TIMED_OUT), ms);
    return this.#controller.signal;
  }

  /** What the caller's signal gave as its reason. */
  get reason() {
    return this.#caller?.reason;
  }

  /**
   * Settles with the value, or rejects when its time or the call ends if that comes first: a
   * `fetch` that a caller brings may ignore the signal.
   * @param {unknown} value
   */
  race(value) {
    return Promise.race([value, this.#early]);
  }

  /** So that neither a process nor a long-lived signal is held by a call that is over. */
  stop() {
    clearTimeout(this.#callTimer);
    clearTimeout(this.#attemptTimer);
    this.#caller?.removeEventListener("abort", this.#abort);
  }
}
