/**
 * One Tab stop for a whole grid: arrow keys lead from cell to cell, and where the focus was last is
 * where Tab comes back to. Cells are the elements with `data-cell` in rows with `data-row`.
 */
import { useEffect, useRef, type FocusEvent, type KeyboardEvent } from "react";

export function useRoving(rowCount: number) {
  const grid = useRef<HTMLTableElement>(null);
  const place = useRef({ row: 0, cell: 1 });
  const hadFocus = useRef(false);

  const cellAt = (row: number, cell: number): HTMLElement | undefined => {
    const rows = grid.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [];
    const cells =
      rows[Math.min(row, rows.length - 1)]?.querySelectorAll<HTMLElement>("[data-cell]");
    return cells?.[Math.min(cell, cells.length - 1)];
  };

  const makeStop = (stop: HTMLElement | undefined) => {
    for (const other of grid.current?.querySelectorAll<HTMLElement>("[data-cell]") ?? []) {
      other.tabIndex = other === stop ? 0 : -1;
    }
  };

  // After each render: rows come and go, and React writes their tabIndex anew.
  useEffect(() => {
    const stop = cellAt(place.current.row, place.current.cell);
    makeStop(stop);
    // The row that had the focus is gone: the one in its place has it now.
    if (hadFocus.current && document.activeElement === document.body) {
      stop?.focus({ preventScroll: true });
    }
  });
  useEffect(() => {
    place.current.row = Math.min(place.current.row, Math.max(0, rowCount - 1));
  }, [rowCount]);

  return {
    ref: grid,
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      hadFocus.current = true;
      const cell = target.closest<HTMLElement>("[data-cell]");
      const row = cell?.closest<HTMLElement>("[data-row]");
      if (!cell || !row) return;
      const rows = [...(grid.current?.querySelectorAll("[data-row]") ?? [])];
      place.current = {
        row: rows.indexOf(row),
        cell: [...row.querySelectorAll("[data-cell]")].indexOf(cell),
      };
      makeStop(cell);
    },
    onBlur: ({ relatedTarget }: FocusEvent<HTMLElement>) => {
      // Without another element that takes it, the focus is lost and not moved.
      if (relatedTarget && !grid.current?.contains(relatedTarget)) hadFocus.current = false;
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const target = (event.target as HTMLElement).closest("[data-cell]");
      if (!target || event.ctrlKey || event.metaKey || event.altKey) return;
      const { row, cell } = place.current;
      const next: Readonly<Record<string, readonly [number, number]>> = {
        ArrowDown: [Math.min(row + 1, rowCount - 1), cell],
        ArrowUp: [Math.max(row - 1, 0), cell],
        ArrowRight: [row, cell + 1],
        ArrowLeft: [row, Math.max(cell - 1, 0)],
        Home: [0, cell],
        End: [rowCount - 1, cell],
      };
      const goal = next[event.key];
      if (!goal) return;
      event.preventDefault();
      cellAt(...goal)?.focus();
    },
  };
}
