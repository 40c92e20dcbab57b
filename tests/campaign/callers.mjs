/** The callers: so many at a time, and what each of them was told. */
import { make, plan } from "./mix.mjs";

const IN_FLIGHT = 50;
/** How long a caller waits for one call before it makes the next one beside it. */
const PATIENCE_MS = 3_000;
/** What is silent for so long will not settle: longer than any wait of our client before a retry. */
const SILENCE_MS = 4_000;

/**
 * @typedef {import("./judge.mjs").Told} Told
 *
 * @typedef {object} Called
 * @property {Told[]} tolds
 * @property {Promise<unknown>} over When all calls are over, if ever.
 */

/**
 * Makes all calls, and waits until they have settled or had their time.
 *
 * @param {import("./ours.mjs").Tried} tried
 * @param {{ calls: number, seed: number, owners: import("./mix.mjs").Owner[] }} given
 * @param {(error: unknown) => void} onError Told of each failure.
 * @param {() => number} requests How many have come by now.
 * @returns {Promise<Called>}
 */
export async function callAll(tried, { calls, seed, owners }, onError, requests) {
  /** @type {Told[]} */
  const tolds = [];
  /** @type {Promise<void>[]} */
  const settled = [];

  /** @param {import("./mix.mjs").Planned} planned */
  const call = async (planned) => {
    /** @type {Told} */
    const told = { planned, state: "pending", stored: [] };
    tolds.push(told);
    try {
      told.value = await make(tried, planned, ({ api_token }) => told.stored.push(api_token));
      told.state = "value";
      if (planned.kind === "create") {
        owners.push({ uuid: told.value.uuid, token: told.value.api_token });
      }
    } catch (error) {
      told.error = error;
      told.state = "error";
      onError(error);
    }
  };
  let next = 0;
  const caller = async () => {
    while (next < calls) {
      const planned = plan(seed, next, owners);
      next += 1;
      const called = call(planned);
      settled.push(called);
      await within(PATIENCE_MS, called);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, caller));
  const over = Promise.all(settled);
  for (let before = NaN; before !== requests();) {
    before = requests();
    await within(SILENCE_MS, over);
  }
  return { tolds, over };
}

/**
 * Waits for the promise, but no longer than that.
 *
 * @param {number} ms
 * @param {Promise<unknown>} promise
 */
export async function within(ms, promise) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([promise, late]);
  clearTimeout(timer);
}
