//! The little text-making that this package does itself.
//!
//! The standard library's formatter and joins, and crates for percent-encoding, each check bounds in
//! ways that can panic with a formatted message: they would bring some 8 kB of formatting along.

/// The number in decimal digits.
#[must_use]
pub fn decimal(number: u32) -> String {
    let mut digits = if number > 9 { decimal(number / 10) } else { String::new() };
    push_digit(&mut digits, (number % 10) as u8);
    digits
}

/// Appends a digit of at most four bits.
fn push_digit(text: &mut String, digit: u8) {
    text.push(char::from(if digit > 9 { b'A' - 10 + (digit & 15) } else { b'0' + digit }));
}

/// Appends the parts.
pub fn push(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
}

/// The parts in one string.
#[must_use]
pub fn concat(parts: &[&str]) -> String {
    let mut length = 0;
    for part in parts {
        length += part.len();
    }
    let mut whole = String::with_capacity(length);
    push(&mut whole, parts);
    whole
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
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            query.push(char::from(byte & 0x7F));
        } else {
            query.push('%');
            push_digit(query, byte >> 4);
            push_digit(query, byte & 15);
        }
    }
}
