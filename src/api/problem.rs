//! Reads what a refusal's body says: a message, a code, and errors of single fields.
//!
//! The API, its gateway and the proxies before it use several envelopes, and any of them can come
//! with any status. Each rule below is an envelope that was seen. Nothing here fails: where a body
//! says nothing, the message is made from the status.

use super::{
    check::{Json, Kind},
    endpoint::Endpoint,
};
use crate::error::{Error, ErrorKind, FieldErrors, shorten};

/// How many bytes of field errors an error keeps, which is as much as it keeps of a body. Messages
/// that do not fit are left out.
const MAX_FIELD_ERRORS: usize = 16 * 1024;
/// Where a body has its message.
const MESSAGES: [&[&str]; 3] = [&["message"], &["error", "message"], &["error"]];
/// Where a body has its code.
const CODES: [&[&str]; 2] = [&["error", "code"], &["code"]];
/// Where a body has its field errors, and whether only lists of texts are some there: in Laravel's way,
/// in the documentation site's, and where a program gives them in a message's place.
const FIELD_ERRORS: [(&[&str], bool); 4] = [
    (&["errors"], false),
    (&["error", "details"], false),
    (&["message"], true),
    (&["error"], true),
];
/// The words of an object that has others beside them.
const WORDS: [&str; 3] = ["message", "detail", "title"];
/// How deep words are looked for.
const MAX_DEPTH: u32 = 4;

/// Whether an answer with the status of a success says `success: false`, and has nothing else to show.
#[must_use]
pub fn is_refusal<J: Json>(endpoint: &Endpoint, body: &J) -> bool {
    let is_empty = |name| matches!(body.get(name).kind(), Kind::Missing | Kind::Null);
    body.get("success").flag() == Some(false) && endpoint.envelope.is_none_or(is_empty)
}

/// The error for an answer that is not a success. A body that is not JSON is a missing value.
#[must_use]
pub fn refusal<J: Json>(status: u32, body: &J) -> Box<Error> {
    let field_errors = field_errors(body);
    let words = sentence(body, &MESSAGES).or_else(|| first_message(&field_errors));
    let kind = match (status, &words) {
        // The API says of what it does not find that it does not. While it is deployed anew, what is
        // before it answers so, and the customer is there all the same.
        (404, None) => ErrorKind::Http,
        _ => ErrorKind::of_status(status, !field_errors.is_empty()),
    };
    let message = words.unwrap_or_else(|| status_message(status));
    let mut error = Error::new(kind, &message);
    error.status = Some(status);
    error.code = sentence(body, &CODES).map(|code| shorten(&code));
    error.field_errors = field_errors;
    error
}

/// The first of the texts at these paths that a person can read.
fn sentence<J: Json>(body: &J, paths: &[&[&'static str]]) -> Option<String> {
    let readable = |value: &J| text(value).filter(|text| is_readable(text));
    let mut values = paths.iter().filter_map(|path| at(body, path));
    values.find_map(|value| readable(&value).or_else(|| value.items().iter().find_map(readable)))
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
        200..=299 => "the API answered that it did not do what was asked".to_owned(),
        404 => "something before the API answered with status 404".to_owned(),
        _ => format!("the API answered with status {status}"),
    }
}

/// What the body says of single fields: each has a text, or texts in whatever form. PHP makes an object
/// of a list with gaps. A message about no field has no name.
fn field_errors<J: Json>(body: &J) -> FieldErrors {
    let mut found = FieldErrors::default();
    let mut room = MAX_FIELD_ERRORS;
    for (path, lists_only) in FIELD_ERRORS {
        let Some(fields) = at(body, path) else { continue };
        let mut named = fields.entries();
        if lists_only {
            named.retain(|(_, value)| {
                value.items().first().is_some_and(|item| text(item).is_some())
            });
        } else if fields.kind() != Kind::Object {
            named.push((String::new(), fields));
        }
        for (name, value) in named {
            let name = shorten(&name);
            let mut messages = Vec::new();
            collect(&value, MAX_DEPTH, &mut messages);
            for message in messages {
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

/// Collects the texts in a value.
fn collect<J: Json>(value: &J, depth: u32, texts: &mut Vec<String>) {
    if let Some(text) = text(value) {
        texts.push(text);
    } else if let Some(depth) = depth.checked_sub(1) {
        let words = WORDS.iter().find_map(|name| text(&value.get(name)));
        if let Some(words) = words {
            texts.push(words);
            return;
        }
        let entries = value.entries().into_iter().map(|(_, item)| item);
        for item in value.items().into_iter().chain(entries) {
            collect(&item, depth, texts);
        }
    }
}
