//! Reads arguments and options, whatever a caller hands over.
//!
//! Field by field and by hand: `serde_wasm_bindgen::from_value` of one options struct would add
//! 18 kB to the package. A getter that throws, a misspelt name and a value of the wrong type each
//! give an `invalid_argument` that names the field; nothing is kept of the caller's objects, so
//! that changing them later changes no call.

use std::cell::Cell;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{call::Shared, failure::Failure, look};
use crate::{
    base_url::BaseUrl,
    error::Error,
    headers::Header,
    options::{self, CallConfig, Config},
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

/// What `findUnconfirmed` takes: the name, and the time as the API writes times.
pub fn unconfirmed_params(given: &JsValue) -> Result<(String, String), Failure> {
    let fields = Fields::read(given, "params", &options::UNCONFIRMED)?;
    let name = fields.get("name")?.text().unwrap_or_default();
    let since = look::timestamp(&fields.raw("since")).map_err(|_| {
        wrong("since", "must be a Date, a number of milliseconds or a time of the API")
    })?;
    Ok((name, since))
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

/// A field that must be a function, where it is there.
fn function(fields: &Fields, name: &'static str) -> Result<JsValue, Failure> {
    let value = fields.raw(name);
    if value.is_undefined() || value.is_function() {
        return Ok(value);
    }
    Err(wrong(name, "must be a function"))
}

/// A field that must be an abort signal, where it is there.
fn signal(fields: &Fields) -> Result<JsValue, Failure> {
    let signal = fields.raw("signal");
    if signal.is_undefined() || look::is_signal(&signal).unwrap_or(false) {
        return Ok(signal);
    }
    Err(wrong("signal", "must be an AbortSignal"))
}

/// An access token, whoever gave it.
pub fn access_token(given: &JsValue) -> Result<Option<Secret>, Failure> {
    let value = value(given);
    options::ACCESS_TOKEN.check(&value)?;
    Ok(Secret::new(value))
}

/// A client's options, with the caller's own functions and signal.
pub fn client_options(given: &JsValue) -> Result<Shared, Failure> {
    let fields = Fields::read(given, "options", &options::CLIENT)?;
    let token = fields.raw("accessToken");
    let token_source = if token.is_function() { token.clone() } else { JsValue::UNDEFINED };
    let access_token = if token.is_function() { None } else { access_token(&token)? };
    let has_access_token = !token.is_undefined();
    let base_url = fields.get("baseUrl")?.text();
    options::require_access_token(has_access_token, base_url.is_some())?;
    let insecure = fields.get("allowInsecure")? == Value::Flag(true);
    let base_url = base_url.as_deref().unwrap_or(options::DEFAULT_BASE_URL);
    let whole = |name, default| Ok::<_, Failure>(fields.get(name)?.whole().unwrap_or(default));
    let config = Config {
        base_url: parse_base_url(base_url, insecure)?,
        has_access_token,
        access_token,
        customer_token: Secret::new(fields.get("customerToken")?),
        headers: headers(&fields.raw("headers"))?,
        timeout_ms: whole("timeoutMs", options::DEFAULT_TIMEOUT_MS)?,
        total_timeout_ms: whole("totalTimeoutMs", 0)?,
        max_retries: whole("maxRetries", options::DEFAULT_MAX_RETRIES)?,
        max_retry_delay_ms: whole("maxRetryDelayMs", options::DEFAULT_MAX_RETRY_DELAY_MS)?,
        credentials: fields.get("credentials")?.text(),
        sends_user_agent: !look::is_browser().unwrap_or(false),
    };
    Ok(Shared {
        config,
        token_source,
        signal: signal(&fields)?,
        fetch: function(&fields, "fetch")?,
        observer: function(&fields, "observer")?,
        budget: Cell::default(),
    })
}

/// A call's options, checked, with the caller's signal and function, each undefined where there is
/// none.
pub struct CallOptions {
    /// What the pure code needs of them.
    pub config: CallConfig,
    /// The caller's signal.
    pub signal: JsValue,
    /// What stores a created customer's token.
    pub store_token: JsValue,
}

/// Reads a call's options: those that `params` names.
pub fn call_options(given: &JsValue, params: &'static [Param]) -> Result<CallOptions, Failure> {
    let fields = Fields::read(given, "options", params)?;
    let config = CallConfig {
        customer_token: Secret::new(fields.get("customerToken")?),
        timeout_ms: fields.get("timeoutMs")?.whole(),
        max_retries: fields.get("maxRetries")?.whole(),
        headers: headers(&fields.raw("headers"))?,
    };
    Ok(CallOptions {
        config,
        signal: signal(&fields)?,
        store_token: function(&fields, "storeToken")?,
    })
}

/// A copy of an object that calls are to be made with later, checked.
pub fn copy(
    given: &JsValue,
    argument: &'static str,
    params: &'static [Param],
) -> Result<JsValue, Failure> {
    let copy = look::copy(given).map_err(|cause| threw(argument, cause))?;
    let fields = Fields::read(&copy, argument, params)?;
    for param in params {
        fields.get(param.name)?;
    }
    signal(&fields)?;
    headers(&fields.raw("headers"))?;
    Ok(copy)
}

/// The platform knows URLs better than any code that would fit here.
fn parse_base_url(given: &str, insecure: bool) -> Result<BaseUrl, Failure> {
    let url = look::resolve(given, None).map_err(|_| {
        let problem = "is not a URL, or is relative where there is no page to resolve it against";
        wrong("baseUrl", problem)
    })?;
    Ok(BaseUrl::new(given, &url, insecure)?)
}
