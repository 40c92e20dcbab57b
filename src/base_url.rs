//! Where the API is: what comes before an endpoint's path, and what tokens may be sent to.
//!
//! Tokens go to this address's origin and nowhere else, and over a connection that others can read
//! only where that is the machine's own, or the caller insists.

use crate::{
    error::{Error, Result},
    text::{concat, is_one_of, owned},
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

impl Parsed<'_> {
    /// Checks that it can be a base URL.
    ///
    /// # Errors
    /// `invalid_argument` where endpoints' paths cannot be appended to it, where it is not `https:`
    /// (or `http:`, to this machine or where `insecure` is allowed), or where it would show a
    /// password in every error.
    pub fn check(&self, insecure: bool) -> Result<()> {
        let problem = match self.protocol {
            // One that only says "https:" is the page itself with its query string. The parser keeps
            // the sign of an empty one.
            _ if self.href.bytes().any(|byte| is_one_of(byte.into(), b"?#")) => {
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
    /// That of a URL that was checked.
    #[must_use]
    pub fn new(mut href: &str) -> Self {
        while let Some(shorter) = href.strip_suffix('/') {
            href = shorter;
        }
        Self(owned(href))
    }

    /// The URL of an endpoint's path.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        concat(&self.0, path, "")
    }
}

/// Whether it is this very machine: nobody is on the way.
fn is_loopback(hostname: &str) -> bool {
    // The parser has turned every spelling of an IPv4 address into four numbers.
    let is_ipv4 = hostname.bytes().all(|byte| is_one_of(byte.into(), b".0123456789"));
    hostname == "localhost"
        || hostname.ends_with(".localhost")
        || hostname == "[::1]"
        || is_ipv4 && hostname.starts_with("127.")
}
