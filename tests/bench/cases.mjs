/** All that is compared, and how long each is measured. */
import { CALL_CASES } from "./cases/calls.mjs";
import { COLD_CASES } from "./cases/cold.mjs";
import { WALK } from "./cases/walk.mjs";
import { compare } from "./rounds.mjs";

/**
 * @typedef {object} Effort
 * @property {number} warmMs How long a client is used before it is timed.
 * @property {number} batchMs How long it is timed at a stretch.
 * @property {number} atOnce How many calls are in flight together.
 * @property {number} customers How many there are to walk over.
 *
 * @typedef {object} Context
 * @property {string} url The server's.
 * @property {string} chrome
 * @property {string} dir What the server serves as files.
 * @property {Effort} effort
 * @property {Record<string, string>} versions Of what took part.
 *
 * @typedef {object} Prepared
 * @property {string[]} names Of what is compared; the first is what the others are compared with.
 * @property {(name: string) => Promise<unknown>} value What it gives.
 * @property {(name: string) => Promise<number>} time How long that takes, in milliseconds.
 * @property {() => Promise<void>} [close]
 *
 * @typedef {object} Case
 * @property {string} id
 * @property {string} what
 * @property {number} rounds
 * @property {(context: Context) => Promise<Prepared>} prepare
 */

/** @type {Effort} Batches are short: the machine has other things to do in between, which medians pass over. */
export const WHOLE = { warmMs: 300, batchMs: 8, atOnce: 1_000, customers: 10_000 };
/** @type {Effort} As little as goes, to see whether it works. */
export const LEAST = { warmMs: 0, batchMs: 0, atOnce: 10, customers: 250 };

/** In this order; in it too, the sockets of a thousand calls at once burden nobody else. */
export const CASES = [...CALL_CASES, WALK, ...COLD_CASES];

/**
 * @param {Case} measured
 * @param {number} rounds
 * @param {Context} context
 */
export async function measure({ prepare }, rounds, context) {
  const { names, time, close } = await prepare(context);
  try {
    return await compare(names, rounds, time);
  } finally {
    await close?.();
  }
}
