//! What JavaScript hands over, and the error it gets, as TypeScript sees them.
//!
//! The options are declared here for their types and docs alone: [`super::args`] reads them field
//! by field, and a test holds the two to each other.

use serde::{Deserialize, Serialize};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// The options of a client.
#[derive(Serialize, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ClientOptions {
    /// The merchant's access token, sent as a bearer token. It opens all of the merchant's data:
    /// never put it into a web page. It may be left out only where `baseUrl` names a proxy of your
    /// own that adds it.
    #[tsify(optional, type = "string | undefined")]
    pub access_token: Option<String>,
    /// The customer token that `settings` sends where the call names none.
    #[tsify(optional, type = "string | undefined")]
    pub customer_token: Option<String>,
    /// Where the API is: an absolute URL, or one relative to the page such as `"/api"`; with or
    /// without a trailing slash; without a query string.
    /// Default: `"https://connect.reportei.com/api"`.
    #[tsify(optional, type = "string | undefined")]
    pub base_url: Option<String>,
    /// Headers of every call, beside the client's own (`authorization`, `x-customer-token`,
    /// `accept` and `content-type` are refused). In a browser each needs the leave of the server's
    /// CORS preflight.
    #[tsify(optional, type = "HeadersLike | undefined")]
    pub headers: Option<String>,
    /// The function to send requests with, called without a receiver.
    /// Default: the global `fetch`, looked up at each call.
    #[tsify(optional, type = "FetchLike | undefined")]
    pub fetch: Option<String>,
    /// How long a call may take, in milliseconds, from connecting to the last byte of the body;
    /// 0 for ever. Default: 30,000.
    #[tsify(optional, type = "number | undefined")]
    pub timeout_ms: Option<u32>,
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
    /// How long this call may take, in milliseconds; 0 for ever. Default: the client's.
    #[tsify(optional, type = "number | undefined")]
    pub timeout_ms: Option<u32>,
    /// The customer token, sent by `settings` alone. Default: the client's.
    #[tsify(optional, type = "string | undefined")]
    pub customer_token: Option<String>,
    /// Headers of this call, in place of the client's of the same names.
    #[tsify(optional, type = "HeadersLike | undefined")]
    pub headers: Option<String>,
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

export interface ReporteiError extends Readonly<Omit<ReporteiErrorDetails, "message">> {}

/**
 * What every call rejects with, and what the constructor throws. `name` is `AbortError` for the
 * kind `aborted`, `TimeoutError` for `timeout` and `ReporteiError` otherwise.
 */
export class ReporteiError extends Error {
  private constructor();
  /** The answer's body where one came: parsed if it was JSON, else its text; at most 16 KiB, tokens masked. */
  readonly body?: unknown;
  /** The original error, or the reason of the signal that aborted the call. */
  readonly cause?: unknown;
}
"#;
