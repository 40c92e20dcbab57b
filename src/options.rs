//! The options of a client and of a call, once checked, with their defaults.
//!
//! Every limit and default is stated here and nowhere else. Whatever is wrong with an option is
//! said when the client is made or the call is begun, by the option's name, before anything is sent.

use zeroize::Zeroizing;

use crate::{
    endpoint::Endpoint,
    error::{Error, Result},
    headers::Header,
    param::{Param, Rule},
    secret::Secret,
    text::concat,
};

/// Where the API is, unless the caller says otherwise.
pub const DEFAULT_BASE_URL: &str = "https://connect.reportei.com/api";
/// How long a call may take.
pub const DEFAULT_TIMEOUT_MS: u32 = 30_000;
/// What the client calls itself where it is no browser that does.
pub const USER_AGENT: &str = concat!("reportei-customers/", env!("CARGO_PKG_VERSION"));

/// A client's options.
pub static CLIENT: [Param; 7] = [
    Param::optional("accessToken", Rule::Token),
    Param::optional("customerToken", Rule::Token),
    Param::optional("baseUrl", Rule::Name),
    Param::optional("timeoutMs", Rule::Duration),
    Param::optional("credentials", Rule::OneOf(&["omit", "same-origin", "include"])),
    Param::optional("headers", Rule::Opaque),
    Param::optional("fetch", Rule::Opaque),
];
/// A call's options.
pub static CALL: [Param; 4] = [
    Param::optional("customerToken", Rule::Token),
    Param::optional("timeoutMs", Rule::Duration),
    Param::optional("headers", Rule::Opaque),
    Param::optional("signal", Rule::Opaque),
];

/// The API's address: what comes before an endpoint's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Takes a base URL as the caller gave it, and as the platform's URL parser normalized it.
    ///
    /// # Errors
    /// `invalid_argument` where endpoints' paths cannot be appended to it, or where it is not
    /// `http:` or `https:`, or where it would show a password in every error.
    pub fn new(given: &str, url: &str) -> Result<Self> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let authority = rest.and_then(|rest| rest.split('/').next());
        // An empty one, and one that only says "https:", are the page itself with its query string.
        let problem = if given.contains(['?', '#']) || url.contains(['?', '#']) {
            "must not have a query string or a fragment: paths are appended to it"
        } else if authority.is_none() {
            "must begin with https: or http:"
        } else if authority.is_some_and(|authority| authority.contains('@')) {
            "must not hold a user name or a password"
        } else {
            return Ok(Self(url.trim_end_matches('/').to_owned()));
        };
        Err(Error::argument("baseUrl", problem))
    }

    /// The URL of an endpoint's path.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        concat(&[&self.0, path])
    }
}

/// A client's options, checked.
pub struct Config {
    /// Where the API is.
    pub base_url: BaseUrl,
    /// The merchant's token; absent only behind a proxy that adds it.
    pub access_token: Option<Secret>,
    /// The customer token of calls that name none.
    pub customer_token: Option<Secret>,
    /// Headers of every call, their names in lower case.
    pub headers: Vec<Header>,
    /// How long a call may take; 0 for ever.
    pub timeout_ms: u32,
    /// `fetch`'s option of that name, where the caller gave one.
    pub credentials: Option<String>,
    /// Whether to send [`USER_AGENT`]: in a browser it would need a preflight's leave.
    pub sends_user_agent: bool,
}

/// A call's options, checked: what is absent is inherited from the client's.
#[derive(Default)]
pub struct CallConfig {
    /// The customer token of this call.
    pub customer_token: Option<Secret>,
    /// Headers of this call alone, in place of the client's of the same names, in lower case too.
    pub headers: Vec<Header>,
    /// How long this call may take; 0 for ever.
    pub timeout_ms: Option<u32>,
}

impl Config {
    /// Hands the headers of a call to that endpoint to `set`, as name and value.
    ///
    /// # Errors
    /// `invalid_argument` where the endpoint needs a customer token and there is none.
    pub fn headers_for(
        &self,
        call: &CallConfig,
        endpoint: &Endpoint,
        has_body: bool,
        mut set: impl FnMut(&str, &str),
    ) -> Result<()> {
        if self.sends_user_agent {
            set("user-agent", USER_AGENT);
        }
        let is_overridden = |header: &Header| call.headers.iter().any(|own| own.is(&header.name));
        let inherited = self.headers.iter().filter(|header| !is_overridden(header));
        for header in inherited.chain(&call.headers) {
            set(&header.name, &header.value);
        }
        set("accept", "application/json");
        if has_body {
            set("content-type", "application/json");
        }
        if let Some(token) = &self.access_token {
            set("authorization", &Zeroizing::new(concat(&["Bearer ", token.reveal()])));
        }
        if endpoint.needs_customer_token {
            match call.customer_token.as_ref().or(self.customer_token.as_ref()) {
                Some(token) => set("x-customer-token", token.reveal()),
                // Without an access token there is a proxy, which may well add this one too.
                None if self.access_token.is_none() => {}
                None => return Err(Error::argument("customerToken", "is required by this call")),
            }
        }
        Ok(())
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
