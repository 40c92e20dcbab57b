// Reads page after page: requests ahead, early ends, and who was seen before. Which page to ask for
// is the Rust side's to say.

import { checked } from "./args.js";
import { TO_ARRAY } from "./codes.js";
import { held } from "./held.js";
import { core, failure } from "./host.js";

/**
 * @typedef {{ uuid: string, name: string, created_at: string }} Customer
 * @typedef {{ data: Customer[], meta: { total: number, per_page: number, last_page: number } }} Page
 * @typedef {{ list(params: object, options: object): Promise<Page> }} Client
 * @typedef {{ prefetch?: number, signal?: AbortSignal }} Options
 */

/**
 * Speaks as soon as one of two signals does. It listens to them only while somebody listens to it.
 * @param {AbortSignal} one
 * @param {AbortSignal} other
 */
const eitherOf = (one, other) =>
  new Proxy(one, {
    /** @param {any} _ @param {"addEventListener"} name */
    get(_, name) {
      const { [name]: value } = one.aborted ? one : other;
      /** @param {["abort", () => void]} listener */
      const both = (...listener) => {
        one[name](...listener);
        other[name](...listener);
      };
      return typeof value === "function" ? both : value;
    },
  });

/**
 * All customers, to be iterated over as often as one likes: each time anew.
 * @param {Client} client
 * @param {object} params
 * @param {Options} options
 * @param {AbortSignal} [inherited] The client's signal.
 */
export function listAll(client, params, options, inherited) {
  const { prefetch = 1, signal = inherited, ...otherOptions } = options;

  /** @param {AbortController} own */
  async function* readPages(own) {
    const either = signal ? eitherOf(own.signal, signal) : own.signal;
    const walk = held();
    core.walk(walk.number);
    const seen = new Set();
    /** @type {[page: number, answer: Promise<Page>][]} */
    const asked = [];
    /** @param {number} page */
    const list = (page) =>
      client.list({ per_page: 100, ...params, page }, { ...otherOptions, signal: either });
    /** @param {number} most */
    const ask = (most) => {
      while (asked.length < most) {
        const page = core.ask(walk.number);
        if (page < 0) throw failure();
        if (page === 0) break;
        const answer = list(page);
        // It may fail before anybody waits for it. Else, with nobody but the one who does, its
        // error's stack leads to the caller.
        if (asked[0]) answer.catch(() => {});
        asked.push([page, answer]);
      }
    };
    try {
      for (ask(1); asked[0]; ask(prefetch + 1)) {
        const [number, answer] = asked[0];
        const page = await answer;
        // It came before the signal spoke. A call rejects now as it should, and sends nothing.
        if (signal?.aborted) await list(number);
        const { meta } = page;
        core.learn(walk.number, number, meta.total, meta.per_page, meta.last_page);
        page.data = page.data.filter(({ uuid }) => !seen.has(uuid) && seen.add(uuid));
        ask(prefetch + 1);
        asked.shift();
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
    ...iterable(readCustomers),
    pages: () => iterable(readPages),
    /** @param {unknown} options */
    async toArray(options) {
      const { limit } = checked(options, "options", TO_ARRAY);
      const customers = [];
      for await (const customer of all) if (customers.push(customer) === limit) break;
      return customers;
    },
  };
  return all;
}

/**
 * What can be iterated over as often as one likes. An early end ends what is under way: a generator's
 * own would wait for it.
 * @template T
 * @param {(own: AbortController) => AsyncGenerator<T, void>} generate
 */
function iterable(generate) {
  return {
    [Symbol.asyncIterator]() {
      const own = new AbortController();
      const generator = generate(own);
      const end = generator.return.bind(generator);
      generator.return = (value) => {
        own.abort();
        return end(value);
      };
      return generator;
    },
  };
}
