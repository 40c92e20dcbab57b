//! What is handed to JavaScript as a plain object: named values.
//!
//! Errors, events and a request's own headers are all handed over so, one value after the other, by
//! the number of its name: JavaScript is told once which names those are. Where a value is one of a
//! few words, it is such a number too.

use crate::said::Said;

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
    InvalidArgument = "invalid_argument",
    Authentication = "authentication",
    Permission = "permission",
    NotFound = "not_found",
    Validation = "validation",
    RateLimit = "rate_limit",
    Server = "server",
    Http = "http",
    Network = "network",
    Timeout = "timeout",
    Aborted = "aborted",
    Decode = "decode",
    TokenNotStored = "token_not_stored",
    NotSent = "not_sent",
    Rejected = "rejected",
    Applied = "applied",
    Unknown = "unknown",
    Paying = "paying",
    Trial = "trial",
    Expired = "expired",
    None = "none",
    Request = "request",
    Response = "response",
    Retry = "retry",
    Success = "success",
    Failure = "failure",
    Get = "GET",
    Post = "POST",
    Put = "PUT",
    Delete = "DELETE",
}

impl Name {
    /// The name itself.
    #[must_use]
    pub fn text(self) -> &'static str {
        NAMES.split(',').nth(self as usize).unwrap_or_default()
    }
}

/// Whoever takes named values, one after the other.
pub trait Sink {
    /// Takes a text.
    fn text(&mut self, name: Name, text: &str);
    /// Takes a word.
    fn word(&mut self, name: Name, word: Name);
    /// Takes a number.
    fn number(&mut self, name: Name, number: f64);
    /// Takes a yes or no.
    fn flag(&mut self, name: Name, flag: bool);
    /// Takes a text, where it is not empty.
    fn some_text(&mut self, name: Name, text: &str) {
        if !text.is_empty() {
            self.text(name, text);
        }
    }
    /// Takes a number, where there is one.
    fn some_number(&mut self, name: Name, number: Said) {
        if let Some(number) = number.get() {
            self.number(name, number);
        }
    }
    /// Takes something that is said of that key: of each key, all together.
    fn said(&mut self, name: Name, key: &str, text: &str);
}
