//! The options of a client.

use js_sys::Function;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use super::{
    DEFAULT_BASE_URL, DEFAULT_MAX_RETRIES, DEFAULT_MAX_RETRY_DELAY_MS, DEFAULT_TIMEOUT_MS,
    DEFAULT_TOTAL_TIMEOUT_MS, read_max_retries,
};
use crate::{
    base_url::{BaseUrl, Parsed},
    js::{
        args::{Fields, Headers, Read, given},
        error::Failure,
        object::field,
        platform::{self, Url},
        signal::Signal,
    },
    pacing::RateLimit,
    rules::{Argument, Given},
    secret::Secret,
};

/// Where access tokens come from.
pub enum TokenSource {
    /// The token itself.
    Token(Secret),
    /// A function that gives one.
    Function(Function),
}

/// What says how fast a client may send.
pub enum Limiter {
    /// The client itself.
    Own(RateLimit),
    /// An object of the caller's with `acquire()`.
    Foreign(JsValue),
}

/// The options of a client.
///
/// @example
/// ```ts
/// import type { ClientOptions } from "reportei-customers";
///
/// const options: ClientOptions = {
///   accessToken: () => process.env.REPORTEI_ACCESS_TOKEN ?? "",
///   totalTimeoutMs: 60_000,
///   rateLimit: "auto",
/// };
/// const reportei = new ReporteiCustomers(options);
/// ```
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ClientOptions {
    /// The merchant's access token, sent as a bearer token. It opens all of the merchant's data:
    /// never put it into a web page. It may be left out only if `baseUrl` names a proxy of yours that
    /// adds it. A function is called before every attempt, so that short-lived tokens work. If it throws,
    /// rejects or returns no token, the call rejects with `invalid_argument`. After a 401 it is called
    /// again, with `{ reason: "unauthorized" }`. If it then returns another token, the attempt is
    /// repeated once (within `maxRetries`).
    #[tsify(
        optional,
        type = "string | ((request?: { readonly reason: \"unauthorized\" }) => string | PromiseLike<string>) | undefined"
    )]
    pub access_token: Option<TokenSource>,
    /// The customer token that `settings` sends if the call names none. Default: none.
    #[tsify(optional, type = "string | undefined")]
    pub customer_token: Option<Secret>,
    /// Where the API is: an absolute URL, or one relative to the page such as `"/api"`; with or
    /// without a trailing slash; without a query string.
    /// Default: `"https://connect.reportei.com/api"`.
    #[tsify(optional, type = "string | undefined")]
    pub base_url: BaseUrl,
    /// Allows a `baseUrl` with `http:` to another machine. Anybody on the way can then read the tokens.
    /// Default: false.
    #[tsify(optional, type = "boolean | undefined")]
    pub allow_insecure: bool,
    /// Headers of every call, beside the client's own (`authorization`, `x-customer-token`,
    /// `accept` and `content-type` are refused). In a browser, the server's CORS preflight must allow
    /// each of them. Default: none.
    #[tsify(optional, type = "HeadersLike | undefined")]
    pub headers: Headers,
    /// The function to send requests with, called without a receiver.
    /// Default: the global `fetch`, looked up at each call.
    #[tsify(optional, type = "FetchLike | undefined")]
    pub fetch: Option<Function>,
    /// Time limit of an attempt in milliseconds, from connecting to the last byte of the body. At most
    /// 2,147,483,647; 0 for as long as the platform waits. Default: 30,000.
    #[tsify(optional, type = "number | undefined")]
    pub timeout_ms: u32,
    /// Time limit of a call in milliseconds, with its retries and waits. At most 2,147,483,647; 0 for
    /// none. Default: 0.
    #[tsify(optional, type = "number | undefined")]
    pub total_timeout_ms: u32,
    /// Maximum number of retries, from 0 to 100. Reads, updates and deletes are retried after network
    /// failures, time-outs and the statuses 408, 425, 429, 500, 502 to 504, 520 to 524, 527 and 530.
    /// `create` is retried only after 429, after 503 with `Retry-After`, and if nothing was sent. The wait
    /// is the one that the server requests, otherwise exponential backoff with full jitter (base 500 ms,
    /// cap 8 s). All retries of a client together are at most 20 % of its calls, and 10 more in 10
    /// seconds. Default: 2.
    #[tsify(optional, type = "number | undefined")]
    pub max_retries: u32,
    /// The longest wait that a server may request, in milliseconds. At most 2,147,483,647; 0 for any. If
    /// the server requests a longer one, the call rejects at once, and the error's `retryAfterMs` has it.
    /// With `rateLimit`, later calls reject with the outcome `not_sent` until that time.
    /// Default: 60,000.
    #[tsify(optional, type = "number | undefined")]
    pub max_retry_delay_ms: u32,
    /// Aborts every call that has no signal of its own. Default: none.
    #[tsify(optional, type = "AbortSignalLike | undefined")]
    pub signal: Option<Signal>,
    /// Called for each request, response, retry and result. Events contain no bodies and no tokens. If
    /// it throws, that changes nothing. Default: none.
    #[tsify(optional, type = "((event: ReporteiEvent) => unknown) | undefined")]
    pub observer: Option<Function>,
    /// How fast the client may send: numbers, or `"auto"` to learn the limit from the server's
    /// `X-RateLimit-*` headers and slow down before the server refuses. Calls are queued in order. After
    /// a 429, all of them wait until the time that the server names. The wait counts toward
    /// `totalTimeoutMs` but not `timeoutMs`. Processes that share a limit give an object with
    /// `acquire()`, which is awaited before every attempt. If it throws or rejects, the call rejects with
    /// `invalid_argument`. Default: as fast as calls are made.
    ///
    /// In Workers, a call is cut off if the Worker answers its own request first. Such a call counts as
    /// under way until one second after `timeoutMs`, or after `totalTimeoutMs` if that is shorter. If both
    /// are 0, it counts as under way for ever.
    #[tsify(optional, type = "RateLimit | undefined")]
    pub rate_limit: Option<Limiter>,
    /// Whether requests carry cookies, as `fetch` has it: for proxies that know their users by
    /// them. Default: not set, which browsers take for `"same-origin"`.
    #[tsify(optional, type = "\"omit\" | \"same-origin\" | \"include\" | undefined")]
    pub credentials: Option<&'static str>,
}

impl ClientOptions {
    /// Reads a client's options.
    ///
    /// # Errors
    /// `invalid_argument` that names the option that is wrong, misspelt or missing.
    pub fn read(given: &JsValue) -> Read<Box<Self>> {
        let mut fields = Fields::of(given, "options")?;
        let mut options = Box::new(Self {
            access_token: None,
            customer_token: None,
            base_url: BaseUrl::new(DEFAULT_BASE_URL),
            allow_insecure: false,
            headers: Headers::new(),
            fetch: None,
            timeout_ms: DEFAULT_TIMEOUT_MS,
            total_timeout_ms: DEFAULT_TOTAL_TIMEOUT_MS,
            max_retries: DEFAULT_MAX_RETRIES,
            max_retry_delay_ms: DEFAULT_MAX_RETRY_DELAY_MS,
            signal: None,
            observer: None,
            rate_limit: None,
            credentials: None,
        });
        let base_url = options.take(&mut fields)?;
        fields.finish()?;
        if let Some(text) = base_url {
            options.base_url = read_base_url(&text, options.allow_insecure)?;
        } else if options.access_token.is_none() {
            let problem = "is required, unless baseUrl names a proxy of yours that adds it";
            return Err(Failure::argument("accessToken", problem));
        }
        Ok(options)
    }

    /// Takes what is given in place of the defaults. Gives the base URL, which is yet to be checked.
    fn take(&mut self, fields: &mut Fields) -> Read<Option<String>> {
        self.access_token = read_token_source(fields.raw("accessToken")?)?;
        self.customer_token = fields.token("customerToken")?;
        let base_url = fields.name("baseUrl")?;
        self.allow_insecure = fields.flag("allowInsecure")?.unwrap_or(false);
        for (name, ms) in [
            ("timeoutMs", &mut self.timeout_ms),
            ("totalTimeoutMs", &mut self.total_timeout_ms),
            ("maxRetryDelayMs", &mut self.max_retry_delay_ms),
        ] {
            *ms = fields.duration(name)?.unwrap_or(*ms);
        }
        self.max_retries = read_max_retries(fields)?.unwrap_or(self.max_retries);
        self.credentials = fields.one_of("credentials", &["omit", "same-origin", "include"])?;
        self.headers = fields.headers("headers")?;
        self.signal = fields.signal("signal")?;
        self.fetch = fields.function("fetch")?;
        self.observer = fields.function("observer")?;
        self.rate_limit = read_rate_limit(&fields.raw("rateLimit")?)?;
        Ok(base_url)
    }
}

fn read_token_source(value: JsValue) -> Read<Option<TokenSource>> {
    match value.dyn_into::<Function>() {
        Ok(function) => Ok(Some(TokenSource::Function(function))),
        Err(value) => {
            let argument = Argument { name: "accessToken", given: given(&value) };
            Ok(argument.token_source()?.map(TokenSource::Token))
        }
    }
}

/// Reads an access token, whoever gave it.
///
/// # Errors
/// `invalid_argument`
pub fn read_access_token(value: &JsValue) -> Read<Option<Secret>> {
    Ok(Argument { name: "accessToken", given: given(value) }.token()?)
}

fn read_base_url(text: &str, allow_insecure: bool) -> Read<BaseUrl> {
    let url = Url::new(text, platform::location().as_deref()).map_err(|_| {
        let problem = "must be a URL; a relative one needs a page to resolve it against";
        Failure::argument("baseUrl", problem)
    })?;
    let [href, protocol, hostname] = ["href", "protocol", "hostname"].map(|part| url.get(part));
    let has_login = platform::has_login(&url);
    let parsed = Parsed { href: &href, protocol: &protocol, hostname: &hostname, has_login };
    parsed.check(allow_insecure)?;
    Ok(BaseUrl::new(&href))
}

fn read_rate_limit(value: &JsValue) -> Read<Option<Limiter>> {
    match given(value) {
        Given::Missing => return Ok(None),
        Given::Text(text) if text == "auto" => return Ok(Some(Limiter::Own(RateLimit::Auto))),
        Given::Text(_) => {
            return Err(Failure::argument("rateLimit", "must be \"auto\" or an object"));
        }
        _ => {}
    }
    if field(value, "acquire").is_ok_and(|acquire| acquire.is_function()) {
        return Ok(Some(Limiter::Foreign(value.clone())));
    }
    let mut fields = Fields::of(value, "rateLimit")?;
    let mut take = |name| Ok::<_, Failure>(fields.whole(name, 0..=u32::MAX)?.unwrap_or(0));
    let per_second = take("perSecond")?;
    let per_minute = take("perMinute")?;
    let concurrency = take("concurrency")?;
    fields.finish()?;
    Ok(Some(Limiter::Own(RateLimit::Fixed { per_second, per_minute, concurrency })))
}
