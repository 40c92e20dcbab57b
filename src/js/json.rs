//! Lets the pure code look into what the engine's JSON parser made.
//!
//! Such a value has no getters, so reading it cannot throw. The caller gets that very object.

use std::cell::RefCell;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::api::check::{Json, Kind, Model};

#[wasm_bindgen]
extern "C" {
    type Parsed;
    #[wasm_bindgen(method, structural, indexing_getter)]
    fn get(this: &Parsed, name: &JsValue) -> JsValue;

    type Number;
    #[wasm_bindgen(static_method_of = Number, js_name = isInteger)]
    fn is_integer(value: &JsValue) -> bool;
}

/// A model, and the names of its fields as JavaScript strings.
type Names = (&'static Model, Box<[JsValue]>);

thread_local! {
    /// Each is made when its model is first looked for: a name that crosses is decoded each time.
    static NAMES: RefCell<Vec<Names>> = const { RefCell::new(Vec::new()) };
}

/// Works with the name of a model's field.
fn with_name(model: &'static Model, index: usize, work: impl Fn(&JsValue) -> JsValue) -> JsValue {
    let is_known = |(known, _): &&Names| std::ptr::eq(*known, model);
    NAMES.with_borrow_mut(|all| {
        if !all.iter().any(|names| is_known(&names)) {
            let names = model.fields.iter().map(|field| JsValue::from_str(field.name));
            all.push((model, names.collect()));
        }
        let name = all.iter().find(is_known).and_then(|(_, names)| names.get(index));
        name.map(work).unwrap_or_default()
    })
}

fn field_of(object: &JsValue, name: &JsValue) -> JsValue {
    object.unchecked_ref::<Parsed>().get(name)
}

impl Json for JsValue {
    fn kind(&self) -> Kind {
        if self.is_string() {
            Kind::String
        } else if self.is_null() {
            Kind::Null
        } else if self.as_bool().is_some() {
            Kind::Boolean
        } else if self.is_object() {
            if Array::is_array(self) { Kind::Array } else { Kind::Object }
        } else if self.is_undefined() {
            Kind::Missing
        } else if Number::is_integer(self) {
            Kind::Integer
        } else {
            Kind::Number
        }
    }

    fn is(&self, kind: Kind) -> bool {
        match kind {
            Kind::String => self.is_string(),
            Kind::Boolean => self.as_bool().is_some(),
            Kind::Object => self.is_object() && !Array::is_array(self),
            _ => Json::kind(self) == kind,
        }
    }

    fn field(&self, model: &'static Model, index: usize) -> Self {
        // Reading a field of what was parsed calls nothing of anybody's.
        with_name(model, index, |name| field_of(self, name))
    }

    fn get(&self, name: &'static str) -> Self {
        // A string has fields too: its length.
        if Json::is(self, Kind::Object) {
            field_of(self, &Self::from_str(name))
        } else {
            Self::UNDEFINED
        }
    }

    fn items(&self) -> Vec<Self> {
        if Array::is_array(self) { self.unchecked_ref::<Array>().to_vec() } else { Vec::new() }
    }

    fn flag(&self) -> Option<bool> {
        self.as_bool()
    }

    fn text(&self) -> Option<String> {
        self.as_string()
    }

    fn entries(&self) -> Vec<(String, Self)> {
        if !Json::is(self, Kind::Object) {
            return Vec::new();
        }
        let entry = |pair: Self| {
            let pair: Array = pair.unchecked_into();
            (pair.get(0).as_string().unwrap_or_default(), pair.get(1))
        };
        Object::entries(self.unchecked_ref()).iter().map(entry).collect()
    }
}
