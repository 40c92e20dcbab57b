//! Takes tokens out of a text that is about to become part of an error.
//!
//! An answer that went wrong can still hold the one copy of a customer's token, and a server can
//! echo what it was sent. Masking works on the text, before it is parsed, so that a truncated
//! answer is masked like a whole one, and a whole one still parses. It would rather mask too much
//! than too little.

use core::str::Chars;

/// What stands where a token stood.
const MASK: &str = "***";
/// The field of a created customer that is its token.
const TOKEN_FIELD: &str = "api_token";
/// How many hexadecimal digits in a row are taken for a token: the API's have 64, and a truncated
/// one is still worth hiding, but a UUID's runs (12 at most) and dates are not.
const TOKEN_DIGITS: usize = 24;
/// How many bytes JSON's escape of a character by its code has: `\u00e9`.
const CODE_ESCAPE: usize = 6;

/// The text without the given secrets, without any `api_token`, and without anything that looks
/// like a token of the API.
#[must_use]
pub fn mask(text: &str, secrets: &[&str]) -> String {
    let mut masked = String::with_capacity(text.len());
    // Secrets may overlap: one that begins inside another is hidden to its own end.
    let mut hidden_to = 0;
    let mut value = 0..0;
    let mut escape_to = 0;
    let mut previous = '\0';
    for (at, character) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
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
        if character != '\\' || previous != '\\' {
            let lengths = secrets.iter().map(|secret| secret_length(rest, secret));
            hidden = lengths.fold(hidden, usize::max);
        }
        if at == value.start {
            hidden = hidden.max(value.len());
        }
        if at >= hidden_to {
            if hidden > 0 { masked.push_str(MASK) } else { masked.push(character) }
        }
        hidden_to = hidden_to.max(at + hidden);
        previous = character;
    }
    masked
}

/// Whether any of the given secrets is in the text: for texts such as a request's id, where a long
/// row of hexadecimal digits is nothing to hide.
#[must_use]
pub fn reveals(text: &str, secrets: &[&str]) -> bool {
    let mut starts = text.char_indices().map(|(at, _)| text.get(at..).unwrap_or_default());
    starts.any(|rest| secrets.iter().any(|secret| secret_length(rest, secret) > 0))
}

/// How long what looks like a token is that the text starts with.
fn token_length(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_hexdigit).count();
    if digits < TOKEN_DIGITS { 0 } else { digits }
}

/// How long the secret is that the text starts with: as it stands, or as JSON may spell it, which
/// escapes quotes, in PHP slashes too, and anything where it likes.
fn secret_length(text: &str, secret: &str) -> usize {
    let mut rest = text.chars();
    let mut wanted = secret.chars().filter(|character| *character != '\\');
    if wanted.all(|character| next_unescaped(&mut rest) == Some(character)) {
        text.len() - rest.as_str().len()
    } else if text.starts_with(secret) {
        secret.len()
    } else {
        0
    }
}

/// The next character that is no backslash: JSON within JSON has any number of them before it.
fn next_unescaped(text: &mut Chars) -> Option<char> {
    loop {
        let escaped = code_escape(text.as_str());
        if escaped.is_some() {
            text.nth(CODE_ESCAPE - 2);
        }
        let read = text.next()?;
        let character = escaped.map_or(Some(read), char::from_u32)?;
        if character != '\\' {
            return Some(character);
        }
    }
}

/// The code of the character that the text starts with, where it is escaped by its code; half of a
/// surrogate pair is one too.
fn code_escape(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.chars().try_fold(0, |code, digit| Some(code * 16 + digit.to_digit(16)?))
}

/// Where the value is and how long, where the text starts with the token's field.
fn field_value(text: &str) -> Option<(usize, usize)> {
    let separator = skip(text.strip_prefix(TOKEN_FIELD)?, b"\"'\\ \t\r\n");
    let after = separator.strip_prefix(":").or_else(|| separator.strip_prefix("="))?;
    let quoted = skip(after, b" \t\r\n");
    let value = skip(quoted, b"\\");
    let start = text.len() - value.len();
    let quote = value.bytes().next()?;
    if matches!(quote, b'"' | b'\'') {
        let length = quoted_length(value.get(1..)?, quote, quoted.len() - value.len());
        return Some((start + 1, length));
    }
    if matches!(quote, b'[' | b'{') || value.starts_with("null") {
        return None;
    }
    let is_inside = |byte: &u8| !b"\"\\',}&<\n".contains(byte);
    Some((start, value.bytes().take_while(is_inside).count()))
}

/// The text behind those of these ASCII characters that it starts with.
fn skip<'a>(text: &'a str, skipped: &[u8]) -> &'a str {
    let length = text.bytes().take_while(|byte| skipped.contains(byte)).count();
    text.get(length..).unwrap_or_default()
}

/// How long the value is that ends with such a quote, behind as many backslashes as it began with
/// (JSON within JSON has one, within that three), or with the text.
fn quoted_length(text: &str, quote: u8, escapes: usize) -> usize {
    let mut backslashes = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\\' {
            backslashes += 1;
            continue;
        }
        // Each level doubles those of an escaped character, and its own quotes add one: the level's
        // lowest bits tell whether the quote is its own.
        let is_end = backslashes < escapes || backslashes & (2 * escapes + 1) == escapes;
        if byte == quote && is_end {
            return at - escapes.min(backslashes);
        }
        backslashes = 0;
    }
    text.len()
}
