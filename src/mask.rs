//! Takes tokens out of a text that is about to become part of an error.
//!
//! An answer that went wrong can still hold the one copy of a customer's token, and a server can
//! echo what it was sent. Masking works on the text, before it is parsed, so that a truncated
//! answer is masked like a whole one, and a whole one still parses. It would rather mask too much
//! than too little.

use core::ops::Range;

use crate::text::{NONE, byte_at, digit_at, is_one_of, part, push};

/// What stands where a token stood.
const MASK: &str = "***";
/// The field of a created customer that is its token.
const TOKEN_FIELD: &[u8] = b"api_token";
/// How many hexadecimal digits in a row are taken for a token: the API's have 64, and a truncated
/// one is still worth hiding, but a UUID's runs (12 at most) and dates are not.
const TOKEN_DIGITS: usize = 24;
/// How many bytes JSON's escape of a character by its code has: `\u00e9`.
const CODE_ESCAPE: usize = 6;
const BACKSLASH: u32 = b'\\' as u32;

/// The text without the given secrets, without any `api_token`, and without anything that looks
/// like a token of the API. Secrets are visible ASCII, as all tokens are: only such characters are
/// found where JSON escapes them.
#[must_use]
pub fn mask(text: &str, secrets: &[&str]) -> String {
    let mut masked = String::with_capacity(text.len());
    // Secrets may overlap: one that begins inside another is hidden to its own end.
    let mut hidden_to = 0;
    let mut value = 0..0;
    let mut digits_from = 0;
    let mut previous = NONE;
    let mut at = 0;
    loop {
        let rest = from(text.as_bytes(), at);
        let byte = byte_at(rest, 0);
        // The digits of an escape are no part of the token after it.
        if code_escape(rest) != NONE {
            digits_from = at + CODE_ESCAPE;
        }
        let found = field_value(rest);
        if !found.is_empty() {
            value = at + found.start..at + found.end;
        }
        let mut hidden = 0;
        // Digits in a row are counted once, from the first on.
        if at >= digits_from {
            let digits = count_digits(rest);
            digits_from = at + digits;
            if digits >= TOKEN_DIGITS {
                hidden = digits;
            }
        }
        // Of several backslashes the first stands for all.
        if byte != BACKSLASH || previous != BACKSLASH {
            hidden = hidden.max(longest(rest, secrets));
        }
        if at == value.start {
            hidden = hidden.max(value.len());
        }
        if hidden > 0 || byte == NONE {
            if at >= hidden_to {
                let shown = part(text, hidden_to, at);
                push(&mut masked, shown, if byte == NONE { "" } else { MASK }, "");
            }
            hidden_to = hidden_to.max(at + hidden);
        }
        if byte == NONE {
            return masked;
        }
        previous = byte;
        at += 1;
    }
}

/// Whether any of the given secrets is in the text: for texts such as a request's id, where a long
/// row of hexadecimal digits is nothing to hide.
#[must_use]
pub fn reveals(text: &str, secrets: &[&str]) -> bool {
    (0..text.len()).any(|at| longest(from(text.as_bytes(), at), secrets) > 0)
}

fn from(text: &[u8], at: usize) -> &[u8] {
    text.get(at..).unwrap_or_default()
}

/// How many hexadecimal digits the text starts with.
fn count_digits(text: &[u8]) -> usize {
    let mut digits = 0;
    while digit_at(text, digits) != NONE {
        digits += 1;
    }
    digits
}

/// How long the longest of the secrets is that the text starts with.
fn longest(text: &[u8], secrets: &[&str]) -> usize {
    let mut length = 0;
    for secret in secrets {
        length = length.max(secret_length(text, secret.as_bytes()));
    }
    length
}

/// How long the secret is that the text starts with: as it stands, or as JSON may spell it, which
/// escapes quotes, in PHP slashes too, and anything where it likes.
fn secret_length(text: &[u8], secret: &[u8]) -> usize {
    let mut read = 0;
    for wanted in secret {
        // JSON within JSON has any number of backslashes before a character.
        let mut found = BACKSLASH;
        while found == BACKSLASH && *wanted != b'\\' {
            let rest = from(text, read);
            found = code_escape(rest);
            read += CODE_ESCAPE;
            if found == NONE {
                found = byte_at(rest, 0);
                read -= CODE_ESCAPE - 1;
            }
        }
        if found != u32::from(*wanted) {
            return if text.starts_with(secret) { secret.len() } else { 0 };
        }
    }
    read
}

/// The code of the character that the text starts with, where it is escaped by its code; half of a
/// surrogate pair is one too.
fn code_escape(text: &[u8]) -> u32 {
    let mut code = NONE;
    if text.starts_with(b"\\u") {
        code = 0;
        for place in 2..CODE_ESCAPE {
            let digit = digit_at(text, place);
            if digit == NONE {
                return NONE;
            }
            code = code * 16 + digit;
        }
    }
    code
}

/// Where the value is, where the text starts with the token's field.
fn field_value(text: &[u8]) -> Range<usize> {
    let mut at = TOKEN_FIELD.len();
    if !text.starts_with(TOKEN_FIELD) {
        return 0..0;
    }
    while is_one_of(byte_at(text, at), b"\\\"' \t\r\n") {
        at += 1;
    }
    if !is_one_of(byte_at(text, at), b":=") {
        return 0..0;
    }
    let mut escapes = 0;
    let mut quote = NONE;
    at += 1;
    while is_one_of(byte_at(text, at), b"\\ \t\r\n") {
        escapes += usize::from(byte_at(text, at) == BACKSLASH);
        at += 1;
    }
    if is_one_of(byte_at(text, at), b"\"'") {
        quote = byte_at(text, at);
        at += 1;
    }
    at..at + value_length(from(text, at), quote, escapes)
}

/// How long the value is that ends with such a quote, behind as many backslashes as it began with
/// (JSON within JSON has one, within that three), or with the text; without quotes, where none are
/// needed for it to end. `null` is none, nor are an array and an object.
fn value_length(text: &[u8], quote: u32, escapes: usize) -> usize {
    let is_bare = quote == NONE;
    if is_bare && (text.starts_with(b"null") || is_one_of(byte_at(text, 0), b"[{")) {
        return 0;
    }
    let mut length = 0;
    let mut backslashes = 0;
    loop {
        let byte = byte_at(text, length);
        let is_end = if is_bare {
            is_one_of(byte, b"\\\"',}&<\n")
        } else {
            // Each level doubles those of an escaped character, and its own quotes add one: the
            // level's lowest bits tell whether the quote is its own.
            byte == quote && (backslashes < escapes || backslashes & (2 * escapes + 1) == escapes)
        };
        if is_end || byte == NONE {
            return length - escapes.min(backslashes);
        }
        backslashes = if byte == BACKSLASH { backslashes + 1 } else { 0 };
        length += 1;
    }
}
