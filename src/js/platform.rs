//! The platform's clocks, its chance, its parsers and its own `fetch`.

use std::cell::Cell;

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use super::object::field;

/// How many milliseconds early a platform's timers may come.
const EARLY_MS: f64 = 5.0;

#[wasm_bindgen(module = "/src/js/host.js")]
extern "C" {
    /// Calls a function with a value, in a later microtask.
    pub fn notify(listener: &Function, value: &JsValue);
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: JsValue;
    /// Milliseconds since 1970 of a date, or what is no number.
    #[wasm_bindgen(js_namespace = Date, js_name = parse)]
    pub fn parse_date(text: &str) -> f64;
    /// Milliseconds since 1970.
    #[wasm_bindgen(js_namespace = Date)]
    pub fn now() -> f64;
    /// From 0 to 1.
    #[wasm_bindgen(js_namespace = Math)]
    pub fn random() -> f64;
    #[wasm_bindgen(js_namespace = performance, js_name = now, catch)]
    fn performance_now() -> Result<f64, JsValue>;
    /// A URL, which the platform's parser read.
    #[wasm_bindgen(js_name = URL)]
    pub type Url;
    /// Reads a URL, relative to a base where there is one.
    #[wasm_bindgen(constructor, catch, js_class = URL)]
    pub fn new(url: &str, base: Option<&str>) -> Result<Url, JsValue>;
    /// A part of it, by the platform's name for that.
    #[wasm_bindgen(method, structural, indexing_getter)]
    pub fn get(this: &Url, part: &str) -> String;
    /// Whether it is an array. A proxy that was revoked throws.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    pub fn is_array(value: &JsValue) -> Result<bool, JsValue>;
    /// The value that a text of JSON stands for.
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    pub fn parse_json(text: &JsValue) -> Result<JsValue, JsValue>;
    /// The JSON of a value.
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = stringify)]
    pub fn to_json(value: &JsValue) -> Result<JsValue, JsValue>;
    /// A value as a string.
    #[wasm_bindgen(catch, js_name = String)]
    pub fn to_text(value: &JsValue) -> Result<JsValue, JsValue>;
    /// The names of an object's own enumerable fields.
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    pub fn keys_of(object: &JsValue) -> Result<Array, JsValue>;
}

/// Whether a URL has a user name or a password in it.
#[must_use]
pub fn has_login(url: &Url) -> bool {
    !(url.get("username").is_empty() && url.get("password").is_empty())
}

thread_local! {
    static AHEAD_MS: Cell<f64> = const { Cell::new(0.0) };
}

/// Milliseconds of a clock that is not set back, where the platform has one. It goes by the timers: test
/// tools often fake those, and leave the clock alone.
#[must_use]
pub fn clock() -> f64 {
    performance_now().unwrap_or_else(|_| now()) + AHEAD_MS.get()
}

/// Sets the clock to at least that time, which has come by a timer.
pub fn catch_up(time: f64) {
    let behind = time - clock();
    // Timers come early by what platforms round.
    if behind > EARLY_MS {
        AHEAD_MS.set(AHEAD_MS.get() + behind);
    }
}

/// Whether this is a browser's page or worker: every browser's name for itself begins so, and no server
/// runtime's does.
#[must_use]
pub fn is_browser() -> bool {
    text_of("navigator", "userAgent").is_some_and(|name| name.starts_with("Mozilla/"))
}

/// Whether this is workerd, where what belongs to one request cannot go on in another.
#[must_use]
pub fn is_workerd() -> bool {
    text_of("navigator", "userAgent").is_some_and(|name| name.starts_with("Cloudflare-Workers"))
}

/// The address of the page or the worker, where there is one.
#[must_use]
pub fn location() -> Option<String> {
    text_of("location", "href")
}

/// A text that an object of the platform's has.
fn text_of(object: &str, name: &str) -> Option<String> {
    field(&global(object).ok()?, name).ok()?.as_string()
}

/// The platform's value of that name.
///
/// # Errors
/// What a getter throws.
pub fn global(name: &str) -> Result<JsValue, JsValue> {
    GLOBAL.with(|global| field(global, name))
}
