/** What part of the index is shown, in which order: all of it is in the URL. */
import { searchWords } from "./search";
import { matchesState, STATE_FILTERS, type Row, type StateFilter } from "./states";

export const SORTS = ["name", "status", "ends", "created"] as const;
export type Sort = (typeof SORTS)[number];
export const PAGE_SIZES = [25, 50, 100] as const;

export interface View {
  readonly q: string;
  readonly state: StateFilter;
  readonly sort: Sort;
  readonly desc: boolean;
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

/** The newest first: who was created a moment ago is what one looks for. */
export const DEFAULT_VIEW: View = {
  q: "",
  state: "all",
  sort: "created",
  desc: true,
  page: 1,
  size: 25,
};

const MAX_QUERY_LENGTH = 200;

/** The view that a URL names. What makes no sense in it is left at its default. */
export function viewOf(search: Readonly<Record<string, unknown>>): View {
  const { q, state, sort, desc, page, size } = search;
  return {
    // A query of digits alone comes as a number out of the URL.
    q: (typeof q === "string" || typeof q === "number" ? String(q) : "").slice(0, MAX_QUERY_LENGTH),
    state: oneOf(STATE_FILTERS, state) ?? DEFAULT_VIEW.state,
    sort: oneOf(SORTS, sort) ?? DEFAULT_VIEW.sort,
    desc: typeof desc === "boolean" ? desc : DEFAULT_VIEW.desc,
    page: Number.isSafeInteger(page) && Number(page) > 0 ? Number(page) : DEFAULT_VIEW.page,
    size: oneOf(PAGE_SIZES, size) ?? DEFAULT_VIEW.size,
  };
}

function oneOf<T>(all: readonly T[], value: unknown): T | undefined {
  return all.find((each) => each === value);
}

/** Those that fit the query, whatever their state: the tabs count among them. */
export function found(rows: readonly Row[], query: string): readonly Row[] {
  const words = searchWords(query);
  if (words.length === 0) return rows;
  return rows.filter(({ searchText }) => words.every((word) => searchText.includes(word)));
}

export function filtered(rows: readonly Row[], state: StateFilter): readonly Row[] {
  return state === "all" ? rows : rows.filter((row) => matchesState(row, state));
}

const STATE_ORDER = { expired: 0, trial: 1, paying: 2, none: 3 } as const;

/** Sorted anew. Those without a value come last, in both directions; ties keep the API's order. */
export function sorted(
  rows: readonly Row[],
  { sort, desc }: Pick<View, "sort" | "desc">,
  locale: string,
): readonly Row[] {
  const direction = desc ? -1 : 1;
  if (sort === "name") {
    const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
    return rows.toSorted((a, b) => direction * compare(a.customer.name, b.customer.name));
  }
  const valueOf = {
    status: (row: Row) => STATE_ORDER[row.state],
    ends: (row: Row) => row.endsAt,
    created: (row: Row) => row.createdAt,
  }[sort];
  return rows.toSorted((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return direction * (left - right);
  });
}

export interface Page {
  readonly rows: readonly Row[];
  /** The page that is shown: the last one where the URL names one behind it. */
  readonly page: number;
  readonly pages: number;
  /** Places among all that match, from 1; 0 where there is nobody. */
  readonly from: number;
  readonly to: number;
}

export function pageOf(rows: readonly Row[], { page, size }: Pick<View, "page" | "size">): Page {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const shown = Math.min(page, pages);
  const from = (shown - 1) * size;
  const part = rows.slice(from, from + size);
  return {
    rows: part,
    page: shown,
    pages,
    from: part.length === 0 ? 0 : from + 1,
    to: from + part.length,
  };
}
