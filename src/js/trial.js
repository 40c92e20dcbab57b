// Times in and out, for the Rust side, which reckons with them.

/** @param {Date | number} time */
export function instant(time) {
  return typeof time === "number" ? time : Number(time.getTime());
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
