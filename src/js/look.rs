//! Lets the pure code look into the engine's own parsed values.

use std::cell::Cell;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::{
    envelope::Json,
    shape::{Kind, Node, Shape},
};

#[wasm_bindgen(module = "/src/js/look.js")]
extern "C" {
    fn kind(value: &JsValue) -> u32;
    fn kinds(object: &JsValue, names: &Array) -> u32;
    fn field(object: &JsValue, names: &Array, index: usize) -> JsValue;
    /// The fields of these names, then the first other key; throws where a getter does.
    #[wasm_bindgen(catch)]
    pub fn read(object: &JsValue, names: &Array) -> Result<Array, JsValue>;
    /// A copy of an object; throws where a getter does.
    #[wasm_bindgen(catch)]
    pub fn copy(object: &JsValue) -> Result<JsValue, JsValue>;
    /// Headers' names and values by turns; throws where they cannot be iterated over.
    #[wasm_bindgen(catch)]
    pub fn pairs(headers: &JsValue) -> Result<Array, JsValue>;
    /// Whether a string is without halves of surrogate pairs.
    #[wasm_bindgen(js_name = isText)]
    pub fn is_text(text: &JsValue) -> bool;
    /// Whether it is a response by its shape; throws where looking at it throws.
    #[wasm_bindgen(catch, js_name = isResponse)]
    pub fn is_response(value: &JsValue) -> Result<bool, JsValue>;
    /// Whether it is an abort signal by its shape; throws where looking at it throws.
    #[wasm_bindgen(catch, js_name = isSignal)]
    pub fn is_signal(value: &JsValue) -> Result<bool, JsValue>;
    /// Whether this is a browser's page or worker.
    #[wasm_bindgen(catch, js_name = isBrowser)]
    pub fn is_browser() -> Result<bool, JsValue>;
    /// The URL in full; throws where it is none.
    #[wasm_bindgen(catch)]
    pub fn resolve(url: &str, base: Option<&str>) -> Result<String, JsValue>;
    /// A time as the API writes times; throws where it is none.
    #[wasm_bindgen(catch)]
    pub fn timestamp(time: &JsValue) -> Result<String, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since 1970 of a date, or what is no number.
    #[wasm_bindgen(js_namespace = Date, js_name = parse)]
    pub fn parse_date(text: &str) -> f64;
    /// Milliseconds since 1970.
    #[wasm_bindgen(js_namespace = Date)]
    pub fn now() -> f64;
    /// From 0 to 1.
    #[wasm_bindgen(js_namespace = Math)]
    pub fn random() -> f64;
}

thread_local! {
    /// The shapes' field names as JavaScript arrays, each made when its shape is first looked for.
    static NAMES: Cell<Vec<(*const Shape, Array)>> = const { Cell::new(Vec::new()) };
}

fn names(shape: &'static Shape) -> Array {
    NAMES.with(|cell| {
        let mut known = cell.take();
        let found = known.iter().find(|(other, _)| std::ptr::eq(*other, shape));
        let found = found.map(|(_, names)| names.clone());
        let names = found.unwrap_or_else(|| {
            let names: Array =
                shape.fields.iter().map(|field| JsValue::from_str(field.name)).collect();
            known.push((shape, names.clone()));
            names
        });
        cell.set(known);
        names
    })
}

/// A value that `JSON.parse` made: looking at it cannot throw.
impl Node for JsValue {
    fn kind(&self) -> Kind {
        Kind::from_code(kind(self))
    }

    fn kinds(&self, shape: &'static Shape) -> u32 {
        kinds(self, &names(shape))
    }

    fn field(&self, shape: &'static Shape, index: usize) -> Self {
        field(self, &names(shape), index)
    }

    fn length(&self) -> u32 {
        self.unchecked_ref::<Array>().length()
    }

    fn item(&self, index: u32) -> Self {
        self.unchecked_ref::<Array>().get(index)
    }
}

impl Json for JsValue {
    fn text(&self) -> Option<String> {
        self.as_string()
    }

    fn get(&self, key: &str) -> Option<Self> {
        let value = Reflect::get(self, &Self::from_str(key)).ok()?;
        (!value.is_undefined()).then_some(value)
    }

    fn entries(&self) -> Vec<(String, Self)> {
        if !matches!(Node::kind(self), Kind::Object) {
            return Vec::new();
        }
        let pairs = Object::entries(self.unchecked_ref());
        let pair = |pair: Self| {
            let pair: Array = pair.unchecked_into();
            (pair.get(0).as_string().unwrap_or_default(), pair.get(1))
        };
        pairs.iter().map(pair).collect()
    }

    fn items(&self) -> Vec<Self> {
        if Array::is_array(self) { self.unchecked_ref::<Array>().to_vec() } else { Vec::new() }
    }
}
