/**
 * How the server sends an answer that does not go out whole and at once: with the network's own
 * means, so that any client meets what it would meet outside.
 *
 * @typedef {NonNullable<import("./index.js").SandboxResponse["delivery"]>} Delivery
 */

/**
 * Sends the answer, whose status and headers are set. Resolves when nothing more is to come of it,
 * or the caller has hung up.
 *
 * @param {import("node:http").ServerResponse} response
 * @param {string} body
 * @param {Delivery | undefined} delivery
 */
export async function deliver(response, body, delivery) {
  switch (delivery?.how) {
    case undefined:
      response.end(body);
      break;
    case "late":
      await pause(response, delivery.ms);
      response.end(body);
      break;
    case "slowly":
      await drip(response, Buffer.from(body), delivery);
      break;
    case "cut_off":
      begin(response, body, delivery.bytes, () => response.destroy());
      break;
    case "stalled":
      begin(response, body, delivery.bytes);
      break;
    case "closed":
      response.destroy();
      break;
    case "never":
      break;
  }
}

/**
 * Sends the headers, which promise the whole body, and the first bytes of it.
 *
 * @param {import("node:http").ServerResponse} response
 * @param {string} body
 * @param {number} bytes
 * @param {() => void} [sent] Called when they are with the system.
 */
function begin(response, body, bytes, sent) {
  const whole = Buffer.from(body);
  response.setHeader("content-length", whole.length);
  response.flushHeaders();
  response.write(whole.subarray(0, bytes), sent);
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {Buffer} body
 * @param {{ bytes: number, ms: number }} pace
 */
async function drip(response, body, { bytes, ms }) {
  response.setHeader("content-length", body.length);
  response.flushHeaders();
  for (let at = 0; at < body.length && !response.destroyed; at += bytes) {
    await pause(response, ms);
    response.write(body.subarray(at, at + bytes));
  }
  response.end();
}

/**
 * Waits, but no longer than there is somebody to answer.
 *
 * @param {import("node:http").ServerResponse} response
 * @param {number} ms
 * @returns {Promise<void>}
 */
function pause(response, ms) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      response.off("close", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    response.once("close", end);
  });
}
