//! All that touches JavaScript: arguments in, requests out, answers, events and errors back.
//!
//! Nothing here decides what an answer means or what a request holds. It converts values, waits, and
//! sees to it that whatever a caller or a runtime does ends in a settled promise. `host.js` and
//! `guard.js` beside it do what Rust cannot.

pub mod abort;
pub mod args;
pub mod body;
pub mod caller;
pub mod error;
pub mod guard;
pub mod json;
pub mod object;
pub mod platform;
pub mod signal;
pub mod task;
pub mod thrown;
pub mod timer;
pub mod transport;
pub mod turns;
pub mod wait;
