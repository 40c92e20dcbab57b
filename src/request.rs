//! An endpoint and its input to a request: path and query.
//!
//! All input is checked first, so that no id can name another endpoint (`settings`, `..`) and
//! nothing missing is sent as the word `undefined`. The body is the checked input itself, as JSON.

use crate::{
    endpoint::{BEFORE_UUID, Endpoint, UUID},
    error::Result,
    param::Value,
    text::{concat, decimal, push, push_encoded},
};

/// A call, ready to be sent any number of times.
#[derive(Debug)]
pub struct Request {
    /// Which call it is.
    pub endpoint: &'static Endpoint,
    /// Path and query, to be appended to the base URL.
    pub path: String,
}

impl Request {
    /// A request to that endpoint with these values of its params, in their order; `uuid` only where
    /// its path has one.
    ///
    /// # Errors
    /// `invalid_argument` where the id or a value is not what it must be.
    pub fn new(endpoint: &'static Endpoint, uuid: &Value, values: &[Value]) -> Result<Self> {
        let mut path = match endpoint.after_uuid {
            None => endpoint.path.to_owned(),
            Some(after) => {
                UUID.check(uuid)?;
                concat(&[BEFORE_UUID, uuid.str(), after])
            }
        };
        let mut separator = "?";
        for (index, param) in endpoint.params.params().enumerate() {
            let value = values.get(index).unwrap_or(&Value::Missing);
            param.check(value)?;
            if !endpoint.reads() || matches!(value, Value::Missing) {
                continue;
            }
            push(&mut path, &[separator, param.name, "="]);
            separator = "&";
            match value {
                Value::Text(text) => push_encoded(&mut path, text),
                Value::Flag(flag) => path.push_str(if *flag { "true" } else { "false" }),
                other => path.push_str(&decimal(other.whole().unwrap_or_default())),
            }
        }
        Ok(Self { endpoint, path })
    }
}
