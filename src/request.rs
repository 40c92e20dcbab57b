//! An endpoint and its input to a request: path, query and body.
//!
//! All input is checked first, so that no id can name another endpoint (`settings`, `..`) and
//! nothing missing is sent as the word `undefined`.

use serde::{Serialize, Serializer};

use crate::{
    endpoint::{Endpoint, UUID},
    error::Result,
    param::Value,
    text::{concat, decimal, push_encoded},
};

/// A call, ready to be sent any number of times.
#[derive(Debug)]
pub struct Request {
    /// Which call it is.
    pub endpoint: &'static Endpoint,
    /// Path and query, to be appended to the base URL.
    pub path: String,
    /// What goes into the body, in the order of the endpoint's params.
    values: Vec<Value>,
}

impl Request {
    /// A request to that endpoint with these values of its params, `uuid` only where its path has one.
    ///
    /// # Errors
    /// `invalid_argument` where the id or a value is not what it must be.
    pub fn new(endpoint: &'static Endpoint, uuid: Value, values: Vec<Value>) -> Result<Self> {
        let mut path = endpoint.path.to_owned();
        if let Some((before, after)) = endpoint.around_uuid() {
            UUID.check(&uuid)?;
            path = concat(&[before, &uuid.text().unwrap_or_default(), after]);
        }
        let mut separator = '?';
        for (param, value) in endpoint.params.iter().zip(&values) {
            param.check(value)?;
            if endpoint.method != "GET" || *value == Value::Missing {
                continue;
            }
            path.push(separator);
            separator = '&';
            path.extend([param.name, "="]);
            push_encoded(&mut path, &query_value(value));
        }
        Ok(Self { endpoint, path, values })
    }

    /// Whether it has a body: itself, serialized.
    #[must_use]
    pub fn has_body(&self) -> bool {
        self.endpoint.method != "GET" && !self.endpoint.params.is_empty()
    }
}

fn query_value(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Flag(flag) => if *flag { "true" } else { "false" }.to_owned(),
        other => decimal(other.whole().unwrap_or_default()),
    }
}

/// The body.
impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        let names = self.endpoint.params.iter().map(|param| param.name);
        serializer.collect_map(names.zip(&self.values))
    }
}
