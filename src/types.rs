//! The TypeScript that neither tsify nor the generated class can say: what callers give by its shape,
//! the union of errors, and generic results.

use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::api::{Customer, PageMeta};

/// How far many calls at once have come.
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "it is made as a plain object, and declared here")]
pub struct BulkProgress {
    /// How many items have their result, those of an earlier run included.
    pub done: u32,
    /// How many items there are: of an array, set or map.
    #[tsify(type = "number | undefined")]
    pub total: Option<u32>,
    /// How many of those that are done succeeded.
    pub succeeded: u32,
    /// How many of those that are done failed.
    pub failed: u32,
    /// How many of them were sent and answered each second, on average since the beginning.
    pub per_second: f64,
    /// At that rate, how long the others will take, in milliseconds, where it can be known.
    #[tsify(type = "number | undefined")]
    pub ms_left: Option<f64>,
}

/// One page of the merchant's customers, as sent, and `hasNextPage`.
#[derive(Tsify)]
#[tsify(rename = "CustomerPage")]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "it is the parsed answer with one field more, and declared here")]
pub struct ListedPage {
    /// The page's customers, in the API's order.
    pub data: Vec<Customer>,
    /// Where the page stands among the others.
    pub meta: PageMeta,
    /// Whether there is a page behind this one, by `meta`. A plain field, which the API does not send.
    pub has_next_page: bool,
}

/// What the client hands to `fetch` beside the URL.
#[derive(Tsify)]
#[allow(dead_code, reason = "web-sys makes it, and it is declared here as callers see it")]
pub struct FetchInit {
    #[tsify(type = "\"GET\" | \"POST\" | \"PUT\" | \"DELETE\"")]
    method: &'static str,
    #[tsify(type = "Record<string, string>")]
    headers: JsValue,
    #[tsify(optional)]
    body: Option<String>,
    #[tsify(type = "\"manual\"")]
    redirect: &'static str,
    #[tsify(type = "PlatformAbortSignal")]
    signal: JsValue,
    #[tsify(optional, type = "\"omit\" | \"same-origin\" | \"include\"")]
    credentials: Option<&'static str>,
    #[tsify(optional, type = "\"no-store\"")]
    cache: Option<&'static str>,
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Headers: a plain object, or anything that iterates over pairs, such as `Headers` or a `Map`. */
export type HeadersLike = Readonly<Record<string, string>> | readonly (readonly [string, string])[]
  | Iterable<readonly [string, string]> | PlatformHeaders;

/** The platform's own `Headers` where its types are known; they may not say that it iterates. */
export type PlatformHeaders = typeof globalThis extends { Headers: { prototype: infer Headers } } ? Headers : never;

/** An abort signal, as far as the client looks at it: the platform's, another realm's or a polyfill's. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/**
 * The platform's own `AbortSignal` where its types are known. Where they declare it as a class, which
 * is no member of `typeof globalThis`, it is the signal that the platform's `fetch` takes.
 */
export type PlatformAbortSignal =
  typeof globalThis extends { AbortSignal: { prototype: infer Signal } } ? Signal
  : typeof globalThis extends { fetch: (input: never, init?: infer Init) => unknown }
    ? NonNullable<Init> extends { signal?: infer Signal } ? NonNullable<Signal> : AbortSignalLike
    : AbortSignalLike;

/** How fast a client may send. */
export type RateLimit = "auto" | {
  /** How many attempts may begin in any second; 0 for any number. */
  readonly perSecond?: number | undefined;
  /** How many attempts may begin in any minute; 0 for any number. */
  readonly perMinute?: number | undefined;
  /** How many attempts may be under way at once; 0 for any number. */
  readonly concurrency?: number | undefined;
} | {
  /** Settles when an attempt may be sent. */
  acquire(): unknown;
};

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
  /**
   * The answer's body where one came, tokens masked: parsed if it was JSON of at most 16 KiB and 64
   * levels, else the first 16 KiB of its text.
   */
  readonly body?: unknown;
  /**
   * What led to it, fit to be printed: of an error a copy of its name, message, code, stack and
   * causes, tokens masked. Of the kind `aborted` the signal's own reason.
   */
  readonly cause?: unknown;
  /** What led to it, as it was thrown. It may hold tokens. Neither printed, serialized nor cloned. */
  readonly originalCause?: unknown;
  /** The mark of a framework's own error, by which it knows it again: Next.js marks what its `fetch` throws. */
  readonly digest?: string;
  /** A plain object without secrets, which crosses `postMessage`: see `ReporteiError.fromJSON`. */
  toJSON(): Record<string, unknown>;
}

/** `kind: "invalid_argument"`: an option or argument is not what it must be. */
export interface InvalidArgumentError extends ReporteiErrorBase, Readonly<Pick<ReporteiErrorDetails, "argument">> {
  readonly kind: "invalid_argument";
}

/** `kind: "rate_limit"`: too many calls. */
export interface RateLimitError extends ReporteiErrorBase, Readonly<Pick<ReporteiErrorDetails, "retryAfterMs" | "limit" | "remaining">> {
  readonly kind: "rate_limit";
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
  /** An error again of what `toJSON` gave, in another worker or process. */
  fromJSON(json: object): ReporteiError;
};

/** Whether it is a `ReporteiError`, of this or any other copy of the package. */
export function isReporteiError(error: unknown): error is ReporteiError;

/** What an observer is called with: which call it is about, and what happened. */
export type ReporteiEvent = {
  /** The call's number: all events of one call of a client have the same. */
  readonly call: number;
  readonly method: FetchInit["method"];
  /** The endpoint's path, with `{uuid}` in place of the customer's id. */
  readonly path: string;
} & (
  | { readonly type: "request"; readonly attempt: number }
  | { readonly type: "response"; readonly attempt: number; readonly status: number;
      /** How long the answer took, in milliseconds. */
      readonly durationMs: number; readonly requestId?: string; readonly limit?: number; readonly remaining?: number }
  /** Before a wait: after it, the attempt that failed is made again. */
  | { readonly type: "retry"; readonly attempt: number; readonly kind: ReporteiErrorKind;
      /** How long the wait is, in milliseconds. */
      readonly delayMs: number }
  | { readonly type: "success"; readonly attempts: number; readonly durationMs: number }
  | { readonly type: "failure"; readonly kind: ReporteiErrorKind; readonly outcome: ReporteiOutcome; readonly attempts: number;
      readonly durationMs: number; readonly status?: number; readonly requestId?: string }
);

/** What became of an item, as `Promise.allSettled` tells it, and the item. */
export type BulkResult<Item, Value> = { readonly status: "fulfilled"; readonly item: Item; readonly value: Value }
  | { readonly status: "rejected"; readonly item: Item; readonly reason: ReporteiError };

/**
 * Items, or their results of an earlier run, in any mixture. Where the iterable itself fails, the
 * last result is rejected with its error as the `cause`, and an `item` that is undefined.
 */
export type BulkItems<Item, Value> = object & (Iterable<Item | BulkResult<Item, Value>> | AsyncIterable<Item | BulkResult<Item, Value>>);

/**
 * All customers, to be iterated over: nothing is sent before, and each loop begins anew. Breaking
 * out of it ends what is under way.
 */
export interface CustomerList extends AsyncIterable<Customer> {
  /**
   * The pages, in the order in which they were read. `data` is without customers that an earlier
   * page had: rows move, and pages are read again.
   */
  pages(): AsyncIterable<CustomerPage>;
  /** Collects the customers, up to a limit that must be named. */
  toArray(options: ToArrayOptions): Promise<Customer[]>;
}
"#;
