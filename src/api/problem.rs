//! Reads what a refusal's body says: a message, a code, and errors of single fields.
//!
//! The API, its gateway and the proxies before it use several envelopes, and any of them can come
//! with any status. Each rule below is an envelope that was seen. Nothing here fails: where a body
//! says nothing, the message is made from the status.

use super::check::{Json, Kind};
use crate::error::{Error, ErrorKind, FieldErrors, shorten};

/// How many bytes of field errors an error keeps, which is as much as it keeps of a body. Messages
/// that do not fit are left out.
const MAX_FIELD_ERRORS: usize = 16 * 1024;
/// Where a body has its message.
const MESSAGES: [&[&str]; 3] = [&["message"], &["error", "message"], &["error"]];
/// Where a body has its code.
const CODES: [&[&str]; 2] = [&["error", "code"], &["code"]];
/// Where a body has its field errors: in Laravel's way, and in the documentation site's.
const FIELD_ERRORS: [&[&str]; 2] = [&["errors"], &["error", "details"]];

/// The error for an answer that is not a success. A body that is not JSON is a missing value.
#[must_use]
pub fn refusal<J: Json>(status: u32, body: &J) -> Box<Error> {
    let field_errors = field_errors(body);
    let message = sentence(body, &MESSAGES)
        .or_else(|| first_message(&field_errors))
        .unwrap_or_else(|| status_message(status));
    let kind = ErrorKind::of_status(status, !field_errors.is_empty());
    let mut error = Error::new(kind, &message);
    error.status = Some(status);
    error.code = sentence(body, &CODES).map(|code| shorten(&code));
    error.field_errors = field_errors;
    error
}

/// The first of the texts at these paths that a person can read.
fn sentence<J: Json>(body: &J, paths: &[&[&'static str]]) -> Option<String> {
    let mut texts = paths.iter().filter_map(|path| text(&at(body, path)?));
    texts.find(|text| is_readable(text))
}

/// The value at a path of field names; `None` for the empty path.
fn at<J: Json>(body: &J, path: &[&'static str]) -> Option<J> {
    let (first, rest) = path.split_first()?;
    Some(rest.iter().fold(body.get(first), |value, name| value.get(name)))
}

/// A string's text without the white space around it.
fn text<J: Json>(value: &J) -> Option<String> {
    value.text().map(|text| trim(&text).to_owned())
}

/// Removes the white space around a text, as JavaScript's `trim` does: it takes a byte order mark for
/// white space, and U+0085 not.
fn trim(text: &str) -> &str {
    text.trim_matches(|character: char| match character {
        '\u{85}' => false,
        '\u{feff}' => true,
        other => other.is_whitespace(),
    })
}

/// Whether a text is for people: an empty one and a page of HTML are not.
fn is_readable(text: &str) -> bool {
    !matches!(text.as_bytes(), [] | [b'<', ..])
}

fn first_message(field_errors: &FieldErrors) -> Option<String> {
    let mut messages = field_errors.0.iter().flat_map(|(_, messages)| messages);
    messages.find(|message| is_readable(message)).cloned()
}

fn status_message(status: u32) -> String {
    match status {
        0 | 300..=399 => "the API answered with a redirect, which is not followed".to_owned(),
        _ => format!("the API answered with status {status}"),
    }
}

/// What the body says of single fields: each has a text or a list of texts.
fn field_errors<J: Json>(body: &J) -> FieldErrors {
    let mut found = FieldErrors::default();
    let mut room = MAX_FIELD_ERRORS;
    for fields in FIELD_ERRORS.iter().filter_map(|path| at(body, path)) {
        for (name, value) in fields.entries() {
            let name = shorten(&name);
            for message in messages(&value) {
                let message = shorten(&message);
                // One byte more, so that empty messages have an end too.
                let size = name.len() + message.len() + 1;
                if size <= room {
                    room -= size;
                    found.push(&name, message);
                }
            }
        }
    }
    found
}

fn messages<J: Json>(value: &J) -> Vec<String> {
    match value.kind() {
        Kind::Array => value.items().iter().filter_map(text).collect(),
        _ => text(value).into_iter().collect(),
    }
}
