//! Plain objects for JavaScript.

use js_sys::Object;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Fields;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Fields, name: &str, value: &JsValue);

    type Step;
    #[wasm_bindgen(method, structural, setter)]
    fn set_done(this: &Step, done: bool);
    #[wasm_bindgen(method, structural, setter)]
    fn set_value(this: &Step, value: &JsValue);
}

/// A plain object that is being made.
pub struct Built(Fields);

/// An object without fields, to be given some.
#[must_use]
pub fn object() -> Built {
    Built(Object::new().unchecked_into())
}

impl Built {
    /// With a field.
    #[must_use]
    pub fn with(self, name: &str, value: impl Into<JsValue>) -> Self {
        self.0.set(name, &value.into());
        self
    }

    /// With a field, where there is a value for it.
    #[must_use]
    pub fn with_some(self, name: &str, value: Option<impl Into<JsValue>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }
}

impl From<Built> for JsValue {
    fn from(built: Built) -> Self {
        built.0.into()
    }
}

/// What an iterator's `next` gives.
#[must_use]
pub fn step(is_done: bool, value: &JsValue) -> JsValue {
    let step: Step = Object::new().unchecked_into();
    step.set_done(is_done);
    step.set_value(value);
    step.into()
}
