//! Requests and answers as the sandbox sees them, and the reading of query strings and forms.
//!
//! Whatever is sent must come out as something: broken percent signs stay as they are, bytes that
//! are no UTF-8 become replacement characters, and of repeated parameters the last counts, as in
//! PHP. Neither type can be printed, since both may carry tokens.

use super::faults::Delivery;

/// A request to the sandbox.
#[derive(Clone, Default)]
pub struct Request {
    /// The method; its case does not matter.
    pub method: String,
    /// The path with its query, such as `/api/customers?page=2`.
    pub path: String,
    /// Names and values; the case of the names does not matter.
    pub headers: Vec<(String, String)>,
    /// The body; empty where there is none.
    pub body: Vec<u8>,
}

impl Request {
    /// The value of the first header of this name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(given, _)| given.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }

    /// The path without its query, and the query.
    #[must_use]
    pub fn split_path(&self) -> (&str, &str) {
        let target = self.path.split_once('#').map_or(&*self.path, |(target, _)| target);
        target.split_once('?').unwrap_or((target, ""))
    }
}

/// The sandbox's answer.
#[derive(Clone)]
pub struct Response {
    /// The HTTP status; 0 where no answer is to come.
    pub status: u16,
    /// Lower-case names, each at most once, and their values.
    pub headers: Vec<(&'static str, String)>,
    /// JSON or HTML; empty where the answer has none.
    pub body: String,
    /// How it goes out, where that is not whole and at once.
    pub delivery: Option<Delivery>,
}

impl Response {
    /// The value of the header of this lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| *given == name).map(|(_, value)| &**value)
    }

    /// No answer at all.
    pub(crate) fn none() -> Self {
        Self { status: 0, headers: Vec::new(), body: String::new(), delivery: None }
    }

    /// Gives the header of this lower-case name another value, or its first one.
    pub(crate) fn set_header(&mut self, name: &'static str, value: impl Into<String>) {
        self.headers.retain(|(given, _)| *given != name);
        self.headers.push((name, value.into()));
    }
}

/// The parameters of a query string or of a form.
pub(crate) struct Params(Vec<(String, String)>);

impl Params {
    pub(crate) fn parse(encoded: &str) -> Self {
        let pairs = encoded.split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(name, value)| (form_decode(name), form_decode(value)))
                .collect(),
        )
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rfind(|(given, _)| given == name).map(|(_, value)| &**value)
    }
}

impl IntoIterator for Params {
    type Item = (String, String);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

fn form_decode(text: &str) -> String {
    percent_decode(&text.replace('+', " "))
}

/// Decodes percent signs; those that are not followed by two hex digits stay.
pub(crate) fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if let (b'%', Some(byte)) = (first, tail.get(..2).and_then(hex_byte)) {
            bytes.push(byte);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_byte(digits: &[u8]) -> Option<u8> {
    // `from_str_radix` alone would take a sign too.
    let all_hex = digits.iter().all(u8::is_ascii_hexdigit);
    let text = std::str::from_utf8(digits).ok().filter(|_| all_hex)?;
    u8::from_str_radix(text, 16).ok()
}
