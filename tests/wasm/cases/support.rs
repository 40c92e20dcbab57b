//! What the cases share: the stubs, and a client over each of them.

use js_sys::{Array, Function, Promise};
use reportei_customers::client::ReporteiCustomers;
use wasm_bindgen::prelude::*;

use super::endpoints::{self, Row};

#[wasm_bindgen(module = "/tests/wasm/stubs.js")]
extern "C" {
    #[wasm_bindgen(js_name = succeeding)]
    fn js_succeeding(table: &str) -> Function;
    #[wasm_bindgen(js_name = callOf)]
    fn call_of(client: JsValue, name: &str, arguments: &JsValue) -> Promise;
    pub fn answering(status: u16, body: &str) -> Function;
    #[wasm_bindgen(js_name = requestsOf)]
    pub fn requests_of(fetch: &Function) -> Array;
    #[wasm_bindgen(js_name = oddResponses)]
    pub fn odd_responses() -> Array;
    #[wasm_bindgen(js_name = stallingFetches)]
    pub fn stalling_fetches() -> Array;
    #[wasm_bindgen(js_name = fetchOfAnotherMake)]
    pub fn fetch_of_another_make() -> Function;
    pub fn pending() -> Function;
    #[wasm_bindgen(js_name = byTurns)]
    fn js_by_turns(answers: &JsValue) -> Function;
    #[wasm_bindgen(js_name = waitsOf)]
    pub fn waits_of(run: &Function) -> Promise;
    #[wasm_bindgen(js_name = bodyOf)]
    pub fn body_of(name: &str) -> String;
    pub fn observer() -> Function;
    pub fn heard(observer: &Function, event: &str) -> Promise;
    #[wasm_bindgen(js_name = eventsOf)]
    pub fn events_of(observer: &Function) -> Array;
    pub fn giving(values: &JsValue) -> Function;
    pub fn storing(fails: bool) -> Function;
    #[wasm_bindgen(js_name = storedBy)]
    pub fn stored_by(store: &Function) -> Array;
    #[wasm_bindgen(js_name = abortedSignals)]
    pub fn aborted_signals(fetch: &Function) -> u32;
    #[wasm_bindgen(js_name = sentSignals)]
    pub fn sent_signals(fetch: &Function) -> u32;
    #[wasm_bindgen(js_name = timersLeftBy)]
    pub fn timers_left_by(run: &Function) -> Promise;
    #[wasm_bindgen(js_name = allThatShows)]
    pub fn all_that_shows(error: &JsValue) -> String;
    #[wasm_bindgen(js_name = optionsOver)]
    pub fn options_over(fetch: &Function) -> JsValue;
    pub fn get(object: &JsValue, key: &str) -> JsValue;
    pub fn json(value: &JsValue) -> String;
    pub fn parse(text: &str) -> JsValue;
    #[wasm_bindgen(js_name = isError)]
    pub fn is_error(error: &JsValue, name: &str) -> bool;

    #[derive(Clone)]
    pub type PolyfilledSignal;
    #[wasm_bindgen(constructor)]
    pub fn new() -> PolyfilledSignal;
    #[wasm_bindgen(method)]
    pub fn abort(this: &PolyfilledSignal, reason: &str);
    #[wasm_bindgen(method)]
    pub fn count(this: &PolyfilledSignal) -> u32;
}

pub const UUID: &str = "caedbbbe-7d93-476f-b965-bf97cd7ce874";
pub const ACCESS_TOKEN: &str = "merchant-access-token-0123456789";
pub const CUSTOMER_TOKEN: &str = "6d37ffcc936ffa1d2bf4f99dbea973b760988e6fe755a22c328d3d3f908f5f87";

/// A fetch that answers each call with the example of its row.
pub fn succeeding() -> Function {
    js_succeeding(endpoints::TABLE)
}

/// The call of a row with its arguments, by the method that JavaScript has.
pub fn call_of_row(client: ReporteiCustomers, row: &Row) -> Promise {
    call_of(client.into(), &row.call, &parse(&row.arguments_text(UUID)))
}

/// A client with both tokens.
pub fn client(fetch: &Function) -> ReporteiCustomers {
    client_with(&options_over(fetch)).unwrap()
}

/// A client that makes no attempt again: for failures whose retries other cases are about.
pub fn once(fetch: &Function) -> ReporteiCustomers {
    client_and(fetch, "maxRetries", 0)
}

/// A client made of whatever that is.
pub fn client_with(options: &JsValue) -> Result<ReporteiCustomers, JsValue> {
    ReporteiCustomers::new(options.clone())
}

/// An argument that is left out.
pub const NONE: JsValue = JsValue::UNDEFINED;

pub fn uuid() -> JsValue {
    UUID.into()
}

pub fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap_or_default()
}

/// The error's kind, once it is clear that it is one.
pub fn kind(error: &JsValue) -> String {
    let name = match &*text(error, "kind") {
        "aborted" => "AbortError",
        "timeout" => "TimeoutError",
        _ => "ReporteiError",
    };
    assert!(is_error(error, name), "{} is no {name}", all_that_shows(error));
    text(error, "kind")
}

/// The error that a call rejected with.
pub async fn rejection(call: Promise) -> JsValue {
    match call.await {
        Ok(value) => panic!("resolved with {}", json(&value)),
        Err(error) => error,
    }
}

/// The pairs of a table of the stubs.
pub fn rows(table: &Array) -> impl Iterator<Item = (JsValue, JsValue, JsValue)> {
    table.iter().map(|row| {
        let row: Array = row.unchecked_into();
        (row.get(0), row.get(1), row.get(2))
    })
}

/// A fetch that gives those answers by turns: `[status, body, headers]` each, as JSON. A body that
/// is the name of a success stands for it.
pub fn by_turns(answers: &str) -> Function {
    let answers: Array = parse(answers).unchecked_into();
    for answer in answers.iter() {
        let answer: Array = answer.unchecked_into();
        let name = answer.get(1).as_string().unwrap_or_default();
        if ["show", "created", "done"].contains(&&*name) {
            answer.set(1, body_of(&name).into());
        }
    }
    js_by_turns(&answers)
}

/// A client over that fetch with more options.
pub fn client_and(fetch: &Function, key: &str, value: impl Into<JsValue>) -> ReporteiCustomers {
    let options = options_over(fetch);
    js_sys::Reflect::set(&options, &key.into(), &value.into()).unwrap();
    client_with(&options).unwrap()
}

/// An object of one field.
pub fn option(key: &str, value: impl Into<JsValue>) -> JsValue {
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &key.into(), &value.into()).unwrap();
    options.into()
}
