//! Every case runs in Node and in a browser: the two must not differ.

mod arguments;
mod errors;
mod interruptions;
mod requests;
pub mod support;
