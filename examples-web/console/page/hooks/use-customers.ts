/** The index of all customers: read as a whole, kept while it is read again. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Customer } from "reportei-customers";
import { useMemo, useSyncExternalStore } from "react";
import { reportei } from "../api/client";
import { toRows, type Row } from "../logic/states";

export interface Index {
  readonly customers: readonly Customer[];
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
const progress = createProgress();

export function useCustomers() {
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => readIndex(signal),
    refetchOnWindowFocus: true,
    // Ten thousand customers would be compared field by field.
    structuralSharing: false,
  });
  const rows = useMemo(
    (): readonly Row[] => (query.data ? toRows(query.data.customers, new Date()) : []),
    [query.data],
  );
  return { ...query, rows };
}

/** How far the reading is. Not among what `useCustomers` gives: a page of rows would be made anew each time. */
export const useReadProgress = (): ReadProgress | undefined =>
  useSyncExternalStore(progress.subscribe, progress.snapshot);

async function readIndex(signal: AbortSignal): Promise<Index> {
  progress.set(undefined);
  const readAt = Date.now();
  const customers: Customer[] = [];
  let saidAt = readAt;
  for await (const page of reportei.listAll({}, { prefetch: READ_AHEAD, signal }).pages()) {
    customers.push(...page.data);
    const now = Date.now();
    if (now - saidAt < SAID_EVERY_MS) continue;
    saidAt = now;
    progress.set({ read: customers.length, total: page.meta.total });
  }
  return { customers, readAt };
}

/** Changes the index at once, before it is read again. */
export function useIndexEdits() {
  const client = useQueryClient();
  const edit = (change: (customers: readonly Customer[]) => readonly Customer[]) =>
    client.setQueryData<Index>(
      KEY,
      (index) => index && { ...index, customers: change(index.customers) },
    );
  return {
    replace: (uuid: string, fields: Partial<Customer>) =>
      edit((all) => all.map((each) => (each.uuid === uuid ? { ...each, ...fields } : each))),
    remove: (uuids: ReadonlySet<string>) =>
      edit((all) => all.filter(({ uuid }) => !uuids.has(uuid))),
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
