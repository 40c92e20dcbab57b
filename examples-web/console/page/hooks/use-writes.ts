/** What is changed of one customer. The index shows it at once, and is read again. */
import type { Customer } from "reportei-customers";
import { reportei } from "../api/client";
import { isGone, problemOf } from "../logic/problems";
import { useCancellable } from "./use-cancellable";
import { useForgetCustomer } from "./use-customer";
import { useIndexEdits } from "./use-customers";

/** Somebody else renamed the customer since the dialog showed its name. */
export class RenamedMeanwhile extends Error {
  override readonly name = "RenamedMeanwhile";
  constructor(readonly current: Customer) {
    super("The customer was renamed meanwhile.");
  }
}

interface Rename {
  readonly name: string;
  /** The name that the person saw. */
  readonly seen: string;
}

export function useRename(uuid: string) {
  const { replace, refresh } = useIndexEdits();
  const forget = useForgetCustomer();
  return useCancellable(
    async ({ name, seen }: Rename, signal) => {
      const current = await reportei.show(uuid, { signal });
      if (current.name !== seen) throw new RenamedMeanwhile(current);
      return reportei.update(uuid, { name }, { signal });
    },
    {
      onSuccess: ({ name, updated_at }) => replace(uuid, { name, updated_at }),
      onSettled: () => void Promise.all([refresh(), forget(uuid)]),
    },
  );
}

export function usePayment() {
  const { replace, refresh } = useIndexEdits();
  const forget = useForgetCustomer();
  return useCancellable(
    ({ uuid, paying }: { readonly uuid: string; readonly paying: boolean }, signal) =>
      reportei.updatePaymentStatus(uuid, { is_paying: paying }, { signal }),
    {
      onSuccess: (_, { uuid, paying }) => replace(uuid, { is_paying: paying }),
      onSettled: (_, __, { uuid }) => void Promise.all([refresh(), forget(uuid)]),
    },
  );
}

/** Who is gone already is deleted: `true` says that somebody else did it. */
export function useDelete(uuid: string) {
  const { remove, refresh } = useIndexEdits();
  return useCancellable(
    async (_: void, signal): Promise<{ readonly already: boolean }> => {
      try {
        await reportei.delete(uuid, { signal });
        return { already: false };
      } catch (error) {
        if (!isGone(problemOf(error))) throw error;
        return { already: true };
      }
    },
    {
      onSuccess: () => remove(new Set([uuid])),
      onSettled: () => void refresh(),
    },
  );
}
