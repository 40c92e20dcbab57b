//! What an answer means: the caller's value, or the failure it stands for.
//!
//! The engine parses the body, the pure code looks into what it made, and the caller gets that very
//! object. The text itself is copied into wasm only where something went wrong.

use gloo_net::http::Headers;
use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::{failure::Failure, look};
use crate::{
    endpoint::{self, Endpoint},
    envelope::{self, Json},
    error::Error,
    mask::{self, mask},
    retry::{self, RetryHeaders},
    shape::{self, Node},
};

/// How much of an answer that went wrong an error keeps, in UTF-16 code units.
const MAX_BODY_UNITS: u32 = 16 * 1024;

/// What the answer means: the caller's value, or the failure it stands for.
///
/// # Errors
/// `decode`, or what the status says.
pub fn read(
    endpoint: &'static Endpoint,
    status: u16,
    headers: &Headers,
    text: &JsValue,
    secrets: &[&str],
) -> Result<JsValue, Failure> {
    let is_success = (200..300).contains(&status);
    let mut accepted = Ok(JsValue::UNDEFINED);
    if is_success {
        accepted = accept(endpoint, text);
        if let Ok(value) = accepted {
            return Ok(value);
        }
    }
    let body = Wrong::read(text, secrets);
    let mut failure = match accepted {
        Err((error, created)) => Failure { created, ..Failure::from(error) },
        Ok(_) => Failure::from(envelope::refusal(status, body.json.as_ref())),
    };
    failure.body = body.kept;
    describe(&mut failure.error, status, headers, secrets);
    Err(failure)
}

/// A success's value; else what is wrong, and what there is of a customer that was created.
fn accept(endpoint: &'static Endpoint, text: &JsValue) -> Result<JsValue, (Box<Error>, JsValue)> {
    let value = look::parse(text);
    let created = |value: &JsValue| {
        if endpoint.shows_token { value.clone() } else { JsValue::UNDEFINED }
    };
    if value.is_undefined() {
        let message = "the API answered with something that is not JSON";
        return Err((Error::decode(message, String::new()), created(text)));
    }
    if let Err(error) = shape::check(&value, endpoint.answer) {
        return Err((error, created(&value.get("customer").unwrap_or(value))));
    }
    if endpoint.is_wrapped() {
        return Ok(value.field("customer"));
    }
    if std::ptr::eq(endpoint, &raw const endpoint::LIST) {
        look::complete_page(&value);
    }
    Ok(value)
}

/// Writes into the error what the answer's status and headers say.
pub fn describe(error: &mut Error, status: u16, headers: &Headers, secrets: &[&str]) {
    let retry_after = headers.get("retry-after");
    let reset = headers.get("x-ratelimit-reset");
    let named = RetryHeaders {
        retry_after: retry_after.as_deref(),
        retry_after_date: retry_after.as_deref().map(look::parse_date),
        reset: reset.as_deref(),
    };
    error.status = Some(status);
    error.retry_after_ms = retry::retry_after_ms(named, status, look::now());
    error.limit = number(headers, "x-ratelimit-limit");
    error.remaining = number(headers, "x-ratelimit-remaining");
    error.request_id = request_id(headers, secrets);
}

/// A header's whole number, where it is one.
pub fn number(headers: &Headers, name: &str) -> Option<f64> {
    retry::whole_number(&headers.get(name)?)
}

/// By whatever name the server or a proxy before it gives one; none that a secret is part of.
pub fn request_id(headers: &Headers, secrets: &[&str]) -> Option<String> {
    let names = ["x-request-id", "request-id", "x-correlation-id"];
    let id = names.into_iter().find_map(|name| headers.get(name))?;
    (!mask::reveals(&id, secrets)).then_some(id)
}

/// The body of an answer that went wrong, its secrets masked.
struct Wrong {
    /// The parsed body, where it is JSON.
    json: Option<JsValue>,
    /// What the error keeps of it.
    kept: JsValue,
}

impl Wrong {
    fn read(text: &JsValue, secrets: &[&str]) -> Self {
        let masked = mask(&text.as_string().unwrap_or_default(), secrets);
        let text = JsString::from(masked);
        let json = Some(look::parse(&text)).filter(|json| !json.is_undefined());
        let kept = match &json {
            Some(json) if text.length() <= MAX_BODY_UNITS => json.clone(),
            _ if text.length() == 0 => JsValue::UNDEFINED,
            _ => text.slice(0, MAX_BODY_UNITS).into(),
        };
        Self { json, kept }
    }
}
