// Times in and out. What is left of a trial is the Rust side's to reckon.

import { core, invalid, take, tried } from "./host.js";

/**
 * Milliseconds since 1970 of a time as the API writes it, `YYYY-MM-DD HH:MM:SS` in UTC; NaN where it
 * is none. Of 30 February some engines make a day in March: what is read must be what was written.
 * @param {any} text
 */
function parse(text) {
  const time = tried(() => {
    const iso = `${text.replace(" ", "T")}.000Z`;
    const date = new Date(iso);
    return text[10] === " " && date.toISOString() === iso ? date.getTime() : NaN;
  });
  return time ?? NaN;
}

/** @param {unknown} text */
export function parseTimestamp(text) {
  const time = parse(text);
  if (Number.isNaN(time)) throw invalid("text", "must be a time: YYYY-MM-DD HH:MM:SS");
  return new Date(time);
}

/**
 * @param {any} customer
 * @param {any} [now]
 */
export function trialStatus(customer, now = Date.now()) {
  const [isPaying, ends] = tried(() => [customer.is_paying, customer.trial_ends_at]) ?? [];
  const endsAt = ends === null ? null : new Date(parse(ends));
  if (typeof isPaying !== "boolean" || Number.isNaN(Number(endsAt))) {
    const rule = "must have is_paying, and trial_ends_at: null or YYYY-MM-DD HH:MM:SS";
    throw invalid("customer", rule);
  }
  const time = typeof now === "number" ? now : tried(() => Number(now.getTime()));
  if (!Number.isFinite(time)) throw invalid("now", "must be a Date or a number of milliseconds");
  core.trial(time, isPaying, Number(endsAt ?? NaN));
  const { state, ...left } = take();
  return { state, endsAt, ...left };
}
