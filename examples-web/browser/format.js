// The API's facts in a person's words.

/** @typedef {import("reportei-customers").Customer} Customer */
/** @typedef {"good" | "calm" | "warn" | "bad" | "plain"} Tone */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const day = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });
const relative = new Intl.RelativeTimeFormat("en");
const number = new Intl.NumberFormat("en");

/** @param {number} value */
export const count = (value) => number.format(value);

/**
 * The API's `YYYY-MM-DD HH:MM:SS`, which is UTC and doesn't say so; `null` for anything else.
 *
 * @param {string} stamp
 */
function parse(stamp) {
  const date = new Date(`${stamp.replace(" ", "T")}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/**
 * A day as people write it. A time that can't be read is shown as it came.
 *
 * @param {string} stamp
 */
export function dayOf(stamp) {
  const date = parse(stamp);
  return date ? day.format(date) : stamp;
}

/**
 * Whether a customer has access to its data, and until when.
 *
 * @param {Customer} customer
 * @param {number} [now]
 * @returns {{ tone: Tone, label: string, note: string }}
 */
export function accessOf(customer, now = Date.now()) {
  if (customer.is_paying) return { tone: "good", label: "Paying", note: "" };
  if (customer.trial_ends_at === null) {
    return { tone: "plain", label: "Not paying", note: "no trial" };
  }
  const end = parse(customer.trial_ends_at);
  if (end === null) return { tone: "plain", label: "Trial", note: customer.trial_ends_at };
  const left = end.getTime() - now;
  return left > 0
    ? { tone: "calm", label: "Trial", note: `ends ${distance(left)}` }
    : { tone: "warn", label: "Trial ended", note: distance(left) };
}

/** @param {number} ms */
function distance(ms) {
  const size = Math.abs(ms);
  if (size < MINUTE_MS) return ms > 0 ? "in a moment" : "just now";
  if (size < HOUR_MS) return relative.format(Math.trunc(ms / MINUTE_MS), "minute");
  if (size < DAY_MS) return relative.format(Math.trunc(ms / HOUR_MS), "hour");
  return relative.format(Math.round(ms / DAY_MS), "day");
}

/** @type {Record<string, { tone: Tone, label: string }>} */
const INTEGRATION_STATUSES = {
  active: { tone: "good", label: "Active" },
  synchronizing: { tone: "calm", label: "Synchronizing" },
  expired: { tone: "warn", label: "Expired" },
  revoked: { tone: "bad", label: "Revoked" },
  synchronization_error: { tone: "bad", label: "Sync error" },
};

/**
 * The set of statuses is open: one that nobody has seen yet is shown as it came.
 *
 * @param {string} status
 * @returns {{ tone: Tone, label: string }}
 */
export function integrationStatus(status) {
  return INTEGRATION_STATUSES[status] ?? { tone: "plain", label: status };
}
