//! The options of a client and of a call, once checked, with their defaults.
//!
//! Every limit and default is stated here and nowhere else. Whatever is wrong with an option is
//! said when the client is made or the call is begun, by the option's name, before anything is sent.

use crate::{
    base_url::{BaseUrl, Parsed},
    endpoint::{self, Endpoint, MAX_PER_PAGE},
    error::{Error, Result},
    facts::Name,
    pacing::RateLimit,
    param::{Param, Rule},
    params,
    secret::Secret,
    table::Table,
    text::concat,
    value::{Sort, Values},
};

/// Where the API is, unless the caller says otherwise.
pub const DEFAULT_BASE_URL: &str = "https://connect.reportei.com/api";
/// How long an attempt may take.
pub const DEFAULT_TIMEOUT_MS: u32 = 30_000;
/// How often an attempt is made again at most.
pub const DEFAULT_MAX_RETRIES: u32 = 2;
/// The longest wait that a server may ask for.
pub const DEFAULT_MAX_RETRY_DELAY_MS: u32 = 60_000;
/// More retries than this is a mistake.
const MOST_RETRIES: u32 = 100;
/// How many pages a walk may ask for ahead.
const MOST_PREFETCHED: u32 = 8;
/// How many calls of a kind may be under way at once.
const MOST_AT_ONCE: u32 = 1000;
/// What the client calls itself where it is no browser that does.
pub const USER_AGENT: &str = concat!("reportei-customers/", env!("CARGO_PKG_VERSION"));

/// An access token that is no function.
pub static ACCESS_TOKEN: Param = Param::optional("accessToken", Rule::Token);

/// A client's options.
pub static CLIENT: Table = params![
    Param::optional("accessToken", Rule::TokenSource),
    Param::optional("customerToken", Rule::Token),
    Param::optional("baseUrl", Rule::Name),
    Param::optional("allowInsecure", Rule::Flag),
    Param::optional("timeoutMs", Rule::Duration),
    Param::optional("totalTimeoutMs", Rule::Duration),
    Param::optional("maxRetries", Rule::Count(MOST_RETRIES)),
    Param::optional("maxRetryDelayMs", Rule::Duration),
    Param::optional("credentials", Rule::Credentials),
    Param::optional("headers", Rule::Opaque),
    Param::optional("signal", Rule::Signal),
    Param::optional("fetch", Rule::Function),
    Param::optional("observer", Rule::Function),
    Param::optional("rateLimit", Rule::Opaque),
];

/// A rate limit in numbers; 0 for any number.
pub static RATE_LIMIT: Table = params![
    Param::optional("perSecond", Rule::Count(u32::MAX)),
    Param::optional("perMinute", Rule::Count(u32::MAX)),
    Param::optional("concurrency", Rule::Count(u32::MAX)),
];

macro_rules! call_with {
    ($($more:expr),*) => {
        params![
            Param::optional("customerToken", Rule::Token),
            Param::optional("timeoutMs", Rule::Duration),
            Param::optional("maxRetries", Rule::Count(MOST_RETRIES)),
            Param::optional("headers", Rule::Opaque),
            Param::optional("signal", Rule::Signal),
            $($more),*
        ]
    };
}

/// A call's options.
pub static CALL: Table = call_with!();
/// The options of a `create`: a call's, and what becomes of the token.
pub static CREATE: Table = call_with!(Param::optional("storeToken", Rule::Function));

/// The options of `listAll`: those of its calls, and how many pages are asked for ahead.
pub static LIST_ALL: Table = call_with!(Param::optional("prefetch", Rule::Count(MOST_PREFETCHED)));

/// The options of many calls of a kind: those of each, and how they are made.
pub static MANY: Table = call_with!(
    Param::optional("concurrency", Rule::UpTo(MOST_AT_ONCE)),
    Param::optional("onProgress", Rule::Function)
);
/// The options of `createMany`: those, and what becomes of the tokens.
pub static CREATE_MANY: Table = call_with!(
    Param::optional("concurrency", Rule::UpTo(MOST_AT_ONCE)),
    Param::optional("onProgress", Rule::Function),
    Param::optional("storeToken", Rule::Function)
);

/// What `listAll` takes: `list`'s own, but for the page.
pub static WALK: Table = params![
    Param::optional("per_page", Rule::UpTo(MAX_PER_PAGE)),
    Param::optional("sortBy", Rule::Text),
    Param::optional("descending", Rule::Flag),
];
/// What `toArray` takes.
pub static TO_ARRAY: Table = params![Param::required("limit", Rule::UpTo(u32::MAX))];
/// What `findUnconfirmed` takes.
pub static UNCONFIRMED: Table =
    params![Param::required("name", Rule::Name), Param::required("since", Rule::Opaque)];

/// All tables that JavaScript reads objects by, and calls by their places: first what each of
/// [`endpoint::ALL`] takes.
pub static TABLES: [Table; 17] = [
    endpoint::LIST.params,
    endpoint::SHOW.params,
    endpoint::SETTINGS.params,
    endpoint::CREATE.params,
    endpoint::UPDATE.params,
    endpoint::DELETE.params,
    endpoint::UPDATE_PAYMENT_STATUS.params,
    CLIENT,
    RATE_LIMIT,
    CALL,
    CREATE,
    LIST_ALL,
    MANY,
    CREATE_MANY,
    WALK,
    TO_ARRAY,
    UNCONFIRMED,
];

/// Where a client's options are among the values that JavaScript hands over: in the places of
/// [`CLIENT`], and behind these what the platform makes of the base URL, and the limits' numbers.
mod place {
    pub const ACCESS_TOKEN: usize = 0;
    pub const CUSTOMER_TOKEN: usize = 1;
    pub const BASE_URL: usize = 2;
    pub const ALLOW_INSECURE: usize = 3;
    pub const TIMEOUT_MS: usize = 4;
    pub const TOTAL_TIMEOUT_MS: usize = 5;
    pub const MAX_RETRIES: usize = 6;
    pub const MAX_RETRY_DELAY_MS: usize = 7;
    pub const OBSERVER: usize = 12;
    pub const RATE_LIMIT: usize = 13;
    pub const HREF: usize = 14;
    pub const PROTOCOL: usize = 15;
    pub const HOSTNAME: usize = 16;
    pub const HAS_LOGIN: usize = 17;
    pub const LIMITS: usize = 18;
}

/// A client's options, checked: those that are not the platform's.
pub struct Config {
    /// Where the API is.
    pub base_url: BaseUrl,
    /// Whether a function of the caller's gives access tokens.
    pub asks_for_tokens: bool,
    /// The merchant's token, where it is no function's to give.
    pub access_token: Secret,
    /// The customer token of calls that name none.
    pub customer_token: Secret,
    /// How long an attempt may take; 0 for ever.
    pub timeout_ms: u32,
    /// How long a call may take, its retries and waits included; 0 for ever.
    pub total_timeout_ms: u32,
    /// How often an attempt is made again at most.
    pub max_retries: u32,
    /// The longest wait that a server may ask for; 0 for any.
    pub max_retry_delay_ms: u32,
    /// Whether anybody is told of events.
    pub is_observed: bool,
}

/// A call's options, checked.
#[derive(Default)]
pub struct CallConfig {
    /// The customer token of this call alone.
    pub customer_token: Secret,
    /// How long an attempt of this call may take; 0 for ever.
    pub timeout_ms: u32,
    /// How often an attempt of this call is made again at most.
    pub max_retries: u32,
}

impl Config {
    /// Checks the options, each in its place.
    ///
    /// # Errors
    /// `invalid_argument` that names the first option that is wrong or missing.
    pub fn check(values: &Values) -> Result<()> {
        values.check(0, CLIENT)?;
        let has_access_token = !values.get(place::ACCESS_TOKEN).is(Sort::Missing);
        let has_base_url = !values.get(place::BASE_URL).is(Sort::Missing);
        require_access_token(has_access_token, has_base_url)?;
        check_rate_limit(values)?;
        if has_base_url { check_base_url(values) } else { Ok(()) }
    }

    /// The options, once they were checked.
    #[must_use]
    pub fn new(values: &mut Values) -> Self {
        let href = match values.get(place::BASE_URL).sort() {
            Sort::Missing => DEFAULT_BASE_URL,
            _ => values.get(place::HREF).text(),
        };
        Self {
            base_url: BaseUrl::new(href),
            timeout_ms: values.whole_or(place::TIMEOUT_MS, DEFAULT_TIMEOUT_MS),
            total_timeout_ms: values.whole_or(place::TOTAL_TIMEOUT_MS, 0),
            max_retries: values.whole_or(place::MAX_RETRIES, DEFAULT_MAX_RETRIES),
            max_retry_delay_ms: values
                .whole_or(place::MAX_RETRY_DELAY_MS, DEFAULT_MAX_RETRY_DELAY_MS),
            is_observed: values.get(place::OBSERVER).is(Sort::Function),
            asks_for_tokens: values.get(place::ACCESS_TOKEN).is(Sort::Function),
            access_token: Secret::new(values.take_text(place::ACCESS_TOKEN)),
            customer_token: Secret::new(values.take_text(place::CUSTOMER_TOKEN)),
        }
    }

    /// Hands the headers that an attempt at that endpoint has of its own to `set`, as name and value.
    ///
    /// # Errors
    /// `invalid_argument`, and nothing is handed over, where the endpoint needs a customer token and there is none.
    pub fn headers_for(
        &self,
        call: &CallConfig,
        endpoint: &Endpoint,
        access_token: &Secret,
        mut set: impl FnMut(Name, &str),
    ) -> Result<()> {
        let token = call.customer_token.or(&self.customer_token);
        // Without an access token there is a proxy, which may well add the customer token too.
        let is_proxied = !self.asks_for_tokens && !self.access_token.is_some();
        if endpoint.needs_customer_token && !token.is_some() && !is_proxied {
            return Err(Error::argument("customerToken", "is required by this call"));
        }
        if endpoint.has_body() {
            set(Name::ContentType, "application/json");
        }
        if access_token.is_some() {
            set(Name::Authorization, &concat("Bearer ", access_token.reveal(), ""));
        }
        if endpoint.needs_customer_token && token.is_some() {
            set(Name::CustomerToken, token.reveal());
        }
        Ok(())
    }
}

/// Checks the base URL that the caller names.
fn check_base_url(values: &Values) -> Result<()> {
    let parsed = Parsed {
        href: values.get(place::HREF).text(),
        protocol: values.get(place::PROTOCOL).text(),
        hostname: values.get(place::HOSTNAME).text(),
        has_login: values.get(place::HAS_LOGIN).is_true(),
    };
    parsed.check(values.get(place::ALLOW_INSECURE).is_true())
}

/// Checks the word, or the numbers where there is an object of them.
fn check_rate_limit(values: &Values) -> Result<()> {
    let given = values.get(place::RATE_LIMIT);
    if given.is(Sort::Text) && given.text() != "auto" {
        return Err(Error::argument("rateLimit", "must be \"auto\" or an object"));
    }
    values.check(place::LIMITS, RATE_LIMIT)
}

/// How fast a client with these options, once they were checked, may send, where it is this side's
/// to say.
#[must_use]
pub fn rate_limit(values: &Values) -> Option<RateLimit> {
    match values.get(place::RATE_LIMIT).sort() {
        Sort::Missing => None,
        Sort::Text => Some(RateLimit::Auto),
        _ => Some(RateLimit::Fixed {
            per_second: values.whole_or(place::LIMITS, 0),
            per_minute: values.whole_or(place::LIMITS + 1, 0),
            concurrency: values.whole_or(place::LIMITS + 2, 0),
        }),
    }
}

/// The access token may be left out only where the caller names a base URL of its own.
///
/// # Errors
/// `invalid_argument` where it is left out otherwise.
pub fn require_access_token(has_token: bool, has_base_url: bool) -> Result<()> {
    if has_token || has_base_url {
        return Ok(());
    }
    Err(Error::argument(
        "accessToken",
        "is required, unless baseUrl names a proxy of yours that adds it",
    ))
}
