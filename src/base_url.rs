//! Where the API is: what comes before an endpoint's path, and what tokens may be sent to.
//!
//! Tokens go to this address's origin and nowhere else, and over a connection that others can read
//! only where that is the machine's own, or the caller insists.

use crate::{
    error::{Error, Result},
    text::concat,
};

/// The API's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Takes a base URL as the caller gave it, and as the platform's URL parser normalized it.
    ///
    /// # Errors
    /// `invalid_argument` where endpoints' paths cannot be appended to it, where it is not `https:`
    /// (or `http:`, to this machine or where `insecure` is allowed), or where it would show a
    /// password in every error.
    pub fn new(given: &str, url: &str, insecure: bool) -> Result<Self> {
        let problem = match (split(url), authority(url)) {
            // An empty one, and one that only says "https:", are the page itself with its query string.
            _ if given.contains(['?', '#']) || url.contains(['?', '#']) => {
                "must not have a query string or a fragment: paths are appended to it"
            }
            (_, Some(authority)) if authority.contains('@') => {
                "must not hold a user name or a password"
            }
            (Some(("https", _)), _) => return Ok(Self(url.trim_end_matches('/').to_owned())),
            (Some(("http", _)), Some(authority)) if insecure || is_loopback(authority) => {
                return Ok(Self(url.trim_end_matches('/').to_owned()));
            }
            (Some(("http", _)), _) => {
                "must begin with https: (anybody on the way could read the tokens; allowInsecure allows it)"
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

/// Whether tokens for one may be sent to the other: same scheme, host and port. Both normalized.
#[must_use]
pub fn same_origin(one: &str, other: &str) -> bool {
    origin(one).is_some() && origin(one) == origin(other)
}

/// A URL without what may be a secret: its user, query and fragment.
#[must_use]
pub fn without_secrets(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let plain = url.get(..end).unwrap_or_default();
    match (split(plain), authority(url).and_then(|user| user.split_once('@'))) {
        (Some((scheme, rest)), Some((user, _))) => {
            let after = rest.get(user.len() + 1..).unwrap_or_default();
            concat(&[scheme, "://", after])
        }
        _ => plain.to_owned(),
    }
}

/// The scheme, and what follows it.
fn split(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once(':')?;
    Some((scheme, rest.strip_prefix("//")?))
}

fn origin(url: &str) -> Option<(&str, &str)> {
    Some((split(url)?.0, authority(url)?))
}

fn authority(url: &str) -> Option<&str> {
    split(url)?.1.split(['/', '?', '#']).next()
}

/// Whether it is this very machine: nobody is on the way.
fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    // The parser has turned every spelling of an IPv4 address into four numbers.
    let is_ipv4 = host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "::1"
        || is_ipv4 && host.starts_with("127.")
}
