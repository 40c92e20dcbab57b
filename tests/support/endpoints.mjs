/** The table of the API's endpoints, a row each: `endpoints.json`, as `endpoints.rs` describes it. */
import { readFileSync } from "node:fs";

/**
 * @typedef {object} Row
 * @property {string} call
 * @property {unknown[]} arguments
 * @property {string} method
 * @property {string} path
 * @property {string} [query]
 * @property {object} [body]
 * @property {boolean} [needsCustomerToken]
 * @property {boolean} isRepeatable
 * @property {boolean} [showsToken]
 * @property {boolean} [isInTour]
 * @property {number} status
 * @property {string} [envelope]
 * @property {any} answer
 */

/** @type {Row[]} */
export const ROWS = JSON.parse(readFileSync(new URL("endpoints.json", import.meta.url), "utf8"));

/**
 * The row's arguments for a customer.
 * @param {Row} row
 * @param {string} uuid
 * @returns {any[]} Of its own: a test may change them.
 */
export const argumentsOf = (row, uuid) =>
  structuredClone(row.arguments).map((value) => (value === "{uuid}" ? uuid : value));

const UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/**
 * Whether a request is the row's.
 * @param {Row} row
 * @param {string} method
 * @param {string} path Below the base URL, with a query or without.
 */
export const isRequestOf = (row, method, path) =>
  method === row.method && new RegExp(`^${row.path.replace("{uuid}", UUID)}(\\?.*)?$`).test(path);
