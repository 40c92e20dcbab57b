//! The one conversion of an error to JavaScript.

use js_sys::{Promise, Reflect};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::error::Error;

#[wasm_bindgen(module = "/pkg-template/error.js")]
extern "C" {
    #[wasm_bindgen(extends = js_sys::Error)]
    type ReporteiError;
    #[wasm_bindgen(constructor)]
    fn new(details: &JsValue) -> ReporteiError;
    /// Makes the error of whatever details the promise rejects with.
    pub fn settle(call: Promise) -> Promise;
}

/// An error with the JavaScript values that belong to it.
pub struct Failure {
    error: Box<Error>,
    cause: JsValue,
    body: JsValue,
    created: JsValue,
}

impl From<Box<Error>> for Failure {
    fn from(error: Box<Error>) -> Self {
        Self {
            error,
            cause: JsValue::UNDEFINED,
            body: JsValue::UNDEFINED,
            created: JsValue::UNDEFINED,
        }
    }
}

impl Failure {
    /// With the error or reason that led to it, kept as it is.
    #[must_use]
    pub fn caused_by(self, cause: JsValue) -> Self {
        Self { cause, ..self }
    }

    /// With the answer's body.
    #[must_use]
    pub fn with_body(self, body: JsValue) -> Self {
        Self { body, ..self }
    }

    /// With what is left of a customer that was created, its token included.
    #[must_use]
    pub fn with_created(self, created: JsValue) -> Self {
        Self { created, ..self }
    }

    /// What is not made of JavaScript values.
    pub const fn error(&mut self) -> &mut Error {
        &mut self.error
    }

    /// What `settle` makes the error of.
    #[must_use]
    pub fn into_details(self) -> JsValue {
        let details = self.error.into_ts().map_or(JsValue::UNDEFINED, |details| details.js_value());
        // Setting a field of an object just made cannot fail.
        let _ = Reflect::set(&details, &"cause".into(), &self.cause);
        let _ = Reflect::set(&details, &"body".into(), &self.body);
        let _ = Reflect::set(&details, &"created".into(), &self.created);
        details
    }

    /// The error itself, to be thrown by what is no promise.
    #[must_use]
    pub fn into_error(self) -> JsValue {
        ReporteiError::new(&self.into_details()).into()
    }
}
