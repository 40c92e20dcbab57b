/**
 * What the console's page and its server say to each other, beside the API's own calls.
 *
 * Paths that begin with `/api/` are the Reportei API's, let through by an allow-list: list, show,
 * settings, update, delete and payment status. A call that needs a customer's token names the customer
 * in the header {@link CUSTOMER_HEADER}; the server adds the token. All other paths are the console's.
 * No answer of either kind holds a token.
 *
 * | method and path                  | request            | answer                                   |
 * | -------------------------------- | ------------------ | ---------------------------------------- |
 * | `GET /session`                   |                    | 200 {@link Session}, or `null` where nobody is signed in |
 * | `POST /session`                  | {@link SignIn}     | 200 {@link Session}, 401, or 429 with `Retry-After` |
 * | `DELETE /session`                |                    | 204                                      |
 * | `GET /creations`                 |                    | 200 {@link Creation}`[]`, newest first: what runs, and what a person has not put away |
 * | `POST /creations`                | {@link NewCreation}| 202 {@link Creation}; the creation runs on, whoever looks |
 * | `GET /creations/:id`             |                    | 200 {@link Creation}                     |
 * | `GET /creations/:id/events`      |                    | `text/event-stream` of {@link CreationEvent}, the first a snapshot; ends when the creation ends |
 * | `POST /creations/:id/stop`       |                    | 202 {@link Creation}                     |
 * | `POST /creations/:id/resume`     |                    | 202 {@link Creation}: what was not sent or failed is sent, nothing else |
 * | `POST /creations/:id/settle`     | {@link Settle}     | 200 {@link Creation}: looks again for what an item without an answer left behind |
 * | `DELETE /creations/:id`          |                    | 204: puts an ended creation away; 409 while it runs or has unsettled items |
 * | `GET /vault/:uuid`               |                    | 200 {@link VaultEntry}                   |
 * | `PUT /vault/:uuid`               | {@link PastedToken}| 204; 422 where the API refuses the token, or says that it is another customer's |
 * | `GET /audit?before=&limit=`      |                    | 200 {@link AuditEntry}`[]`, newest first |
 *
 * Refusals of the console's own have {@link Refusal} as their body, in the envelope that the API's
 * documentation has, so that `reportei-customers` reads them as it reads the API's.
 */

/** Names the customer whose token a call of the API needs. */
export const CUSTOMER_HEADER = "x-console-customer";

export const MAX_NAMES = 10_000;
export const MAX_NAME_LENGTH = 255;

export type RefusalCode =
  | "signed_out"
  | "wrong_password"
  | "too_many_attempts"
  | "forbidden_origin"
  | "not_allowed"
  | "too_large"
  | "invalid_body"
  | "not_found"
  | "conflict"
  /** The vault has no token of this customer: it was made before the console, or elsewhere. */
  | "no_customer_token"
  | "wrong_customer_token"
  | "api_unreachable"
  | "api_timeout"
  /** A failure of the console itself; its log says why. */
  | "internal";

export interface Refusal {
  readonly error: { readonly code: RefusalCode; readonly message: string };
}

export interface SignIn {
  readonly password: string;
}

export interface Session {
  readonly user: string;
  /** What the console works on, to be said on the page. */
  readonly api: "sandbox" | "live";
  /** When the session ends at the latest, ISO 8601. */
  readonly endsAt: string;
}

export interface NewCreation {
  /**
   * A UUID that the page makes. A browser may send a request twice by itself, where a kept connection
   * closes without an answer: what comes again under one id is the creation that is there already.
   */
  readonly id: string;
  /** One customer for each, in this order; from 1 to {@link MAX_NAMES}. */
  readonly names: readonly string[];
}

/**
 * - `waiting`: not sent yet. `sending`: sent, no answer yet.
 * - `created`: made, and its token is in the vault.
 * - `failed`: certainly not made; `failure` says why.
 * - `unknown`: sent, and nobody knows whether it was made: `candidates` are the customers that may be it.
 * - `not_sent`: stopped before it was sent.
 */
export type ItemState = "waiting" | "sending" | "created" | "failed" | "unknown" | "not_sent";

export interface CreationItem {
  /** Its place among the names, from 0. */
  readonly index: number;
  readonly name: string;
  readonly state: ItemState;
  /** Of a created customer. */
  readonly uuid?: string;
  readonly failure?: Failure;
  /**
   * Of an unknown item, once it was looked for. An empty list: nothing was made. Unknown items of one
   * name show the same customers, until one of the items is made anew.
   */
  readonly candidates?: readonly Candidate[];
  /** Of an unknown item: a person decided to leave everything as it is. */
  readonly dismissed?: true;
}

/** What went wrong, as far as it may leave the server: `ReporteiError`'s fields of the same names. */
export interface Failure {
  readonly kind: string;
  readonly outcome?: string;
  readonly status?: number;
  readonly code?: string;
  readonly message: string;
  readonly fieldErrors?: Readonly<Record<string, readonly string[]>>;
  readonly retryAfterMs?: number;
}

/** A customer that a creation without an answer may have made. Nobody has its token. */
export interface Candidate {
  readonly uuid: string;
  readonly name: string;
  readonly created_at: string;
}

export interface Creation {
  readonly id: string;
  readonly user: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** `interrupted`: the server ended in the middle of it, and it was settled at the next start. */
  readonly state: "running" | "stopping" | "done" | "stopped" | "interrupted";
  readonly items: readonly CreationItem[];
  readonly progress: CreationProgress;
}

export interface CreationProgress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly perSecond?: number;
  readonly msLeft?: number;
}

/**
 * What a person decided about an unknown item.
 * - `look`: look for candidates again.
 * - `retry`: delete `uuid`, where it is given, which must be a candidate, and create the customer anew.
 * - `dismiss`: leave everything as it is.
 */
export interface Settle {
  readonly index: number;
  readonly action: "look" | "retry" | "dismiss";
  readonly uuid?: string;
}

/** `event:` is `type`, `data:` is the whole as JSON. */
export type CreationEvent =
  | { readonly type: "snapshot"; readonly creation: Creation }
  | { readonly type: "item"; readonly item: CreationItem; readonly progress: CreationProgress }
  /** The API asked for a wait, or is not answering: what the page may say meanwhile. */
  | { readonly type: "waiting"; readonly delayMs: number; readonly kind: string }
  | { readonly type: "end"; readonly creation: Creation };

export interface VaultEntry {
  readonly uuid: string;
  readonly hasToken: boolean;
}

export interface PastedToken {
  readonly token: string;
}

export interface AuditEntry {
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  readonly user: string;
  readonly action:
    | "sign_in"
    | "sign_in_refused"
    | "sign_out"
    | "create"
    | "update"
    | "delete"
    | "update_payment_status"
    | "settle"
    | "store_token";
  /** The customer it concerns, where there is one. */
  readonly uuid?: string;
  readonly name?: string;
  /** `applied`, `not_applied` or `unknown`, and for what a person reads: the error's kind. */
  readonly outcome: string;
}
