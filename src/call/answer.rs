//! What an answer means: the caller's value, or the error that it stands for.
//!
//! The engine parses the body, the pure code looks into what it made, and the caller gets that very
//! object. The text is copied into wasm only where something is wrong.

use js_sys::{JsString, Reflect};
use wasm_bindgen::prelude::*;

use super::{retry, run::Call};
use crate::{
    api::{
        bounds::{self, MAX_KEPT, MAX_REFUSAL},
        check::{self, Json},
        problem,
    },
    error::{Error, label},
    js::{
        error::Failure,
        platform,
        transport::{Answer, REQUEST_IDS},
    },
    mask::{contains_secret, mask},
};

impl Answer {
    /// How many calls the server says it allows, and how many of them are left.
    #[must_use]
    pub fn rate_limit(&self) -> (Option<f64>, Option<f64>) {
        let number = |name| retry::whole_number(&self.headers.get(name)?);
        (number("x-ratelimit-limit"), number("x-ratelimit-remaining"))
    }

    /// How long the server asks to wait.
    #[must_use]
    pub fn retry_after_ms(&self) -> Option<f64> {
        let retry_after = self.headers.get("retry-after");
        let reset = self.headers.get("x-ratelimit-reset");
        let named = retry::RetryHeaders {
            retry_after: retry_after.as_deref(),
            retry_after_date: retry_after.as_deref().map(platform::parse_date),
            reset: reset.as_deref(),
        };
        retry::retry_after_ms(named, self.status, platform::now())
    }
}

impl Call {
    /// Reads an answer that leads nowhere else.
    pub(super) fn read(&self, mut answer: Answer) -> Result<JsValue, Failure> {
        if !(200..300).contains(&answer.status) {
            let body = Excerpt::of(&answer.text, &self.secrets());
            let error = problem::refusal(answer.status, &body.json);
            return Err(self.refused(error, &answer).with_body(body.kept));
        }
        let endpoint = self.request.endpoint;
        let parsed = if answer.is_cut { None } else { platform::parse_json(&answer.text).ok() };
        let checked = match &parsed {
            Some(value) => check::check_answer(endpoint, value),
            None if answer.is_cut => Err(check::too_long()),
            None => Err(check::not_json()),
        };
        match (checked, parsed) {
            (Ok(()), Some(value)) => Ok(match endpoint.envelope {
                Some(name) => value.get(name),
                None => completed(value),
            }),
            (Err(error), parsed) => {
                let body = Excerpt::of(&answer.text, &self.secrets());
                answer.read_headers();
                let failure = self.refused(error, &answer).with_body(body.kept);
                Err(if endpoint.shows_token {
                    failure.with_created(created(parsed, &answer.text))
                } else {
                    failure
                })
            }
            (Ok(()), None) => Err(check::not_json().into()),
        }
    }

    /// The error of an answer, with what its status and headers say.
    pub(super) fn refused(&self, mut error: Box<Error>, answer: &Answer) -> Failure {
        error.status = Some(answer.status);
        error.retry_after_ms = answer.retry_after_ms();
        (error.limit, error.remaining) = answer.rate_limit();
        error.request_id = self.request_id(answer);
        error.into()
    }

    /// The answer's request id, by whatever name the server or a proxy before it gives one; none that
    /// has a secret in it.
    pub(super) fn request_id(&self, answer: &Answer) -> Option<String> {
        let id = REQUEST_IDS.into_iter().find_map(|name| answer.headers.get(name))?;
        let id = label(&id);
        (!id.is_empty() && !contains_secret(&id, &self.secrets())).then_some(id)
    }
}

/// What there is of a customer that was created.
fn created(parsed: Option<JsValue>, text: &JsString) -> JsValue {
    let Some(body) = parsed else { return text.into() };
    let customer = body.get("customer");
    if customer.is_undefined() || customer.is_null() { body } else { customer }
}

/// A page gets `hasNextPage`, and `last_page` where its meta has `total_pages` in its place, so that
/// callers need one. Anything else stays as it is.
fn completed(value: JsValue) -> JsValue {
    let meta = value.get("meta");
    if let Some(current) = meta.get("current_page").as_f64() {
        let last = meta.get("last_page");
        let last = if last.is_undefined() { meta.get("total_pages") } else { last };
        let has_next_page = last.as_f64().is_some_and(|last| current < last);
        // Setting a field of an object that was just parsed cannot fail.
        let _ = Reflect::set(&meta, &"last_page".into(), &last);
        let _ = Reflect::set(&value, &"hasNextPage".into(), &has_next_page.into());
    }
    value
}

/// The body of an answer that is wrong, its secrets masked.
struct Excerpt {
    /// The parsed body; undefined where it is no JSON.
    json: JsValue,
    /// What the error keeps of it.
    kept: JsValue,
}

impl Excerpt {
    fn of(text: &JsString, secrets: &[&str]) -> Self {
        // A success can be long. No more of it is copied into wasm than of any other answer.
        let text = text.slice(0, MAX_REFUSAL);
        let masked = mask(&text.as_string().unwrap_or_default(), secrets);
        let is_deep = bounds::nests_too_deep(&masked);
        let text = JsString::from(masked);
        let json = platform::parse_json(&text).unwrap_or_default();
        let kept = if text.length() <= MAX_KEPT && !is_deep && !json.is_undefined() {
            json.clone()
        } else if text.length() == 0 {
            JsValue::UNDEFINED
        } else {
            text.slice(0, MAX_KEPT).into()
        };
        Self { json, kept }
    }
}
