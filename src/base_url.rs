//! Where the API is: what comes before an endpoint's path, and what tokens may be sent to.
//!
//! Tokens go to this address's origin and nowhere else, and over a connection that others can read
//! only where that is the machine's own, or the caller insists.

use crate::{
    error::{Error, Result},
    options::DEFAULT_BASE_URL,
    text::concat,
};

/// The API's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

/// A URL as the platform's parser took it apart.
#[derive(Debug)]
pub struct Parsed<'a> {
    /// The whole, normalized.
    pub href: &'a str,
    /// The scheme, with its colon.
    pub protocol: &'a str,
    /// The host without its port.
    pub hostname: &'a str,
    /// Whether there is a user name or a password.
    pub has_login: bool,
}

impl Default for BaseUrl {
    fn default() -> Self {
        Self(DEFAULT_BASE_URL.to_owned())
    }
}

impl BaseUrl {
    /// Takes a base URL as the caller gave it, and as the platform's URL parser normalized it.
    ///
    /// # Errors
    /// `invalid_argument` where endpoints' paths cannot be appended to it, where it is not `https:`
    /// (or `http:`, to this machine or where `insecure` is allowed), or where it would show a
    /// password in every error.
    pub fn new(given: &str, url: &Parsed<'_>, insecure: bool) -> Result<Self> {
        let problem = match url.protocol {
            // An empty one, and one that only says "https:", are the page itself with its query string.
            _ if has_query(given) || has_query(url.href) => {
                "must not have a query string or a fragment: paths are appended to it"
            }
            _ if url.has_login => "must not hold a user name or a password",
            "http:" if !insecure && !is_loopback(url.hostname) => {
                "must begin with https: (anybody on the way could read the tokens; allowInsecure allows it)"
            }
            "https:" | "http:" => {
                let bytes = url.href.as_bytes();
                let mut end = bytes.len();
                while bytes.get(..end).is_some_and(|url| url.last() == Some(&b'/')) {
                    end -= 1;
                }
                return Ok(Self(url.href.get(..end).unwrap_or_default().to_owned()));
            }
            _ => "must begin with https:",
        };
        Err(Error::argument("baseUrl", problem))
    }

    /// The URL of an endpoint's path.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        concat(&[&self.0, path])
    }
}

fn has_query(url: &str) -> bool {
    url.as_bytes().iter().any(|byte| matches!(byte, b'?' | b'#'))
}

/// Whether it is this very machine: nobody is on the way.
fn is_loopback(hostname: &str) -> bool {
    // The parser has turned every spelling of an IPv4 address into four numbers.
    let is_ipv4 = hostname.as_bytes().iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.'));
    matches!(hostname, "localhost" | "[::1]")
        || hostname.ends_with(".localhost")
        || is_ipv4 && hostname.starts_with("127.")
}
