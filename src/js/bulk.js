// Many calls of one kind: so many at a time, each item with a result of its own. The calls are the
// client's public ones, so that retries, pacing, signals and errors are those of any call.

import { ReporteiError } from "../../pkg-template/error.js";
import { checked } from "./args.js";
import { CREATE_MANY } from "./codes.js";
import { alive } from "./connection.js";
import { UNREADABLE, invalid, notify, tried } from "./host.js";
import { watching } from "./watch.js";

/**
 * @typedef {{ status: "fulfilled" | "rejected", item: unknown, value?: unknown, reason?: any }} Result
 * @typedef {(item: any, options: object) => Promise<unknown>} Call
 *
 * @typedef {object} Options A call's, and these.
 * @property {number} [concurrency]
 * @property {(progress: object) => unknown} [onProgress]
 * @property {(customer: unknown) => unknown} [storeToken]
 * @property {AbortSignal} [signal]
 */

/**
 * @param {import("./connection.js").Connection | undefined} client
 * @param {Call} call For an item.
 * @param {any} items
 * @param {unknown} given Options.
 * @param {number} table Theirs.
 */
export async function many(client, call, items, given, table) {
  /** @type {Options} */
  const { concurrency = 5, onProgress, ...options } = checked(given, "options", table);
  const { signal: inherited } = alive(client).kept;
  const { storeToken, signal = inherited } = options;
  if (storeToken) options.storeToken = oneByOne(storeToken);
  const { source, total } = opened(items);
  const begun = Date.now();
  /** @type {Result[]} */
  const results = [];
  let [taken, done, failed, sent] = [0, 0, 0, 0];

  /** @param {number} index @param {unknown} item @param {Result} result */
  const settle = (index, item, result) => {
    results[index] = result;
    done++;
    if (result.status === "rejected") failed++;
    // What an earlier run settled, and what came to nothing here, took no time.
    if (result !== item && result.reason?.outcome !== "not_sent") sent++;
    if (!onProgress) return;
    const perSecond = (sent * 1000) / Math.max(Date.now() - begun, 1);
    const left = total && total - done;
    const msLeft = left && (sent ? (left * 1000) / perSecond : undefined);
    notify(onProgress, { done, total, succeeded: done - failed, failed, perSecond, msLeft });
  };
  // Of a known number of items each gets its result: the calls see to the signal themselves.
  const remaining = until(total === undefined ? signal : undefined, source);
  const work = async () => {
    try {
      for await (const item of remaining) {
        settle(taken++, item, await resultOf(call, table === CREATE_MANY, item, options));
      }
    } catch (cause) {
      const reason = invalid("items", UNREADABLE, cause);
      settle(taken, undefined, { status: "rejected", item: undefined, reason });
    }
  };
  // They share what remains: each takes an item when it is done with the one before.
  await Promise.all(Array.from({ length: concurrency }, work));
  return results;
}

/**
 * @param {Call} call For an item.
 * @param {boolean} creates Whether it makes a customer.
 * @param {any} given An item, or its result of an earlier run.
 * @param {object} options
 * @returns {Promise<Result>}
 */
async function resultOf(call, creates, given, options) {
  let item = given;
  try {
    if (given?.status === "fulfilled") return given;
    if (given?.status === "rejected") {
      // What failed may have made a customer all the same: another would be its double.
      const isSafe = ["not_sent", "rejected"].includes(given.reason?.outcome);
      if (creates && !isSafe) return given;
      item = given.item;
    }
    return { status: "fulfilled", item, value: await call(item, options) };
  } catch (error) {
    const isOurs = error instanceof ReporteiError;
    const reason = isOurs ? error : invalid("items", UNREADABLE, error);
    return { status: "rejected", item, reason };
  }
}

/**
 * A `storeToken` that begins with a customer when it has ended with the one before: what appends to
 * a file need not mind the others.
 * @param {(customer: unknown) => unknown} storeToken
 */
function oneByOne(storeToken) {
  /** @type {Promise<unknown>} */
  let before = Promise.resolve();
  return (/** @type {unknown} */ customer) => {
    const stored = before.then(() => storeToken(customer));
    before = stored.catch(() => {});
    return stored;
  };
}

/**
 * Where the items come from, and how many there are, where that is known: of those a copy.
 * @param {any} items
 * @returns {{ source: Iterator<unknown> | AsyncIterator<unknown>, total?: number }}
 */
function opened(items) {
  let cause;
  try {
    // A text is iterable too, letter by letter.
    if (typeof items !== "string") {
      let total;
      if (Number.isInteger(items.length ?? items.size)) {
        items = [...items];
        total = items.length;
      }
      const open = items[Symbol.asyncIterator] ?? items[Symbol.iterator];
      return { source: open.call(items), total };
    }
  } catch (error) {
    cause = error;
  }
  throw invalid("items", "must be an array or another iterable, and no text", cause);
}

/**
 * The items, until the signal speaks: then nobody waits for the next, which may never come.
 * @param {AbortSignal | undefined} signal
 * @param {Iterator<unknown> | AsyncIterator<unknown>} source
 */
async function* until(signal, source) {
  const watch = watching(signal, {});
  // Of a signal that cannot be listened to each call says so.
  tried(() => watch.listen());
  try {
    while (!watch.ended) {
      const step = await watch.race(source.next());
      if (step.done) return;
      yield step.value;
    }
  } catch (error) {
    if (!watch.ended) throw error;
  } finally {
    watch.stop();
    // Nobody waits for what it would still have to say.
    if (watch.ended) notify(() => source.return?.(), source);
  }
}
