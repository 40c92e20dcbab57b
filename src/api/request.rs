//! The request for an endpoint: its path with the customer's id, and its query.
//!
//! Ids are checked before they come here (`crate::rules`), a caller's and a server's, so none can name
//! another endpoint, such as `settings` or `..`. A body is the caller's checked params as JSON and stays with the
//! boundary.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::endpoint::Endpoint;

/// What a query's value escapes: everything but the unreserved characters of RFC 3986.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A request that can be sent any number of times.
#[derive(Debug)]
pub struct Request {
    /// The endpoint.
    pub endpoint: &'static Endpoint,
    /// Path and query, to be appended to the base URL.
    pub path: String,
    /// The customer's id, where its path has one.
    pub uuid: Option<String>,
}

impl Request {
    /// The request for an endpoint, with the customer's id where its path has one, and with the
    /// parameters of its query by name and value.
    #[must_use]
    pub fn new(
        endpoint: &'static Endpoint,
        uuid: Option<&str>,
        query: &[(&'static str, String)],
    ) -> Self {
        let mut path = path(endpoint.path, uuid);
        let mut separator = '?';
        for (name, value) in query {
            path.push(separator);
            path.push_str(name);
            path.push('=');
            path.extend(utf8_percent_encode(value, ESCAPED));
            separator = '&';
        }
        Self { endpoint, path, uuid: uuid.map(str::to_owned) }
    }
}

/// The path with the id in the place of `{uuid}`.
fn path(template: &str, uuid: Option<&str>) -> String {
    let parts = template.split_once('{').and_then(|(before, rest)| {
        let (_, after) = rest.split_once('}')?;
        Some(format!("{before}{}{after}", uuid?))
    });
    parts.unwrap_or_else(|| template.to_owned())
}
