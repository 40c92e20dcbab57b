/** A walk over all customers, where every answer takes a while. */
import { ReporteiCustomers } from "../../../pkg/index.js";
import { ACCESS_TOKEN, CONTESTANTS, OURS, RAW } from "../clients/index.mjs";
import { timeOf } from "./calls.mjs";

const PER_PAGE = 100;
const PREFETCHED = [1, 4, 8];

export const PAGE_BY_PAGE = "list, page after page";
/** The way through the pages that is the quickest. */
export const WIDEST = walkWith(8);

/** @param {number} prefetch */
function walkWith(prefetch) {
  return `listAll, ${prefetch} ahead`;
}

/** @type {import("../cases.mjs").Case} */
export const WALK = {
  id: "walk",
  what: "10,000 customers",
  rounds: 7,
  prepare: async ({ url }) => {
    const walks = walksOver(`${url}/slow`);
    /** @param {string} name */
    const value = async (name) => walks[name]?.();
    return { names: Object.keys(walks), value, time: (name) => timeOf(() => value(name)) };
  },
};

/**
 * @param {string} baseUrl
 * @returns {Record<string, () => Promise<unknown[]>>}
 */
function walksOver(baseUrl) {
  const client = new ReporteiCustomers({ baseUrl, accessToken: ACCESS_TOKEN });
  /** @param {number} prefetch */
  const listAll = async (prefetch) => {
    const customers = [];
    for await (const customer of client.listAll({}, { prefetch })) customers.push(customer);
    return customers;
  };
  return {
    [PAGE_BY_PAGE]: pageByPage(OURS, baseUrl),
    [`${PAGE_BY_PAGE} (control)`]: pageByPage(OURS, baseUrl),
    [`${RAW}, page after page`]: pageByPage(RAW, baseUrl),
    ...Object.fromEntries(PREFETCHED.map((ahead) => [walkWith(ahead), () => listAll(ahead)])),
  };
}

/**
 * @param {string} contestant
 * @param {string} baseUrl
 */
function pageByPage(contestant, baseUrl) {
  const calls = CONTESTANTS.find(({ name }) => name === contestant)?.make({ baseUrl });
  return async () => {
    const customers = [];
    for (let page = 1, last = 1; page <= last; page++) {
      /** @type {any} */
      const { data, meta } = await calls?.list(PER_PAGE, page);
      customers.push(...data);
      last = meta.last_page;
    }
    return customers;
  };
}
