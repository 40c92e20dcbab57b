//! What is handed to JavaScript as a plain object: named values.
//!
//! Errors, events and a request's own headers are all handed over so, one value after the other, by
//! the number of its name: JavaScript is told once which names those are.

use serde::{Serialize, Serializer, ser::SerializeMap};

macro_rules! names {
    ($($name:ident = $text:literal,)*) => {
        /// What a value is called, by its number.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Name {
            $($name),*
        }

        /// The names in JavaScript, each with a comma behind it.
        pub const NAMES: &str = concat!($($text, ","),*);
    };
}

names! {
    Kind = "kind",
    Message = "message",
    Argument = "argument",
    Path = "path",
    Method = "method",
    Url = "url",
    Code = "code",
    RequestId = "requestId",
    Outcome = "outcome",
    Status = "status",
    Attempts = "attempts",
    RetryAfterMs = "retryAfterMs",
    Limit = "limit",
    Remaining = "remaining",
    RolledBack = "rolledBack",
    FieldErrors = "fieldErrors",
    Call = "call",
    Type = "type",
    Attempt = "attempt",
    DurationMs = "durationMs",
    DelayMs = "delayMs",
    Authorization = "authorization",
    CustomerToken = "x-customer-token",
    ContentType = "content-type",
    TimeoutMs = "timeoutMs",
    TotalTimeoutMs = "totalTimeoutMs",
    State = "state",
    MsLeft = "msLeft",
    DaysLeft = "daysLeft",
}

impl Name {
    /// The name itself.
    #[must_use]
    pub fn text(self) -> &'static str {
        NAMES.split(',').nth(self as usize).unwrap_or_default()
    }
}

/// One value.
#[derive(Debug, Clone, Copy)]
pub enum Fact<'a> {
    /// A text.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// Names, and what is said of each: the same name again for each that more is said of.
    Said(&'a [(String, String)]),
}

/// Whoever takes facts one after the other.
pub type Sink<'a> = &'a mut dyn FnMut(Name, Fact<'_>);

/// Named values: an object, where they are serialized.
pub struct Facts<'a>(pub &'a dyn Fn(Sink<'_>));

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let mut result = Ok(());
        (self.0)(&mut |name, fact| {
            if result.is_ok() {
                result = map.serialize_entry(name.text(), &fact);
            }
        });
        result?;
        map.end()
    }
}

impl Serialize for Fact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Said(said) => said.serialize(serializer),
        }
    }
}
