/** A `fetch` that stands in for the calls that change customers, and remembers them. */
import { answer, CUSTOMER_TOKEN, success } from "./stubbed.mjs";

/**
 * @typedef {object} Sent A request.
 * @property {string} method
 * @property {string} path
 * @property {any} body
 */

/** @param {number} number */
export const uuid = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/**
 * @param {(sent: Sent) => unknown} [before] What happens before a request is answered; what it
 *   gives, where it gives something, is the answer.
 */
export function changing(before = () => undefined) {
  const state = {
    /** @type {Sent[]} */
    sent: [],
    underWay: 0,
    mostUnderWay: 0,
    /** @param {string} url @param {{ method: string, body?: string, signal: AbortSignal }} init */
    async fetch(url, init) {
      const { method, body, signal } = init;
      const sent = { method, path: new URL(url).pathname, body: body && JSON.parse(body) };
      state.sent.push(sent);
      state.underWay++;
      state.mostUnderWay = Math.max(state.mostUnderWay, state.underWay);
      const aborted = new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
      try {
        return (await Promise.race([before(sent), aborted])) ?? done(url, init, sent);
      } finally {
        state.underWay--;
      }
    },
    /** The names that were to be created. */
    get names() {
      return state.sent
        .filter(({ method }) => method === "POST")
        .map(({ body }) => /** @type {string} */ (body.name));
    },
  };
  return state;
}

/** @param {number} status */
export const refusal = (status) => answer(status, '{"message":"No."}');

/** @param {string} url @param {{ method: string }} init @param {Sent} sent */
async function done(url, init, { path, body }) {
  const answered = success(url, init);
  const { customer } = JSON.parse(await answered.text());
  if (!customer) return answered;
  const [uuid = customer.uuid] = path.match(/[^/]{36}$/) ?? [];
  const { name } = body;
  const token = customer.api_token && { api_token: `${CUSTOMER_TOKEN} of ${name}` };
  return answer(
    answered.status,
    JSON.stringify({ customer: { ...customer, uuid, name, ...token } }),
  );
}
