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

/// A parsed JSON value of unknown make.
pub trait Json: Sized {
    /// The text, where it is a string.
    fn text(&self) -> Option<String>;
    /// An object's value at `key`; nothing where it is no object or has no such key.
    fn get(&self, key: &str) -> Option<Self>;
    /// An object's keys and values; nothing where it is no object.
    fn entries(&self) -> Vec<(String, Self)>;
    /// An array's items; nothing where it is no array.
    fn items(&self) -> Vec<Self>;
}

/// The error for an answer that is not a success; `body` where it could be parsed as JSON.
#[must_use]
pub fn refusal<J: Json>(status: u16, body: Option<&J>) -> Box<Error> {
    let mut field_errors = Vec::new();
    let mut room = MAX_FIELD_ERRORS;
    let mut message = None;
    let mut code = None;
    if let Some(body) = body {
        let error = body.get("error");
        let details = error.as_ref().and_then(|error| error.get("details"));
        for fields in [body.get("errors"), details].into_iter().flatten() {
            read_field_errors(&fields, &mut room, &mut field_errors);
        }
        message = sentence(body.get("message").as_ref())
            .or_else(|| sentence(error.as_ref().and_then(|error| error.get("message")).as_ref()))
            .or_else(|| sentence(error.as_ref()));
        code = sentence(error.as_ref().and_then(|error| error.get("code")).as_ref())
            .or_else(|| sentence(body.get("code").as_ref()));
    }
    let message = message.or_else(|| first_message(&field_errors));
    let message = message.unwrap_or_else(|| fallback(status));
    let kind = ErrorKind::of_status(status, !field_errors.is_empty());
    let mut refusal = Error::new(kind, &message);
    refusal.status = Some(status);
    refusal.field_errors = field_errors;
    refusal.code = code.map(|code| shorten(&code));
    refusal
}

fn sentence<J: Json>(place: Option<&J>) -> Option<String> {
    readable(&place?.text()?)
}

/// The text, where it is one for people: a page of HTML in a string is none.
fn readable(text: &str) -> Option<String> {
    let text = text.trim_ascii();
    (!text.is_empty() && text.as_bytes().first() != Some(&b'<')).then(|| text.to_owned())
}

/// What is said of a field, where that is all that is said.
fn first_message(field_errors: &[(String, Vec<String>)]) -> Option<String> {
    field_errors.iter().find_map(|(_, messages)| messages.iter().find_map(|text| readable(text)))
}

/// Laravel's `errors`, or the documentation site's `error.details`: each field has its messages in
/// an array, or a single one bare.
fn read_field_errors<J: Json>(
    fields: &J,
    room: &mut usize,
    field_errors: &mut Vec<(String, Vec<String>)>,
) {
    for (name, value) in fields.entries() {
        let name = shorten(&name);
        let mut left = room.saturating_sub(name.len());
        let mut messages = Vec::new();
        let items = value.items();
        for text in items.iter().filter_map(Json::text).chain(value.text()) {
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
    }
}

fn fallback(status: u16) -> String {
    match status {
        0 | 300..=399 => "the API answered with a redirect, which is not followed".to_owned(),
        _ => concat(&["the API answered with status ", &decimal(status.into())]),
    }
}
