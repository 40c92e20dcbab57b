// The platform's part in sending a request: `fetch`, the clock and the caller's signal. Which
// request, how long, and what an early end means are the Rust side's to say.

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

/** Why a call ended early: the codes of `cancel::Ended`. */
const TIMED_OUT = 1;
const ABORTED = 2;

/** What can end one call early: the clock, and the caller's signal, of whatever realm or make. */
export class Watch {
  ended = 0;
  #controller = new AbortController();
  #caller;
  #timer;
  #abort = () => this.#end(ABORTED);
  /** @type {(reason?: unknown) => void} */
  #reject = () => {};
  #early = new Promise((_, reject) => (this.#reject = reject));

  /**
   * @param {number} ms 0 for ever
   * @param {AbortSignal | undefined} caller
   */
  constructor(ms, caller) {
    this.#early.catch(() => {});
    this.#caller = caller;
    if (caller?.aborted) {
      this.#end(ABORTED);
      return;
    }
    caller?.addEventListener("abort", this.#abort);
    if (ms > 0) this.#timer = setTimeout(() => this.#end(TIMED_OUT), ms);
  }

  /** @param {number} ended */
  #end(ended) {
    this.ended ||= ended;
    this.#controller.abort();
    this.#reject();
  }

  /** A signal of this realm, since a platform's `fetch` takes no other. */
  get signal() {
    return this.#controller.signal;
  }

  /** What the caller's signal gave as its reason. */
  get reason() {
    return this.#caller?.reason;
  }

  /**
   * Settles with the value, or rejects when the call ends early if that comes first: a `fetch` that
   * a caller brings may ignore the signal.
   * @param {unknown} value
   */
  race(value) {
    return Promise.race([value, this.#early]);
  }

  /** So that neither a process nor a long-lived signal is held by a call that is over. */
  stop() {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener("abort", this.#abort);
  }
}
