//! The shapes that cross the boundary, for TypeScript as for Rust.
//!
//! The options' type is for TypeScript alone: `options` reads them one by one, so that a wrong one
//! can be named. `SandboxFetch` is the global fetch's type where there is one, since the types must
//! compile without the DOM's too.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::sandbox::{Delivery, Request, Response};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/**
 * How a sandbox starts. All options may be left out.
 *
 * @example
 * ```ts
 * import type { SandboxOptions } from "reportei-customers/sandbox";
 *
 * const options: SandboxOptions = { customers: 100, seed: 7, rateLimitPerSecond: 10 };
 * const sandbox = new ReporteiSandbox(options);
 * ```
 */
export interface SandboxOptions {
    /**
     * How many customers are made up: a whole number from 0 to 10,000. Default: 40. They are small
     * Brazilian companies, paying, on trial, or with an expired trial. Not together with `data`.
     */
    customers?: number | undefined;
    /**
     * What made-up customers, ids and tokens follow from: a whole number from 0 to 2^53 - 1.
     * Default: 1.
     */
    seed?: number | undefined;
    /**
     * When the sandbox starts: a `Date`, milliseconds since 1970, or a string (the API's own
     * `YYYY-MM-DD HH:MM:SS` is UTC; anything else is what `Date` makes of it). With `now` the clock
     * **stands still** there until `advance` moves it, and so does the minute of the rate limit.
     * Default: the clock follows the real one, plus what `advance` adds.
     */
    now?: Date | number | string | undefined;
    /**
     * How many requests a minute are answered; those over it get 429. A whole number from 1 to
     * 1,000,000,000. Default: 6,000.
     */
    rateLimitPerMinute?: number | undefined;
    /**
     * How many requests a second are answered; those over it get 429. Default: as many as the minute
     * allows.
     */
    rateLimitPerSecond?: number | undefined;
    /** Faults that hit requests at random: each is as `inject` takes it. Default: none. */
    faults?: SandboxRandomFaults | undefined;
    /** The customers to start with, in place of made-up ones. */
    data?: CustomerSeed[] | undefined;
}

/**
 * How far to move a sandbox's clock: the sum of its parts, each 0 or more. Fractions are fine.
 *
 * @example
 * ```ts
 * import type { SandboxAdvance } from "reportei-customers/sandbox";
 *
 * const afterTheTrial: SandboxAdvance = { days: 7, seconds: 1 };
 * new ReporteiSandbox().advance(afterTheTrial);
 * ```
 */
export interface SandboxAdvance {
    /** Days of 24 hours. */
    days?: number | undefined;
    /** Hours. */
    hours?: number | undefined;
    /** Minutes. */
    minutes?: number | undefined;
    /** Seconds. */
    seconds?: number | undefined;
}

/**
 * A fault that was injected.
 *
 * @example
 * ```js
 * const sandbox = new ReporteiSandbox();
 * const injected = sandbox.inject({ times: 3, fault: { kind: "dropped" } });
 * console.log(`${injected.used} of ${injected.times}`);
 * ```
 */
export interface SandboxInjection {
    /** How many requests it hits. */
    readonly times: number;
    /** How many of them it has hit by now. */
    readonly used: number;
}

/**
 * A sandbox's state, to be kept and given back to `restore`; what is inside may change.
 *
 * @example
 * ```js
 * const sandbox = new ReporteiSandbox();
 * const text = JSON.stringify(sandbox.snapshot());
 * new ReporteiSandbox().restore(JSON.parse(text));
 * ```
 */
export interface SandboxSnapshot {
    /** The version of the snapshot's form. */
    readonly reportei_sandbox: number;
    /** For the sandbox alone. */
    readonly state: unknown;
}

/**
 * The type of the global `fetch`; where its types are unknown, what of it a client needs.
 *
 * @example
 * ```ts
 * import type { SandboxFetch } from "reportei-customers/sandbox";
 *
 * const { accessToken, fetch } = new ReporteiSandbox();
 * const request: SandboxFetch = fetch;
 * const headers = { authorization: `Bearer ${accessToken}` };
 * console.log((await request("https://any.example/api/customers", { headers })).status);
 * ```
 */
export type SandboxFetch = typeof globalThis extends { fetch: infer F }
    ? F
    : (input: unknown, init?: unknown) => Promise<SandboxFetchResponse>;

/**
 * What of a `Response` can be said where its types are unknown.
 *
 * @example
 * ```js
 * const { accessToken, fetch } = new ReporteiSandbox();
 * const headers = { authorization: `Bearer ${accessToken}` };
 * const response = await fetch("https://any.example/api/customers", { headers });
 * console.log(response.ok, response.headers.get("x-request-id"), await response.json());
 * ```
 */
export interface SandboxFetchResponse {
    /** Whether the status is one of 200 to 299. */
    readonly ok: boolean;
    /** The HTTP status. */
    readonly status: number;
    /** The headers, by their names in any case. */
    readonly headers: {
        /** The header's value, or `null` where there is none of that name. */
        get(name: string): string | null;
    };
    /** The body as text. */
    text(): Promise<string>;
    /** The body, parsed. */
    json(): Promise<unknown>;
}
"#;

/// A request for a sandbox's `handle`.
///
/// @example
/// ```ts
/// import type { SandboxRequest } from "reportei-customers/sandbox";
///
/// const sandbox = new ReporteiSandbox();
/// const request: SandboxRequest = {
///   method: "GET",
///   path: "/api/customers?per_page=5",
///   headers: { authorization: `Bearer ${sandbox.accessToken}` },
/// };
/// console.log(sandbox.handle(request).status);
/// ```
#[derive(Deserialize, Tsify)]
pub(super) struct SandboxRequest {
    /// The HTTP method, in any case.
    pub method: String,
    /// The path with its query, such as `/api/customers?page=2`.
    pub path: String,
    /// The headers; the case of their names does not matter. Default: none.
    #[tsify(optional, type = "Record<string, string> | undefined")]
    pub headers: Option<BTreeMap<String, String>>,
    /// The body. Default: none.
    #[tsify(optional, type = "string | undefined")]
    pub body: Option<String>,
}

/// A sandbox's answer from `handle`.
///
/// @example
/// ```ts
/// import type { SandboxResponse } from "reportei-customers/sandbox";
///
/// const sandbox = new ReporteiSandbox();
/// const { status, body }: SandboxResponse = sandbox.handle({ method: "GET", path: "/api/customers" });
/// console.log(status, JSON.parse(body).message);
/// ```
#[derive(Serialize, Tsify)]
pub(super) struct SandboxResponse {
    /// The HTTP status; 0 where `delivery` says that no answer goes out.
    pub status: u16,
    /// The headers, their names in lower case.
    #[tsify(type = "Record<string, string>")]
    pub headers: BTreeMap<&'static str, String>,
    /// JSON or HTML, as the header `content-type` says; empty where there is no body.
    pub body: String,
    /// How it goes out, where a fault says so. Default: whole and at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "SandboxDelivery")]
    pub delivery: Option<Delivery>,
}

impl From<SandboxRequest> for Request {
    fn from(request: SandboxRequest) -> Self {
        Self {
            method: request.method,
            path: request.path,
            headers: request.headers.unwrap_or_default().into_iter().collect(),
            body: request.body.unwrap_or_default().into_bytes(),
        }
    }
}

impl From<Response> for SandboxResponse {
    fn from(response: Response) -> Self {
        Self {
            status: response.status,
            headers: response.headers.into_iter().collect(),
            body: response.body,
            delivery: response.delivery,
        }
    }
}
