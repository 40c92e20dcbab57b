/** In which state a customer is, and what the index needs to know of each. No network, no React. */
import { parseTimestamp, trialStatus, type Customer } from "reportei-customers/slim";
import { searchable } from "./search";

export type CustomerState = ReturnType<typeof trialStatus>["state"];

/** A customer as the index holds it: parsed once, so that each key in the search field is cheap. */
export interface Row {
  readonly customer: Customer;
  readonly state: CustomerState;
  /** When the trial ends or ended, in milliseconds; `null` where there is none. */
  readonly endsAt: number | null;
  readonly daysLeft: number;
  readonly endsThisWeek: boolean;
  /** In milliseconds; `null` where the API's text is no time. */
  readonly createdAt: number | null;
  readonly searchText: string;
}

export const STATE_FILTERS = ["all", "paying", "trial", "week", "expired"] as const;
export type StateFilter = (typeof STATE_FILTERS)[number];
export type Counts = Readonly<Record<StateFilter, number>>;

export function toRows(customers: readonly Customer[], now: Date): Row[] {
  const weekEnds = endOfWeek(now);
  return customers.map((customer) => toRow(customer, now, weekEnds));
}

export function toRow(customer: Customer, now: Date, weekEnds = endOfWeek(now)): Row {
  const { state, endsAt, daysLeft } = trialStatus(customer, now);
  const ends = endsAt?.getTime() ?? null;
  return {
    customer,
    state,
    endsAt: ends,
    daysLeft,
    endsThisWeek: state === "trial" && ends !== null && ends <= weekEnds,
    createdAt: timeOf(customer.created_at),
    searchText: searchable(`${customer.name} ${customer.uuid}`),
  };
}

export function matchesState(row: Row, filter: StateFilter): boolean {
  if (filter === "all") return true;
  return filter === "week" ? row.endsThisWeek : row.state === filter;
}

export function countStates(rows: readonly Row[]): Counts {
  const counts = { all: 0, paying: 0, trial: 0, week: 0, expired: 0 };
  for (const row of rows) {
    for (const filter of STATE_FILTERS) if (matchesState(row, filter)) counts[filter] += 1;
  }
  return counts;
}

/** The last millisecond of the calendar week, Monday to Sunday, where the person is. */
export function endOfWeek(now: Date): number {
  const daysToSunday = (7 - now.getDay()) % 7;
  const monday = new Date(now.getFullYear(), now.getMonth(), now.getDate() + daysToSunday + 1);
  return monday.getTime() - 1;
}

/** A time of the API's in milliseconds; `null` where the text is none. */
export function timeOf(text: string | null): number | null {
  if (text === null) return null;
  try {
    return parseTimestamp(text).getTime();
  } catch {
    return null;
  }
}
