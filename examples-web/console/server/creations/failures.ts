/** What of a creation's error the page may see, and what it says about the customer. */
import type { CreatedCustomer, ReporteiError } from "reportei-customers";
import type { Candidate, Failure } from "../../shared/api";

export function failureOf(error: ReporteiError): Failure {
  const retryAfterMs = error.kind === "rate_limit" ? error.retryAfterMs : undefined;
  return {
    kind: error.kind,
    outcome: error.outcome,
    message: error.message,
    ...(error.status === undefined ? {} : { status: error.status }),
    ...(error.code === undefined ? {} : { code: error.code }),
    ...(Object.keys(error.fieldErrors).length === 0 ? {} : { fieldErrors: error.fieldErrors }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** Whether there is certainly no such customer, or no longer. */
export function madeNothing(error: ReporteiError): boolean {
  if (error.kind === "token_not_stored") return error.rolledBack;
  return error.outcome === "not_sent" || error.outcome === "rejected";
}

/** The customer that was made all the same, where its answer came: its token is not stored. */
export function candidateOf(error: ReporteiError): Candidate | undefined {
  if (error.kind !== "token_not_stored" && error.kind !== "decode") return undefined;
  const { uuid, name, created_at } = Object(error.created) as Partial<CreatedCustomer>;
  if (typeof uuid !== "string") return undefined;
  return { uuid, name: String(name ?? ""), created_at: String(created_at ?? "") };
}
