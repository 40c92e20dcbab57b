//! Reads a refusal's body: what it says, and what it says of single fields.
//!
//! The API, its gateway and the proxies before it use several envelopes, and any of them may come
//! with any status (see the contract): each rule below is one of those seen. Nothing here fails:
//! a body that says nothing gives a message made from the status.

use crate::{
    error::{Error, ErrorKind, push_short},
    text::push_decimal,
};

/// How much of what is said of single fields is kept, in bytes: as much as of a body. What does not
/// fit is left out.
const MAX_FIELD_ERRORS: usize = 16 * 1024;

/// A parsed JSON value of unknown make, which is asked by paths such as `error.message`. Texts are
/// without white space around them.
pub trait Body {
    /// The text at that path; an empty one where there is none.
    fn text(&self, path: &str) -> String;
    /// Of an object at that path, whose fields have texts or lists of texts: of each text the name of
    /// its field and the text itself. Gives those in that place, where there are as many.
    fn said(&self, path: &str, place: u32) -> Option<(String, String)>;
}

/// The error for an answer that is not a success. Its texts are made in their places: what is made
/// elsewhere and moved there takes more code.
#[must_use]
pub fn refusal(status: u32, body: &impl Body) -> Box<Error> {
    let mut refusal = Error::new(ErrorKind::Http, "");
    add_field_errors(body, &mut refusal.field_errors);
    refusal.kind = ErrorKind::of_status(status, !refusal.field_errors.is_empty());
    take_sentence(body, &["message", "error.message", "error"], &mut refusal.message);
    for (_, said) in &refusal.field_errors {
        if refusal.message.is_empty() && is_readable(said) {
            refusal.message.push_str(said);
        }
    }
    if refusal.message.is_empty() {
        tell_status(status, &mut refusal.message);
    }
    refusal.status = Some(status);
    take_sentence(body, &["error.code", "code"], &mut refusal.code);
    refusal
}

/// Takes what the first of these places says that says anything.
fn take_sentence(body: &impl Body, paths: &[&str], to: &mut String) {
    for path in paths {
        let text = body.text(path);
        if is_readable(&text) {
            push_short(to, &text);
            return;
        }
    }
}

/// Whether it is a text for people: a page of HTML in a string is none.
fn is_readable(text: &str) -> bool {
    !matches!(text.as_bytes(), [] | [b'<', ..])
}

/// Takes Laravel's `errors`, and the documentation site's `error.details`.
fn add_field_errors(body: &impl Body, field_errors: &mut Vec<(String, String)>) {
    let mut room = MAX_FIELD_ERRORS;
    for path in &["errors", "error.details"] {
        let mut place = 0;
        while let Some((name, message)) = body.said(path, place) {
            let mut pair = (String::new(), String::new());
            push_short(&mut pair.0, &name);
            push_short(&mut pair.1, &message);
            // One more, so that empty ones are not without end.
            let taken = pair.0.len() + pair.1.len() + 1;
            if taken <= room {
                room -= taken;
                field_errors.push(pair);
            }
            place += 1;
        }
    }
}

/// For a body that says nothing.
fn tell_status(status: u32, message: &mut String) {
    match status {
        0 | 300..=399 => {
            message.push_str("the API answered with a redirect, which is not followed");
        }
        _ => {
            message.push_str("the API answered with status ");
            push_decimal(message, status);
        }
    }
}
