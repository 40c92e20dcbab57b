//! Lets the pure code look into the engine's own parsed values.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::{
    envelope::Json,
    facts::Fact,
    shape::{Kind, Node, Shape},
    text::list,
};

/// More than the kinds of all fields that a shape can have.
const NOT_INTRODUCED: u32 = u32::MAX;

#[wasm_bindgen(module = "/src/js/look.js")]
extern "C" {
    fn kind(value: &JsValue) -> u32;
    /// By the names that a shape was introduced with; [`NOT_INTRODUCED`] where it was not.
    fn kinds(object: &JsValue, shape: *const Shape) -> u32;
    fn introduce(shape: *const Shape, names: &str);
    /// What a caller's value is, by a code.
    pub fn sort(value: &JsValue) -> u32;
    /// The fields of these names, or the first other name, or nothing; throws where a getter does.
    #[wasm_bindgen(catch)]
    pub fn copy(object: &JsValue, names: &str) -> Result<JsValue, JsValue>;
    /// A field of a value that has no getters of others.
    pub fn field(object: &JsValue, name: &str) -> JsValue;
    /// Sets a field of such an object.
    pub fn put(object: &JsValue, name: &str, value: &JsValue);
    /// Adds a pair to a list that is a field of such an object.
    fn append(object: &JsValue, name: &str, key: &str, text: &str);
    /// What an error keeps of a body: what is parsed, or the beginning of the text.
    pub fn head(text: &JsValue, parsed: &JsValue) -> JsValue;
    /// Headers as pairs; throws where they cannot be iterated over.
    #[wasm_bindgen(catch)]
    pub fn pairs(headers: &JsValue) -> Result<Array, JsValue>;
    /// Whether it says itself when a request may be sent.
    #[wasm_bindgen(js_name = isLimiter)]
    pub fn is_limiter(value: &JsValue) -> bool;
    /// Milliseconds of a clock that is never set back.
    pub fn clock() -> f64;
    /// Whether this is a browser's page or worker.
    #[wasm_bindgen(js_name = isBrowser)]
    pub fn is_browser() -> bool;
    /// The parsed text; undefined where it is no JSON.
    pub fn parse(text: &JsValue) -> JsValue;
    /// A URL in full and its parts; nothing where it is none.
    pub fn address(given: &str) -> Array;
    /// Where a redirect leads to; nothing where it leads nowhere.
    pub fn target(url: &str, location: &str) -> Array;
    /// A page gets `hasNextPage`, and `last_page` where its meta has `total_pages` in its place.
    #[wasm_bindgen(js_name = completePage)]
    pub fn complete_page(page: &JsValue);
    /// A time as the API writes times; undefined where it is none.
    pub fn timestamp(time: &JsValue) -> Option<String>;
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

/// A plain object of these facts.
pub fn object(facts: &[(&'static str, Fact<'_>)]) -> JsValue {
    let object: JsValue = Object::new().into();
    for (name, fact) in facts {
        put_fact(&object, name, *fact);
    }
    object
}

/// Sets a field of an object made here, where the fact is not absent.
pub fn put_fact(object: &JsValue, name: &str, fact: Fact<'_>) {
    let value = match fact {
        Fact::Absent => return,
        Fact::Text(text) => text.into(),
        Fact::Number(number) => number.into(),
        Fact::Flag(flag) => flag.into(),
        Fact::Lists(lists) => {
            for (key, texts) in lists {
                for text in texts {
                    append(object, name, key, text);
                }
            }
            return;
        }
    };
    put(object, name, &value);
}

/// A value that `JSON.parse` made: looking at it cannot throw.
impl Node for JsValue {
    fn kind(&self) -> Kind {
        Kind::from_code(kind(self))
    }

    fn kinds(&self, shape: &'static Shape) -> u32 {
        let bits = kinds(self, shape);
        if bits != NOT_INTRODUCED {
            return bits;
        }
        introduce(shape, &list(shape.fields.iter().map(|field| field.name)));
        kinds(self, shape)
    }

    fn field(&self, name: &'static str) -> Self {
        field(self, name)
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

    fn entries(&self, mut each: impl FnMut(String, Self)) {
        if Node::kind(self) != Kind::Object {
            return;
        }
        let entries = Object::entries(self.unchecked_ref());
        for index in 0..entries.length() {
            let pair: Array = entries.get(index).unchecked_into();
            each(pair.get(0).as_string().unwrap_or_default(), pair.get(1));
        }
    }
}
