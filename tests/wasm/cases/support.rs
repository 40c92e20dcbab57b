//! What the cases share: a stand-in for `fetch`, and a client over it.

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use reportei_customers::client::ReporteiCustomers;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::endpoints::{self, Row};

#[wasm_bindgen(module = "/tests/wasm/stubs.js")]
extern "C" {
    #[wasm_bindgen(js_name = byTurns)]
    fn js_by_turns(answers: &JsValue) -> Function;
}

#[wasm_bindgen]
extern "C" {
    /// The platform's own.
    pub type AbortController;
    #[wasm_bindgen(constructor)]
    pub fn new() -> AbortController;
    #[wasm_bindgen(method, getter)]
    pub fn signal(this: &AbortController) -> JsValue;
    #[wasm_bindgen(method)]
    pub fn abort(this: &AbortController, reason: &str);
}

pub const UUID: &str = "caedbbbe-7d93-476f-b965-bf97cd7ce874";
pub const ACCESS_TOKEN: &str = "merchant-access-token-0123456789";
pub const CUSTOMER_TOKEN: &str = "6d37ffcc936ffa1d2bf4f99dbea973b760988e6fe755a22c328d3d3f908f5f87";

/// An argument that is left out.
pub const NONE: JsValue = JsValue::UNDEFINED;

/// A fetch that gives those answers by turns, as `stubs.js` says.
pub fn by_turns(answers: &Value) -> Function {
    js_by_turns(&parse(&answers.to_string()))
}

/// The document's example of a success, as an answer: its status and its body.
pub fn example(row: &Row) -> Value {
    Value::from(vec![Value::from(row.status), Value::from(row.answer.to_string())])
}

/// The example of the call of that name.
pub fn example_of(call: &str) -> Value {
    endpoints::rows().find(|(_, row)| row.call == call).map(|(_, row)| example(row)).unwrap()
}

/// The call of a row with its arguments, by the method that JavaScript has.
pub fn call_of_row(client: ReporteiCustomers, row: &Row) -> Promise {
    let client = JsValue::from(client);
    let method: Function = get(&client, &row.call).unchecked_into();
    let arguments: Array = parse(&row.arguments_text(UUID)).unchecked_into();
    method.apply(&client, &arguments).unwrap().unchecked_into()
}

/// What a fetch was asked: its `init` with the URL.
pub fn requests_of(fetch: &Function) -> Array {
    get(fetch, "requests").unchecked_into()
}

/// A client with both tokens.
pub fn client(fetch: &Function) -> ReporteiCustomers {
    client_with(&options_over(fetch)).unwrap()
}

/// A client with both tokens and one more option.
pub fn client_and(fetch: &Function, key: &str, value: impl Into<JsValue>) -> ReporteiCustomers {
    let options = options_over(fetch);
    Reflect::set(&options, &key.into(), &value.into()).unwrap();
    client_with(&options).unwrap()
}

/// A client made of whatever that is.
pub fn client_with(options: &JsValue) -> Result<ReporteiCustomers, JsValue> {
    ReporteiCustomers::new(options.clone())
}

/// The options of a client over that fetch, with both tokens.
pub fn options_over(fetch: &Function) -> JsValue {
    let options = option("fetch", fetch);
    for (key, token) in [("accessToken", ACCESS_TOKEN), ("customerToken", CUSTOMER_TOKEN)] {
        Reflect::set(&options, &key.into(), &token.into()).unwrap();
    }
    options
}

/// An object of one field.
pub fn option(key: &str, value: impl Into<JsValue>) -> JsValue {
    let options = Object::new();
    Reflect::set(&options, &key.into(), &value.into()).unwrap();
    options.into()
}

/// A function that keeps what it is called with, and what it has kept.
pub fn keeping() -> (Function, Array) {
    let kept = Array::new();
    let push: Function = get(&kept, "push").unchecked_into();
    (push.bind0(&kept), kept)
}

/// The error's kind, once it is clear that it is one.
pub fn kind(error: &JsValue) -> String {
    let name = match &*text(error, "kind") {
        "aborted" => "AbortError",
        "timeout" => "TimeoutError",
        _ => "ReporteiError",
    };
    assert!(error.is_instance_of::<js_sys::Error>() && text(error, "name") == name, "{error:?}");
    text(error, "kind")
}

/// The error that a call rejected with.
pub async fn rejection(call: Promise) -> JsValue {
    match call.await {
        Ok(value) => panic!("resolved with {}", json(&value)),
        Err(error) => error,
    }
}

pub fn uuid() -> JsValue {
    UUID.into()
}

pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap()
}

pub fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap_or_default()
}

pub fn parse(text: &str) -> JsValue {
    JSON::parse(text).unwrap()
}

pub fn json(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}
