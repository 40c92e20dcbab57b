/** The client of this package, as the campaign uses it: its public interface, and nothing else. */
import { imported } from "../package/helpers/installed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/** Short, so that what stalls does not take long; long enough for a busy machine to answer. */
const TIMEOUT_MS = 1_000;
/** Few, so that there are pages to walk over. */
export const PER_PAGE = 25;

/**
 * @typedef {object} Options Of one call.
 * @property {AbortSignal} [signal]
 * @property {Record<string, string>} headers
 * @property {string} [customerToken]
 * @property {(created: any) => Promise<void>} [storeToken]
 *
 * @typedef {object} Tried A client on trial.
 * @property {string} name
 * @property {any} client
 * @property {(options: Options) => AsyncIterable<any>} walk Over all customers.
 *
 * @typedef {object} Connection
 * @property {string} baseUrl
 * @property {string} accessToken
 * @property {typeof fetch} [fetch]
 * @property {(event: object) => void} [observer]
 */

/**
 * @param {Connection} connection
 * @returns {Tried}
 */
export function ours(connection) {
  const client = new ReporteiCustomers({ timeoutMs: TIMEOUT_MS, ...connection });
  const walk = (/** @type {Options} */ options) => client.listAll({ per_page: PER_PAGE }, options);
  return { name: "reportei-customers", client, walk };
}
