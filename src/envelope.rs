//! Reads a refusal's body: what it says, and what it says of single fields.
//!
//! The API, its gateway and the proxies before it use several envelopes, and any of them may come
//! with any status (see the contract): each rule below is one of those seen. Nothing here fails:
//! a body that says nothing gives a message made from the status.

use crate::{
    error::{Error, ErrorKind, shorten},
    shape::{Kind, Node},
    text::{concat, decimal},
};

/// How much of what is said of single fields is kept, in bytes: as much as of a body. What does not
/// fit is left out.
const MAX_FIELD_ERRORS: usize = 16 * 1024;

/// A parsed JSON value of unknown make.
pub trait Json: Node {
    /// The text, where it is a string.
    fn text(&self) -> Option<String>;
    /// Hands an object's keys and values to `each`; nothing where it is no object.
    fn entries(&self, each: impl FnMut(String, Self));
}

/// The error for an answer that is not a success; `body` where it could be parsed as JSON.
#[must_use]
pub fn refusal<J: Json>(status: u16, body: Option<&J>) -> Box<Error> {
    let mut field_errors = Vec::new();
    let mut message = None;
    let mut code = None;
    if let Some(body) = body {
        let error = body.field("error");
        let mut room = MAX_FIELD_ERRORS;
        for fields in [body.field("errors"), error.field("details")] {
            read_field_errors(&fields, &mut room, &mut field_errors);
        }
        code = sentence(&[error.field("code"), body.field("code")]);
        message = sentence(&[body.field("message"), error.field("message"), error]);
    }
    let message = message.or_else(|| first_message(&field_errors));
    let message = message.unwrap_or_else(|| fallback(status));
    let kind = ErrorKind::of_status(status, !field_errors.is_empty());
    let mut refusal = Error::new(kind, &message);
    refusal.status = Some(status);
    refusal.field_errors = field_errors;
    refusal.code = code;
    refusal
}

/// What the first of these says that says anything.
fn sentence<J: Json>(places: &[J]) -> Option<String> {
    for place in places {
        if let Some(text) = place.text()
            && let Some(text) = readable(&text)
        {
            return Some(text);
        }
    }
    None
}

/// The text, where it is one for people: a page of HTML in a string is none.
fn readable(text: &str) -> Option<String> {
    let text = text.trim_ascii();
    (!matches!(text.as_bytes(), [] | [b'<', ..])).then(|| shorten(text))
}

/// What is said of a field, where that is all that is said.
fn first_message(field_errors: &[(String, Vec<String>)]) -> Option<String> {
    for (_, messages) in field_errors {
        for message in messages {
            if let Some(text) = readable(message) {
                return Some(text);
            }
        }
    }
    None
}

/// Laravel's `errors`, or the documentation site's `error.details`: each field has its messages in
/// an array, or a single one bare.
fn read_field_errors<J: Json>(
    fields: &J,
    room: &mut usize,
    field_errors: &mut Vec<(String, Vec<String>)>,
) {
    fields.entries(|name, value| {
        let name = shorten(&name);
        let mut left = room.saturating_sub(name.len());
        let mut messages = Vec::new();
        let is_list = value.kind() == Kind::Array;
        for index in 0..if is_list { value.length() } else { 1 } {
            let text = if is_list { value.item(index).text() } else { value.text() };
            let Some(text) = text else { continue };
            let message = shorten(&text);
            // One more, so that empty ones are not without end.
            if let Some(rest) = left.checked_sub(message.len() + 1) {
                left = rest;
                messages.push(message);
            }
        }
        if !messages.is_empty() {
            *room = left;
            field_errors.push((name, messages));
        }
    });
}

fn fallback(status: u16) -> String {
    match status {
        0 | 300..=399 => "the API answered with a redirect, which is not followed".to_owned(),
        _ => concat(&["the API answered with status ", &decimal(status.into())]),
    }
}
