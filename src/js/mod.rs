//! All that touches JavaScript: arguments in, requests out, answers and errors back.
//!
//! Nothing here decides what an answer means or what a request holds; it converts, and sees to it
//! that whatever a caller or a runtime hands over ends in a settled promise.

pub mod answer;
pub mod args;
pub mod call;
pub mod failure;
pub mod look;
pub mod trial;
pub mod types;
pub mod walk;
