//! The table of the API's endpoints, a row each: `endpoints.json`.
//!
//! A row says what the contract says of the endpoint, gives arguments of the client's method with the
//! request that must follow from them, and the document's example answer. The tests in JavaScript read
//! the same file by `endpoints.mjs`.

use std::sync::LazyLock;

use reportei_customers::api::endpoint::{self, Endpoint};
use serde::Deserialize;
use serde_json::Value;

/// A row of the table.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[allow(dead_code, reason = "each test reads what it needs")]
#[allow(clippy::struct_excessive_bools, reason = "the contract has that many")]
pub struct Row {
    /// The name of the client's method.
    pub call: String,
    /// Its arguments without the options. `"{uuid}"` stands for a customer's id.
    pub arguments: Vec<Value>,
    /// The request's method.
    pub method: String,
    /// The request's path, with `{uuid}` in the place of an id.
    pub path: String,
    /// The request's query, with its question mark.
    #[serde(default)]
    pub query: String,
    /// The request's body.
    pub body: Option<Value>,
    /// Whether it needs the token of a customer.
    #[serde(default)]
    pub needs_customer_token: bool,
    /// Whether a second request leaves the server in the same state as the first.
    pub is_repeatable: bool,
    /// Whether its answer shows a customer's token.
    #[serde(default)]
    pub shows_token: bool,
    /// Whether the quickstart and the consumers make the call.
    #[serde(default)]
    pub is_in_tour: bool,
    /// The status of a success.
    pub status: u16,
    /// The field of a success's body that holds the answer, where it is not the body itself.
    pub envelope: Option<String>,
    /// The body of a success, as the API's document has it.
    pub answer: Value,
}

/// The table's text.
pub const TABLE: &str = include_str!("endpoints.json");

static ROWS: LazyLock<Vec<Row>> =
    LazyLock::new(|| serde_json::from_str(TABLE).expect("the rows are well-formed"));

/// Each endpoint with its row. A row without an endpoint fails, and an endpoint without a row.
pub fn rows() -> impl Iterator<Item = (&'static Endpoint, &'static Row)> {
    let endpoints: Vec<_> =
        endpoint::ALL.iter().map(|endpoint| (endpoint.method.as_str(), endpoint.path)).collect();
    let rows: Vec<_> = ROWS.iter().map(|row| (&*row.method, &*row.path)).collect();
    assert_eq!(endpoints, rows, "endpoint::ALL and tests/support/endpoints.json differ");
    endpoint::ALL.iter().copied().zip(ROWS.iter())
}

#[allow(dead_code, reason = "each test calls what it needs")]
impl Row {
    /// Path and query for a customer.
    pub fn request_path(&self, uuid: &str) -> String {
        self.path.replace("{uuid}", uuid) + &self.query
    }

    /// The arguments for a customer, as the text of an array.
    pub fn arguments_text(&self, uuid: &str) -> String {
        Value::from(self.arguments.clone()).to_string().replace("{uuid}", uuid)
    }

    /// The body's text: as JavaScript writes it, and empty where there is none.
    pub fn request_body(&self) -> String {
        self.body.as_ref().map(Value::to_string).unwrap_or_default()
    }
}
