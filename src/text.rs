//! The little text-making that this package does itself.
//!
//! The standard library's formatter and joins, and crates for percent-encoding, each check bounds in
//! ways that can panic with a formatted message: they would bring some 8 kB of formatting along.

/// Appends the number in decimal digits.
pub fn push_decimal(text: &mut String, number: u32) {
    if number > 9 {
        push_decimal(text, number / 10);
    }
    push_digit(text, (number % 10) as u8);
}

/// Appends a digit of at most four bits.
fn push_digit(text: &mut String, digit: u8) {
    text.push(char::from(if digit > 9 { b'A' - 10 + (digit & 15) } else { b'0' + digit }));
}

/// Appends the three.
#[inline(never)]
pub fn push(text: &mut String, first: &str, second: &str, third: &str) {
    text.push_str(first);
    text.push_str(second);
    text.push_str(third);
}

/// The three in one string: as parameters they cost less to hand over than as a list.
#[inline(never)]
#[must_use]
pub fn concat(first: &str, second: &str, third: &str) -> String {
    let mut whole = String::new();
    whole.reserve(first.len() + second.len() + third.len());
    push(&mut whole, first, second, third);
    whole
}

/// The same text, to keep: what is written in its place wherever the length is known is longer, and
/// what makes a text with its room brings another way to allocate along than what appends to one.
#[inline(never)]
#[must_use]
pub fn owned(text: &str) -> String {
    let mut own = String::new();
    own.push_str(text);
    own
}

/// A list for people: `a, b, c`.
#[must_use]
pub fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut list = String::new();
    for word in words {
        push_word(&mut list, word);
    }
    list
}

fn push_word(list: &mut String, word: &str) {
    if !list.is_empty() {
        list.push_str(", ");
    }
    list.push_str(word);
}

/// Appends a query's value: all but RFC 3986's unreserved characters as percent codes.
pub fn push_encoded(query: &mut String, value: &str) {
    for byte in value.bytes() {
        if is_alphanumeric_or(byte, b"-._~") {
            query.push(char::from(byte & 0x7F));
        } else {
            query.push('%');
            push_digit(query, byte >> 4);
            push_digit(query, byte & 15);
        }
    }
}

/// Whether the byte is a letter or a digit of ASCII, or one of those.
#[inline(never)]
#[must_use]
pub fn is_alphanumeric_or(byte: u8, others: &[u8]) -> bool {
    byte.is_ascii_alphanumeric() | is_one_of(byte.into(), others)
}

/// What is no byte, and no character.
pub const NONE: u32 = u32::MAX;

/// The byte in that place, or [`NONE`].
#[inline(never)]
#[must_use]
pub fn byte_at(text: &[u8], at: usize) -> u32 {
    text.get(at).map_or(NONE, |byte| u32::from(*byte))
}

/// The text from there to there; an empty one where these are no places between characters of it.
#[inline(never)]
#[must_use]
pub fn part(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// What the hexadecimal digit in that place stands for, or [`NONE`].
#[inline(never)]
#[must_use]
pub fn digit_at(text: &[u8], at: usize) -> u32 {
    // Of what is no byte this makes 0xFF, which is no digit.
    char::from((byte_at(text, at) & 0xFF) as u8).to_digit(16).unwrap_or(NONE)
}

/// Whether the byte is one of those.
#[inline(never)]
#[must_use]
pub fn is_one_of(byte: u32, bytes: &[u8]) -> bool {
    for one in bytes {
        if byte == u32::from(*one) {
            return true;
        }
    }
    false
}
