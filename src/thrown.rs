//! What an error shows of the error of another that caused it.
//!
//! That one is anybody's: a caller's `fetch` may put its request on it, with the tokens, and Node's the
//! rest of an answer, and a console prints all of it. So an error has a copy of what names the cause.

use serde::Serialize;

use crate::mask::mask;

/// How many errors of a chain are shown.
pub const MAX_DEPTH: u32 = 5;
/// How many of the errors that one stands for are shown.
pub const MAX_ERRORS: u32 = 8;
/// How many steps of a chain the errors take that one stands for.
pub const STEPS_TO_ERRORS: u32 = 2;
/// What stands before a token in a header.
const SCHEME: &str = "bearer";

/// What is shown of an error.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Thrown {
    /// Its name.
    pub name: String,
    /// Its message.
    pub message: String,
    /// Its code, such as `ECONNREFUSED`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The mark by which a framework knows its own error again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The operating system's call that failed.
    #[serde(skip)]
    pub syscall: String,
    /// Where it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stack: Option<String>,
    /// What led to it in turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Box<Thrown>>,
    /// The errors that it stands for, such as one for each address that was tried.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Thrown>,
}

/// A text of somebody else's error, without tokens.
#[must_use]
pub fn masked(text: &str, secrets: &[&str]) -> String {
    let text = mask(text, secrets);
    let mut is_token = false;
    let words = text.split(' ').map(|word| {
        let shown = if is_token { "***" } else { word };
        is_token = word.eq_ignore_ascii_case(SCHEME);
        shown
    });
    words.collect::<Vec<_>>().join(" ")
}
