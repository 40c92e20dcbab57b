//! What an answer means: the caller's value, or the failure it stands for.
//!
//! The engine parses the body, the pure code looks into what it made, and the caller gets that very
//! object. The text itself is copied into wasm only where something went wrong.

use js_sys::{JsString, Reflect};
use wasm_bindgen::prelude::*;

use super::{failure::Failure, transport::Answer};
use crate::{
    endpoint::Endpoint,
    envelope::{self, Json},
    error::Error,
    mask::mask,
    shape::{self, Node},
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
    let Answer { status, text } = answer;
    if !(200..300).contains(&status) {
        let body = Wrong::read(&text, secrets);
        let error = envelope::refusal(status, body.json.as_ref());
        return Err(Failure::from(error).with_body(body.kept));
    }
    let value = parse_json(&text).map_err(|_| {
        Error::decode("the API answered with something that is not JSON", String::new())
    });
    let checked = value.and_then(|value| {
        shape::check(&value, endpoint.answer)?;
        Ok(value)
    });
    match checked {
        Ok(value) if endpoint.wrapped => Ok(value.field(endpoint.answer, 0)),
        Ok(value) => {
            fill_last_page(&value);
            Ok(value)
        }
        Err(mut error) => {
            error.status = Some(status);
            Err(Failure::from(error).with_body(Wrong::read(&text, secrets).kept))
        }
    }
}

/// A page's meta that has `total_pages` in place of `last_page` gets both, so that callers need one.
fn fill_last_page(value: &JsValue) {
    let Some(meta) = value.get("meta") else { return };
    if let Some(total_pages) = meta.get("total_pages")
        && meta.get("last_page").is_none()
    {
        // Setting a field of an object just parsed cannot fail.
        let _ = Reflect::set(&meta, &"last_page".into(), &total_pages);
    }
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
