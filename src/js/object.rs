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

/// An object of these fields.
#[must_use]
pub fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object: Fields = Object::new().unchecked_into();
    for (name, value) in fields {
        object.set(name, value);
    }
    object.into()
}

/// What an iterator's `next` gives.
#[must_use]
pub fn step(is_done: bool, value: &JsValue) -> JsValue {
    let step: Step = Object::new().unchecked_into();
    step.set_done(is_done);
    step.set_value(value);
    step.into()
}
