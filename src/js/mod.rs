//! All that touches JavaScript: values in, values and errors out.
//!
//! Here and in the files beside these, whose names end in `.js`, nothing decides what an answer means
//! or what a request holds: they convert and wait, and see to it that whatever a caller or a runtime
//! hands over ends in a settled promise.

pub mod bulk;
pub mod call;
pub mod client;
pub mod core;
pub mod held;
pub mod host;
pub mod trial;
pub mod types;
pub mod walk;
