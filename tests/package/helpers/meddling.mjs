/** Places where the client calls a caller's code, and a client whose caller does something there. */
import { uuid } from "./changing.mjs";
import { imported } from "./installed.mjs";
import { ACCESS_TOKEN, CUSTOMER_TOKEN, UUID, answer, success } from "./stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

export const INNER = uuid(1);
export const FREED = { kind: "invalid_argument", message: "this client was freed: make another" };

/** @typedef {(url: string, init: any) => unknown} Fetch */

/** Answers with the customer that was asked for, so that no call can take another's answer. */
export const own = (/** @type {string} */ url, /** @type {any} */ init) =>
  init.method === "GET" && url.endsWith(INNER)
    ? answer(200, JSON.stringify({ customer: { ...CUSTOMER, uuid: INNER } }))
    : success(url, init);
const { customer: CUSTOMER } = JSON.parse(
  await success(`https://a.example/customers/${UUID}`, { method: "GET" }).text(),
);

/**
 * A place where the client calls a caller's code: what it calls there is to call `meddle` once.
 *
 * @typedef {object} Place
 * @property {string} where
 * @property {(meddle: () => void) => object} [ofClient] Options of the client.
 * @property {(reportei: any, meddle: () => void) => Promise<unknown>} [call] Else `show(UUID)`.
 */

/** @param {string} name @param {unknown} value @param {() => void} meddle */
const getter = (name, value, meddle) =>
  Object.defineProperty({}, name, {
    enumerable: true,
    get() {
      meddle();
      return value;
    },
  });
/** @param {() => void} meddle @param {unknown} [value] */
const then = (meddle, value) => () => {
  meddle();
  return value;
};
/** @param {() => void} meddle */
const signalOf = (meddle) => ({
  aborted: false,
  addEventListener: then(meddle),
  removeEventListener: then(meddle),
});

/** @type {Place[]} */
export const DURING_THE_CALL = [
  { where: "a fetch", ofClient: (meddle) => ({ fetch: meddled(own, meddle) }) },
  {
    where: "a token function",
    ofClient: (meddle) => ({ accessToken: then(meddle, ACCESS_TOKEN) }),
  },
  { where: "an acquire()", ofClient: (meddle) => ({ rateLimit: { acquire: then(meddle) } }) },
  { where: "an observer", ofClient: (meddle) => ({ observer: then(meddle) }) },
  {
    where: "a status",
    ofClient: (meddle) => ({
      fetch: async (/** @type {any[]} */ ...args) => {
        const answered = await own(.../** @type {[any, any]} */ (args));
        return Object.defineProperty(answered, "status", { get: then(meddle, 200) });
      },
    }),
  },
  {
    where: "a header",
    ofClient: (meddle) => ({
      fetch: async (/** @type {any[]} */ ...args) => ({
        ...(await own(.../** @type {[any, any]} */ (args))),
        headers: { get: then(meddle, null) },
      }),
    }),
  },
  {
    where: "a text()",
    ofClient: (meddle) => ({
      fetch: async (/** @type {any[]} */ ...args) => {
        const { text, ...others } = await own(.../** @type {[any, any]} */ (args));
        return { ...others, text: () => (meddle(), text()) };
      },
    }),
  },
  {
    where: "a signal",
    call: (reportei, meddle) => reportei.show(UUID, { signal: signalOf(meddle) }),
  },
  {
    where: "a storeToken",
    call: (reportei, meddle) => reportei.create({ name: "Padaria" }, { storeToken: then(meddle) }),
  },
  {
    where: "an onProgress",
    call: async (reportei, meddle) => {
      const [result] = await reportei.deleteMany([UUID], { onProgress: then(meddle) });
      if (result.reason) throw result.reason;
    },
  },
];

/** @type {Place[]} */
export const WHILE_ARGUMENTS_ARE_READ = [
  {
    where: "a getter of params",
    call: (reportei, meddle) => reportei.create(getter("name", "Padaria", meddle)),
  },
  {
    where: "a getter of list's params",
    call: (reportei, meddle) => reportei.list(getter("page", 1, meddle)),
  },
  {
    where: "a getter of options",
    call: (reportei, meddle) => reportei.show(UUID, getter("maxRetries", 0, meddle)),
  },
  {
    where: "a getter of headers",
    call: (reportei, meddle) => reportei.show(UUID, { headers: getter("x-one", "1", meddle) }),
  },
  {
    where: "an iterator of headers",
    call: (reportei, meddle) => {
      function* headers() {
        meddle();
        yield ["x-one", "1"];
      }
      return reportei.show(UUID, { headers: headers() });
    },
  },
  {
    where: "a signal's aborted",
    call: (reportei, meddle) => {
      const listening = { addEventListener() {}, removeEventListener() {} };
      return reportei.show(UUID, {
        signal: Object.assign(getter("aborted", false, meddle), listening),
      });
    },
  },
  {
    where: "a proxy's keys",
    call: (reportei, meddle) =>
      reportei.settings(
        new Proxy(
          { customerToken: CUSTOMER_TOKEN },
          {
            ownKeys(target) {
              meddle();
              return Reflect.ownKeys(target);
            },
          },
        ),
      ),
  },
  {
    where: "a getter of findUnconfirmed's params",
    call: (reportei, meddle) => {
      const params = Object.assign(getter("since", 0, meddle), { name: "Padaria" });
      return reportei.findUnconfirmed(params);
    },
  },
  {
    where: "an item's getter",
    call: async (reportei, meddle) => {
      const item = Object.assign(getter("name", "Padaria", meddle), { uuid: UUID });
      const [result] = await reportei.updateMany([item]);
      if (result.reason) throw result.reason;
    },
  },
  {
    where: "an iterable of items",
    call: async (reportei, meddle) => {
      function* items() {
        meddle();
        yield UUID;
      }
      const [result] = await reportei.deleteMany(items());
      if (result.reason) throw result.reason;
    },
  },
];

/** @param {Fetch} fetch @param {() => void} meddle @returns {Fetch} */
export function meddled(fetch, meddle) {
  return (url, init) => {
    meddle();
    return fetch(url, init);
  };
}

/** @param {Place} place @param {(reportei: any) => void} act */
export function meddling({ ofClient, call }, act) {
  let times = 0;
  const meddle = () => {
    if (times++ === 0) act(reportei);
  };
  const options = { accessToken: ACCESS_TOKEN, fetch: own, maxRetries: 0, ...ofClient?.(meddle) };
  const reportei = new ReporteiCustomers(options);
  const made = call?.(reportei, meddle) ?? reportei.show(UUID);
  return { reportei, made, timesOf: () => times };
}
