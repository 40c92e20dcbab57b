// Stand-ins for what a caller or a platform hands to the client, well-behaved and hostile.

export const UUID = "caedbbbe-7d93-476f-b965-bf97cd7ce874";
export const ACCESS_TOKEN = "merchant-access-token-0123456789";
export const CUSTOMER_TOKEN = "6d37ffcc936ffa1d2bf4f99dbea973b760988e6fe755a22c328d3d3f908f5f87";

export const CUSTOMER = {
  uuid: UUID,
  name: "Reportei Customer 1",
  created_at: "2024-09-24 17:07:34",
  updated_at: "2024-09-24 17:07:34",
  trial_ends_at: null,
  is_paying: false,
  merchant: "Reportei",
  unknown_field: { nested: [1, null] },
};
const INTEGRATION = {
  uuid: "6110b666-0327-4a81-b48e-9feb34d72f78",
  integration: "Instagram Business",
  name: "reportei",
  slug: "instagram_business",
  status: "a_status_nobody_has_seen",
};
const CONFIRMATION = { success: true, message: "Done" };

/**
 * A fetch that answers every call with the example of its row, and remembers what it was asked.
 * @param {string} table The rows, as JSON. A path without an id comes before one with it.
 */
export function succeeding(table) {
  const rows = JSON.parse(table).map((row) => {
    const path = new RegExp(`${row.path.replace("{uuid}", "[^/]+")}(\\?.*)?$`);
    return { ...row, looks: path, hasId: row.path.includes("{uuid}") };
  });
  rows.sort((one, other) => one.hasId - other.hasId);
  const fetch = async (url, init) => {
    fetch.requests.push({ ...init, url });
    const { status, answer } =
      rows.find(({ method, looks }) => method === init.method && looks.test(url)) ?? {};
    return new Response(JSON.stringify(answer), { status });
  };
  fetch.requests = [];
  return fetch;
}

/** The call of a client by its name. */
export const callOf = (client, name, values) => client[name](...values);

/** A fetch that answers always the same. */
export function answering(status, body) {
  const fetch = async () => {
    fetch.requests.push({});
    return new Response([204, 304].includes(status) ? null : body, { status });
  };
  fetch.requests = [];
  return fetch;
}

export const requestsOf = (fetch) => fetch.requests;

const never = () => new Promise(() => {});
const responseLike = (parts) => ({
  status: 200,
  headers: { get: () => null },
  text: async () => JSON.stringify({ customer: CUSTOMER }),
  ...parts,
});

/** Fetches that give a response of the platform's that is no answer, and the kind of the error. */
export const oddResponses = () => [
  [
    "was read before",
    async () => {
      const response = new Response("{}");
      await response.text();
      return response;
    },
    "network",
  ],
  ["is Response.error()", async () => Response.error(), "http"],
];

/** A response of no realm at all, that is one by its shape. */
export const fetchOfAnotherMake = () => async () => responseLike({});

/** Fetches that never answer in full, by what of the answer does come. */
export function stallingFetches() {
  const stalled = (status) => async () => responseLike({ status, text: never });
  return [
    ["no headers", never],
    ["no body", stalled(200)],
    ["no body of an error", stalled(500)],
  ];
}

/** A fetch that never answers, and tells whether its signal was aborted. */
export function pending() {
  const fetch = (_, init) => {
    fetch.signals.push(init.signal);
    return never();
  };
  fetch.signals = [];
  return fetch;
}
export const abortedSignals = (fetch) => fetch.signals.filter((signal) => signal.aborted).length;
export const sentSignals = (fetch) => fetch.signals.length;

/** An AbortSignal of no realm at all, that counts its listeners. */
export class PolyfilledSignal {
  aborted = false;
  reason = undefined;
  listeners = new Set();
  addEventListener(_, listener) {
    this.listeners.add(listener);
  }
  removeEventListener(_, listener) {
    this.listeners.delete(listener);
  }
  abort(reason) {
    this.aborted = true;
    this.reason = reason;
    for (const listener of [...this.listeners]) listener();
  }
  count() {
    return this.listeners.size;
  }
}

/** Counts timers that were set and not cleared while `run` is under way. */
export async function timersLeftBy(run) {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const left = new Set();
  globalThis.setTimeout = (...args) => {
    const timer = set(...args);
    left.add(timer);
    return timer;
  };
  globalThis.clearTimeout = (timer) => {
    left.delete(timer);
    clear(timer);
  };
  try {
    await run();
  } finally {
    Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
  }
  return left.size;
}

/**
 * All that an error shows when it is printed, serialized or looked through: everything but what a
 * program asks for by the one hidden name.
 */
export function allThatShows(error) {
  const seen = new Set();
  const parts = [];
  const walk = (value) => {
    if (typeof value !== "object" || value === null) parts.push(String(value));
    else if (!seen.has(value)) {
      seen.add(value);
      for (const key of Reflect.ownKeys(value)) {
        const isHidden = value === error && key === "created" && !Object.keys(value).includes(key);
        if (!isHidden) (parts.push(String(key)), walk(value[key]));
      }
    }
  };
  walk(error);
  return `${error}${parts.join()}${JSON.stringify(error)}`;
}

/** The options of a client over that fetch, with both tokens. */
export const optionsOver = (fetch) => ({
  accessToken: ACCESS_TOKEN,
  customerToken: CUSTOMER_TOKEN,
  fetch,
});
export const get = (object, key) => object[key];
export const json = (value) => JSON.stringify(value);
export const parse = (text) => JSON.parse(text);
export const isError = (error, name) => error instanceof Error && error.name === name;

/** A fetch that gives its answers by turns, the last one for ever: a status, its body and headers, or an error. */
export function byTurns(answers) {
  const fetch = async (url, init) => {
    const [status, body, headers] = answers[Math.min(fetch.requests.length, answers.length - 1)];
    fetch.requests.push({ ...init, url, at: Date.now() });
    if (status === "fail") throw new TypeError("fetch failed");
    if (status === "stall") return never();
    return new Response([204, 304].includes(status) ? null : body, { status, headers });
  };
  fetch.requests = [];
  return fetch;
}

/** Runs with timers that fire at once, and gives how long each of them was asked to wait. */
export async function waitsOf(run) {
  const { setTimeout: set } = globalThis;
  const waits = [];
  globalThis.setTimeout = (handler, ms = 0, ...rest) => {
    waits.push(ms);
    // A time-out of an attempt must not fire: only the waits between two are short of it.
    return set(handler, ms >= 29_000 ? ms : 0, ...rest);
  };
  try {
    await run();
  } finally {
    globalThis.setTimeout = set;
  }
  return waits.filter((ms) => ms < 29_000);
}

const CREATED = { ...CUSTOMER, api_token: CUSTOMER_TOKEN };
export const bodyOf = (name) =>
  JSON.stringify(
    {
      show: { customer: CUSTOMER },
      settings: { customer: { ...CUSTOMER, integrations: [INTEGRATION] } },
      created: { customer: CREATED },
      done: CONFIRMATION,
    }[name],
  );

/** An observer that fails at every event, and keeps them. */
export function observer() {
  const observe = (event) => {
    observe.events.push(event);
    observe.waiting.get(event.type)?.();
    throw new Error("an observer's own");
  };
  observe.events = [];
  observe.waiting = new Map();
  return observe;
}
/** Resolves when the observer hears of the next event of that type. */
export const heard = (observe, type) =>
  new Promise((resolve) => observe.waiting.set(type, resolve));
export const eventsOf = (observe) => observe.events;

/** A function that gives each of the values in turn; an Error is thrown. */
export function giving(values) {
  let calls = 0;
  return async () => {
    const value = values[Math.min(calls++, values.length - 1)];
    if (value === "fail") throw new Error("the caller's own");
    return value;
  };
}

/** A function that stores customers in memory, or fails to. */
export function storing(fails) {
  const store = async (customer) => {
    if (fails) throw new Error("the disk is full");
    store.stored.push(customer);
  };
  store.stored = [];
  return store;
}
export const storedBy = (store) => store.stored;
