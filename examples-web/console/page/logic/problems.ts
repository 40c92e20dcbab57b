/**
 * What went wrong, in the few facts from which the page makes a sentence of its own. Errors of the
 * API's calls and refusals of the console's server become the same.
 */
import { isReporteiError } from "reportei-customers/slim";
import type { Failure } from "../../shared/api";

export interface Problem {
  readonly kind: string;
  readonly outcome: "not_sent" | "rejected" | "applied" | "unknown";
  readonly message: string;
  readonly status?: number;
  readonly code?: string;
  readonly requestId?: string;
  readonly fieldErrors: Readonly<Record<string, readonly string[]>>;
  /** When it may be tried again, in milliseconds since 1970, where the server said. */
  readonly retryAt?: number;
}

/** What the console's server answered, where that is no success. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

export function problemOf(error: unknown, now = Date.now()): Problem {
  if (error instanceof Refused) return error.problem;
  if (isReporteiError(error)) {
    const { kind, outcome, message, status, code, requestId, fieldErrors } = error;
    return {
      kind,
      outcome,
      message,
      fieldErrors,
      ...(status !== undefined && { status }),
      ...(code !== undefined && { code }),
      ...(requestId !== undefined && { requestId }),
      ...retryAtOf(error.kind === "rate_limit" ? error.retryAfterMs : undefined, now),
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { kind: "bug", outcome: "unknown", message, fieldErrors: {} };
}

/** Of an item of a creation, which failed on the server. */
export function problemOfFailure(failure: Failure, now = Date.now()): Problem {
  const { kind, message, outcome, status, code, fieldErrors = {}, retryAfterMs } = failure;
  return {
    kind,
    message,
    outcome: isOutcome(outcome) ? outcome : "unknown",
    fieldErrors,
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...retryAtOf(retryAfterMs, now),
  };
}

export function retryAtOf(retryAfterMs: number | undefined, now: number): { retryAt?: number } {
  return retryAfterMs === undefined ? {} : { retryAt: now + retryAfterMs };
}

function isOutcome(text: string | undefined): text is Problem["outcome"] {
  return text === "not_sent" || text === "rejected" || text === "applied" || text === "unknown";
}

/** Whether the person has to sign in again. */
export function isSignedOut({ code }: Problem): boolean {
  return code === "signed_out";
}

/** The customer is gone already: what a deletion wanted. */
export function isGone({ kind }: Problem): boolean {
  return kind === "not_found";
}

export type ProblemSentence =
  | "offline"
  | "network"
  | "networkUnknown"
  | "timeout"
  | "timeoutUnknown"
  | "rateLimit"
  | "server"
  | "serverUnknown"
  | "signedOut"
  | "wrongPassword"
  | "tooManyAttempts"
  | "accessToken"
  | "permission"
  | "forbiddenOrigin"
  | "gone"
  | "notThere"
  | "validation"
  | "cancelled"
  | "cancelledUnknown"
  | "unreadable"
  | "unreadableApplied"
  | "noCustomerToken"
  | "wrongCustomerToken"
  | "tokenNotStored"
  | "apiUnreachable"
  | "conflict"
  | "other";

const BY_CODE: Readonly<Record<string, ProblemSentence>> = {
  signed_out: "signedOut",
  wrong_password: "wrongPassword",
  too_many_attempts: "tooManyAttempts",
  forbidden_origin: "forbiddenOrigin",
  no_customer_token: "noCustomerToken",
  wrong_customer_token: "wrongCustomerToken",
  conflict: "conflict",
  not_found: "notThere",
};

/** What a problem is called on the page: the key of a sentence and of its next step. */
export function sentenceOf(
  problem: Problem,
  { online, write }: { readonly online: boolean; readonly write: boolean },
): ProblemSentence {
  const { kind, code, outcome } = problem;
  const byCode = code === undefined ? undefined : BY_CODE[code];
  if (byCode) return byCode;
  // A write that nobody answered may have been done: "try again" alone would be wrong.
  const unclear = write && (outcome === "unknown" || outcome === "applied");
  if (code === "api_timeout") return unclear ? "timeoutUnknown" : "timeout";
  if (code === "api_unreachable") return unclear ? "serverUnknown" : "apiUnreachable";
  switch (kind) {
    case "network":
      if (unclear) return "networkUnknown";
      return online ? "network" : "offline";
    case "timeout":
      return unclear ? "timeoutUnknown" : "timeout";
    case "rate_limit":
      return "rateLimit";
    case "server":
      return unclear ? "serverUnknown" : "server";
    case "authentication":
      return "accessToken";
    case "permission":
      return "permission";
    case "not_found":
      return "gone";
    case "validation":
    case "invalid_argument":
      return "validation";
    case "aborted":
      return unclear ? "cancelledUnknown" : "cancelled";
    case "decode":
      return unclear ? "unreadableApplied" : "unreadable";
    case "token_not_stored":
      return "tokenNotStored";
    default:
      return "other";
  }
}
