//! The options of a client.

use js_sys::Function;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use super::{
    DEFAULT_BASE_URL, DEFAULT_MAX_RETRIES, DEFAULT_MAX_RETRY_DELAY_MS, DEFAULT_TIMEOUT_MS,
    read_max_retries,
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
    /// never put it into a web page. It may be left out only where `baseUrl` names a proxy of your
    /// own that adds it. A function is asked before every attempt, so that short-lived tokens work;
    /// where it throws, rejects or gives no token, the call rejects with `invalid_argument`. After a
    /// 401 it is asked once more, with `{ reason: "unauthorized" }`, and where it gives another
    /// token the attempt is repeated once (within `maxRetries`).
    #[tsify(
        optional,
        type = "string | ((request?: { readonly reason: \"unauthorized\" }) => string | PromiseLike<string>) | undefined"
    )]
    pub access_token: Option<TokenSource>,
    /// The customer token that `settings` sends where the call names none.
    #[tsify(optional, type = "string | undefined")]
    pub customer_token: Option<Secret>,
    /// Where the API is: an absolute URL, or one relative to the page such as `"/api"`; with or
    /// without a trailing slash; without a query string.
    /// Default: `"https://connect.reportei.com/api"`.
    #[tsify(optional, type = "string | undefined")]
    pub base_url: BaseUrl,
    /// Allows a `baseUrl` with `http:` to another machine than this one: anybody on the way can then
    /// read the tokens. Default: false.
    #[tsify(optional, type = "boolean | undefined")]
    pub allow_insecure: bool,
    /// Headers of every call, beside the client's own (`authorization`, `x-customer-token`,
    /// `accept` and `content-type` are refused). In a browser each needs the leave of the server's
    /// CORS preflight.
    #[tsify(optional, type = "HeadersLike | undefined")]
    pub headers: Headers,
    /// The function to send requests with, called without a receiver.
    /// Default: the global `fetch`, looked up at each call.
    #[tsify(optional, type = "FetchLike | undefined")]
    pub fetch: Option<Function>,
    /// How long an attempt may take, in milliseconds, from connecting to the last byte of the body;
    /// 0 for as long as the platform waits. Default: 30,000.
    #[tsify(optional, type = "number | undefined")]
    pub timeout_ms: u32,
    /// How long a whole call may take, in milliseconds, its retries and waits included; 0 for ever.
    /// Default: 0.
    #[tsify(optional, type = "number | undefined")]
    pub total_timeout_ms: u32,
    /// How often a failed attempt is made again at most; 0 for never. Reads, updates and deletes are
    /// repeated after network failures, time-outs and the statuses 408, 425, 429, 500, 502 to 504,
    /// 520 to 524, 527 and 530; `create` only after 429, 503 with `Retry-After`, and where nothing was
    /// sent. The wait is what the server asks for, else exponential backoff with full jitter (base 500 ms, cap
    /// 8 s). A client's retries together are at most 20 % of its calls, and 10 in 10 s. Default: 2.
    #[tsify(optional, type = "number | undefined")]
    pub max_retries: u32,
    /// The longest wait that a server may ask for, in milliseconds; 0 for any. Where it asks for
    /// more, the call rejects at once, and `retryAfterMs` says how long. With `rateLimit`, later
    /// calls reject likewise until that time, unsent. Default: 60,000.
    #[tsify(optional, type = "number | undefined")]
    pub max_retry_delay_ms: u32,
    /// Aborts every call that has no signal of its own.
    #[tsify(optional, type = "AbortSignalLike | undefined")]
    pub signal: Option<Signal>,
    /// Called for each request, response, retry and result. Events contain no bodies and no tokens. An
    /// observer that throws disturbs nothing.
    #[tsify(optional, type = "((event: ReporteiEvent) => unknown) | undefined")]
    pub observer: Option<Function>,
    /// How fast the client may send: numbers, or `"auto"` to learn it from the server's
    /// `X-RateLimit-*` headers and slow down before it refuses. Calls wait for their turn in order;
    /// after a 429 all of them wait until the time that the server names. The wait counts for
    /// `totalTimeoutMs` and not for `timeoutMs`. For processes that share a limit, an object with
    /// `acquire()`, which is asked before every attempt; where it throws or rejects, the call rejects
    /// with `invalid_argument`. In Workers, a call that ends without an answer because its request was
    /// answered first keeps its turn until a second after `timeoutMs`, or `totalTimeoutMs` where that is
    /// shorter; for ever where both are 0. Default: as fast as calls are made.
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
            total_timeout_ms: 0,
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
