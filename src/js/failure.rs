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
    /// An object of the others.
    values: JsValue,
}

impl From<Box<Error>> for Failure {
    fn from(error: Box<Error>) -> Self {
        Self { error, values: look::object(&[]) }
    }
}

impl Failure {
    /// With a JavaScript value: `cause`, the error or reason that led to it; `body`, the answer's;
    /// or `created`, what is left of a customer that was created, its token included.
    pub fn put(&self, name: &str, value: &JsValue) {
        look::put(&self.values, name, value);
    }

    /// What the JavaScript side makes the error of.
    #[must_use]
    pub fn details(self) -> JsValue {
        self.error.facts(|name, fact| look::put_fact(&self.values, name, fact));
        self.values
    }

    /// The error itself, to be thrown by what is no promise.
    #[must_use]
    pub fn into_error(self) -> JsValue {
        ReporteiError::new(&self.details()).into()
    }
}
