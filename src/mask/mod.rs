//! Removes tokens from a text that is about to become part of an error.
//!
//! A failed answer can still hold the only copy of a customer's token, and a server can echo what it
//! was sent. Masking works on the text, before it is parsed, so that a truncated answer is masked like
//! a whole one, and a whole one still parses. It masks too much rather than too little.
//!
//! The text is a server's, so the time that masking takes grows as the text does, whatever is in it.

mod search;
mod text;
mod value;

use search::searches;
#[cfg(not(target_arch = "wasm32"))]
pub use text::LOOKS;
use text::{CODE_ESCAPE, Text, code_escape};
use value::Value;

/// What is shown in the place of a token.
const MASK: &str = "***";
/// The field of a created customer that holds its token.
const TOKEN_FIELD: &[u8] = b"api_token";
/// How many hexadecimal digits in a row are taken for a token. The API's tokens have 64, and a
/// truncated one is still worth hiding. The digits of a UUID (12 at most in a row) and of dates are
/// fewer.
const TOKEN_DIGITS: usize = 24;

/// The text without the given secrets and their long parts, without the value of any `api_token`, and
/// without anything that looks like a token of the API. Secrets are visible ASCII, as all tokens are:
/// only such characters are found where JSON, a URL or HTML escapes them.
#[must_use]
pub fn mask(text: &str, secrets: &[&str]) -> String {
    let bytes = Text(text.as_bytes());
    let mut searches = searches(secrets);
    let mut masked = String::with_capacity(text.len());
    // Secrets can overlap: one that begins inside another is hidden to its own end.
    let mut hidden_to = 0;
    let mut token: Option<Value> = None;
    let mut value_to = 0;
    let mut digits_from = 0;
    let mut backslashes_to = 0;
    for at in 0..text.len() {
        let byte = bytes.at(at);
        // The digits of an escape are not part of the token after it.
        if code_escape(bytes, at).is_some() {
            digits_from = at + CODE_ESCAPE;
        }
        let mut end = at;
        // A row of digits is counted once, at its first digit.
        if at >= digits_from {
            digits_from = bytes.skip(at, |byte| byte.is_ascii_hexdigit());
            if digits_from - at >= TOKEN_DIGITS {
                end = digits_from;
            }
        }
        // In a row of backslashes, the first stands for all of them.
        if byte != Some(b'\\') || at >= backslashes_to {
            backslashes_to = backslashes_to.max(bytes.skip_backslashes(at));
            for search in &mut searches {
                end = end.max(search.end(bytes, at));
            }
        }
        // What begins inside of a value is a part of it.
        if let Some(value) = &token
            && value.begin == at
            && at >= value_to
        {
            value_to = value.end(bytes);
            end = end.max(value_to);
        }
        if bytes.has(at, TOKEN_FIELD) {
            token = Value::find(bytes, at + TOKEN_FIELD.len()).or(token);
        }
        if end > at {
            if at >= hidden_to {
                masked.push_str(text.get(hidden_to..at).unwrap_or_default());
                masked.push_str(MASK);
            }
            hidden_to = hidden_to.max(end);
        }
    }
    masked.push_str(text.get(hidden_to..).unwrap_or_default());
    masked
}

/// Whether any of the secrets, or a long part of one, is in the text. This is for texts such as a
/// request id, where a long row of hexadecimal digits is nothing to hide.
#[must_use]
pub fn contains_secret(text: &str, secrets: &[&str]) -> bool {
    let mut searches = searches(secrets);
    let bytes = Text(text.as_bytes());
    (0..text.len()).any(|at| searches.iter_mut().any(|search| search.end(bytes, at) > at))
}
