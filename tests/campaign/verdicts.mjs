/** What became of customers whose creations were interrupted at any moment. */
import { imported } from "../package/helpers/installed.mjs";

/** When customers were created that belong to others. */
export const OTHERS_CREATED_AT = "2024-09-24 17:07:34";

/**
 * @typedef {object} Verdicts What is to be 0.
 * @property {number} doubled Names with more than one customer.
 * @property {number} withoutToken Customers whose token is not stored.
 * @property {number} missing Names without a customer.
 * @property {number} othersGone Customers of others that were deleted.
 * @property {number} storedGone Customers whose token was stored, and that were deleted.
 */

/**
 * @param {object} outcome
 * @param {any} outcome.sandbox
 * @param {string[]} outcome.names Those that were to be created.
 * @param {Map<string, string>} outcome.tokens Those that were stored, by id.
 * @param {number} outcome.others How many customers the sandbox had of others, before all created ones.
 * @returns {Promise<Verdicts>}
 */
export async function verdicts({ sandbox, names, tokens, others }) {
  const { ReporteiCustomers } = await imported("reportei-customers");
  const { accessToken, fetch } = sandbox;
  const reportei = new ReporteiCustomers({ accessToken, fetch });
  const there = await reportei.listAll().toArray({ limit: 100_000 });
  const old = there.filter(
    (/** @type {any} */ { created_at: at = "" }) => at === OTHERS_CREATED_AT,
  );
  const own = there.slice(others);
  let withoutToken = 0;
  for (const { uuid } of own) {
    const shown = await reportei
      .settings({ customerToken: tokens.get(uuid) ?? "none" })
      .catch(() => ({ uuid: undefined }));
    if (shown.uuid !== uuid) withoutToken += 1;
  }
  const ids = new Set(own.map((/** @type {any} */ { uuid }) => uuid));
  const counts = names.map(
    (name) => own.filter((/** @type {any} */ one) => one.name === name.trim()).length,
  );
  return {
    doubled: counts.filter((count) => count > 1).length,
    missing: counts.filter((count) => count === 0).length,
    withoutToken,
    othersGone: others - old.length,
    storedGone: [...tokens.keys()].filter((uuid) => !ids.has(uuid)).length,
  };
}
