/** What many calls at once came to. */
import type { BulkResult, Confirmation, PaymentStatusUpdate } from "reportei-customers";
import { isGone, problemOf } from "./problems";

export type BulkKind = "paying" | "notPaying" | "delete";
export type BulkItem = string | PaymentStatusUpdate;
export type Result = BulkResult<BulkItem, Confirmation>;

export const uuidOf = (item: BulkItem): string => (typeof item === "string" ? item : item.uuid);

/** Who is gone already is deleted. */
function isDone(result: Result, kind: BulkKind): boolean {
  if (result.status === "fulfilled") return true;
  return kind === "delete" && isGone(problemOf(result.reason));
}

export interface BulkSummary {
  readonly done: ReadonlySet<string>;
  readonly failed: readonly (Result & { readonly status: "rejected" })[];
  /** Stopped before it was sent. */
  readonly notSent: number;
}

export function summarize(results: readonly Result[], kind: BulkKind): BulkSummary {
  const done = new Set<string>();
  const failed: (Result & { readonly status: "rejected" })[] = [];
  let notSent = 0;
  for (const result of results) {
    if (result.status === "fulfilled" || isDone(result, kind)) done.add(uuidOf(result.item));
    else if (result.reason.kind === "aborted" && result.reason.outcome === "not_sent") notSent += 1;
    else failed.push(result);
  }
  return { done, failed, notSent };
}
