//! Reads arguments and options, whatever a caller hands over.
//!
//! Field by field and by hand: `serde_wasm_bindgen::from_value` of one options struct would add
//! 18 kB to the package. A getter that throws, a misspelt name and a value of the wrong type each
//! give an `invalid_argument` that names the field; nothing is kept of the caller's objects, so
//! that changing them later changes no call.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{failure::Failure, look};
use crate::{
    error::Error,
    headers::Header,
    options::{self, BaseUrl, CallConfig, Config},
    param::{Param, Value},
    secret::Secret,
    shape::{Kind, Node},
    text::{concat, list},
};

/// The fields of an object that a caller handed over, read once.
struct Fields {
    params: &'static [Param],
    values: Vec<JsValue>,
}

impl Fields {
    /// Reads the object, which may be undefined; `argument` is its name for the error.
    fn read(
        object: &JsValue,
        argument: &'static str,
        params: &'static [Param],
    ) -> Result<Self, Failure> {
        if object.is_undefined() {
            return Ok(Self { params, values: Vec::new() });
        }
        if object.kind() != Kind::Object {
            return Err(wrong(argument, "must be an object"));
        }
        let names: Array = params.iter().map(|param| JsValue::from_str(param.name)).collect();
        let values = look::read(object, &names).map_err(|cause| threw(argument, cause))?;
        if let Some(key) = values.pop().as_string() {
            let known = list(params.iter().map(|param| param.name));
            let problem = concat(&["is not known here: there are ", &known]);
            return Err(wrong(&key, &problem));
        }
        Ok(Self { params, values: values.to_vec() })
    }

    /// The field of that name as it was given.
    fn raw(&self, name: &str) -> JsValue {
        let index = self.params.iter().position(|param| param.name == name);
        index.and_then(|index| self.values.get(index)).cloned().unwrap_or_default()
    }

    /// The field of that name, checked by its rule.
    fn get(&self, name: &str) -> Result<Value, Failure> {
        let value = value(&self.raw(name));
        if let Some(param) = self.params.iter().find(|param| param.name == name) {
            param.check(&value)?;
        }
        Ok(value)
    }
}

/// A caller's value, for the rules to look at.
pub fn value(value: &JsValue) -> Value {
    match value.kind() {
        Kind::Missing if value.is_undefined() => Value::Missing,
        Kind::String if look::is_text(value) => Value::Text(value.as_string().unwrap_or_default()),
        Kind::String => Value::BrokenText,
        Kind::Boolean => Value::Flag(value.is_truthy()),
        Kind::Integer | Kind::Number => Value::Number(value.as_f64().unwrap_or_default()),
        _ => Value::Other,
    }
}

/// What an endpoint takes beside the customer's id, unchecked.
pub fn params(given: &JsValue, params: &'static [Param]) -> Result<Vec<Value>, Failure> {
    let fields = Fields::read(given, "params", params)?;
    Ok(params.iter().map(|param| value(&fields.raw(param.name))).collect())
}

fn wrong(argument: &str, problem: &str) -> Failure {
    Error::argument(argument, problem).into()
}

fn threw(argument: &'static str, cause: JsValue) -> Failure {
    wrong(argument, "could not be read (see cause)").caused_by(cause)
}

fn headers(given: &JsValue) -> Result<Vec<Header>, Failure> {
    let mut headers = Vec::new();
    if given.is_undefined() {
        return Ok(headers);
    }
    let pairs = look::pairs(given).map_err(|cause| threw("headers", cause))?;
    for index in (0..pairs.length()).step_by(2) {
        let name = pairs.get(index).as_string().unwrap_or_default();
        let Value::Text(value) = value(&pairs.get(index + 1)) else {
            return Err(wrong(&concat(&["headers.", &name]), "must be a string"));
        };
        headers.push(Header::parse(&name, value)?);
    }
    Ok(headers)
}

/// A client's options, and the caller's own `fetch` or undefined.
pub fn client_options(given: &JsValue) -> Result<(Config, JsValue), Failure> {
    let fields = Fields::read(given, "options", &options::CLIENT)?;
    let access_token = Secret::new(fields.get("accessToken")?);
    let base_url = fields.get("baseUrl")?.text();
    options::require_access_token(access_token.is_some(), base_url.is_some())?;
    let config = Config {
        base_url: parse_base_url(base_url.as_deref().unwrap_or(options::DEFAULT_BASE_URL))?,
        access_token,
        customer_token: Secret::new(fields.get("customerToken")?),
        headers: headers(&fields.raw("headers"))?,
        timeout_ms: fields.get("timeoutMs")?.whole().unwrap_or(options::DEFAULT_TIMEOUT_MS),
        credentials: fields.get("credentials")?.text(),
        sends_user_agent: !look::is_browser().unwrap_or(false),
    };
    let fetch = fields.raw("fetch");
    if !fetch.is_undefined() && !fetch.is_function() {
        return Err(wrong("fetch", "must be a function"));
    }
    Ok((config, fetch))
}

/// A call's options, and the caller's signal or undefined.
pub fn call_options(given: &JsValue) -> Result<(CallConfig, JsValue), Failure> {
    let fields = Fields::read(given, "options", &options::CALL)?;
    let config = CallConfig {
        customer_token: Secret::new(fields.get("customerToken")?),
        timeout_ms: fields.get("timeoutMs")?.whole(),
        headers: headers(&fields.raw("headers"))?,
    };
    let signal = fields.raw("signal");
    if !signal.is_undefined() && !look::is_signal(&signal).unwrap_or(false) {
        return Err(wrong("signal", "must be an AbortSignal"));
    }
    Ok((config, signal))
}

/// The platform knows URLs better than any code that would fit here.
fn parse_base_url(given: &str) -> Result<BaseUrl, Failure> {
    let url = look::resolve(given).map_err(|_| {
        let problem = "is not a URL, or is relative where there is no page to resolve it against";
        wrong("baseUrl", problem)
    })?;
    Ok(BaseUrl::new(given, &url)?)
}
