/** Stand-ins for `fetch` that answer at once: for tests of the client alone, however many calls. */
import { ROWS, argumentsOf } from "../../support/endpoints.mjs";
import { ACCESS_TOKEN, CUSTOMER_TOKEN, UUID } from "./tokens.mjs";

export { ACCESS_TOKEN, CUSTOMER_TOKEN, UUID };

const UUID_IN = /[0-9a-fA-F-]{36}/;

/** The example of each row. A path without an id comes before one with it. */
const SUCCESSES = ROWS.map(({ method, path, status, answer }) => ({
  method,
  path: new RegExp(`${path.replace("{uuid}", "[^/]+")}$`),
  hasId: path.includes("{uuid}"),
  status,
  answer,
})).sort((one, other) => Number(one.hasId) - Number(other.hasId));

/**
 * A response, by its shape.
 * @param {number} status
 * @param {string} body
 * @param {Record<string, string>} [headers]
 */
export const answer = (status, body, headers = {}) => ({
  status,
  headers: { get: (/** @type {string} */ name) => headers[name] ?? null },
  text: async () => body,
});

/**
 * What the call asked for, done.
 * @param {string} url
 * @param {{ method: string }} init
 */
export function success(url, { method }) {
  const path = new URL(url).pathname;
  const found = SUCCESSES.find((row) => row.method === method && row.path.test(path));
  if (!found) throw new Error(`Nothing is known of ${method} ${path}.`);
  const { customer } = found.answer;
  const about = found.hasId &&
    customer && { customer: { ...customer, uuid: UUID_IN.exec(path)?.[0] ?? customer.uuid } };
  return answer(found.status, JSON.stringify({ ...found.answer, ...about }));
}

/**
 * The call of each row, as a function of its options.
 * @param {any} reportei
 * @returns {((options?: object) => Promise<unknown>)[]}
 */
export const everyCall = (reportei) =>
  ROWS.map((row) => {
    const token = row.needsCustomerToken && { customerToken: CUSTOMER_TOKEN };
    return (options) => reportei[row.call](...argumentsOf(row, UUID), { ...token, ...options });
  });
