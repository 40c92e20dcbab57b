//! Lets the pure code look into what the engine's JSON parser made.
//!
//! Such a value has no getters, so reading it cannot throw. The caller gets that very object.

use std::{cell::RefCell, rc::Rc};

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

/// The names of a model's fields as JavaScript strings.
type Names = Rc<[JsValue]>;

thread_local! {
    /// Each is made when its model is first looked for: a name that crosses is decoded each time.
    static NAMES: RefCell<Vec<(&'static Model, Names)>> = const { RefCell::new(Vec::new()) };
}

fn names_of(model: &'static Model) -> Names {
    NAMES.with_borrow_mut(|known| {
        if let Some((_, names)) = known.iter().find(|(other, _)| std::ptr::eq(*other, model)) {
            return Rc::clone(names);
        }
        let names: Names = model.fields.iter().map(|field| JsValue::from_str(field.name)).collect();
        known.push((model, Rc::clone(&names)));
        names
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

    fn field(&self, model: &'static Model, index: usize) -> Self {
        let names = names_of(model);
        names.get(index).map_or(Self::UNDEFINED, |name| field_of(self, name))
    }

    fn get(&self, name: &'static str) -> Self {
        // A string has fields too: its length.
        if Json::kind(self) == Kind::Object {
            field_of(self, &Self::from_str(name))
        } else {
            Self::UNDEFINED
        }
    }

    fn items(&self) -> Vec<Self> {
        if Array::is_array(self) { self.unchecked_ref::<Array>().to_vec() } else { Vec::new() }
    }

    fn text(&self) -> Option<String> {
        self.as_string()
    }

    fn entries(&self) -> Vec<(String, Self)> {
        if Json::kind(self) != Kind::Object {
            return Vec::new();
        }
        let entry = |pair: Self| {
            let pair: Array = pair.unchecked_into();
            (pair.get(0).as_string().unwrap_or_default(), pair.get(1))
        };
        Object::entries(self.unchecked_ref()).iter().map(entry).collect()
    }
}
