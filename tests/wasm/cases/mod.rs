//! Every case runs in Node and in a browser: the two must not differ.

#[path = "../../support/endpoints.rs"]
pub mod endpoints;
mod leaves;
mod smoke;
pub mod support;
mod trials;
