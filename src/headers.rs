//! The caller's own headers: which names and values can be sent, and which names are the client's.
//!
//! `fetch` throws on an illegal name or value only once the request is being made, and then says
//! little of what was wrong; here the option is named instead. The grammar is RFC 9110's.

use crate::{
    error::{Error, Result},
    text::{concat, is_alphanumeric_or, owned},
    value::{Sort, Value},
};

/// Whether it is a header that the client sets itself: a caller's would contradict it.
fn is_owned(name: &str) -> bool {
    matches!(name, "accept" | "authorization" | "content-type" | "x-customer-token")
}

/// Checks a header as the caller gave it.
///
/// # Errors
/// `invalid_argument` that names the header, never its value, where the client owns the name or
/// where either is not what HTTP allows.
pub fn check(name: &str, value: &Value) -> Result<()> {
    let mut name = owned(name);
    name.make_ascii_lowercase();
    let is_legal = !name.is_empty() & name.bytes().all(is_token);
    let problem = match value.sort() {
        _ if !is_legal => "is not a legal header name",
        _ if is_owned(&name) => "is set by the client itself",
        Sort::Text if value.text().bytes().all(is_field_value) => return Ok(()),
        Sort::Text | Sort::BrokenText => "holds a character that no header value can carry",
        _ => "must be a string",
    };
    Err(Error::argument(&concat("headers.", &name, ""), problem))
}

fn is_token(byte: u8) -> bool {
    is_alphanumeric_or(byte, b"!#$%&'*+-.^_`|~")
}

/// A value's bytes are those of Latin-1, whose characters beyond ASCII begin with 0xC2 or 0xC3.
const fn is_field_value(byte: u8) -> bool {
    matches!(byte, b'\t' | b' '..=b'~' | 0x80..=0xC3)
}
