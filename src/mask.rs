//! Removes tokens from a text that is about to become part of an error.
//!
//! A failed answer can still hold the only copy of a customer's token, and a server can echo what it
//! was sent. Masking works on the text, before it is parsed, so that a truncated answer is masked like
//! a whole one, and a whole one still parses. It masks too much rather than too little.

/// What is shown in the place of a token.
const MASK: &str = "***";
/// The field of a created customer that holds its token.
const TOKEN_FIELD: &[u8] = b"api_token";
/// How many hexadecimal digits in a row are taken for a token. The API's tokens have 64, and a
/// truncated one is still worth hiding. The digits of a UUID (12 at most in a row) and of dates are
/// fewer.
const TOKEN_DIGITS: usize = 24;
/// How many bytes JSON's escape of a character by its code has: `\u00e9`.
const CODE_ESCAPE: usize = 6;

/// The text without the given secrets, without the value of any `api_token`, and without anything that
/// looks like a token of the API. Secrets are visible ASCII, as all tokens are: only such characters
/// are found where JSON escapes them.
#[must_use]
pub fn mask(text: &str, secrets: &[&str]) -> String {
    let bytes = text.as_bytes();
    let mut masked = String::with_capacity(text.len());
    // Secrets can overlap: one that begins inside another is hidden to its own end.
    let mut hidden_to = 0;
    let mut token = None;
    let mut digits_from = 0;
    let mut previous = None;
    for (at, byte) in bytes.iter().copied().enumerate() {
        let rest = from(bytes, at);
        // The digits of an escape are not part of the token after it.
        if code_escape(rest).is_some() {
            digits_from = at + CODE_ESCAPE;
        }
        let mut hidden = 0;
        // A row of digits is counted once, at its first digit.
        if at >= digits_from {
            let digits = count_digits(rest);
            digits_from = at + digits;
            if digits >= TOKEN_DIGITS {
                hidden = digits;
            }
        }
        // In a row of backslashes, the first stands for all of them.
        if byte != b'\\' || previous != Some(b'\\') {
            hidden = hidden.max(longest_secret(rest, secrets));
        }
        if let Some(value) = token.as_ref().filter(|value: &&Value| value.begin == at) {
            hidden = hidden.max(value.length(rest));
        }
        if rest.starts_with(TOKEN_FIELD) {
            token = Value::find(bytes, at + TOKEN_FIELD.len()).or(token);
        }
        if hidden > 0 {
            if at >= hidden_to {
                masked.push_str(text.get(hidden_to..at).unwrap_or_default());
                masked.push_str(MASK);
            }
            hidden_to = hidden_to.max(at + hidden);
        }
        previous = Some(byte);
    }
    masked.push_str(text.get(hidden_to..).unwrap_or_default());
    masked
}

/// Whether any of the secrets is in the text. This is for texts such as a request id, where a long row
/// of hexadecimal digits is nothing to hide.
#[must_use]
pub fn contains_secret(text: &str, secrets: &[&str]) -> bool {
    (0..text.len()).any(|at| longest_secret(from(text.as_bytes(), at), secrets) > 0)
}

fn from(text: &[u8], at: usize) -> &[u8] {
    text.get(at..).unwrap_or_default()
}

/// How many hexadecimal digits the text starts with.
fn count_digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_hexdigit()).count()
}

/// The length of the longest secret that the text starts with; 0 where it starts with none.
fn longest_secret(text: &[u8], secrets: &[&str]) -> usize {
    let lengths = secrets.iter().filter_map(|secret| secret_length(text, secret.as_bytes()));
    lengths.max().unwrap_or_default()
}

/// The length of the secret in the text, if the text starts with it: as it is, or as JSON may write it.
/// JSON escapes quotes, PHP's JSON also slashes, and any character may be escaped.
fn secret_length(text: &[u8], secret: &[u8]) -> Option<usize> {
    escaped_length(text, secret).or_else(|| text.starts_with(secret).then_some(secret.len()))
}

fn escaped_length(text: &[u8], secret: &[u8]) -> Option<usize> {
    let mut read = 0;
    // JSON within JSON has any number of backslashes before a character, and the secret's own are
    // among them.
    for wanted in secret.iter().filter(|byte| **byte != b'\\') {
        let mut found = u32::from(b'\\');
        while found == u32::from(b'\\') {
            (found, read) = match code_escape(from(text, read)) {
                Some(code) => (code, read + CODE_ESCAPE),
                None => (u32::from(*text.get(read)?), read + 1),
            };
        }
        if found != u32::from(*wanted) {
            return None;
        }
    }
    Some(read)
}

/// The code of the character that the text starts with, if that is escaped by its code. It can be half
/// of a surrogate pair.
fn code_escape(text: &[u8]) -> Option<u32> {
    let [b'\\', b'u', digits @ ..] = text else { return None };
    let digits = digits.first_chunk::<4>()?;
    digits.iter().try_fold(0, |code, digit| Some(code * 16 + char::from(*digit).to_digit(16)?))
}

/// The value of a token's field.
struct Value {
    /// Where it begins, behind its quote.
    begin: usize,
    /// The quote around it.
    quote: Option<u8>,
    /// How many backslashes are before its quotes: 1 in JSON within JSON, 3 one level deeper.
    escapes: usize,
}

impl Value {
    /// Looks for the value behind the field's name, which ends at `at`.
    fn find(text: &[u8], at: usize) -> Option<Self> {
        let sign = at + count_of(from(text, at), b"\\\"' \t\r\n");
        if !matches!(text.get(sign), Some(b':' | b'=')) {
            return None;
        }
        let space = from(text, sign + 1);
        let length = count_of(space, b"\\ \t\r\n");
        let escapes = space.iter().take(length).filter(|byte| **byte == b'\\').count();
        let begin = sign + 1 + length;
        let quote = text.get(begin).copied().filter(|byte| matches!(byte, b'"' | b'\''));
        Some(Self { begin: begin + usize::from(quote.is_some()), quote, escapes })
    }

    /// Its length, where the text starts with it.
    fn length(&self, text: &[u8]) -> usize {
        match self.quote {
            Some(quote) => self.quoted_length(text, quote),
            None => bare_length(text),
        }
    }

    /// Up to the quote behind as many backslashes as are before the first one, or the end of the text.
    fn quoted_length(&self, text: &[u8], quote: u8) -> usize {
        let mut backslashes = 0;
        for (length, byte) in text.iter().copied().enumerate() {
            // Each level doubles the backslashes of an escaped character and adds one for its own
            // quotes: the lowest bits tell whether the quote belongs to the value's level.
            let is_own =
                backslashes < self.escapes || backslashes & (2 * self.escapes + 1) == self.escapes;
            if byte == quote && is_own {
                return length - self.escapes.min(backslashes);
            }
            backslashes = if byte == b'\\' { backslashes + 1 } else { 0 };
        }
        text.len() - self.escapes.min(backslashes)
    }
}

/// The length of a value without quotes; 0 for `null`, an array and an object.
fn bare_length(text: &[u8]) -> usize {
    if text.starts_with(b"null") || matches!(text, [b'[' | b'{', ..]) {
        return 0;
    }
    text.iter().take_while(|byte| !b"\\\"',}&<\n".contains(byte)).count()
}

/// How many of these bytes the text starts with.
fn count_of(text: &[u8], bytes: &[u8]) -> usize {
    text.iter().take_while(|byte| bytes.contains(byte)).count()
}
