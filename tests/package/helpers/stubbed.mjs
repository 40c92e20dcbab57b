/** Stand-ins for `fetch` that answer at once: for tests of the client alone, however many calls. */

export const UUID = "caedbbbe-7d93-476f-b965-bf97cd7ce874";
export const ACCESS_TOKEN = "merchant-access-token-0123456789";
export const CUSTOMER_TOKEN = "6d37ffcc936ffa1d2bf4f99dbea973b760988e6fe755a22c328d3d3f908f5f87";

const CUSTOMER = {
  uuid: UUID,
  name: "Padaria São João",
  created_at: "2024-09-24 17:07:34",
  updated_at: "2024-09-24 17:07:34",
  trial_ends_at: null,
  is_paying: false,
  merchant: "Reportei",
};
const META = { current_page: 1, from: 1, last_page: 1, path: "", per_page: 15, to: 1, total: 1 };

/** @type {[method: string, path: RegExp, status: number, body: unknown][]} */
const SUCCESSES = [
  ["GET", /\/settings$/, 200, { customer: { ...CUSTOMER, integrations: [] } }],
  ["GET", /\/customers\/[^/]+$/, 200, { customer: CUSTOMER }],
  ["GET", /\/customers$/, 200, { data: [CUSTOMER, CUSTOMER], meta: META }],
  ["POST", /\/customers$/, 201, { customer: { ...CUSTOMER, api_token: CUSTOMER_TOKEN } }],
  ["PUT", /./, 200, { customer: CUSTOMER }],
  ["DELETE", /./, 200, { success: true, message: "Done" }],
  ["POST", /./, 200, { success: true, message: "Done" }],
];

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
  const found = SUCCESSES.find((row) => row[0] === method && row[1].test(path));
  if (!found) throw new Error(`Nothing is known of ${method} ${path}.`);
  return answer(found[2], JSON.stringify(found[3]));
}

/**
 * The seven calls, each as a function of its options.
 * @param {any} reportei
 * @returns {((options?: object) => Promise<unknown>)[]}
 */
export const sevenCalls = (reportei) => [
  (options) => reportei.list({}, options),
  (options) => reportei.show(UUID, options),
  (options) => reportei.settings({ customerToken: CUSTOMER_TOKEN, ...options }),
  (options) => reportei.create({ name: "Padaria São João" }, options),
  (options) => reportei.update(UUID, { name: "Padaria Sol" }, options),
  (options) => reportei.delete(UUID, options),
  (options) => reportei.updatePaymentStatus(UUID, { is_paying: true }, options),
];
