/** The part of the index that the URL names, and how to go to another. */
import { getRouteApi } from "@tanstack/react-router";
import { useDeferredValue, useMemo } from "react";
import { useLocale } from "use-intl";
import { countStates, type Row } from "../logic/states";
import { filtered, found, pageOf, sorted, type View } from "../logic/view";

const route = getRouteApi("/customers");

export function useView(): {
  view: View;
  show: (change: Partial<View>, replace?: boolean) => void;
} {
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const show = (change: Partial<View>, replace = false) =>
    void navigate({
      to: ".",
      replace,
      resetScroll: false,
      // Any other change begins on the first page again.
      search: (before) => ({ ...before, page: 1, ...change }),
    });
  return { view, show };
}

/** Each step anew only when what it depends on changes: a key in the search field costs little. */
export function useVisible(rows: readonly Row[], { q, state, sort, desc, page, size }: View) {
  const locale = useLocale();
  const query = useDeferredValue(q);
  const matching = useMemo(() => found(rows, query), [rows, query]);
  const counts = useMemo(() => countStates(matching), [matching]);
  const all = useMemo(
    () => sorted(filtered(matching, state), { sort, desc }, locale),
    [matching, state, sort, desc, locale],
  );
  const shown = useMemo(() => pageOf(all, { page, size }), [all, page, size]);
  return { counts, all, shown };
}
