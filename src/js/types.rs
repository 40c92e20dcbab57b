//! What JavaScript hands over, and the error it gets, as TypeScript sees them.
//!
//! The options are declared here for their types and docs alone: `args.js` reads them field
//! by field, and a test holds the two to each other.

#![allow(dead_code, reason = "nothing is made of these but TypeScript")]

use serde::{Deserialize, Serialize};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// The options of a client.
#[derive(Serialize, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ClientOptions {
    /// The merchant's access token, sent as a bearer token. It opens all of the merchant's data:
    /// never put it into a web page. It may be left out only where `baseUrl` names a proxy of your
    /// own that adds it. A function is asked before every attempt, so that short-lived tokens work;
    /// where it throws, rejects or gives no token, the call rejects with `invalid_argument`.
    #[tsify(optional, type = "string | (() => string | PromiseLike<string>) | undefined")]
    pub access_token: Option<String>,
    /// The customer token that `settings` sends where the call names none.
    #[tsify(optional, type = "string | undefined")]
    pub customer_token: Option<String>,
    /// Where the API is: an absolute URL, or one relative to the page such as `"/api"`; with or
    /// without a trailing slash; without a query string.
    /// Default: `"https://connect.reportei.com/api"`.
    #[tsify(optional, type = "string | undefined")]
    pub base_url: Option<String>,
    /// Allows a `baseUrl` with `http:` to another machine than this one: anybody on the way can then
    /// read the tokens. Default: false.
    #[tsify(optional, type = "boolean | undefined")]
    pub allow_insecure: Option<bool>,
    /// Headers of every call, beside the client's own (`authorization`, `x-customer-token`,
    /// `accept` and `content-type` are refused). In a browser each needs the leave of the server's
    /// CORS preflight.
    #[tsify(optional, type = "HeadersLike | undefined")]
    pub headers: Option<String>,
    /// The function to send requests with, called without a receiver.
    /// Default: the global `fetch`, looked up at each call.
    #[tsify(optional, type = "FetchLike | undefined")]
    pub fetch: Option<String>,
    /// How long an attempt may take, in milliseconds, from connecting to the last byte of the body;
    /// 0 for ever. Default: 30,000.
    #[tsify(optional, type = "number | undefined")]
    pub timeout_ms: Option<u32>,
    /// How long a whole call may take, in milliseconds, its retries and waits included; 0 for ever.
    /// Default: 0.
    #[tsify(optional, type = "number | undefined")]
    pub total_timeout_ms: Option<u32>,
    /// How often a failed attempt is made again at most; 0 for never. Reads, updates and deletes are
    /// repeated after network failures, time-outs and the statuses 408, 425, 429, 500, 502, 503 and
    /// 504; `create` only after 429, and 503 with `Retry-After`, where the server did nothing. The
    /// wait is what the server asks for, else exponential backoff with full jitter (base 500 ms, cap
    /// 8 s). A client's retries together are at most 20 % of its calls, and 10 in 10 s. Default: 2.
    #[tsify(optional, type = "number | undefined")]
    pub max_retries: Option<u32>,
    /// The longest wait that a server may ask for, in milliseconds; 0 for any. Where it asks for
    /// more, the call rejects at once, and `retryAfterMs` says how long. Default: 60,000.
    #[tsify(optional, type = "number | undefined")]
    pub max_retry_delay_ms: Option<u32>,
    /// Aborts every call that has no signal of its own.
    #[tsify(optional, type = "AbortSignalLike | undefined")]
    pub signal: Option<String>,
    /// Told of everything the client's calls do; no bodies, no tokens. One that throws disturbs
    /// nothing.
    #[tsify(optional, type = "((event: ReporteiEvent) => unknown) | undefined")]
    pub observer: Option<String>,
    /// How fast the client may send: numbers, or `"auto"` to learn it from the server's
    /// `X-RateLimit-*` headers and slow down before it refuses. Calls wait for their turn in order;
    /// after a 429 all of them wait until the time that the server names. The wait counts for
    /// `totalTimeoutMs` and not for `timeoutMs`. For processes that share a limit, an object with
    /// `acquire()`, which is asked before every attempt; where it throws or rejects, the call rejects
    /// with `invalid_argument`. Default: as fast as calls are made.
    #[tsify(optional, type = "RateLimit | undefined")]
    pub rate_limit: Option<String>,
    /// Whether requests carry cookies, as `fetch` has it: for proxies that know their users by
    /// them. Default: not set, which browsers take for `"same-origin"`.
    #[tsify(optional, type = "\"omit\" | \"same-origin\" | \"include\" | undefined")]
    pub credentials: Option<String>,
}

/// The options of one call: what is left out or undefined is inherited from the client.
#[derive(Serialize, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct CallOptions {
    /// Aborts the call: it then rejects with the kind `aborted` and the signal's reason as `cause`.
    #[tsify(optional, type = "AbortSignalLike | undefined")]
    pub signal: Option<String>,
    /// How long an attempt may take, in milliseconds; 0 for ever. Default: the client's.
    #[tsify(optional, type = "number | undefined")]
    pub timeout_ms: Option<u32>,
    /// How often a failed attempt is made again at most; 0 for never. Default: the client's.
    #[tsify(optional, type = "number | undefined")]
    pub max_retries: Option<u32>,
    /// The customer token, sent by `settings` alone. Default: the client's.
    #[tsify(optional, type = "string | undefined")]
    pub customer_token: Option<String>,
    /// Headers of this call, in place of the client's of the same names.
    #[tsify(optional, type = "HeadersLike | undefined")]
    pub headers: Option<String>,
}

/// The options of a `create`.
#[derive(Serialize, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct CreateOptions {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub call: CallOptions,
    /// Stores the customer with its token, wherever you keep such things. The call resolves only
    /// after it has. Where it throws or rejects, the client deletes the customer again and rejects
    /// with `token_not_stored`; where that fails too, the error's `created` has the customer.
    #[tsify(optional, type = "((created: CreatedCustomer) => unknown) | undefined")]
    pub store_token: Option<String>,
}

/// Which customers `listAll` goes through, in which order.
#[derive(Serialize, Deserialize, Tsify)]
pub struct ListAllParams {
    /// How many customers are asked for at a time, from 1 to 100. Default: 100.
    #[tsify(optional, type = "number | undefined")]
    pub per_page: Option<u32>,
    /// The column to sort by. The API echoes it but does not document it: it is passed on as given.
    #[serde(rename = "sortBy")]
    #[tsify(optional, type = "string | undefined")]
    pub sort_by: Option<String>,
    /// Whether to sort downwards. The API echoes it but does not document it: it is passed on as given.
    #[tsify(optional, type = "boolean | undefined")]
    pub descending: Option<bool>,
}

/// The options of `listAll`: those of each of its calls, and how far it reads ahead.
#[derive(Serialize, Deserialize, Tsify)]
pub struct ListAllOptions {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub call: CallOptions,
    /// How many pages are asked for before they are needed, from 0 to 8. At most one more than that
    /// are in memory. Default: 1.
    #[tsify(optional, type = "number | undefined")]
    pub prefetch: Option<u32>,
}

/// What `findUnconfirmed` looks for.
#[derive(Serialize, Deserialize, Tsify)]
pub struct UnconfirmedParams {
    /// The name that was to be created, to the letter.
    pub name: String,
    /// When you began to create it: a `Date`, milliseconds since 1970, or a time as the API writes
    /// it. It is compared with the server's clock, to the second.
    #[tsify(type = "Date | number | string")]
    pub since: String,
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Headers: a plain object, or anything that iterates over pairs, such as `Headers` or a `Map`. */
export type HeadersLike =
  | Readonly<Record<string, string>>
  | readonly (readonly [string, string])[]
  | Iterable<readonly [string, string]>
  | PlatformHeaders;

/** The platform's own `Headers` where its types are known; they may not say that it iterates. */
export type PlatformHeaders = typeof globalThis extends { Headers: { prototype: infer Headers } }
  ? Headers
  : never;

/** An abort signal, as far as the client looks at it: the platform's, another realm's or a polyfill's. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The platform's own `AbortSignal` where its types are known. */
export type PlatformAbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : AbortSignalLike;

/** How fast a client may send. */
export type RateLimit =
  | "auto"
  | {
      /** How many attempts may begin in any second; 0 for any number. */
      readonly perSecond?: number | undefined;
      /** How many attempts may begin in any minute; 0 for any number. */
      readonly perMinute?: number | undefined;
      /** How many attempts may be under way at once; 0 for any number. */
      readonly concurrency?: number | undefined;
    }
  | {
      /** Settles when an attempt may be sent. */
      acquire(): unknown;
    };

/** What the client hands to `fetch` beside the URL. */
export interface FetchInit {
  method: "GET" | "POST" | "PUT" | "DELETE";
  headers: Record<string, string>;
  body?: string;
  redirect: "manual";
  signal: PlatformAbortSignal;
  credentials?: "omit" | "same-origin" | "include";
}

/** A response, as far as the client looks at it. */
export interface ResponseLike {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** A function that sends a request: the platform's `fetch`, or one that stands in for it. */
export type FetchLike = (url: string, init: FetchInit) => Promise<ResponseLike>;

/** What every kind of error has. */
export interface ReporteiErrorBase extends Error, Readonly<Omit<ReporteiErrorDetails, "message" | "kind" | "argument" | "path" | "retryAfterMs" | "limit" | "remaining" | "rolledBack">> {
  /** The answer's body where one came: parsed if it was JSON, else its text; at most 16 KiB, tokens masked. */
  readonly body?: unknown;
  /** The original error, or the reason of the signal that aborted the call. */
  readonly cause?: unknown;
  /** A plain object without secrets. */
  toJSON(): Record<string, unknown>;
}

/** `kind: "invalid_argument"`: an option or argument is not what it must be. */
export interface InvalidArgumentError extends ReporteiErrorBase {
  readonly kind: "invalid_argument";
  /** Which one: `"timeoutMs"`, `"headers.accept"`. */
  readonly argument?: string;
}

/** `kind: "rate_limit"`: too many calls. */
export interface RateLimitError extends ReporteiErrorBase {
  readonly kind: "rate_limit";
  /** How long the server asks to wait, in milliseconds, where it said. */
  readonly retryAfterMs?: number;
  /** How many calls the server allows in its window, where it said. */
  readonly limit?: number;
  /** How many of them are left, where it said. */
  readonly remaining?: number;
}

/** `kind: "decode"`: a success whose body is not what the API's contract says. */
export interface DecodeError extends ReporteiErrorBase {
  readonly kind: "decode";
  /** The path of the first field that is not: `"data[3].uuid"`; empty for the body itself. */
  readonly path: string;
  /** Of a `create`: whatever there is of the customer, its token included. Neither printed nor serialized. */
  readonly created?: unknown;
}

/** `kind: "token_not_stored"`: a customer was created, and `storeToken` failed. */
export interface TokenNotStoredError extends ReporteiErrorBase {
  readonly kind: "token_not_stored";
  /** Whether the customer is gone again. */
  readonly rolledBack: boolean;
  /** The customer with its token, where it is not. Neither printed nor serialized. */
  readonly created?: CreatedCustomer;
}

/** Any other kind. */
export interface OtherReporteiError extends ReporteiErrorBase {
  readonly kind: Exclude<ReporteiErrorKind, "invalid_argument" | "rate_limit" | "decode" | "token_not_stored">;
}

/**
 * What every call rejects with, and what the constructor throws: `kind` tells which. `name` is
 * `AbortError` for the kind `aborted`, `TimeoutError` for `timeout` and `ReporteiError` otherwise.
 */
export type ReporteiError = InvalidArgumentError | RateLimitError | DecodeError | TokenNotStoredError | OtherReporteiError;
export const ReporteiError: {
  readonly prototype: ReporteiError;
  new (details: never): ReporteiError;
};

/** Whether it is a `ReporteiError`, of this or any other copy of the package. */
export function isReporteiError(error: unknown): error is ReporteiError;

/** What an observer is told: which call it is about, and what happened. */
export type ReporteiEvent = {
  /** The call's number: all events of one call of a client have the same. */
  readonly call: number;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** The endpoint's path, with `{uuid}` in place of the customer's id. */
  readonly path: string;
} & (
  | { readonly type: "request"; readonly attempt: number }
  | {
      readonly type: "response";
      readonly attempt: number;
      readonly status: number;
      /** How long the answer took, in milliseconds. */
      readonly durationMs: number;
      readonly requestId?: string;
      readonly limit?: number;
      readonly remaining?: number;
    }
  | {
      /** Before a wait: after it, the attempt that failed is made again. */
      readonly type: "retry";
      readonly attempt: number;
      readonly kind: ReporteiErrorKind;
      /** How long the wait is, in milliseconds. */
      readonly delayMs: number;
    }
  | { readonly type: "success"; readonly attempts: number; readonly durationMs: number }
  | {
      readonly type: "failure";
      readonly kind: ReporteiErrorKind;
      readonly outcome: ReporteiOutcome;
      readonly attempts: number;
      readonly durationMs: number;
      readonly status?: number;
      readonly requestId?: string;
    }
);
"#;
