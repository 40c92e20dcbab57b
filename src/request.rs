//! An endpoint and its input to a request: path and query.
//!
//! All input is checked first, so that no id can name another endpoint (`settings`, `..`) and
//! nothing missing is sent as the word `undefined`. The body is the checked input itself, as JSON.

use crate::{
    endpoint::{BEFORE_UUID, Endpoint, UUID},
    error::Result,
    table::Table,
    text::{concat, owned, push, push_decimal, push_encoded},
    value::{Sort, Values},
};

/// Where a call's params are among its values.
const PARAMS: usize = 1;

/// A call, ready to be sent any number of times.
#[derive(Debug)]
pub struct Request {
    /// Which call it is.
    pub endpoint: &'static Endpoint,
    /// Path and query, to be appended to the base URL.
    pub path: String,
}

impl Request {
    /// Checks the values for a request to that endpoint: the customer's id, which counts only where
    /// its path has one, and behind it those of its params, in their order.
    ///
    /// # Errors
    /// `invalid_argument` where the id or a value is not what it must be.
    pub fn check(endpoint: &Endpoint, values: &Values) -> Result<()> {
        if endpoint.after_uuid.is_some() {
            UUID.check(values.get(0))?;
        }
        values.check(PARAMS, endpoint.params)
    }

    /// A request to that endpoint with these values, once they were checked.
    #[must_use]
    pub fn new(endpoint: &'static Endpoint, values: &Values) -> Self {
        let mut path = match endpoint.after_uuid {
            None => owned(endpoint.path),
            Some(after) => concat(BEFORE_UUID, values.get(0).text(), after),
        };
        if endpoint.reads() {
            push_query(&mut path, endpoint.params, values);
        }
        Self { endpoint, path }
    }
}

fn push_query(path: &mut String, params: Table, values: &Values) {
    let mut separator = "?";
    for (index, param) in params.params().enumerate() {
        let value = values.get(PARAMS + index);
        if value.is(Sort::Missing) {
            continue;
        }
        push(path, separator, param.name, "=");
        separator = "&";
        if value.is(Sort::Number) {
            push_decimal(path, value.whole());
        } else if value.is(Sort::Flag) {
            path.push_str(if value.is_true() { "true" } else { "false" });
        } else {
            push_encoded(path, value.text());
        }
    }
}
