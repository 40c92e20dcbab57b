/** What the overview's charts show. Days are those of the person's own calendar. */
import type { Row } from "./states";

export interface DayCount {
  /** The day's first millisecond. */
  readonly day: number;
  readonly count: number;
}

/** How many trials of customers that do not pay end on each day from today on. */
export function trialsEnding(rows: readonly Row[], now: Date, days: number): readonly DayCount[] {
  const counts = Array.from({ length: days }, (_, index) => ({
    day: startOfDay(now, index),
    count: 0,
  }));
  for (const { state, endsAt } of rows) {
    if (state !== "trial" || endsAt === null) continue;
    const entry = counts.find((_, index) => endsAt < startOfDay(now, index + 1));
    if (entry) entry.count += 1;
  }
  return counts;
}

/** How many customers were created in each of the last weeks, the present one included. */
export function signUpsByWeek(rows: readonly Row[], now: Date, weeks: number): readonly DayCount[] {
  const monday = -((now.getDay() + 6) % 7);
  const counts = Array.from({ length: weeks }, (_, index) => ({
    day: startOfDay(now, monday - 7 * (weeks - 1 - index)),
    count: 0,
  }));
  const end = startOfDay(now, monday + 7);
  for (const { createdAt } of rows) {
    if (createdAt === null || createdAt >= end) continue;
    const entry = counts.findLast(({ day }) => createdAt >= day);
    if (entry) entry.count += 1;
  }
  return counts;
}

/** By the calendar and not by 24 hours, as clocks change. */
function startOfDay(now: Date, offset: number): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + offset).getTime();
}
