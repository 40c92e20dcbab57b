/** The index of all customers: read as a whole, kept while it is read again. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Customer } from "reportei-customers";
import { useDeferredValue, useSyncExternalStore } from "react";
import { reportei } from "../api/client";
import { toRow, toRows, type Row } from "../logic/states";

export interface Index {
  readonly rows: readonly Row[];
  /** In milliseconds since 1970. */
  readonly readAt: number;
}

export interface ReadProgress {
  readonly read: number;
  readonly total: number;
}

const KEY = ["customers"];
const READ_AHEAD = 6;
const SAID_EVERY_MS = 100;
const NO_ROWS: readonly Row[] = [];
const progress = createProgress();

export function useCustomers() {
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => readIndex(signal),
    refetchOnWindowFocus: true,
    // Ten thousand customers would be compared field by field.
    structuralSharing: false,
  });
  // What shows them is made in slices, between which the page answers.
  const index = useDeferredValue(query);
  return { ...index, rows: index.data?.rows ?? NO_ROWS };
}

/** How far the reading is. Not among what `useCustomers` gives: a page of rows would be made anew each time. */
export const useReadProgress = (): ReadProgress | undefined =>
  useSyncExternalStore(progress.subscribe, progress.snapshot);

async function readIndex(signal: AbortSignal): Promise<Index> {
  progress.set(undefined);
  const readAt = Date.now();
  const rows: Row[] = [];
  let saidAt = readAt;
  for await (const page of reportei.listAll({}, { prefetch: READ_AHEAD, signal }).pages()) {
    // Each page while the next are under way.
    rows.push(...toRows(page.data, new Date(readAt)));
    const now = Date.now();
    if (now - saidAt < SAID_EVERY_MS) continue;
    saidAt = now;
    progress.set({ read: rows.length, total: page.meta.total });
  }
  return { rows, readAt };
}

/** Changes the index at once, before it is read again. */
export function useIndexEdits() {
  const client = useQueryClient();
  const edit = (change: (rows: readonly Row[]) => readonly Row[]) =>
    client.setQueryData<Index>(KEY, (index) => index && { ...index, rows: change(index.rows) });
  return {
    replace: (uuid: string, fields: Partial<Customer>) =>
      edit((all) =>
        all.map((row) =>
          row.customer.uuid === uuid ? toRow({ ...row.customer, ...fields }, new Date()) : row,
        ),
      ),
    remove: (uuids: ReadonlySet<string>) =>
      edit((all) => all.filter(({ customer }) => !uuids.has(customer.uuid))),
    refresh: () => client.invalidateQueries({ queryKey: KEY }),
    cancel: () => client.cancelQueries({ queryKey: KEY }),
  };
}

function createProgress() {
  const listeners = new Set<() => void>();
  let value: ReadProgress | undefined;
  return {
    set(next: ReadProgress | undefined) {
      value = next;
      for (const listener of listeners) listener();
    },
    snapshot: () => value,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
