//! The TypeScript that neither tsify nor the generated class can say: what callers give by its shape,
//! the union of errors, and generic results.

use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::api::{Customer, PageMeta};

/// How far many calls at once have come.
///
/// @example
/// ```ts
/// import type { BulkProgress } from "reportei-customers";
///
/// const print = ({ done, total, failed, perSecond }: BulkProgress) =>
///   console.log(`${done} of ${total}, ${failed} failed, ${perSecond.toFixed(1)} per second`);
/// await reportei.deleteMany([uuid], { onProgress: print });
/// ```
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
///
/// @example
/// ```ts
/// import type { CustomerPage } from "reportei-customers";
///
/// const names = ({ data }: CustomerPage) => data.map(({ name }) => name);
/// console.log(names(await reportei.list()));
/// ```
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
///
/// @example
/// ```ts
/// import type { FetchInit } from "reportei-customers";
///
/// const print = (url: string, { method }: FetchInit) => console.log(method, url);
/// const reportei = new ReporteiCustomers({
///   accessToken,
///   fetch: (url, init) => {
///     print(url, init);
///     return fetch(url, init);
///   },
/// });
/// ```
#[derive(Tsify)]
#[allow(dead_code, reason = "web-sys makes it, and it is declared here as callers see it")]
pub struct FetchInit {
    /// The HTTP method.
    #[tsify(type = "\"GET\" | \"POST\" | \"PUT\" | \"DELETE\"")]
    method: &'static str,
    /// The headers, the tokens among them.
    #[tsify(type = "Record<string, string>")]
    headers: JsValue,
    /// The body: JSON.
    #[tsify(optional)]
    body: Option<String>,
    /// Redirects are not followed: they would take the tokens with them.
    #[tsify(type = "\"manual\"")]
    redirect: &'static str,
    /// Aborts with the caller's signal, and when time is up.
    #[tsify(type = "PlatformAbortSignal")]
    signal: JsValue,
    /// The option of the client's, where it is set.
    #[tsify(optional, type = "\"omit\" | \"same-origin\" | \"include\"")]
    credentials: Option<&'static str>,
    /// Where the platform knows it: answers are nobody else's, and never stale.
    #[tsify(optional, type = "\"no-store\"")]
    cache: Option<&'static str>,
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/**
 * Headers: a plain object, or anything that iterates over pairs, such as `Headers` or a `Map`.
 *
 * @example
 * ```ts
 * import type { HeadersLike } from "reportei-customers";
 *
 * const headers: HeadersLike = { "x-trace": "7f3a" };
 * await reportei.show(uuid, { headers });
 * await reportei.show(uuid, { headers: new Map([["x-trace", "7f3a"]]) });
 * ```
 */
export type HeadersLike = Readonly<Record<string, string>> | readonly (readonly [string, string])[]
  | Iterable<readonly [string, string]> | PlatformHeaders;

/**
 * The platform's own `Headers` where its types are known; they may not say that it iterates.
 *
 * @example
 * ```ts
 * import type { PlatformHeaders } from "reportei-customers";
 *
 * const headers: PlatformHeaders = new Headers({ "x-trace": "7f3a" });
 * await reportei.show(uuid, { headers });
 * ```
 */
export type PlatformHeaders = typeof globalThis extends { Headers: { prototype: infer Headers } } ? Headers : never;

/**
 * An abort signal, as far as the client looks at it: the platform's, another realm's or a polyfill's.
 *
 * @example
 * ```ts
 * import type { AbortSignalLike } from "reportei-customers";
 *
 * const showWithin = (signal: AbortSignalLike) => reportei.show(uuid, { signal });
 * await showWithin(AbortSignal.timeout(5_000));
 * ```
 */
export interface AbortSignalLike {
  /** Whether it has aborted. */
  readonly aborted: boolean;
  /** Why it has. */
  readonly reason?: unknown;
  /** Calls the listener when it aborts. */
  addEventListener(type: "abort", listener: () => void): void;
  /** Forgets the listener. */
  removeEventListener(type: "abort", listener: () => void): void;
}

/**
 * The platform's own `AbortSignal` where its types are known. Where they declare it as a class, which
 * is no member of `typeof globalThis`, it is the signal that the platform's `fetch` takes.
 *
 * @example
 * ```ts
 * import type { PlatformAbortSignal } from "reportei-customers";
 *
 * const signal: PlatformAbortSignal = AbortSignal.timeout(5_000);
 * await reportei.show(uuid, { signal });
 * ```
 */
export type PlatformAbortSignal =
  typeof globalThis extends { AbortSignal: { prototype: infer Signal } } ? Signal
  : typeof globalThis extends { fetch: (input: never, init?: infer Init) => unknown }
    ? NonNullable<Init> extends { signal?: infer Signal } ? NonNullable<Signal> : AbortSignalLike
    : AbortSignalLike;

/**
 * How fast a client may send.
 *
 * @example
 * ```ts
 * import type { RateLimit } from "reportei-customers";
 *
 * const rateLimit: RateLimit = { perSecond: 10, perMinute: 300, concurrency: 5 };
 * const reportei = new ReporteiCustomers({ accessToken, rateLimit });
 * ```
 */
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

/**
 * A response, as far as the client looks at it.
 *
 * @example
 * ```ts
 * import type { ResponseLike } from "reportei-customers";
 *
 * const answer: ResponseLike = {
 *   status: 404,
 *   headers: { get: () => null },
 *   text: async () => '{ "message": "Customer not found." }',
 * };
 * const reportei = new ReporteiCustomers({ accessToken, fetch: async () => answer });
 * ```
 */
export interface ResponseLike {
  /** The HTTP status. */
  readonly status: number;
  /** The headers, by their names in any case. */
  readonly headers: {
    /** The header's value, or `null` where there is none of that name. */
    get(name: string): string | null;
  };
  /** The body as text. */
  text(): Promise<string>;
}

/**
 * A function that sends a request: the platform's `fetch`, or one that stands in for it.
 *
 * @example
 * ```ts
 * import type { FetchLike } from "reportei-customers";
 *
 * const traced: FetchLike = async (url, init) => {
 *   const response = await fetch(url, init);
 *   console.log(init.method, url, response.status);
 *   return response;
 * };
 * const reportei = new ReporteiCustomers({ accessToken, fetch: traced });
 * ```
 */
export type FetchLike = (url: string, init: FetchInit) => Promise<ResponseLike>;

/**
 * What every kind of error has.
 *
 * @example
 * ```ts
 * import type { ReporteiErrorBase } from "reportei-customers";
 *
 * const line = ({ message, attempts, requestId }: ReporteiErrorBase) =>
 *   `${message} (attempts: ${attempts}, request: ${requestId ?? "unknown"})`;
 * await reportei.show(uuid).catch((error) => {
 *   if (isReporteiError(error)) console.log(line(error));
 * });
 * ```
 */
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

/**
 * `kind: "invalid_argument"`: an option or argument is not what it must be.
 *
 * @example
 * ```js
 * try {
 *   new ReporteiCustomers({ accessToken, timeoutMs: -1 });
 * } catch (error) {
 *   if (isReporteiError(error) && error.kind === "invalid_argument") console.log(error.argument);
 * }
 * ```
 */
export interface InvalidArgumentError extends ReporteiErrorBase, Readonly<Pick<ReporteiErrorDetails, "argument">> {
  /** Which kind it is. */
  readonly kind: "invalid_argument";
}

/**
 * `kind: "rate_limit"`: too many calls.
 *
 * @example
 * ```js
 * await reportei.list().catch((error) => {
 *   if (!isReporteiError(error) || error.kind !== "rate_limit") throw error;
 *   console.log(`Try again in ${error.retryAfterMs ?? 60_000} ms.`);
 * });
 * ```
 */
export interface RateLimitError extends ReporteiErrorBase, Readonly<Pick<ReporteiErrorDetails, "retryAfterMs" | "limit" | "remaining">> {
  /** Which kind it is. */
  readonly kind: "rate_limit";
}

/**
 * `kind: "decode"`: a success whose body is not what the API's contract says.
 *
 * @example
 * ```js
 * await reportei.show(uuid).catch((error) => {
 *   if (!isReporteiError(error) || error.kind !== "decode") throw error;
 *   console.log(`The API's answer is wrong at "${error.path}".`);
 * });
 * ```
 */
export interface DecodeError extends ReporteiErrorBase {
  /** Which kind it is. */
  readonly kind: "decode";
  /** The path of the first field that is not: `"data[3].uuid"`; empty for the body itself. */
  readonly path: string;
  /** Of a `create`: whatever there is of the customer, its token included. Neither printed nor serialized. */
  readonly created?: unknown;
}

/**
 * `kind: "token_not_stored"`: a customer was created, and `storeToken` failed.
 *
 * @example
 * ```js
 * const storeToken = () => {
 *   throw new Error("The database is full.");
 * };
 * await reportei.create({ name: "Padaria" }, { storeToken }).catch((error) => {
 *   if (!isReporteiError(error) || error.kind !== "token_not_stored") throw error;
 *   console.log(error.rolledBack ? "The customer is deleted again." : error.created?.uuid);
 * });
 * ```
 */
export interface TokenNotStoredError extends ReporteiErrorBase {
  /** Which kind it is. */
  readonly kind: "token_not_stored";
  /** Whether the customer is gone again. */
  readonly rolledBack: boolean;
  /** The customer with its token, where it is not. Neither printed nor serialized. */
  readonly created?: CreatedCustomer;
}

/**
 * Any other kind.
 *
 * @example
 * ```ts
 * import type { OtherReporteiError } from "reportei-customers";
 *
 * const mayComeBack = ({ kind }: OtherReporteiError) => kind === "network" || kind === "timeout";
 * ```
 */
export interface OtherReporteiError extends ReporteiErrorBase {
  /** Which kind it is. */
  readonly kind: Exclude<ReporteiErrorKind, "invalid_argument" | "rate_limit" | "decode" | "token_not_stored">;
}

/**
 * What every call rejects with, and what the constructor throws: `kind` tells which. `name` is
 * `AbortError` for the kind `aborted`, `TimeoutError` for `timeout` and `ReporteiError` otherwise.
 *
 * @example
 * ```ts
 * import type { ReporteiError } from "reportei-customers";
 *
 * const words = (error: ReporteiError) => {
 *   switch (error.kind) {
 *     case "rate_limit":
 *       return `Too many calls: wait ${error.retryAfterMs} ms.`;
 *     case "invalid_argument":
 *       return `${error.argument} is wrong.`;
 *     default:
 *       return error.message;
 *   }
 * };
 * ```
 */
export type ReporteiError = InvalidArgumentError | RateLimitError | DecodeError | TokenNotStoredError | OtherReporteiError;
/**
 * The class, for `instanceof` within one copy of the package, and to read what `toJSON` gave.
 *
 * @example
 * ```js
 * const copy = await reportei.show(uuid).catch((error) => {
 *   if (!(error instanceof ReporteiError)) throw error;
 *   return ReporteiError.fromJSON(error.toJSON());
 * });
 * console.log(copy);
 * ```
 */
export const ReporteiError: {
  /** What `instanceof` looks at. */
  readonly prototype: ReporteiError;
  /** For the package alone: an error says what the client knows. */
  new (details: never): ReporteiError;
  /** An error again of what `toJSON` gave, in another worker or process. */
  fromJSON(json: object): ReporteiError;
};

/**
 * Whether it is a `ReporteiError`, of this or any other copy of the package.
 *
 * @example
 * ```js
 * import { isReporteiError } from "reportei-customers";
 *
 * try {
 *   await reportei.show(uuid);
 * } catch (error) {
 *   if (!isReporteiError(error)) throw error;
 *   console.log(error.kind, error.message);
 * }
 * ```
 */
export function isReporteiError(error: unknown): error is ReporteiError;

/**
 * What an observer is called with: which call it is about, and what happened.
 *
 * @example
 * ```ts
 * import type { ReporteiEvent } from "reportei-customers";
 *
 * const observer = (event: ReporteiEvent) => {
 *   if (event.type === "retry") console.log(`call ${event.call}: again in ${event.delayMs} ms`);
 * };
 * const reportei = new ReporteiCustomers({ accessToken, observer });
 * ```
 */
export type ReporteiEvent = {
  /** The call's number: all events of one call of a client have the same. */
  readonly call: number;
  /** The request's HTTP method. */
  readonly method: FetchInit["method"];
  /** The endpoint's path, with `{uuid}` in place of the customer's id. */
  readonly path: string;
} & (
  | {
      /** An attempt is sent. */
      readonly type: "request";
      /** Which attempt of the call it is, from 1. */
      readonly attempt: number;
    }
  | {
      /** An attempt was answered. */
      readonly type: "response";
      /** Which attempt of the call it was, from 1. */
      readonly attempt: number;
      /** The answer's HTTP status. */
      readonly status: number;
      /** How long the answer took, in milliseconds. */
      readonly durationMs: number;
      /** The answer's request id, where it had one. */
      readonly requestId?: string;
      /** How many calls the server allows in its window, where it says so. */
      readonly limit?: number;
      /** How many of them are left, where it says so. */
      readonly remaining?: number;
    }
  | {
      /** Before a wait: after it, the attempt that failed is made again. */
      readonly type: "retry";
      /** Which attempt of the call failed, from 1. */
      readonly attempt: number;
      /** What it failed with. */
      readonly kind: ReporteiErrorKind;
      /** How long the wait is, in milliseconds. */
      readonly delayMs: number;
    }
  | {
      /** The call resolves. */
      readonly type: "success";
      /** How many attempts were made. */
      readonly attempts: number;
      /** How long the call took, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** The call rejects. */
      readonly type: "failure";
      /** What it failed with. */
      readonly kind: ReporteiErrorKind;
      /** What is known of the server's state. */
      readonly outcome: ReporteiOutcome;
      /** How many attempts were made. */
      readonly attempts: number;
      /** How long the call took, in milliseconds. */
      readonly durationMs: number;
      /** The answer's HTTP status, where one came. */
      readonly status?: number;
      /** The answer's request id, where it had one. */
      readonly requestId?: string;
    }
);

/**
 * What became of an item, as `Promise.allSettled` tells it, and the item.
 *
 * @example
 * ```ts
 * import type { BulkResult, Confirmation } from "reportei-customers";
 *
 * const failed = (results: BulkResult<string, Confirmation>[]) =>
 *   results.filter(({ status }) => status === "rejected").map(({ item }) => item);
 * console.log(failed(await reportei.deleteMany([uuid])));
 * ```
 */
export type BulkResult<Item, Value> =
  | {
      /** The item's call succeeded. */
      readonly status: "fulfilled";
      /** The item. */
      readonly item: Item;
      /** What its call resolved with. */
      readonly value: Value;
    }
  | {
      /** The item's call failed, or was not made. */
      readonly status: "rejected";
      /** The item. */
      readonly item: Item;
      /** What its call rejected with. */
      readonly reason: ReporteiError;
    };

/**
 * Items, or their results of an earlier run, in any mixture. Where the iterable itself fails, the
 * last result is rejected with its error as the `cause`, and an `item` that is undefined.
 *
 * @example
 * ```ts
 * import type { BulkItems, Confirmation } from "reportei-customers";
 *
 * async function* unpaid() {
 *   for await (const { uuid, is_paying } of reportei.listAll()) if (!is_paying) yield uuid;
 * }
 * const items: BulkItems<string, Confirmation> = unpaid();
 * await reportei.deleteMany(items);
 * ```
 */
export type BulkItems<Item, Value> = object & (Iterable<Item | BulkResult<Item, Value>> | AsyncIterable<Item | BulkResult<Item, Value>>);

/**
 * The options of `createMany`.
 *
 * @example
 * ```ts
 * import type { CreateManyOptions } from "reportei-customers";
 *
 * const tokens = new Map<string, string>();
 * const options: CreateManyOptions = {
 *   concurrency: 2,
 *   storeToken: ({ uuid, api_token }) => tokens.set(uuid, api_token),
 * };
 * await reportei.createMany(["Padaria Flor de Minas", "Mercado Azul"], options);
 * ```
 */
export interface CreateManyOptions extends BulkOptions<string, CreatedCustomer> {
  /**
   * Stores a customer with its token, as that of `create` does, as soon as its answer is there and
   * the customer before is stored: never two at a time. It is given the item too, since the server
   * may have trimmed the name. Where it fails, so does that result alone.
   */
  storeToken?: ((created: CreatedCustomer, name: string) => unknown) | undefined;
}

/**
 * All customers, to be iterated over: nothing is sent before, and each loop begins anew. Breaking
 * out of it ends what is under way.
 *
 * @example
 * ```js
 * for await (const { meta, data } of reportei.listAll().pages()) {
 *   console.log(`page ${meta.current_page}: ${data.length} customers`);
 * }
 * ```
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
