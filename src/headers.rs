//! The caller's own headers: which names and values can be sent, and which names the client owns.
//!
//! `fetch` throws on an illegal name or value only when the request is made, and says little of what
//! is wrong. Here the option is named instead. The grammar is that of RFC 9110.

use crate::{
    error::{Error, Result},
    rules::Given,
};

/// Checks a header as the caller gave it.
///
/// # Errors
/// `invalid_argument` that names the header and never shows its value, where the client owns the name,
/// or where HTTP does not allow the name or the value.
pub fn check(name: &str, value: &Given) -> Result<()> {
    let name = name.to_ascii_lowercase();
    let is_legal = !name.is_empty() && name.bytes().all(is_name_byte);
    let problem = match value {
        _ if !is_legal => "is not a legal header name",
        _ if is_owned(&name) => "is set by the client itself",
        Given::Text(text) if text.chars().all(is_value_character) => return Ok(()),
        Given::Text(_) | Given::BrokenText => "holds a character that no header value can carry",
        _ => "must be a string",
    };
    Err(Error::argument(&format!("headers.{name}"), problem))
}

/// Whether the client sets the header itself, so that a caller's would contradict it.
fn is_owned(name: &str) -> bool {
    matches!(name, "accept" | "authorization" | "content-type" | "x-customer-token")
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Values are Latin-1 without control characters.
const fn is_value_character(character: char) -> bool {
    matches!(character, '\t' | ' '..='~' | '\u{80}'..='\u{ff}')
}
