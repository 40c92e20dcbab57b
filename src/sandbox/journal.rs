//! The requests that the sandbox got and what it answered, without any secret.
//!
//! Headers and bodies are never kept. A token may still stand in a path or a query, put there by
//! mistake: no text longer than a uuid is kept from those, and every token of the sandbox is longer;
//! nor is one in which a token of the request's own headers stands, which may be a wrong one. Of the
//! query only the parameters that the API knows are kept. The oldest entries go first when there are
//! too many.

use std::collections::VecDeque;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::clock::Timestamp;
use super::faults::FaultKind;
use super::http::{Params, Request, percent_decode};

const MAX_ENTRIES: usize = 10_000;
const LONGEST_TEXT: usize = 36;
/// What is shorter stands in too many words to be a token.
const SHORTEST_TOKEN: usize = 6;
const LONGEST_METHOD: usize = 10;
const MASK: &str = "***";
const SHOWN_PARAMS: [&str; 4] = ["page", "per_page", "sortBy", "descending"];

/// One request that came to the sandbox. It never holds a token, a body or a header.
///
/// @example
/// ```ts
/// import type { JournalEntry } from "reportei-customers/sandbox";
///
/// const line = ({ method, path, status }: JournalEntry) => `${method} ${path}: ${status}`;
/// console.log(new ReporteiSandbox().journal().map(line));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
pub struct JournalEntry {
    /// The answer's `x-request-id`.
    pub id: String,
    /// When, by the sandbox's clock: `YYYY-MM-DD HH:MM:SS` in UTC.
    pub at: String,
    /// The request's method.
    pub method: String,
    /// The request's path with the query parameters that the API knows. Texts that are longer than
    /// a uuid, or hold a token of the request's headers, are masked as `***`.
    pub path: String,
    /// The answer's HTTP status; 0 where none was sent.
    pub status: u16,
    /// The fault that hit it, if one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "SandboxFaultKind")]
    pub fault: Option<FaultKind>,
    /// Whether the API applied the request, whatever happened to the answer: false if it refused, and
    /// if a fault kept the request from it.
    pub applied: bool,
}

/// What came of a request.
pub(crate) struct Answered {
    pub(crate) id: String,
    pub(crate) at: Timestamp,
    pub(crate) status: u16,
    pub(crate) fault: Option<FaultKind>,
    pub(crate) applied: bool,
}

/// The newest requests.
#[derive(Default)]
pub(crate) struct Journal(VecDeque<JournalEntry>);

impl Journal {
    pub(crate) fn record(&mut self, request: &Request, answered: Answered) {
        if self.0.len() >= MAX_ENTRIES {
            self.0.pop_front();
        }
        self.0.push_back(JournalEntry {
            id: answered.id,
            at: answered.at.to_string(),
            method: shown_method(&request.method),
            path: shown_path(request),
            status: answered.status,
            fault: answered.fault,
            applied: answered.applied,
        });
    }

    /// Notes that a request was applied after all.
    pub(crate) fn set_applied(&mut self, id: &str) {
        if let Some(entry) = self.0.iter_mut().rfind(|entry| entry.id == id) {
            entry.applied = true;
        }
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
    let tokens = tokens(request);
    let shown_text = |text: &str| shown_text(text, &tokens);
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

/// What the request's headers hold that may be tokens.
fn tokens(request: &Request) -> Vec<&str> {
    let authorization = request.header("authorization");
    let bearer = authorization.and_then(|value| value.split_whitespace().last());
    let all = [bearer, request.header("x-customer-token")];
    all.into_iter().flatten().filter(|token| token.len() >= SHORTEST_TOKEN).collect()
}

/// The text where it is short, plain and no token; signs that could forge a line of a log are
/// escaped.
fn shown_text(text: &str, tokens: &[&str]) -> String {
    let plain = percent_decode(text);
    if plain.len() > LONGEST_TEXT || tokens.iter().any(|token| plain.contains(token)) {
        return MASK.to_owned();
    }
    text.escape_default().to_string()
}
