//! The one conversion of an error to JavaScript.

use std::ops::{Deref, DerefMut};

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::{object::set, thrown};
use crate::error::{Error, ErrorKind};

#[wasm_bindgen(module = "/pkg-template/error.js")]
extern "C" {
    /// What every call rejects with.
    pub type ReporteiError;
    #[wasm_bindgen(constructor)]
    fn new(details: &JsValue) -> ReporteiError;
    #[wasm_bindgen(reexport = "ReporteiError", skip_typescript, js_name = ReporteiError)]
    fn reexported_error();
    #[wasm_bindgen(reexport = "isReporteiError", skip_typescript, js_name = isReporteiError)]
    fn reexported_guard();
}

/// An error with the JavaScript values that belong to it. Boxed, since it travels through every step of a
/// call.
#[derive(Debug, Clone)]
pub struct Failure(Box<Parts>);

/// What a [`Failure`] consists of.
#[derive(Debug, Clone)]
pub struct Parts {
    /// What is not made of JavaScript values.
    pub error: Box<Error>,
    /// The error or reason that led to it, as it is.
    cause: JsValue,
    /// What may be shown of that.
    shown_cause: JsValue,
    body: JsValue,
    created: JsValue,
}

impl Deref for Failure {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for Failure {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.0
    }
}

impl From<Box<Error>> for Failure {
    fn from(error: Box<Error>) -> Self {
        let [cause, shown_cause, body, created] = [const { JsValue::UNDEFINED }; 4];
        Self(Box::new(Parts { error, cause, shown_cause, body, created }))
    }
}

impl Failure {
    /// An `invalid_argument`.
    #[must_use]
    pub fn argument(name: &str, problem: &str) -> Self {
        Error::argument(name, problem).into()
    }

    /// A `network`: no whole answer came.
    #[must_use]
    pub fn network(cause: JsValue) -> Self {
        let message = "the connection failed before a whole answer came (see cause)";
        Self::from(Error::new(ErrorKind::Network, message)).caused_by(cause)
    }

    /// With the error or reason that led to it. What is shown of it is a copy of what names it.
    #[must_use]
    pub fn caused_by(mut self, cause: JsValue) -> Self {
        self.cause = cause;
        self
    }

    /// With these secrets left out of what is shown of its cause.
    #[must_use]
    pub fn without(mut self, secrets: &[&str]) -> Self {
        self.shown_cause = thrown::shown(&self.cause, secrets);
        self
    }

    /// With the answer's body.
    #[must_use]
    pub fn with_body(mut self, body: JsValue) -> Self {
        self.body = body;
        self
    }

    /// With what there is of a customer that was created, its token included.
    #[must_use]
    pub fn with_created(mut self, created: JsValue) -> Self {
        self.created = created;
        self
    }

    /// What there is of a customer that was created.
    #[must_use]
    pub fn created(&self) -> &JsValue {
        &self.created
    }

    /// What `host.js` makes the error of.
    #[must_use]
    pub fn into_details(self) -> JsValue {
        let shown = if self.shown_cause.is_undefined() { self.without(&[]) } else { self };
        let Parts { error, cause: original, shown_cause, body, created } = *shown.0;
        // The reason of a caller's own signal is the caller's to compare.
        let is_reason = error.kind == ErrorKind::Aborted;
        let reason = if is_reason { original.clone() } else { JsValue::UNDEFINED };
        // Nothing that an error holds can fail to be serialized. Numbers are doubles and maps are maps,
        // in which a field called `__proto__` is safe.
        let details = error.serialize(&Serializer::new()).unwrap_or_default();
        let values = [
            ("cause", shown_cause),
            ("reason", reason),
            ("originalCause", original),
            ("body", body),
            ("created", created),
        ];
        for (name, value) in values {
            if !value.is_undefined() {
                set(&details, name, &value);
            }
        }
        details
    }

    /// The error itself, for what is no promise.
    #[must_use]
    pub fn into_error(self) -> JsValue {
        ReporteiError::new(&self.into_details()).into()
    }
}
