// What the sandbox's fetch waits for: a request's body, and answers that do not come whole and at once,
// as the platform's own fetch tells of such a network. Signals may be of any realm or make. Of the
// globals that test tools fake it waits on timers alone.

/**
 * @typedef {{ how: string, ms?: number, bytes?: number }} Delivery
 * @typedef {{ aborted: boolean, reason?: unknown, addEventListener: Function, removeEventListener: Function }} Signal
 */

/**
 * Hands over a request's body when it is read, unless the signal is aborted before.
 *
 * @param {Promise<ArrayBuffer> | undefined} body
 * @param {Signal | undefined} signal
 * @param {(body: ArrayBuffer | undefined) => Response | Promise<Response>} answer
 * @returns {Promise<Response>}
 */
export async function respond(body, signal, answer) {
  let stopListening = () => {};
  const aborted = new Promise((_, reject) => (stopListening = whenAborted(signal, reject)));
  try {
    return answer(await Promise.race([body, aborted]));
  } finally {
    // A signal may live long: nothing of this call may stay on it.
    stopListening();
  }
}

/**
 * @param {Delivery} delivery
 * @param {string} body
 * @param {ResponseInit} init
 * @param {Signal | undefined} signal
 * @returns {Promise<Response>}
 */
export function deliver(delivery, body, init, signal) {
  switch (delivery.how) {
    case "closed":
      return Promise.reject(
        new TypeError("fetch failed", { cause: new Error("other side closed") }),
      );
    case "never":
      return pause(undefined, signal).then(() => new Response());
    case "late":
      return pause(delivery.ms, signal).then(() => new Response(body, init));
    default:
      return Promise.resolve(new Response(streamed(delivery, body, signal), init));
  }
}

/**
 * @param {number | undefined} ms for ever where there is none
 * @param {Signal | undefined} signal
 * @returns {Promise<void>}
 */
function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = ms === undefined ? undefined : setTimeout(end, ms);
    const stopListening = whenAborted(signal, (reason) => {
      clearTimeout(timer);
      reject(reason);
    });
    function end() {
      stopListening();
      resolve();
    }
  });
}

/**
 * @param {Delivery} delivery
 * @param {string} body
 * @param {Signal | undefined} signal
 */
function streamed({ how, bytes = 0, ms = 0 }, body, signal) {
  let rest = new TextEncoder().encode(body);
  let stopListening = () => {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let sent = false;
  /** @param {ReadableStreamDefaultController<Uint8Array>} controller */
  const send = (controller) => {
    controller.enqueue(rest.slice(0, bytes));
    rest = rest.slice(bytes);
  };
  return new ReadableStream({
    start(controller) {
      stopListening = whenAborted(signal, (reason) => {
        clearTimeout(timer);
        controller.error(reason);
      });
    },
    pull(controller) {
      if (how === "slowly") {
        return new Promise((resolve) => {
          timer = setTimeout(() => {
            send(controller);
            if (rest.length === 0) {
              stopListening();
              controller.close();
            }
            resolve(undefined);
          }, ms);
        });
      }
      if (!sent) {
        sent = true;
        if (bytes > 0) return send(controller);
      }
      if (how === "stalled") return new Promise(() => {});
      stopListening();
      controller.error(new TypeError("terminated", { cause: new Error("other side closed") }));
    },
    cancel() {
      clearTimeout(timer);
      stopListening();
    },
  });
}

/**
 * @param {Signal | undefined} signal
 * @param {(reason: unknown) => void} callback
 * @returns {() => void} What stops listening.
 */
function whenAborted(signal, callback) {
  if (!signal) return () => {};
  const listener = () => {
    stop();
    callback(signal.reason ?? new DOMException("This operation was aborted", "AbortError"));
  };
  const stop = () => signal.removeEventListener("abort", listener);
  signal.addEventListener("abort", listener);
  return stop;
}
