// Times in and out, for the Rust side, which reckons with them.

/**
 * Milliseconds since 1970 of a time as the API writes it, `YYYY-MM-DD HH:MM:SS` in UTC; NaN where it
 * is none. Of 30 February some engines make a day in March: what is read must be what was written.
 * @param {any} text
 */
export function parse(text) {
  try {
    const iso = `${text.replace(" ", "T")}.000Z`;
    const date = new Date(iso);
    return text[10] === " " && date.toISOString() === iso ? date.getTime() : NaN;
  } catch {
    return NaN;
  }
}

/**
 * Milliseconds since 1970 of a `Date` or number; NaN where it is neither.
 * @param {any} time
 */
export function instant(time) {
  try {
    return typeof time === "number" ? time : Number(time.getTime());
  } catch {
    return NaN;
  }
}

/**
 * @param {string} state
 * @param {number | undefined} endsAt
 * @param {number} msLeft
 * @param {number} daysLeft
 */
export function status(state, endsAt, msLeft, daysLeft) {
  return { state, endsAt: endsAt === undefined ? null : new Date(endsAt), msLeft, daysLeft };
}
