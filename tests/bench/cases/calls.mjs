/** One call after the other, over a stubbed `fetch` and over HTTP; and many at once. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { UUID, answerTo } from "../answers.mjs";
import { CONTESTANTS } from "../clients/index.mjs";
import { stubbedFetch } from "../stub.mjs";

/** @typedef {import("../clients/index.mjs").Calls} Calls */
/** @typedef {import("../clients/index.mjs").Where} Where */
/** @typedef {import("../cases.mjs").Case} Case */

const NAME = "Padaria Flor de Minas";

/**
 * @typedef {object} Call
 * @property {string} id
 * @property {string} what
 * @property {string} request What the stand-in for `fetch` answers.
 * @property {string} [path] What comes before the API's own paths.
 * @property {(calls: Calls) => Promise<unknown>} call
 */

/** @type {Call[]} */
const CALLS = [
  { id: "show", what: "show", request: "GET /customers/0", call: ({ show }) => show(UUID) },
  ...[15, 100].map((size) => ({
    id: `list-${size}`,
    what: `list of ${size}`,
    request: `GET /customers?page=1&per_page=${size}`,
    call: async (/** @type {Calls} */ { list }) => {
      // Not the fields that a client adds.
      const { data, meta } = await list(size);
      return { data, meta };
    },
  })),
  { id: "create", what: "create", request: "POST /customers", call: ({ create }) => create(NAME) },
  {
    id: "422",
    what: "a 422",
    request: "POST /refusing/customers",
    path: "/refusing",
    call: ({ refuse }) => refuse(NAME),
  },
];

/** @type {Case[]} What a client costs by itself. */
const STUBBED = CALLS.map(({ id, what, request, path = "", call }) => ({
  id: `stub/${id}`,
  what,
  rounds: 150,
  prepare: async ({ effort }) => {
    const [method = "", url = ""] = request.split(" ");
    const where = {
      baseUrl: `https://connect.reportei.com${path}/api`,
      fetch: stubbedFetch(answerTo(method, url, effort.customers)),
    };
    const able = CONTESTANTS.filter(({ sendsItself }) => !sendsItself);
    return inBatches(able, where, call, effort);
  },
}));

/** @type {Case[]} */
const OVER_HTTP = CALLS.map(({ id, what, path = "", call }) => ({
  id: `http/${id}`,
  what,
  rounds: 100,
  prepare: async ({ url, effort }) => inBatches(CONTESTANTS, { baseUrl: url + path }, call, effort),
}));

/** @type {Case} */
const AT_ONCE = {
  id: "http/at-once",
  what: "1,000 at once",
  rounds: 60,
  prepare: async ({ url, effort }) => {
    const clients = made(CONTESTANTS, { baseUrl: url });
    /** @param {string} name */
    const all = (name) => {
      const show = clients.get(name)?.show;
      return Promise.all(Array.from({ length: effort.atOnce }, () => show?.(UUID)));
    };
    for (const name of clients.keys()) await all(name);
    /** @param {string} name */
    const time = (name) => {
      collect({ type: "minor" });
      return timeOf(() => all(name));
    };
    return { names: [...clients.keys()], value: all, time };
  },
};

export const CALL_CASES = [...STUBBED, ...OVER_HTTP, AT_ONCE];

/**
 * @param {import("../clients/index.mjs").Contestant[]} contestants
 * @param {Where} where
 */
const made = (contestants, where) =>
  new Map(contestants.map(({ name, make }) => [name, make(where)]));

/**
 * Each client warmed, and then timed over as many calls as take it a moment.
 * @param {import("../clients/index.mjs").Contestant[]} contestants
 * @param {Where} where
 * @param {Call["call"]} call
 * @param {import("../cases.mjs").Effort} effort
 * @returns {Promise<import("../cases.mjs").Prepared>}
 */
async function inBatches(contestants, where, call, { warmMs, batchMs }) {
  const clients = made(contestants, where);
  /** @param {string} name */
  const value = async (name) => {
    const client = clients.get(name);
    return client && call(client);
  };
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const [name, client] of clients) {
    let calls = 0;
    let time = 0;
    do {
      const size = 2 * calls + 1;
      time += await timeOf(() => batch(size, call, client));
      calls += size;
    } while (time < warmMs);
    sizes.set(name, Math.max(1, Math.round((calls * batchMs) / time)));
  }
  return {
    names: [...clients.keys()],
    value,
    time: async (name) => {
      const client = clients.get(name);
      const size = sizes.get(name) ?? 1;
      collect({ type: "minor" });
      return client ? (await timeOf(() => batch(size, call, client))) / size : NaN;
    },
  };
}

setFlagsFromString("--expose-gc");
/**
 * What the client before left behind is not to be swept up in the time of the next.
 * @type {(options: { type: "minor" }) => void}
 */
const collect = runInNewContext("gc");

/**
 * @param {number} size
 * @param {Call["call"]} call
 * @param {Calls} client
 */
async function batch(size, call, client) {
  for (let i = 0; i < size; i++) await call(client);
}

/**
 * @param {() => Promise<unknown>} action
 * @returns {Promise<number>} Milliseconds.
 */
export async function timeOf(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
