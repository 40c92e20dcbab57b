//! Takes tokens out of a text that is about to become part of an error.
//!
//! An answer that went wrong can still hold the one copy of a customer's token, and a server can
//! echo what it was sent. Masking works on the text, before it is parsed, so that a truncated
//! answer is masked like a whole one, and a whole one still parses. It would rather mask too much
//! than too little.

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
    let mut masked = String::new();
    masked.reserve(text.len());
    // Secrets may overlap: one that begins inside another is hidden to its own end.
    let mut hidden_to = 0;
    let mut value = Value { begin: usize::MAX, quote: NONE, escapes: 0 };
    let mut digits_from = 0;
    let mut previous = NONE;
    let mut rest = text.as_bytes();
    loop {
        let at = text.len() - rest.len();
        let byte = byte_at(rest, 0);
        // The digits of an escape are no part of the token after it.
        if code_escape(rest, 0) != NONE {
            digits_from = at + CODE_ESCAPE;
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
        if at == value.begin {
            hidden = hidden.max(value.length(rest));
        }
        if rest.starts_with(TOKEN_FIELD) {
            value.find(text.as_bytes(), at + TOKEN_FIELD.len());
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
        rest = from(rest, 1);
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
            let escaped = code_escape(text, read);
            (found, read) = match escaped {
                NONE => (byte_at(text, read), read + 1),
                _ => (escaped, read + CODE_ESCAPE),
            };
        }
        if found != u32::from(*wanted) {
            return if text.starts_with(secret) { secret.len() } else { 0 };
        }
    }
    read
}

/// The code of the character in that place of the text, where it is escaped by its code; half of a
/// surrogate pair is one too.
fn code_escape(text: &[u8], at: usize) -> u32 {
    if (byte_at(text, at) != BACKSLASH) | (byte_at(text, at + 1) != u32::from(b'u')) {
        return NONE;
    }
    let mut code = 0;
    for place in at + 2..at + CODE_ESCAPE {
        let digit = digit_at(text, place);
        if digit == NONE {
            return NONE;
        }
        code = code * 16 + digit;
    }
    code
}

/// The value of the token's field.
struct Value {
    /// Where it begins.
    begin: usize,
    /// The quote that it is in, or [`NONE`].
    quote: u32,
    /// How many backslashes it begins with: JSON within JSON has one, within that three.
    escapes: usize,
}

impl Value {
    /// Looks for it behind the field's name, which ends there.
    fn find(&mut self, text: &[u8], mut at: usize) {
        while is_one_of(byte_at(text, at), b"\\\"' \t\r\n") {
            at += 1;
        }
        if !is_one_of(byte_at(text, at), b":=") {
            return;
        }
        self.escapes = 0;
        self.quote = NONE;
        at += 1;
        while is_one_of(byte_at(text, at), b"\\ \t\r\n") {
            self.escapes += usize::from(byte_at(text, at) == BACKSLASH);
            at += 1;
        }
        if is_one_of(byte_at(text, at), b"\"'") {
            self.quote = byte_at(text, at);
            at += 1;
        }
        self.begin = at;
    }

    /// How long it is, where the text starts with it: it ends with its quote, behind as many
    /// backslashes as it began with, or with the text; without quotes, where none are needed for it
    /// to end. `null` is none, nor are an array and an object.
    fn length(&self, text: &[u8]) -> usize {
        let is_bare = self.quote == NONE;
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
                (byte == self.quote)
                    & ((backslashes < self.escapes)
                        | (backslashes & (2 * self.escapes + 1) == self.escapes))
            };
            if is_end | (byte == NONE) {
                return length - self.escapes.min(backslashes);
            }
            backslashes = if byte == BACKSLASH { backslashes + 1 } else { 0 };
            length += 1;
        }
    }
}
