/**
 * Holds what callers were told against what the sandbox really did.
 *
 * A failure that does not say what is known of the server's state is taken as callers take it: as if
 * nothing had been done. `unknown` contradicts nothing but a plain refusal, so how often it was said
 * stands in the table too: a client that never knows is not to pass for one that is right.
 */

/**
 * @typedef {import("./mix.mjs").Planned} Planned
 * @typedef {import("./witness.mjs").Deed} Deed
 *
 * @typedef {object} Told What a caller was told of its call.
 * @property {Planned} planned
 * @property {"pending" | "value" | "error"} state
 * @property {any} [value]
 * @property {any} [error]
 * @property {string[]} stored The tokens that the caller's own function has kept.
 * @property {string[]} [found] What was found after a creation whose outcome is unknown: ids.
 *
 * @typedef {"duplicates" | "lostTokens" | "wrongOutcomes" | "neverSettled"} Column
 *
 * @typedef {object} Finding
 * @property {Column} column
 * @property {string} what
 *
 * @typedef {object} Truth
 * @property {Map<number, Deed[]>} deedsOf The deeds of each call.
 * @property {Set<string>} deleted The ids of all customers that were deleted.
 */

const READS = ["show", "settings", "list", "walk"];

/**
 * @param {Told[]} tolds
 * @param {Deed[]} deeds
 * @returns {Finding[]}
 */
export function judge(tolds, deeds) {
  /** @type {Truth} */
  const truth = { deedsOf: new Map(), deleted: new Set() };
  for (const deed of deeds) {
    const known = truth.deedsOf.get(deed.call);
    if (known) known.push(deed);
    else truth.deedsOf.set(deed.call, [deed]);
    if (deed.method === "DELETE" && deed.applied) truth.deleted.add(deed.uuid);
  }
  return tolds.flatMap((told) => {
    const own = truth.deedsOf.get(told.planned.call) ?? [];
    return columns(told, own, truth).map((column) => ({ column, what: described(told, own) }));
  });
}

/**
 * @param {Told} told
 * @param {Deed[]} own
 * @param {Truth} truth
 */
function columns(told, own, { deleted }) {
  /** @type {Column[]} */
  const found = [];
  if (told.state === "pending") found.push("neverSettled");
  else if (!isTrue(told, own, deleted)) found.push("wrongOutcomes");
  if (told.planned.kind === "create") {
    const made = own.filter(({ applied, method }) => applied && method === "POST");
    made.slice(1).forEach(() => found.push("duplicates"));
    for (const deed of made) {
      if (!isKept(told, deed, deleted)) found.push("lostTokens");
    }
  }
  return found;
}

/**
 * Whether what the caller was told is what happened.
 *
 * @param {Told} told
 * @param {Deed[]} own
 * @param {Set<string>} deleted
 */
function isTrue({ planned, state, value, error }, own, deleted) {
  const applied = own.some((deed) => deed.applied);
  if (state === "value") return isValueTrue(planned, value, own, deleted);
  const isRead = READS.includes(planned.kind);
  if (error?.kind === "not_found" && !own.some(isOwn404)) return false;
  switch (error?.outcome) {
    case "not_sent":
      return own.length === 0;
    case "applied":
      return applied;
    case "unknown":
      return !isPlainRefusal(error, own);
    default:
      // What was created and deleted again is as if it had not been.
      if (error?.rolledBack)
        return applied && own.every((deed) => !deed.applied || deleted.has(deed.uuid));
      return isRead || !applied;
  }
}

/**
 * Whether the API itself answered that there is no such customer, and not something before it.
 *
 * @param {Deed} deed
 */
function isOwn404({ status, fault }) {
  return status === 404 && fault !== "status";
}

/**
 * Whether all that there was of a call is one answer which says that nothing was done.
 *
 * @param {any} error
 * @param {Deed[]} own
 */
function isPlainRefusal({ attempts, status }, own) {
  // A gateway that timed out may have passed the request on before.
  const isRefusal = status >= 400 && status < 500 && status !== 408;
  return isRefusal && attempts === 1 && own.length === 1 && own.every(({ applied }) => !applied);
}

/**
 * @param {Planned} planned
 * @param {any} value
 * @param {Deed[]} own
 * @param {Set<string>} deleted
 */
function isValueTrue({ kind, name, owner }, value, own, deleted) {
  const applied = own.some((deed) => deed.applied);
  switch (kind) {
    case "create":
      return own.some((deed) => deed.applied && deed.uuid === value?.uuid) && value.name === name;
    case "update":
      return applied && value?.uuid === owner?.uuid && value?.name === name;
    case "updatePaymentStatus":
      return applied && value?.success === true;
    case "delete":
      return deleted.has(owner?.uuid ?? "") && value?.success === true;
    case "show":
    case "settings":
      return applied && value?.uuid === owner?.uuid;
    case "walk":
      return applied && isEachOnce(value.data);
    default:
      return applied && Array.isArray(value?.data);
  }
}

/**
 * Whether no customer was met twice, though rows moved while pages were read. Some may be left out:
 * creations and deletions that make up for each other between two answers are not always noticed. Who
 * must not be left out is judged by walks of their own.
 *
 * @param {{ uuid: string }[]} customers
 */
function isEachOnce(customers) {
  return new Set(customers.map(({ uuid }) => uuid)).size === customers.length;
}

/**
 * Whether the caller has the created customer's token, or knows that there may be a customer whose
 * token it does not have. What never left the sandbox as a whole nobody can have.
 *
 * @param {Told} told
 * @param {Deed} deed A creation that was applied.
 * @param {Set<string>} deleted
 */
function isKept({ state, value, error, stored, found }, { uuid, token }, deleted) {
  if (deleted.has(uuid) || state === "pending") return true;
  if (token && [value?.api_token, ...stored].includes(token)) return true;
  switch (error?.outcome) {
    case "unknown":
      return found?.length === 1 && found[0] === uuid;
    case "applied":
      return token === undefined || JSON.stringify(error.created ?? null).includes(token);
    default:
      return false;
  }
}

/**
 * @param {Told} told
 * @param {Deed[]} own
 */
function described({ planned, state, error }, own) {
  const { call, kind, abortAfterMs, storing } = planned;
  const outcome = state === "error" ? ` (${error?.kind}, ${error?.outcome})` : "";
  const seen = own.map(
    ({ method, status, fault, applied }) =>
      `${method} ${status} ${fault ?? "no fault"} ${applied ? "applied" : "not applied"}`,
  );
  const abort = abortAfterMs === undefined ? "" : `, aborted after ${abortAfterMs} ms`;
  return `call ${call}, ${kind}${abort}, token ${storing}: ${state}${outcome}; ${seen.join("; ")}`;
}
