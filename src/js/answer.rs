//! What an answer means: the caller's value, or the failure it stands for.
//!
//! The engine parses the body, the pure code looks into what it made, and the caller gets that very
//! object. The text itself is copied into wasm only where something went wrong.

use gloo_net::http::Headers;
use js_sys::{JsString, Reflect};
use wasm_bindgen::prelude::*;

use super::{failure::Failure, look, transport::Answer};
use crate::{
    endpoint::Endpoint,
    envelope::{self, Json},
    error::Error,
    mask::mask,
    retry::{self, RetryHeaders},
    shape::{self, Node},
    walk,
};

/// How much of an answer that went wrong an error keeps, in UTF-16 code units.
const MAX_BODY_UNITS: u32 = 16 * 1024;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn parse_json(text: &JsValue) -> Result<JsValue, JsValue>;
}

/// What the answer means: the caller's value, or the failure it stands for.
///
/// # Errors
/// `decode`, or what the status says.
pub fn read(
    endpoint: &'static Endpoint,
    answer: Answer,
    secrets: &[&str],
) -> Result<JsValue, Failure> {
    let Answer { status, headers, text } = answer;
    let failure = if (200..300).contains(&status) {
        match accept(endpoint, &text) {
            Ok(value) => return Ok(value),
            Err((error, created)) => {
                let body = Wrong::read(&text, secrets).kept;
                Failure::from(error).with_body(body).with_created(created)
            }
        }
    } else {
        let body = Wrong::read(&text, secrets);
        Failure::from(envelope::refusal(status, body.json.as_ref())).with_body(body.kept)
    };
    Err(describe(failure, status, &headers))
}

/// A success's value; else what is wrong, and what there is of a customer that was created.
fn accept(endpoint: &'static Endpoint, text: &JsValue) -> Result<JsValue, (Box<Error>, JsValue)> {
    let created = |value: &JsValue| {
        if endpoint.shows_token { value.clone() } else { JsValue::UNDEFINED }
    };
    let Ok(value) = parse_json(text) else {
        let message = "the API answered with something that is not JSON";
        return Err((Error::decode(message, String::new()), created(text)));
    };
    if let Err(error) = shape::check(&value, endpoint.answer) {
        return Err((error, created(&value.get("customer").unwrap_or(value))));
    }
    if endpoint.is_wrapped() {
        return Ok(value.field(endpoint.answer, 0));
    }
    complete_page(&value);
    Ok(value)
}

/// With what the answer's status and headers say.
fn describe(mut failure: Failure, status: u16, headers: &Headers) -> Failure {
    let retry_after = headers.get("retry-after");
    let reset = headers.get("x-ratelimit-reset");
    let named = RetryHeaders {
        retry_after: retry_after.as_deref(),
        retry_after_date: retry_after.as_deref().map(look::parse_date),
        reset: reset.as_deref(),
    };
    let error = failure.error();
    error.status = Some(status);
    error.retry_after_ms = retry::retry_after_ms(named, status, look::now());
    let limits = Limits::read(headers);
    error.limit = limits.limit;
    error.remaining = limits.remaining;
    error.request_id = request_id(headers);
    failure
}

/// What the server says of how many calls it allows.
pub struct Limits {
    /// In its window.
    pub limit: Option<f64>,
    /// What is left of them.
    pub remaining: Option<f64>,
}

impl Limits {
    /// From the headers that Laravel sends.
    pub fn read(headers: &Headers) -> Self {
        let number = |name| retry::whole_number(&headers.get(name)?);
        Self { limit: number("x-ratelimit-limit"), remaining: number("x-ratelimit-remaining") }
    }
}

/// By whatever name the server or a proxy before it gives one.
pub fn request_id(headers: &Headers) -> Option<String> {
    let names = ["x-request-id", "request-id", "x-correlation-id"];
    names.into_iter().find_map(|name| headers.get(name))
}

/// A page gets `hasNextPage`, and `last_page` where its meta has `total_pages` in its place.
fn complete_page(value: &JsValue) {
    let Some(meta) = value.get("meta") else { return };
    let number = |name| meta.get(name).and_then(|number| number.as_f64());
    let last_page = number("last_page").or_else(|| {
        let total_pages = number("total_pages")?;
        // Setting a field of an object just parsed cannot fail.
        let _ = Reflect::set(&meta, &"last_page".into(), &total_pages.into());
        Some(total_pages)
    });
    let has_next = walk::has_next(number("current_page"), last_page);
    let _ = Reflect::set(value, &"hasNextPage".into(), &has_next.into());
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
        let json = parse_json(&text).ok();
        let kept = match &json {
            Some(json) if text.length() <= MAX_BODY_UNITS => json.clone(),
            _ if text.length() == 0 => JsValue::UNDEFINED,
            _ => text.slice(0, MAX_BODY_UNITS).into(),
        };
        Self { json, kept }
    }
}
