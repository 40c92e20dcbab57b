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
    let problem = match value.text() {
        _ if name.is_empty() || !name.as_bytes().iter().all(|byte| is_token(*byte)) => {
            "is not a legal header name"
        }
        _ if is_owned(&name) => "is set by the client itself",
        _ if !value.is(Sort::Text) && !value.is(Sort::BrokenText) => "must be a string",
        text if value.is(Sort::Text)
            && text.as_bytes().iter().all(|byte| is_field_value(*byte)) =>
        {
            return Ok(());
        }
        _ => "holds a character that no header value can carry",
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
