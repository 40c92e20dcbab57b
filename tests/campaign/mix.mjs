/**
 * The calls of a campaign: which one is made, with what, and whether its caller changes its mind.
 * All of it follows from the seed and the call's number, but for which customers there are to choose
 * from: that depends on what came of the calls before.
 */
import { draws } from "./draws.mjs";
import { CALL_HEADER } from "./witness.mjs";

/**
 * @typedef {"create" | "delete" | "update" | "updatePaymentStatus" | "show" | "settings" | "list" | "walk"} Kind
 *
 * @typedef {object} Owner A customer that is there as far as the callers know.
 * @property {string} uuid
 * @property {string} token
 *
 * @typedef {object} Planned A call that is to be made.
 * @property {number} call Its number.
 * @property {Kind} kind
 * @property {string} name That it gives to a customer: no other call does.
 * @property {Owner | undefined} owner The customer that it is about.
 * @property {number} page
 * @property {boolean} isPaying
 * @property {number | undefined} abortAfterMs
 * @property {"none" | "works" | "fails"} storing What becomes of the token that a creation stores.
 */

/** How often each is made. */
const WEIGHTS = /** @type {const} */ ([
  ["create", 0.24],
  ["delete", 0.18],
  ["update", 0.15],
  ["updatePaymentStatus", 0.1],
  ["show", 0.12],
  ["settings", 0.1],
  ["list", 0.08],
  ["walk", 0.03],
]);
const ABORTED = 0.08;
const LATEST_ABORT_MS = 150;
const STORED = 0.5;
const STORED_IN_VAIN = 0.1;
const PAGES = 5;
/** Where no more are left, customers are created in place of deleted: there is to be one for each call. */
const FEWEST_OWNERS = 50;

/**
 * @param {number} seed
 * @param {number} call
 * @param {Owner[]} owners A deleted one is taken out.
 * @returns {Planned}
 */
export function plan(seed, call, owners) {
  const { next, pick } = draws(seed, call);
  const drawn = kindAt(next());
  const kind = drawn === "delete" && owners.length <= FEWEST_OWNERS ? "create" : drawn;
  const storing = next() >= STORED ? "none" : next() < STORED_IN_VAIN ? "fails" : "works";
  const abortAfterMs = next() < ABORTED ? Math.floor(next() ** 3 * LATEST_ABORT_MS) : undefined;
  const page = 1 + Math.floor(next() * PAGES);
  const isPaying = next() < 0.5;
  const owner = pick(owners);
  // Nobody else is to speak of a customer that is being deleted.
  if (kind === "delete" && owner) owners.splice(owners.indexOf(owner), 1);
  const name = `Customer ${seed}-${call}`;
  return { call, kind, name, owner, page, isPaying, abortAfterMs, storing };
}

/** @param {number} point From 0 to 1. */
function kindAt(point) {
  let sum = 0;
  for (const [kind, weight] of WEIGHTS) {
    sum += weight;
    if (point < sum) return kind;
  }
  return "list";
}

/**
 * Makes the call.
 *
 * @param {import("./ours.mjs").Tried} tried
 * @param {Planned} planned
 * @param {(created: any) => void} stored Told of what was stored.
 * @returns {Promise<any>}
 */
export async function make({ client, walk }, planned, stored) {
  const { call, kind, name, owner, page, isPaying, abortAfterMs, storing } = planned;
  const options = { headers: { [CALL_HEADER]: String(call) }, ...abortion(abortAfterMs) };
  const { uuid = "", token: customerToken } = owner ?? {};
  switch (kind) {
    case "create":
      return client.create({ name }, { ...options, storeToken: keeper(storing, stored) });
    case "delete":
      return client.delete(uuid, options);
    case "update":
      return client.update(uuid, { name }, options);
    case "updatePaymentStatus":
      return client.updatePaymentStatus(uuid, { is_paying: isPaying }, options);
    case "show":
      return client.show(uuid, options);
    case "settings":
      return client.settings({ ...options, customerToken });
    case "list":
      return client.list({ page, per_page: 50 }, options);
    case "walk": {
      const data = [];
      for await (const customer of walk(options)) data.push(customer);
      return { data };
    }
  }
}

/** @param {number | undefined} ms */
function abortion(ms) {
  if (ms === undefined) return {};
  const controller = new AbortController();
  if (ms === 0) controller.abort();
  else setTimeout(() => controller.abort(), ms);
  return { signal: controller.signal };
}

/**
 * @param {Planned["storing"]} storing
 * @param {(created: any) => void} stored
 */
function keeper(storing, stored) {
  if (storing === "none") return undefined;
  return async (/** @type {any} */ created) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (storing === "fails") throw new Error("the vault is closed");
    stored(created);
  };
}
