/** One change of many customers: with progress, to be stopped, and to be taken up again. */
import { useMutation } from "@tanstack/react-query";
import type {
  BulkItems,
  BulkOptions,
  BulkProgress,
  Confirmation,
  PaymentStatusUpdate,
} from "reportei-customers";
import { useRef, useState } from "react";
import { reportei } from "../api/client";
import { summarize, type BulkItem, type BulkKind, type Result } from "../logic/bulk";
import { useIndexEdits } from "./use-customers";
import { useLeaveQuestion } from "./use-leave-question";

export function useBulk(kind: BulkKind, uuids: readonly string[]) {
  const { replace, remove, refresh } = useIndexEdits();
  const controller = useRef<AbortController>(undefined);
  const [progress, setProgress] = useState<Readonly<BulkProgress>>();
  const mutation = useMutation({
    // Given the results of the run before, it sends again what did not succeed, and nothing else.
    mutationFn: (before: readonly Result[] | undefined) => {
      controller.current = new AbortController();
      const { signal } = controller.current;
      return send(kind, before ?? itemsOf(kind, uuids), { signal, onProgress: setProgress });
    },
    onSuccess: (results) => {
      const { done } = summarize(results, kind);
      if (kind === "delete") remove(done);
      else for (const uuid of done) replace(uuid, { is_paying: kind === "paying" });
    },
    onSettled: () => void refresh(),
  });
  useLeaveQuestion(mutation.isPending);
  return { ...mutation, progress, stop: () => controller.current?.abort() };
}

function itemsOf(kind: BulkKind, uuids: readonly string[]): readonly BulkItem[] {
  if (kind === "delete") return uuids;
  return uuids.map((uuid) => ({ uuid, is_paying: kind === "paying" }));
}

/** The items are those of the kind, which the types of a union do not say. */
async function send(
  kind: BulkKind,
  items: readonly (BulkItem | Result)[],
  options: Pick<BulkOptions, "signal" | "onProgress">,
): Promise<readonly Result[]> {
  return kind === "delete"
    ? reportei.deleteMany(items as BulkItems<string, Confirmation>, options)
    : reportei.updatePaymentStatusMany(
        items as BulkItems<PaymentStatusUpdate, Confirmation>,
        options,
      );
}
