//! The one conversion of an error to JavaScript.

use wasm_bindgen::prelude::*;

use super::look;
use crate::error::Error;

#[wasm_bindgen(module = "/pkg-template/error.js")]
extern "C" {
    #[wasm_bindgen(extends = js_sys::Error)]
    type ReporteiError;
    #[wasm_bindgen(constructor)]
    fn new(details: &JsValue) -> ReporteiError;
}

/// An error with the JavaScript values that belong to it.
pub struct Failure {
    /// What is not made of JavaScript values.
    pub error: Box<Error>,
    /// The error or reason that led to it, kept as it is.
    pub cause: JsValue,
    /// The answer's body.
    pub body: JsValue,
    /// What is left of a customer that was created, its token included.
    pub created: JsValue,
}

impl From<Box<Error>> for Failure {
    fn from(error: Box<Error>) -> Self {
        let absent = JsValue::UNDEFINED;
        Self { error, cause: absent.clone(), body: absent.clone(), created: absent }
    }
}

impl Failure {
    /// With the error or reason that led to it.
    #[must_use]
    pub fn caused_by(self, cause: JsValue) -> Self {
        Self { cause, ..self }
    }

    /// What the JavaScript side makes the error of.
    #[must_use]
    pub fn details(&self) -> JsValue {
        let details = look::object(&[]);
        self.error.facts(|name, fact| look::put_fact(&details, name, fact));
        look::put(&details, "cause", &self.cause);
        look::put(&details, "body", &self.body);
        look::put(&details, "created", &self.created);
        details
    }

    /// The error itself, to be thrown by what is no promise.
    #[must_use]
    pub fn into_error(self) -> JsValue {
        ReporteiError::new(&self.details()).into()
    }
}
