/** A `fetch` that stands in for the API's list of customers, and hands its strings to the test. */

const { AbortSignal } = globalThis;

/**
 * @typedef {object} Asked A request, as the list saw it.
 * @property {number} page
 * @property {URLSearchParams} query
 * @property {AbortSignal} signal
 *
 * @typedef {object} Paged
 * @property {typeof globalThis.fetch} fetch
 * @property {Asked[]} asked All requests so far.
 * @property {string[]} names Who is there, first row first: the test may change it.
 */

/** @param {number} count */
export const people = (count) => Array.from({ length: count }, (_, index) => `customer ${index}`);

/** @param {string} name */
export const customer = (name) => ({
  uuid: `uuid of ${name}`,
  name,
  created_at: "2024-09-24 17:07:34",
  updated_at: "2024-09-24 17:07:34",
  trial_ends_at: null,
  is_paying: false,
  merchant: "Reportei",
});

/**
 * @param {string[]} names
 * @param {(asked: Asked, list: Paged) => unknown} [before] What happens before a request is answered;
 *   what it gives, where it gives something, is the answer.
 * @returns {Paged}
 */
export function paged(names, before = () => undefined) {
  /** @type {Paged} */
  const list = {
    names,
    asked: [],
    async fetch(url, init) {
      const query = new URL(String(url)).searchParams;
      const signal = init?.signal ?? AbortSignal.abort();
      const asked = { page: Number(query.get("page") ?? 1), query, signal };
      list.asked.push(asked);
      const own = await before(asked, list);
      if (own instanceof Response) return own;
      const perPage = Number(query.get("per_page") ?? 15);
      const rows = list.names.slice((asked.page - 1) * perPage, asked.page * perPage);
      const total = list.names.length;
      return answer(rows, {
        current_page: asked.page,
        last_page: Math.max(1, Math.ceil(total / perPage)),
        per_page: perPage,
        total,
      });
    },
  };
  return list;
}

/**
 * @param {string[]} names
 * @param {object} meta
 */
export const answer = (names, meta) => Response.json({ data: names.map(customer), meta });

/**
 * Numbers that look drawn by lot, and are the same each time.
 * @param {number} seed
 */
export function lots(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}

/** @param {AsyncIterable<{ name: string }>} customers */
export async function namesOf(customers) {
  const names = [];
  for await (const { name } of customers) names.push(name);
  return names;
}

/**
 * The pages that were asked for.
 * @param {Paged} list
 */
export const pagesOf = ({ asked }) => asked.map(({ page }) => page);

/**
 * Whom a loop gave, and the error that it ended with.
 * @param {AsyncIterable<{ name: string }>} customers
 */
export async function walked(customers) {
  /** @type {string[]} */
  const names = [];
  try {
    for await (const { name } of customers) names.push(name);
    return { names };
  } catch (error) {
    return { names, error: /** @type {any} */ (error) };
  }
}
