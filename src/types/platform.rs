//! What callers bring of their platform: headers, signals, a `fetch`, and a limit of its calls.

use tsify::Tsify;
use wasm_bindgen::prelude::*;

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
  /** How many attempts may begin in any second; 0 for any number. Default: 0. */
  readonly perSecond?: number | undefined;
  /** How many attempts may begin in any minute; 0 for any number. Default: 0. */
  readonly perMinute?: number | undefined;
  /** How many attempts may be under way at once; 0 for any number. Default: 0. */
  readonly concurrency?: number | undefined;
} | {
  /** Called before every attempt, which is sent when what it returns has resolved. */
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
"#;
