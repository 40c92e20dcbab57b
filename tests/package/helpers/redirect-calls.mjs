/**
 * Calls that are answered with redirects, made wherever the package runs: in Node, in a page and in
 * a worker. What must come of them is `redirect-servers.mjs`' to say.
 */
import { ACCESS_TOKEN, CUSTOMER_TOKEN, UUID } from "./tokens.mjs";

export const STATUSES = [301, 302, 303, 307, 308];

/** @type {Record<string, (reportei: any) => Promise<any>>} */
const CALLS = {
  show: (reportei) => reportei.show(UUID),
  settings: (reportei) => reportei.settings(),
  create: (reportei) => reportei.create({ name: "Padaria" }),
  update: (reportei) => reportei.update(UUID, { name: "Padaria" }),
  delete: (reportei) => reportei.delete(UUID),
  updatePaymentStatus: (reportei) => reportei.updatePaymentStatus(UUID, { is_paying: true }),
};
const WRITES = ["create", "update", "delete", "updatePaymentStatus"];

/** Which calls are made, and where the server of that name sends them. */
export const CASES = [
  ...["show", "settings"].flatMap((call) => [
    { call, target: "within" },
    { call, target: "hops-3" },
    { call, target: "hops-4" },
    { call, target: "port" },
    { call, target: "host" },
    { call, target: "scheme" },
  ]),
  ...WRITES.flatMap((call) => [
    { call, target: "within" },
    { call, target: "port" },
  ]),
];

/**
 * @typedef {object} Ended How a call ended.
 * @property {number} redirect The status that it was answered with.
 * @property {string} call
 * @property {string} target
 * @property {string} kind "success", or the error's.
 * @property {number} [status]
 * @property {string} [outcome]
 * @property {number} [attempts]
 * @property {string} [message]
 * @property {string} shown All that the error shows.
 */

/**
 * @param {any} ReporteiCustomers
 * @param {string} server The redirecting server's origin.
 * @returns {Promise<Ended[]>}
 */
export async function redirectedCalls(ReporteiCustomers, server) {
  const ended = [];
  for (const redirect of STATUSES) {
    for (const { call, target } of CASES) {
      const reportei = new ReporteiCustomers({
        accessToken: ACCESS_TOKEN,
        customerToken: CUSTOMER_TOKEN,
        baseUrl: `${server}/${target}/${redirect}`,
        headers: { "x-of-the-caller": "secret-of-the-caller" },
      });
      const made = { redirect, call, target };
      ended.push(
        await /** @type {Promise<any>} */ (CALLS[call]?.(reportei)).then(
          () => ({ ...made, kind: "success", shown: "" }),
          (error) => ({ ...made, ...told(error) }),
        ),
      );
    }
  }
  return ended;
}

/** @param {any} error */
function told(error) {
  const { kind, status, outcome, attempts, message } = error;
  const shown = `${error} ${error.stack} ${JSON.stringify(error)}`;
  return { kind: kind ?? "none", status, outcome, attempts, message, shown };
}
