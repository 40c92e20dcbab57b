//! Every case runs in Node and in a browser: the two must not differ.

mod creation;
#[path = "../../support/endpoints.rs"]
pub mod endpoints;
mod interruptions;
mod leaves;
mod requests;
mod responses;
mod retries;
pub mod support;
mod trials;
