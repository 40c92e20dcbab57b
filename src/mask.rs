//! Takes tokens out of a text that is about to become part of an error.
//!
//! An answer that went wrong can still hold the one copy of a customer's token, and a server can
//! echo what it was sent. Masking works on the text, before it is parsed, so that a truncated
//! answer is masked like a whole one. It would rather mask too much than too little.

/// What stands where a token stood.
const MASK: &str = "***";
/// The field of a created customer that is its token.
const TOKEN_FIELD: &str = "api_token";
/// How many hexadecimal digits in a row are taken for a token: the API's have 64, and a truncated
/// one is still worth hiding, but a UUID's runs (12 at most) and dates are not.
const TOKEN_DIGITS: usize = 24;

/// The text without the given secrets, without any `api_token`, and without anything that looks
/// like a token of the API.
#[must_use]
pub fn mask(text: &str, secrets: &[&str]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(hidden) = hidden_at_start(rest, secrets) {
            masked.push_str(MASK);
            rest = rest.get(hidden..).unwrap_or_default();
            continue;
        }
        // A field's name is kept, so that a reader sees what was masked after it.
        let kept = if rest.starts_with(TOKEN_FIELD) { value_start(rest) } else { first.len_utf8() };
        masked.push_str(rest.get(..kept).unwrap_or_default());
        rest = rest.get(kept..).unwrap_or_default();
        if kept > first.len_utf8() {
            masked.push_str(if value_length(rest) > 0 { MASK } else { "" });
            rest = rest.get(value_length(rest)..).unwrap_or_default();
        }
    }
    masked
}

/// How many bytes at the start of the text are a secret.
fn hidden_at_start(text: &str, secrets: &[&str]) -> Option<usize> {
    let known = secrets.iter().find(|secret| text.starts_with(**secret));
    let digits = text.bytes().take_while(u8::is_ascii_hexdigit).count();
    known.map(|secret| secret.len()).or((digits >= TOKEN_DIGITS).then_some(digits))
}

/// Where the value of the field begins that the text starts with.
fn value_start(text: &str) -> usize {
    let separators = |byte: &u8| {
        matches!(byte, b'"' | b'\\' | b'\'' | b':' | b'=' | b' ' | b'\t' | b'\r' | b'\n')
    };
    TOKEN_FIELD.len() + text.bytes().skip(TOKEN_FIELD.len()).take_while(separators).count()
}

/// How long the value is that the text starts with: to its closing quote, or the end of the text.
fn value_length(text: &str) -> usize {
    let inside =
        |byte: &u8| !matches!(byte, b'"' | b'\\' | b'\'' | b',' | b'}' | b'&' | b'<' | b'\n');
    text.bytes().take_while(inside).count()
}
