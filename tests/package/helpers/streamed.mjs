/** Bodies that are streams, and what became of them. */

/**
 * A response, by its shape, whose body is a stream of what `next` gives, until that is undefined. It has
 * no `text`.
 * @param {number} status
 * @param {(turn: number) => unknown} next
 */
export function streamed(status, next) {
  const seen = { pulls: 0, cancels: 0 };
  const body = new ReadableStream(
    {
      pull(controller) {
        const chunk = next(seen.pulls++);
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
      cancel() {
        seen.cancels += 1;
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, response: { status, headers: { get: () => null }, body } };
}

/**
 * As `streamed`, of these bytes, so many at a time.
 * @param {number} status
 * @param {Uint8Array} bytes
 * @param {number} size
 */
export const inPieces = (status, bytes, size) =>
  streamed(status, (turn) => {
    const piece = bytes.slice(turn * size, (turn + 1) * size);
    return piece.length ? piece : undefined;
  });

/**
 * What a promise rejects with.
 * @param {Promise<unknown>} promise
 * @returns {Promise<any>}
 */
export const reasonOf = (promise) =>
  promise.then(
    (value) => {
      throw new Error(`It resolved: ${JSON.stringify(value).slice(0, 200)}`);
    },
    (reason) => reason,
  );

/**
 * The rejections that nobody handled while something was done, and for a while after.
 * @param {() => Promise<unknown>} doing
 */
export async function unhandledOf(doing) {
  /** @type {unknown[]} */
  const unhandled = [];
  const note = (/** @type {unknown} */ reason) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  try {
    await doing();
    for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off("unhandledRejection", note);
  }
  return unhandled;
}
