//! What the calls take from a request's body, checked with Laravel's rules and messages.
//!
//! A body is read as JSON or as a form only where its content type says so. Everything that cannot
//! be read (broken JSON, another content type, a list) counts as empty, so the field it should have
//! carried is missing: Laravel does the same, and answers 422 and never 400. Facts about the fields
//! come from the API contract.

use serde_json::{Map, Value};

use super::envelopes::Refusal;
use super::http::{Params, Request};

/// What trims from both ends of a name besides white space.
const INVISIBLE: [char; 5] = ['\0', '\u{180e}', '\u{200b}', '\u{200e}', '\u{feff}'];

/// The trimmed `name`.
pub(crate) fn name(request: &Request) -> Result<String, Refusal> {
    match field(request, "name") {
        None => Err(Refusal::invalid("name", "The name field is required.")),
        Some(Value::String(name)) => Ok(name),
        Some(_) => Err(Refusal::invalid("name", "The name field must be a string.")),
    }
}

/// `is_paying`, which may also be 0, 1, "0" or "1".
pub(crate) fn is_paying(request: &Request) -> Result<bool, Refusal> {
    let Some(value) = field(request, "is_paying") else {
        let message = "The is paying field is required.";
        return Err(Refusal::invalid("is_paying", message));
    };
    as_boolean(&value)
        .ok_or_else(|| Refusal::invalid("is_paying", "The is paying field must be true or false."))
}

fn as_boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => match number.as_u64() {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => None,
        },
        Value::String(text) => match &**text {
            "0" => Some(false),
            "1" => Some(true),
            _ => None,
        },
        _ => None,
    }
}

/// The field's value, texts trimmed; nothing where Laravel's rule `required` would find nothing.
fn field(request: &Request, name: &str) -> Option<Value> {
    match read(request).remove(name)? {
        Value::Null => None,
        Value::String(text) => {
            let text = text.trim_matches(|c: char| c.is_whitespace() || INVISIBLE.contains(&c));
            (!text.is_empty()).then(|| text.into())
        }
        Value::Array(items) if items.is_empty() => None,
        Value::Object(members) if members.is_empty() => None,
        value => Some(value),
    }
}

fn read(request: &Request) -> Map<String, Value> {
    let content_type = request.header("content-type").unwrap_or_default();
    let content_type = content_type.to_ascii_lowercase();
    if content_type.contains("/json") || content_type.contains("+json") {
        return serde_json::from_slice(&request.body).unwrap_or_default();
    }
    if content_type.contains("application/x-www-form-urlencoded") {
        let form = Params::parse(&String::from_utf8_lossy(&request.body));
        return form.into_iter().map(|(k, v)| (k, v.into())).collect();
    }
    Map::new()
}
