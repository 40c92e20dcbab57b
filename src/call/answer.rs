//! What an answer means: the caller's value, or the error that it stands for.
//!
//! The engine parses the body, the pure code looks into what it made, and the caller gets that very
//! object. The text is copied into wasm only where something is wrong.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::{
    retry_after::{self, RetryHeaders},
    run::{Call, has_token},
};
use crate::{
    api::{
        PageMeta,
        bounds::{self, MAX_KEPT, MAX_REFUSAL},
        check::{self, Json},
        embedded, endpoint,
        model::Modelled,
        problem,
    },
    error::{Error, label},
    js::{
        error::Failure,
        object::set,
        platform,
        transport::{Answer, REQUEST_IDS},
    },
    mask::{contains_secret, mask},
};

impl Answer {
    /// How many calls the server says it allows, and how many of them are left.
    #[must_use]
    pub fn rate_limit(&self) -> (Option<f64>, Option<f64>) {
        let number = |name| retry_after::whole_number(&self.headers.get(name)?);
        (number("x-ratelimit-limit"), number("x-ratelimit-remaining"))
    }

    /// How long the server requests to wait.
    #[must_use]
    pub fn retry_after_ms(&self) -> Option<f64> {
        let [retry_after, reset, date] =
            ["retry-after", "x-ratelimit-reset", "date"].map(|name| self.headers.get(name));
        let named = RetryHeaders {
            retry_after: retry_after.as_deref(),
            reset: reset.as_deref(),
            date: date.as_deref(),
        };
        retry_after::retry_after_ms(named, self.status, platform::now())
    }
}

impl Call {
    /// Reads an answer that leads nowhere else.
    pub(super) fn read(&self, mut answer: Answer) -> Result<JsValue, Failure> {
        // Such as a byte order mark.
        answer.text = answer.text.trim();
        let endpoint = self.request.endpoint;
        let is_success = (200..300).contains(&answer.status);
        let is_whole = is_success && !answer.is_cut;
        let parsed = if is_whole { platform::parse_json(&answer.text).ok() } else { None };
        if !is_success || parsed.as_ref().is_some_and(|body| problem::is_refusal(endpoint, body)) {
            let body = Excerpt::of(&answer.text, &self.secrets());
            let error = problem::refusal(answer.status, &body.json);
            return Err(self.refused(error, &mut answer).with_body(body.kept));
        }
        let checked = match &parsed {
            Some(value) => check::check_answer(endpoint, value).and_then(|()| {
                check::check_identity(endpoint, value, self.request.uuid.as_deref())
            }),
            None if answer.is_cut => Err(check::too_long()),
            None => Err(check::not_json()),
        };
        match (checked, parsed) {
            (Ok(()), Some(value)) => Ok(match endpoint.envelope {
                Some(name) => value.get(name),
                None if std::ptr::eq(endpoint, &raw const endpoint::LIST) => completed(value),
                None => value,
            }),
            (Err(mut error), parsed) => {
                let body = Excerpt::of(&answer.text, &self.secrets());
                let created = match parsed {
                    _ if !endpoint.shows_token => JsValue::UNDEFINED,
                    Some(value) => customer_in(value),
                    None => self.search(&answer, &mut error),
                };
                Err(self.refused(error, &mut answer).with_body(body.kept).with_created(created))
            }
            (Ok(()), None) => Err(check::not_json().into()),
        }
    }

    /// The customer in an answer that has something around its JSON, or else all of it. The error of one
    /// that is not too long then says what stands there.
    fn search(&self, answer: &Answer, error: &mut Box<Error>) -> JsValue {
        let body = String::from(answer.text.slice(0, MAX_REFUSAL));
        let found = embedded::find(&body, |object| {
            let body = platform::parse_json(&object.into()).ok()?;
            Some(customer_in(body)).filter(has_token)
        });
        let Some((customer, before, after)) = found else { return answer.text.clone().into() };
        if !answer.is_cut {
            let message = format!("the API's answer has more than JSON: {before}{after}");
            *error = Error::decode(&mask(&message, &self.secrets()), String::new());
        }
        customer
    }

    /// The error of an answer, with what its status and headers say.
    pub(super) fn refused(&self, mut error: Box<Error>, answer: &mut Answer) -> Failure {
        answer.read_headers();
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

/// What there is of a customer in a body, whatever its envelope.
fn customer_in(body: JsValue) -> JsValue {
    let inner = ["customer", "data"].map(|name| body.get(name));
    inner.into_iter().find(JsValue::is_object).unwrap_or(body)
}

/// A page gets `hasNextPage`, and `last_page` where its meta has `total_pages` in its place, so that
/// callers need one; what its meta has as digits in a text becomes a number. Anything else stays as it
/// is.
fn completed(value: JsValue) -> JsValue {
    let meta = value.get("meta");
    for (index, field) in PageMeta::MODEL.fields.iter().enumerate() {
        if field.takes_digits
            && let Some(number) = check::number_in(&meta.field(PageMeta::MODEL, index))
        {
            set(&meta, field.name, &number.into());
        }
    }
    let [current, last, pages] =
        ["current_page", "last_page", "total_pages"].map(|name| meta.get(name));
    let last = if last.is_undefined() { pages } else { last };
    let last = check::number_in(&last).map_or(last, JsValue::from);
    let has_next_page = current.as_f64() < last.as_f64();
    set(&meta, "last_page", &last);
    set(&value, "hasNextPage", &has_next_page.into());
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
