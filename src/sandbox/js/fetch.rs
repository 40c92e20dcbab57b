//! The sandbox as a fetch function.
//!
//! Requests and signals are read by their shape, not by their class, so that those of another realm
//! or a polyfill serve too. Bodies and headers of every kind that fetch takes are read by the
//! platform's own `Response` and `Headers`. Whatever goes wrong rejects: nothing is thrown
//! synchronously, and nothing stays pending once the signal is aborted. What is waited for, and what a
//! fault makes of an answer on its way, is for `deliver.js` to do: the executor of
//! `wasm_bindgen_futures` waits on the global `queueMicrotask`, which test tools fake.

use gloo_net::http::{Headers, Response as Answer};
use js_sys::{Error, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::Url;

use super::{Shared, answer, to_js, type_error};
use crate::sandbox::{Request, Response};

/// Only paths and queries count, so anything will do for addresses without an origin.
const BASE: &str = "http://localhost";
/// Statuses for which the platform refuses any body.
const WITHOUT_BODY: [u16; 3] = [204, 205, 304];

#[wasm_bindgen(module = "/src/sandbox/js/deliver.js")]
extern "C" {
    fn respond(body: &JsValue, signal: &JsValue, answer: &JsValue) -> Promise;
    #[wasm_bindgen(catch)]
    fn deliver(
        delivery: &JsValue,
        body: &str,
        init: &JsValue,
        signal: &JsValue,
    ) -> Result<Promise, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// Makes a string of anything; an object's own `toString` may throw.
    #[wasm_bindgen(js_name = String, catch)]
    fn text(value: &JsValue) -> Result<String, JsValue>;

    #[wasm_bindgen(js_name = Response)]
    type PlatformResponse;
    #[wasm_bindgen(constructor, catch, js_class = "Response")]
    fn new(body: &JsValue, init: &JsValue) -> Result<PlatformResponse, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn headers(this: &PlatformResponse) -> web_sys::Headers;
}

/// A fetch function that the sandbox answers, for as long as anybody holds it.
pub(super) fn function(shared: &Shared) -> JsValue {
    let shared = shared.clone();
    let call = move |input: JsValue, init: JsValue| -> Promise {
        begin(&shared, &input, &init).unwrap_or_else(|reason| Promise::reject(&reason))
    };
    Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(call).into_js_value()
}

/// Reads the call, and answers it when its body is read.
fn begin(shared: &Shared, input: &JsValue, init: &JsValue) -> Result<Promise, JsValue> {
    let call = Call { input, init };
    let signal = call.setting("signal")?.unwrap_or_default();
    check(&signal)?;
    let (mut request, body) = call.request()?;
    let (shared, its_signal) = (shared.clone(), signal.clone());
    let finish = Closure::once_into_js(move |body: JsValue| {
        // Reading the body took time.
        check(&its_signal)?;
        if body.is_object() {
            request.body = Uint8Array::new(&body).to_vec();
        }
        finish(&shared, &request, &its_signal)
    });
    Ok(respond(&body, &signal, &finish))
}

fn finish(shared: &Shared, request: &Request, signal: &JsValue) -> Result<JsValue, JsValue> {
    let response = answer(shared, request);
    let Some(delivery) = &response.delivery else {
        return whole(&response);
    };
    let init = response_init(&response)?;
    Ok(deliver(&to_js(delivery)?, &response.body, &init, signal)?.into())
}

/// The platform's own response, which comes at once.
fn whole(response: &Response) -> Result<JsValue, JsValue> {
    let headers = Headers::new();
    for (name, value) in &response.headers {
        headers.set(name, value);
    }
    let body = (!WITHOUT_BODY.contains(&response.status)).then_some(&*response.body);
    let made = Answer::builder().status(response.status).headers(headers).body(body);
    let made = made.map_err(|error| type_error(&error.to_string()))?;
    Ok(web_sys::Response::from(made).into())
}

/// The arguments of one call.
struct Call<'a> {
    input: &'a JsValue,
    init: &'a JsValue,
}

impl Call<'_> {
    /// A setting from `init`, or else from a `Request` given as input.
    fn setting(&self, name: &str) -> Result<Option<JsValue>, JsValue> {
        match property(self.init, name)? {
            Some(value) => Ok(Some(value)),
            None => property(self.input, name),
        }
    }

    /// The request without its body, and what gives the body: a promise, or nothing.
    fn request(&self) -> Result<(Request, JsValue), JsValue> {
        let method = match self.setting("method")? {
            Some(method) => text(&method)?.to_ascii_uppercase(),
            None => "GET".to_owned(),
        };
        let url = self.url()?;
        let (path, host) = (url.pathname() + &url.search(), url.host());
        let given = self.setting("headers")?.unwrap_or(JsValue::UNDEFINED);
        let given = web_sys::Headers::new_with_str_sequence_sequence(&given)?;
        let mut headers: Vec<_> = Headers::from_raw(given).entries().collect();
        headers.push(("host".to_owned(), host));
        let body = self.body(&method, &mut headers)?;
        Ok((Request { method, path, headers, body: Vec::new() }, body))
    }

    fn url(&self) -> Result<Url, JsValue> {
        let of_request = match property(self.input, "url")? {
            Some(url) => url,
            None => self.input.clone(),
        };
        Url::new_with_base(&text(&of_request)?, BASE).map_err(|_| type_error("Failed to parse URL"))
    }

    /// Reads the body, and adds its own content type to the headers where they have none.
    fn body(&self, method: &str, headers: &mut Vec<(String, String)>) -> Result<JsValue, JsValue> {
        let takes_no_body = matches!(method, "GET" | "HEAD");
        let holder: JsValue = match property(self.init, "body")? {
            Some(_) if takes_no_body => {
                return Err(type_error("Request with GET/HEAD method cannot have body"));
            }
            Some(body) => {
                let holder = PlatformResponse::new(&body, &JsValue::UNDEFINED)?;
                let own_type = Headers::from_raw(holder.headers()).get("content-type");
                if !headers.iter().any(|(name, _)| name == "content-type") {
                    headers.extend(own_type.map(|own| ("content-type".to_owned(), own)));
                }
                holder.into()
            }
            None if takes_no_body => return Ok(JsValue::UNDEFINED),
            None => self.input.clone(),
        };
        let Some(read) = property(&holder, "arrayBuffer")? else {
            return Ok(JsValue::UNDEFINED);
        };
        read.dyn_into::<Function>()?.call0(&holder)
    }
}

/// The response's status and headers, as the platform's `Response` takes them.
fn response_init(response: &Response) -> Result<JsValue, JsValue> {
    let headers = Object::new();
    for (name, value) in &response.headers {
        Reflect::set(&headers, &(*name).into(), &value.into())?;
    }
    let init = Object::new();
    Reflect::set(&init, &"status".into(), &response.status.into())?;
    Reflect::set(&init, &"headers".into(), &headers)?;
    Ok(init.into())
}

/// Rejects with the signal's reason once it is aborted.
fn check(signal: &JsValue) -> Result<(), JsValue> {
    let is_aborted = property(signal, "aborted")?.is_some_and(|aborted| aborted.is_truthy());
    if is_aborted { Err(reason(signal)) } else { Ok(()) }
}

fn reason(signal: &JsValue) -> JsValue {
    property(signal, "reason").ok().flatten().unwrap_or_else(|| {
        let error = Error::new("This operation was aborted");
        error.set_name("AbortError");
        error.into()
    })
}

/// An object's property; nothing where it is missing, undefined or null.
fn property(object: &JsValue, name: &str) -> Result<Option<JsValue>, JsValue> {
    if !object.is_object() {
        return Ok(None);
    }
    let value = Reflect::get(object, &name.into())?;
    Ok((!value.is_undefined() && !value.is_null()).then_some(value))
}
