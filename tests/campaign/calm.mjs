/** What is asked of a sandbox before and after a campaign: of a copy of it that does not fail. */
import assert from "node:assert/strict";
import { imported } from "../package/helpers/installed.mjs";
import { ours } from "./ours.mjs";

const { ReporteiSandbox } = await imported("reportei-customers/sandbox");

/** The clocks of this machine agree, but creations are noted in whole seconds. */
const BEFORE_MS = 60_000;

/** @param {any} sandbox */
function calmCopy(sandbox) {
  const calm = new ReporteiSandbox({ customers: 0 });
  calm.restore(sandbox.snapshot());
  const { accessToken, fetch } = calm;
  return ours({ baseUrl: "http://127.0.0.1/api", accessToken, fetch });
}

/**
 * The ids of all customers there are.
 *
 * @param {any} sandbox
 * @returns {Promise<string[]>}
 */
export async function idsIn(sandbox) {
  const ids = [];
  for await (const { uuid } of calmCopy(sandbox).walk({ headers: {} })) ids.push(uuid);
  return ids;
}

/**
 * Does what a caller is to do after a creation whose outcome is unknown: looks whether there is one.
 *
 * @param {any} sandbox
 * @param {import("./judge.mjs").Told[]} tolds Those it concerns learn what was found.
 * @param {number} began When the first call was made.
 */
export async function settleUnknown(sandbox, tolds, began) {
  const { client } = calmCopy(sandbox);
  const since = new Date(began - BEFORE_MS);
  for (const told of tolds) {
    if (told.planned.kind !== "create" || told.error?.outcome !== "unknown") continue;
    const found = await client.findUnconfirmed({ name: told.planned.name, since });
    told.found = found.map((/** @type {{ uuid: string }} */ { uuid }) => uuid);
  }
}

/**
 * That the witness saw all there was to see: else what it says is no truth.
 *
 * @param {any} sandbox
 * @param {number} before How many customers there were.
 * @param {import("./witness.mjs").Deed[]} deeds
 */
export async function agree(sandbox, before, deeds) {
  const applied = deeds.filter((deed) => deed.applied);
  const created = applied.filter(({ creates }) => creates).length;
  const deleted = applied.filter(({ method }) => method === "DELETE").length;
  assert.equal((await idsIn(sandbox)).length, before + created - deleted, "the witness is wrong");
}
