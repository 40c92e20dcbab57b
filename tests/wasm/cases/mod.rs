//! Every case runs in Node and in a browser: the two must not differ.

mod arguments;
mod creation;
#[path = "../../support/endpoints.rs"]
pub mod endpoints;
mod errors;
mod interruptions;
mod leaves;
mod redirects;
mod requests;
mod retries;
pub mod support;
mod trials;
