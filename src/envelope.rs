//! Reads a refusal's body: what it says, and what it says of single fields.
//!
//! The API, its gateway and the proxies before it use several envelopes, and any of them may come
//! with any status (see the contract): each rule below is one of those seen. Nothing here fails:
//! a body that says nothing gives a message made from the status.

use crate::{
    error::{Error, ErrorKind, shorten},
    text::{concat, decimal},
};

/// How much of what is said of single fields is kept, in bytes: as much as of a body. What does not
/// fit is left out.
const MAX_FIELD_ERRORS: usize = 16 * 1024;

/// A parsed JSON value of unknown make, which is asked by paths such as `error.message`. Texts are
/// without white space around them.
pub trait Body {
    /// The text at that path, where there is one.
    fn text(&self, path: &str) -> Option<String>;
    /// Of an object at that path, whose fields have texts or lists of texts: for each text the name of
    /// its field, and the text.
    fn said(&self, path: &str) -> impl Iterator<Item = (String, String)>;
}

/// The error for an answer that is not a success.
#[must_use]
pub fn refusal(status: u16, body: &impl Body) -> Box<Error> {
    let field_errors = field_errors(body);
    let message = sentence(body, &["message", "error.message", "error"])
        .or_else(|| field_errors.iter().find_map(|(_, message)| readable(message)))
        .unwrap_or_else(|| fallback(status));
    let kind = ErrorKind::of_status(status, !field_errors.is_empty());
    let mut refusal = Error::new(kind, &message);
    refusal.status = Some(status);
    refusal.code = sentence(body, &["error.code", "code"]);
    refusal.field_errors = field_errors;
    refusal
}

/// What the first of these places says that says anything.
fn sentence(body: &impl Body, paths: &[&str]) -> Option<String> {
    for path in paths {
        if let Some(text) = body.text(path)
            && let Some(text) = readable(&text)
        {
            return Some(text);
        }
    }
    None
}

/// The text, where it is one for people: a page of HTML in a string is none.
fn readable(text: &str) -> Option<String> {
    (!matches!(text.as_bytes(), [] | [b'<', ..])).then(|| shorten(text))
}

/// Laravel's `errors`, and the documentation site's `error.details`.
fn field_errors(body: &impl Body) -> Vec<(String, String)> {
    let mut field_errors: Vec<(String, String)> = Vec::new();
    let mut room = MAX_FIELD_ERRORS;
    for path in ["errors", "error.details"] {
        for (name, message) in body.said(path) {
            let pair = (shorten(&name), shorten(&message));
            let is_same = field_errors.last().is_some_and(|(last, _)| *last == pair.0);
            // One more, so that empty ones are not without end.
            let taken = pair.1.len() + 1 + if is_same { 0 } else { pair.0.len() };
            if taken <= room {
                room -= taken;
                field_errors.push(pair);
            }
        }
    }
    field_errors
}

fn fallback(status: u16) -> String {
    match status {
        0 | 300..=399 => "the API answered with a redirect, which is not followed".to_owned(),
        _ => concat(&["the API answered with status ", &decimal(status.into())]),
    }
}
