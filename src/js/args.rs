//! Reads arguments and options, whatever a caller hands over.
//!
//! Field by field and by hand: `serde_wasm_bindgen::from_value` of one options struct would add
//! 18 kB to the package. A getter that throws, a misspelt name and a value of the wrong type each
//! give an `invalid_argument` that names the field. What is kept is a copy of the caller's object,
//! so that changing that later changes no call; secrets are taken out of it.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{failure::Failure, look};
use crate::{
    base_url::{BaseUrl, Parsed},
    error::Error,
    headers,
    options::{self, CallConfig, Config},
    pacing::RateLimit,
    param::{Param, Value},
    secret::Secret,
    text::{concat, list},
};

#[wasm_bindgen(module = "/src/js/queue.js")]
extern "C" {
    type Queue;
    #[wasm_bindgen(constructor)]
    fn new() -> Queue;
}

/// An argument that is left out.
pub const NONE: &JsValue = &JsValue::UNDEFINED;

/// A copy of an object that a caller handed over, its fields checked by their rules.
pub struct Fields {
    /// The object; undefined where there was none.
    pub object: JsValue,
    /// The values of the params, in their order; none where there was no object.
    pub values: Vec<Value>,
    params: &'static [Param],
}

impl Fields {
    /// Reads the object, which may be undefined; `argument` is its name for the error.
    pub fn read(
        given: &JsValue,
        argument: &'static str,
        params: &'static [Param],
    ) -> Result<Self, Failure> {
        if given.is_undefined() {
            params.iter().try_for_each(|param| param.check(&Value::Missing))?;
            return Ok(Self { object: JsValue::UNDEFINED, values: Vec::new(), params });
        }
        let names = list(params.iter().map(|param| param.name));
        let object = look::copy(given, &names).map_err(|cause| threw(argument, &cause))?;
        if object.is_undefined() {
            return Err(wrong(argument, "must be an object"));
        }
        if let Some(name) = object.as_string() {
            return Err(wrong(&name, &concat(&["is not known here: there are ", &names])));
        }
        let mut values = Vec::with_capacity(params.len());
        for param in params {
            let value = value(&look::field(&object, param.name));
            param.check(&value)?;
            values.push(value);
        }
        Ok(Self { object, values, params })
    }

    /// The value of that name.
    fn take(&mut self, name: &str) -> Value {
        let index = self.params.iter().position(|param| param.name == name);
        let value = index.and_then(|index| self.values.get_mut(index));
        value.map_or(Value::Missing, core::mem::take)
    }

    /// The whole number of that name, where there is one.
    fn number(&mut self, name: &str) -> Option<u32> {
        self.take(name).whole()
    }

    /// The secret of that name, which is no longer in the object then.
    fn secret(&mut self, name: &str) -> Option<Secret> {
        let secret = Secret::new(self.take(name));
        if secret.is_some() {
            look::put(&self.object, name, &JsValue::UNDEFINED);
        }
        secret
    }

    /// Checks the headers, and puts pairs in their place.
    fn headers(&self) -> Result<(), Failure> {
        if self.values.is_empty() {
            return Ok(());
        }
        let given = look::field(&self.object, "headers");
        if given.is_undefined() {
            return Ok(());
        }
        let pairs = look::pairs(&given).map_err(|cause| threw("headers", &cause))?;
        for pair in pairs.iter() {
            let pair: Array = pair.unchecked_into();
            headers::check(&pair.get(0).as_string().unwrap_or_default(), &value(&pair.get(1)))?;
        }
        look::put(&self.object, "headers", &pairs);
        Ok(())
    }

    /// A rate limit that is this side's to keep, where there is one.
    fn rate_limit(&self) -> Result<Option<RateLimit>, Failure> {
        let given = look::field(&self.object, "rateLimit");
        if given.is_undefined() || look::is_limiter(&given) {
            return Ok(None);
        }
        if let Value::Text(word) = value(&given) {
            let problem = "must be \"auto\" or an object";
            return (word == "auto")
                .then_some(Some(RateLimit::Auto))
                .ok_or_else(|| wrong("rateLimit", problem));
        }
        let mut limits = Self::read(&given, "rateLimit", &options::RATE_LIMIT)?;
        let mut number = |name| limits.number(name).unwrap_or_default();
        Ok(Some(RateLimit::Fixed {
            per_second: number("perSecond"),
            per_minute: number("perMinute"),
            concurrency: number("concurrency"),
        }))
    }
}

/// A caller's value, for the rules to look at.
pub fn value(value: &JsValue) -> Value {
    match look::sort(value) {
        0 => Value::Missing,
        1 => Value::Flag(value.is_truthy()),
        2 => Value::Number(value.as_f64().unwrap_or_default()),
        3 => Value::Text(value.as_string().unwrap_or_default()),
        4 => Value::BrokenText,
        5 => Value::Function,
        6 => Value::Signal,
        _ => Value::Other,
    }
}

/// What may be left out; null is that too.
pub fn optional(given: &JsValue) -> &JsValue {
    if given.is_null() { NONE } else { given }
}

/// An access token that a function gave.
pub fn access_token(given: &JsValue) -> Result<Option<Secret>, Box<Error>> {
    let value = value(given);
    options::ACCESS_TOKEN.check(&value)?;
    Ok(Secret::new(value))
}

/// What `findUnconfirmed` takes: the name, and the time as the API writes times.
pub fn unconfirmed_params(given: &JsValue) -> Result<(String, String), Failure> {
    let mut fields = Fields::read(given, "params", &options::UNCONFIRMED)?;
    let since = look::timestamp(&look::field(&fields.object, "since")).ok_or_else(|| {
        wrong("since", "must be a Date, a number of milliseconds or a time of the API")
    })?;
    Ok((fields.take("name").text().unwrap_or_default(), since))
}

/// A client's options: those that the pure code needs, and the copy with the others.
pub fn client_options(given: &JsValue) -> Result<(Config, JsValue), Failure> {
    let mut fields = Fields::read(given, "options", &options::CLIENT)?;
    fields.headers()?;
    let base_url = fields.take("baseUrl").text();
    let has_access_token = !look::field(&fields.object, "accessToken").is_undefined();
    options::require_access_token(has_access_token, base_url.is_some())?;
    let insecure = fields.take("allowInsecure") == Value::Flag(true);
    let base_url = base_url.as_deref().unwrap_or(options::DEFAULT_BASE_URL);
    let rate_limit = fields.rate_limit()?;
    let config = Config {
        rate_limit,
        base_url: BaseUrl::new(base_url, &parse(base_url)?, insecure)?,
        has_access_token,
        access_token: fields.secret("accessToken"),
        customer_token: fields.secret("customerToken"),
        timeout_ms: fields.number("timeoutMs").unwrap_or(options::DEFAULT_TIMEOUT_MS),
        total_timeout_ms: fields.number("totalTimeoutMs").unwrap_or_default(),
        max_retries: fields.number("maxRetries").unwrap_or(options::DEFAULT_MAX_RETRIES),
        max_retry_delay_ms: fields
            .number("maxRetryDelayMs")
            .unwrap_or(options::DEFAULT_MAX_RETRY_DELAY_MS),
    };
    if config.rate_limit.is_some() {
        look::put(&fields.object, "queue", &Queue::new());
    }
    let base = look::object(&options::base_headers(look::is_browser()));
    look::put(&fields.object, "base", &base);
    Ok((config, fields.object))
}

/// A call's options, those that `params` names, likewise.
pub fn call_options(
    given: &JsValue,
    params: &'static [Param],
) -> Result<(CallConfig, JsValue), Failure> {
    let mut fields = Fields::read(optional(given), "options", params)?;
    fields.headers()?;
    let config = CallConfig {
        customer_token: fields.secret("customerToken"),
        timeout_ms: fields.number("timeoutMs"),
        max_retries: fields.number("maxRetries"),
    };
    Ok((config, fields.object))
}

/// A copy of an object that calls are to be made with later, checked.
pub fn copy(
    given: &JsValue,
    argument: &'static str,
    params: &'static [Param],
) -> Result<JsValue, Failure> {
    let fields = Fields::read(optional(given), argument, params)?;
    fields.headers()?;
    Ok(fields.object)
}

fn wrong(argument: &str, problem: &str) -> Failure {
    Error::argument(argument, problem).into()
}

fn threw(argument: &'static str, cause: &JsValue) -> Failure {
    let failure = wrong(argument, "could not be read (see cause)");
    failure.put("cause", cause);
    failure
}

/// The platform knows URLs better than any code that would fit here.
fn parse(given: &str) -> Result<Parsed, Failure> {
    let parts = look::address(given);
    let part = |index| parts.get(index).as_string().unwrap_or_default();
    if parts.length() == 0 {
        let problem = "is not a URL, or is relative where there is no page to resolve it against";
        return Err(wrong("baseUrl", problem));
    }
    Ok(Parsed {
        href: part(0),
        protocol: part(1),
        hostname: part(2),
        has_login: !part(3).is_empty(),
    })
}
