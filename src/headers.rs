//! The caller's own headers: which names and values can be sent, and which names are the client's.
//!
//! `fetch` throws on an illegal name or value only once the request is being made, and then says
//! little of what was wrong; here the option is named instead. The grammar is RFC 9110's.

use crate::{
    error::{Error, Result},
    text::concat,
};

/// The headers that the client sets itself: a caller's would contradict it.
const OWNED: [&str; 4] = ["accept", "authorization", "content-type", "x-customer-token"];

/// A header that can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its name in lower case, so that two spellings of one header are one.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl Header {
    /// Takes a header as the caller gave it.
    ///
    /// # Errors
    /// `invalid_argument` that names the header, never its value, where the client owns the name
    /// or where either is not what HTTP allows.
    pub fn parse(name: &str, value: String) -> Result<Self> {
        let name = name.to_ascii_lowercase();
        let problem = if name.is_empty() || !name.bytes().all(is_token) {
            "is not a legal header name"
        } else if OWNED.contains(&&*name) {
            "is set by the client itself"
        } else if !value.chars().all(is_field_value) {
            "holds a character that no header value can carry"
        } else {
            return Ok(Self { name, value });
        };
        Err(Error::argument(&concat(&["headers.", &name]), problem))
    }

    /// Whether it has that name.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name == name
    }
}

const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
}

const fn is_field_value(character: char) -> bool {
    matches!(character, '\t' | ' '..='~' | '\u{80}'..='\u{ff}')
}
