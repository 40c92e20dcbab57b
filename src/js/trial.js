// Times in and out. What is left of a trial is the Rust side's to reckon.

import { core, invalid, take, tried } from "./host.js";

/**
 * A date as the API writes times, `YYYY-MM-DD HH:MM:SS` in UTC. Throws where it is no time.
 * @param {Date} date
 */
function written(date) {
  return date.toISOString().slice(0, 19).replace("T", " ");
}

/**
 * A time that a caller has, as the API writes times; nothing where it is none.
 * @param {any} time
 */
export function timestamp(time) {
  return tried(() => {
    if (/^\d{4}(-\d\d){2} \d\d(:\d\d){2}$/.test(time)) return time;
    // Of `true` a Date would make a time in 1970.
    const isTime = typeof time === "number" || typeof time === "string" || time.getTime;
    return isTime ? written(new Date(time)) : undefined;
  });
}

/**
 * The time of a text as the API writes it; nothing where it is none. Of 30 February some engines make
 * a day in March: what is read must be what was written.
 * @param {any} text
 */
function parse(text) {
  return tried(() => {
    const date = new Date(`${text.replace(" ", "T")}Z`);
    return text[10] === " " && written(date) === text ? date : undefined;
  });
}

/** @param {unknown} text */
export function parseTimestamp(text) {
  const time = parse(text);
  if (time) return time;
  throw invalid("text", "must be a time: YYYY-MM-DD HH:MM:SS");
}

/**
 * @param {any} customer
 * @param {any} [now]
 */
export function trialStatus(customer, now = Date.now()) {
  const [isPaying, ends] = tried(() => [customer.is_paying, customer.trial_ends_at]) ?? [];
  const endsAt = ends === null ? null : parse(ends);
  if (typeof isPaying !== "boolean" || endsAt === undefined) {
    const rule = "must have is_paying, and trial_ends_at: null or YYYY-MM-DD HH:MM:SS";
    throw invalid("customer", rule);
  }
  const time = typeof now === "number" ? now : tried(() => Number(now.getTime()));
  if (!Number.isFinite(time)) throw invalid("now", "must be a Date or a number of milliseconds");
  core.trial(/** @type {number} */ (time), isPaying, Number(endsAt ?? NaN));
  // The state is among what is taken: here it only stands first.
  return { state: "", endsAt, ...take() };
}
