//! The little text-making that this package does itself.
//!
//! The standard library's formatter and joins, and crates for percent-encoding, each check bounds in
//! ways that can panic with a formatted message: they would bring some 8 kB of formatting along.

/// The number in decimal digits.
#[must_use]
pub fn decimal(number: u32) -> String {
    itoa::Buffer::new().format(number).to_owned()
}

/// The parts in one string.
#[must_use]
pub fn concat(parts: &[&str]) -> String {
    let mut whole = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        whole.push_str(part);
    }
    whole
}

/// A list for people: `a, b, c`.
#[must_use]
pub fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut list = String::new();
    for word in words {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(word);
    }
    list
}

/// Appends a query's value: all but RFC 3986's unreserved characters as percent codes.
pub fn push_encoded(query: &mut String, value: &str) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            query.push(char::from(byte));
        } else {
            let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or_default();
            query.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}
