// What can end a call early, and the waiting that it ends.

import { ABORTED, ATTEMPT_TIMED_OUT, CALL_TIMED_OUT } from "./codes.js";
import { tried } from "./host.js";

/** @typedef {ReturnType<typeof watching>} Watch */

/**
 * What can end one call early: its clocks, and the caller's signal, of whatever realm or make.
 * @param {AbortSignal | undefined} caller
 * @param {{ timeoutMs?: number, totalTimeoutMs?: number }} times For each attempt, and for the whole
 *   call; 0 for ever.
 */
export function watching(caller, { timeoutMs, totalTimeoutMs }) {
  /** @type {AbortController | undefined} */
  let controller;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** Ends what is waited for. @type {((reason?: unknown) => void) | undefined} */
  let wake;

  /** @param {number} by */
  const end = (by) => {
    watch.ended ||= by;
    controller?.abort();
    wake?.();
  };
  const abort = () => end(ABORTED);
  const callTimer = totalTimeoutMs && setTimeout(end, totalTimeoutMs, CALL_TIMED_OUT);

  const watch = {
    /** How it ended; 0 where it has not. */
    ended: 0,

    /** What the caller's signal gave as its reason. */
    reason: () => (watch.ended === ABORTED ? caller?.reason : undefined),

    /** Throws where there is to be no attempt. */
    listen() {
      // Before the first one.
      if (!controller) {
        if (caller?.aborted) abort();
        else caller?.addEventListener("abort", abort);
      }
      if (watch.ended) throw watch.reason();
    },

    /**
     * Begins an attempt.
     * @returns a signal of this realm, since a platform's `fetch` takes no other
     */
    begin() {
      controller = new AbortController();
      if (timeoutMs) timer = setTimeout(end, timeoutMs, ATTEMPT_TIMED_OUT);
      return controller.signal;
    },

    /**
     * Waits between two attempts; ends early where there is to be none.
     * @param {number} ms
     */
    sleep(ms) {
      clearTimeout(timer);
      if (watch.ended === ATTEMPT_TIMED_OUT) watch.ended = 0;
      return new Promise((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, watch.ended ? 0 : ms);
      });
    },

    /**
     * Settles with the value, or rejects when its time or the call ends if that comes first: a
     * `fetch` that a caller brings may ignore the signal.
     * @template T
     * @param {T | PromiseLike<T>} value
     * @returns {Promise<T>}
     */
    race(value) {
      return new Promise((resolve, reject) => {
        wake = reject;
        if (watch.ended) reject();
        Promise.resolve(value).then(resolve, reject);
      });
    },

    /** So that neither a process nor a long-lived signal is held by a call that is over. */
    stop() {
      clearTimeout(callTimer);
      clearTimeout(timer);
      // A signal that cannot be left is nothing that anybody could still do something about.
      tried(() => caller?.removeEventListener("abort", abort));
    },
  };
  return watch;
}
