// Reads page after page: requests ahead, early ends, and who was seen before. Which page to ask for
// is the Rust side's to say.

import { checked } from "./args.js";
import { TO_ARRAY } from "./codes.js";
import { Holder } from "./held.js";
import { core, failure, tried } from "./host.js";

/**
 * @typedef {{ uuid: string, name: string, created_at: string }} Customer
 * @typedef {{ data: Customer[], meta: { total: number, per_page: number, last_page: number } }} Page
 * @typedef {{ list(params: object, options: object): Promise<Page> }} Client
 * @typedef {{ prefetch?: number, signal?: AbortSignal }} Options
 */

/**
 * Speaks as soon as one of its signals does. It listens to them only while somebody listens to it.
 * @param {AbortSignal[]} signals
 */
const either = (signals) => ({
  get aborted() {
    return signals.some(({ aborted }) => aborted);
  },

  get reason() {
    return signals.find(({ aborted }) => aborted)?.reason;
  },

  /** @param {"abort"} type @param {() => void} listener */
  addEventListener(type, listener) {
    for (const signal of signals) signal.addEventListener(type, listener);
  },

  /** @param {"abort"} type @param {() => void} listener */
  removeEventListener(type, listener) {
    for (const signal of signals) signal.removeEventListener(type, listener);
  },
});

/**
 * All customers, to be iterated over as often as one likes: each time anew.
 * @param {Client} client
 * @param {{ per_page?: number }} params
 * @param {Options} options
 * @param {AbortSignal | undefined} inherited The client's signal.
 */
export function listAll(client, params, options, inherited) {
  const { per_page = 100, ...otherParams } = params;
  const { prefetch = 1, signal = inherited, ...otherOptions } = options;

  /** @param {AbortController} own */
  async function* readPages(own) {
    const signals = either(signal ? [own.signal, signal] : [own.signal]);
    const walk = new Holder();
    core.walk(walk.number);
    const seen = new Set();
    /** @type {[page: number, answer: Promise<Page>][]} */
    const asked = [];
    /** @param {number} page */
    const list = (page) =>
      client.list({ ...otherParams, per_page, page }, { ...otherOptions, signal: signals });
    /** @param {number} most @param {boolean} [ahead] */
    const ask = (most, ahead) => {
      while (asked.length < most) {
        const page = core.ask(walk.number);
        if (page < 0) throw failure();
        if (page === 0) break;
        const answer = list(page);
        // It may fail before anybody waits for it. Else, with nobody but the one who does, its
        // error's stack leads to the caller.
        if (ahead || asked[0]) answer.catch(() => {});
        asked.push([page, answer]);
      }
    };
    try {
      for (ask(1); asked[0]; ask(prefetch + 1)) {
        const [number, answer] = asked[0];
        const page = await answer;
        // It came before the signal spoke. A call rejects now as it should, and sends nothing.
        if (signal?.aborted) await list(number);
        asked.shift();
        const { total, per_page, last_page } = page.meta;
        core.learn(walk.number, number, total, per_page, last_page);
        page.data = page.data.filter(({ uuid }) => !seen.has(uuid) && seen.add(uuid));
        ask(prefetch, true);
        yield page;
      }
    } catch (error) {
      if (!own.signal.aborted) throw error;
    } finally {
      own.abort();
      walk.free();
    }
  }

  /** @param {AbortController} own */
  async function* readCustomers(own) {
    for await (const page of readPages(own)) {
      for (const customer of page.data) {
        if (signal?.aborted) await client.list({}, { signal });
        yield customer;
      }
    }
  }

  const all = {
    [Symbol.asyncIterator]: () => stoppable(readCustomers),
    pages: () => ({ [Symbol.asyncIterator]: () => stoppable(readPages) }),
    /** @param {unknown} options */
    async toArray(options) {
      const { limit } = checked(options, "options", TO_ARRAY);
      const customers = [];
      for await (const customer of all) {
        customers.push(customer);
        if (customers.length === limit) break;
      }
      return customers;
    },
  };
  return all;
}

/**
 * A time as the API writes times, to the second; nothing where it is none.
 * @param {any} time
 */
export function timestamp(time) {
  return tried(() => {
    if (/^\d{4}(-\d\d){2} \d\d(:\d\d){2}$/.test(time)) return time;
    // Of `null` or `true` a Date would make 1970.
    if (typeof time === "object" ? !time?.getTime : typeof time === "boolean") return undefined;
    return new Date(time).toISOString().slice(0, 19).replace("T", " ");
  });
}

/**
 * An iterator whose early end ends what is under way: a generator's own would wait for it.
 * @template T
 * @param {(own: AbortController) => AsyncGenerator<T, void>} generate
 */
function stoppable(generate) {
  const own = new AbortController();
  const generator = generate(own);
  const end = generator.return.bind(generator);
  generator.return = (value) => {
    own.abort();
    return end(value);
  };
  return generator;
}
