//! Reads fields of anybody's objects, and makes plain ones for JavaScript.

use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A field of anybody's object. The object or its getter may throw.
    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = get)]
    pub fn field(object: &JsValue, name: &str) -> Result<JsValue, JsValue>;

    type Fields;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Fields, name: &str, value: &JsValue);

    type Step;
    #[wasm_bindgen(method, structural, setter)]
    fn set_done(this: &Step, done: bool);
    #[wasm_bindgen(method, structural, setter)]
    fn set_value(this: &Step, value: &JsValue);
}

/// Calls a method of anybody's object, without arguments.
///
/// # Errors
/// What the object throws, or what it has in place of a function.
pub fn call_method(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    field(object, name)?.dyn_into::<Function>()?.call0(object)
}

/// Sets a field of a plain object that the engine or this client just made, which cannot fail.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    object.unchecked_ref::<Fields>().set(name, value);
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
