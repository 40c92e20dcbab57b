/** Stand-ins for `fetch` that answer at once: for tests of the client alone, however many calls. */
import { ROWS, argumentsOf } from "../../support/endpoints.mjs";

export const UUID = "caedbbbe-7d93-476f-b965-bf97cd7ce874";
export const ACCESS_TOKEN = "merchant-access-token-0123456789";
export const CUSTOMER_TOKEN = "6d37ffcc936ffa1d2bf4f99dbea973b760988e6fe755a22c328d3d3f908f5f87";

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
