//! Takes tokens out of a text that is about to become part of an error.
//!
//! An answer that went wrong can still hold the one copy of a customer's token, and a server can
//! echo what it was sent. Masking works on the text, before it is parsed, so that a truncated
//! answer is masked like a whole one, and a whole one still parses. It would rather mask too much
//! than too little.

/// What stands where a token stood.
const MASK: &str = "***";
/// The field of a created customer that is its token.
const TOKEN_FIELD: &[u8] = b"api_token";
/// How many hexadecimal digits in a row are taken for a token: the API's have 64, and a truncated
/// one is still worth hiding, but a UUID's runs (12 at most) and dates are not.
const TOKEN_DIGITS: usize = 24;
/// How many bytes JSON's escape of a character by its code has: `\u00e9`.
const CODE_ESCAPE: usize = 6;
const BACKSLASH: u32 = 0x5c;

/// The text without the given secrets, without any `api_token`, and without anything that looks
/// like a token of the API. Secrets are visible ASCII, as all tokens are: only such characters are
/// found where JSON escapes them.
#[must_use]
pub fn mask(text: &str, secrets: &[&str]) -> String {
    let bytes = text.as_bytes();
    let mut masked = String::with_capacity(text.len());
    // Secrets may overlap: one that begins inside another is hidden to its own end.
    let mut hidden_to = 0;
    let mut value = 0..0;
    let mut escape_to = 0;
    let mut previous = 0_u8;
    for (at, &byte) in bytes.iter().enumerate() {
        let rest = bytes.get(at..).unwrap_or_default();
        if code_escape(rest).is_some() {
            escape_to = at + CODE_ESCAPE;
        }
        if let Some((start, length)) = field_value(rest) {
            value = at + start..at + start + length;
        }
        let mut hidden = 0;
        // The digits of an escape are no part of the token after it.
        if at == escape_to || at > escape_to && !previous.is_ascii_hexdigit() {
            hidden = token_length(rest);
        }
        // Of several backslashes the first stands for all.
        if byte != b'\\' || previous != b'\\' {
            for secret in secrets {
                hidden = hidden.max(secret_length(rest, secret.as_bytes()));
            }
        }
        if at == value.start {
            hidden = hidden.max(value.len());
        }
        if hidden > 0 {
            if at >= hidden_to {
                masked.push_str(text.get(hidden_to..at).unwrap_or_default());
                masked.push_str(MASK);
            }
            hidden_to = hidden_to.max(at + hidden);
        }
        previous = byte;
    }
    masked.push_str(text.get(hidden_to..).unwrap_or_default());
    masked
}

/// Whether any of the given secrets is in the text: for texts such as a request's id, where a long
/// row of hexadecimal digits is nothing to hide.
#[must_use]
pub fn reveals(text: &str, secrets: &[&str]) -> bool {
    for at in 0..text.len() {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        for secret in secrets {
            if secret_length(rest, secret.as_bytes()) > 0 {
                return true;
            }
        }
    }
    false
}

/// How long what looks like a token is that the text starts with.
fn token_length(text: &[u8]) -> usize {
    let digits = text.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    if digits < TOKEN_DIGITS { 0 } else { digits }
}

/// How long the secret is that the text starts with: as it stands, or as JSON may spell it, which
/// escapes quotes, in PHP slashes too, and anything where it likes.
fn secret_length(text: &[u8], secret: &[u8]) -> usize {
    let mut read = 0;
    for wanted in secret.iter().filter(|byte| **byte != b'\\') {
        // JSON within JSON has any number of backslashes before a character.
        let mut found = BACKSLASH;
        while found == BACKSLASH {
            let rest = text.get(read..).unwrap_or_default();
            let escaped = code_escape(rest);
            read += if escaped.is_some() { CODE_ESCAPE } else { 1 };
            let byte = rest.first().map_or(u32::MAX, |byte| u32::from(*byte));
            found = escaped.unwrap_or(byte);
        }
        if found != u32::from(*wanted) {
            return if text.starts_with(secret) { secret.len() } else { 0 };
        }
    }
    read
}

/// The code of the character that the text starts with, where it is escaped by its code; half of a
/// surrogate pair is one too.
fn code_escape(text: &[u8]) -> Option<u32> {
    let [b'\\', b'u', digits @ ..] = text else { return None };
    let mut code = 0;
    for digit in digits.get(..CODE_ESCAPE - 2)? {
        code = code * 16 + char::from(*digit).to_digit(16)?;
    }
    Some(code)
}

/// Where the value is and how long, where the text starts with the token's field.
fn field_value(text: &[u8]) -> Option<(usize, usize)> {
    if !text.starts_with(TOKEN_FIELD) {
        return None;
    }
    let mut is_behind_name = false;
    let mut escapes = 0;
    for (at, byte) in text.iter().enumerate().skip(TOKEN_FIELD.len()) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => {}
            b'\\' => escapes += 1,
            b'"' | b'\'' if !is_behind_name => {}
            b':' | b'=' if !is_behind_name => (is_behind_name, escapes) = (true, 0),
            b'"' | b'\'' => {
                return Some((at + 1, quoted_length(text.get(at + 1..)?, *byte, escapes)));
            }
            b'[' | b'{' => return None,
            _ if !is_behind_name => return None,
            _ => return Some((at, bare_length(text.get(at..)?))),
        }
    }
    None
}

/// How long the value is that ends where no quotes are needed for it to; `null` is none.
fn bare_length(text: &[u8]) -> usize {
    if text.starts_with(b"null") {
        return 0;
    }
    let is_inside =
        |byte: &&u8| !matches!(byte, b'"' | b'\\' | b'\'' | b',' | b'}' | b'&' | b'<' | b'\n');
    text.iter().take_while(is_inside).count()
}

/// How long the value is that ends with such a quote, behind as many backslashes as it began with
/// (JSON within JSON has one, within that three), or with the text.
fn quoted_length(text: &[u8], quote: u8, escapes: usize) -> usize {
    let mut backslashes = 0;
    for (at, byte) in text.iter().enumerate() {
        if *byte == b'\\' {
            backslashes += 1;
            continue;
        }
        // Each level doubles those of an escaped character, and its own quotes add one: the level's
        // lowest bits tell whether the quote is its own.
        let is_end = backslashes < escapes || backslashes & (2 * escapes + 1) == escapes;
        if *byte == quote && is_end {
            return at - escapes.min(backslashes);
        }
        backslashes = 0;
    }
    text.len()
}
