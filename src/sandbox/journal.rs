//! What the sandbox was asked and what it answered, without any secret.
//!
//! Headers and bodies are never kept. A token may still stand in a path or a query, put there by
//! mistake; no text longer than a uuid is kept from those, and every token is longer. Of the query
//! only the parameters that the API knows are kept. The oldest entries go first when there are too
//! many.

use std::collections::VecDeque;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::clock::Timestamp;
use super::http::{Params, Request, percent_decode};

const MAX_ENTRIES: usize = 10_000;
const LONGEST_TEXT: usize = 36;
const LONGEST_METHOD: usize = 10;
const MASK: &str = "***";
const SHOWN_PARAMS: [&str; 4] = ["page", "per_page", "sortBy", "descending"];

/// One request that the sandbox answered. It never holds a token, a body or a header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
pub struct JournalEntry {
    /// The answer's `x-request-id`.
    pub id: String,
    /// When, by the sandbox's clock: `YYYY-MM-DD HH:MM:SS` in UTC.
    pub at: String,
    /// The request's method.
    pub method: String,
    /// The request's path with the query parameters that the API knows; texts that are longer than
    /// a uuid are masked as `***`, since they may be tokens.
    pub path: String,
    /// The answer's HTTP status.
    pub status: u16,
}

/// The newest requests.
#[derive(Default)]
pub(crate) struct Journal(VecDeque<JournalEntry>);

impl Journal {
    pub(crate) fn record(&mut self, request: &Request, status: u16, id: &str, at: Timestamp) {
        if self.0.len() >= MAX_ENTRIES {
            self.0.pop_front();
        }
        self.0.push_back(JournalEntry {
            id: id.to_owned(),
            at: at.to_string(),
            method: shown_method(&request.method),
            path: shown_path(request),
            status,
        });
    }

    /// The last entries, at most `count`, the oldest first.
    pub(crate) fn last(&self, count: usize) -> impl Iterator<Item = &JournalEntry> {
        self.0.iter().skip(self.0.len().saturating_sub(count))
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

fn shown_method(method: &str) -> String {
    let plain = method.len() <= LONGEST_METHOD && method.chars().all(|c| c.is_ascii_alphabetic());
    if plain { method.to_ascii_uppercase() } else { MASK.to_owned() }
}

fn shown_path(request: &Request) -> String {
    let (path, query) = request.split_path();
    let segments: Vec<String> = path.split('/').map(shown_text).collect();
    let mut shown = segments.join("/");
    let params = Params::parse(query);
    let mut separator = '?';
    for name in SHOWN_PARAMS {
        if let Some(value) = params.get(name) {
            // Writing to a String cannot fail.
            let _ = write!(shown, "{separator}{name}={}", shown_text(value));
            separator = '&';
        }
    }
    shown
}

/// The text where it is short and plain; signs that could forge a line of a log are escaped.
fn shown_text(text: &str) -> String {
    if percent_decode(text).len() > LONGEST_TEXT {
        return MASK.to_owned();
    }
    text.escape_default().to_string()
}
