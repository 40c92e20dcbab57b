//! What an answer means: the caller's value, or the failure it stands for.
//!
//! The engine parses the body, the pure code looks into what it made, and the caller gets that very
//! object. The text itself is copied into wasm only where something went wrong.

use gloo_net::http::Headers;
use wasm_bindgen::prelude::*;

use super::{failure::Failure, look};
use crate::{
    endpoint::{self, Endpoint},
    envelope,
    error::Error,
    mask::{self, mask},
    retry::{self, RetryHeaders},
    shape::{self, Node},
};

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
    let (mut error, created) = if (200..300).contains(&status) {
        match accept(endpoint, text) {
            Ok(value) => return Ok(value),
            Err((error, created)) => (Some(error), created),
        }
    } else {
        (None, JsValue::UNDEFINED)
    };
    let (json, kept) = wrong_body(text, secrets);
    let error = error.take().unwrap_or_else(|| envelope::refusal(status, json.as_ref()));
    let mut failure = Failure::from(error);
    failure.put("body", &kept);
    if endpoint.shows_token {
        failure.put("created", &created);
    }
    describe(&mut failure.error, status, headers, secrets);
    Err(failure)
}

/// A success's value; else what is wrong, and what there is of what was to be the value.
fn accept(endpoint: &'static Endpoint, text: &JsValue) -> Result<JsValue, (Box<Error>, JsValue)> {
    let value = look::parse(text);
    if value.is_undefined() {
        let message = "the API answered with something that is not JSON";
        return Err((Error::decode(message, String::new()), text.clone()));
    }
    let customer = value.field("customer");
    if let Err(error) = shape::check(&value, endpoint.answer) {
        return Err((error, if customer.is_undefined() { value } else { customer }));
    }
    if endpoint.is_wrapped() {
        return Ok(customer);
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

/// The body of an answer that went wrong, its secrets masked: parsed, where it is JSON, and what the
/// error keeps of it.
fn wrong_body(text: &JsValue, secrets: &[&str]) -> (Option<JsValue>, JsValue) {
    let text: JsValue = mask(&text.as_string().unwrap_or_default(), secrets).into();
    let json = look::parse(&text);
    let kept = look::head(&text, &json);
    ((!json.is_undefined()).then_some(json), kept)
}
