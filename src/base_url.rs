//! The base URL: what comes before an endpoint's path.
//!
//! Tokens are sent to this URL's origin and nowhere else. They are sent without encryption only to the
//! machine itself, or where the caller allows it.

use crate::error::{Error, Result};

/// The base URL, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

/// The parts of a URL as the platform's parser has them.
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

impl Parsed<'_> {
    /// Checks that it can be a base URL.
    ///
    /// # Errors
    /// `invalid_argument` where paths cannot be appended to it, where it is not `https:` (or `http:`,
    /// to this machine or with `insecure`), or where every error would show its password.
    pub fn check(&self, insecure: bool) -> Result<()> {
        let problem = match self.protocol {
            // The parser keeps the `?` or `#` of an empty query or fragment.
            _ if self.href.bytes().any(|byte| matches!(byte, b'?' | b'#')) => {
                "must not have a query string or a fragment: paths are appended to it"
            }
            _ if self.has_login => "must not hold a user name or a password",
            "http:" if !insecure && !is_loopback(self.hostname) => {
                "must begin with https: (anybody on the way could read the tokens; allowInsecure allows it)"
            }
            "https:" | "http:" => return Ok(()),
            _ => "must begin with https:",
        };
        Err(Error::argument("baseUrl", problem))
    }
}

impl BaseUrl {
    /// The base URL of a normalized URL that was checked.
    #[must_use]
    pub fn new(href: &str) -> Self {
        Self(href.trim_end_matches('/').to_owned())
    }

    /// The URL of an endpoint's path.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

/// Whether the host is this machine, so that nobody can listen on the way.
fn is_loopback(hostname: &str) -> bool {
    // The parser writes every spelling of an IPv4 address as four numbers.
    let is_ipv4 = hostname.bytes().all(|byte| byte == b'.' || byte.is_ascii_digit());
    hostname == "localhost" || hostname == "[::1]" || is_ipv4 && hostname.starts_with("127.")
}
