//! What can go wrong with a call: one type inside, whatever the cause.
//!
//! It carries no JavaScript value: the boundary adds the original error and the answer's body when
//! it turns this into a `ReporteiError`. No message ever holds a token, or more of a server's text
//! than a person would read.

use serde::Serialize;
use tsify::Tsify;

use crate::{
    facts::{Name, Sink},
    retry::Outcome,
    said::Said,
    text::{concat, part, push},
};

/// How long a message or another text gets at most, in characters: proxies answer with whole pages.
const MAX_MESSAGE_CHARS: usize = 300;

/// A result whose error is boxed: it travels through every step of a call, and a pointer is all
/// that each of them should have to move.
pub type Result<T> = core::result::Result<T, Box<Error>>;

/// What a call failed with.
///
/// - `invalid_argument`: an option or argument is not what it must be; nothing was sent.
/// - `authentication`: 401, the access token or the customer token is missing or wrong.
/// - `permission`: 403, the merchant may not do this.
/// - `not_found`: 404, there is no such customer.
/// - `validation`: 422, or 400 with field errors: the API refused the values (see `fieldErrors`).
/// - `rate_limit`: 429, too many calls.
/// - `server`: any 5xx, the API or something before it failed.
/// - `http`: any other status, redirects included.
/// - `network`: no answer came.
/// - `timeout`: the answer was not whole after `timeoutMs`.
/// - `aborted`: the caller's `signal` said so.
/// - `decode`: a success whose body is not what the API's contract says.
/// - `token_not_stored`: a customer was created, and `storeToken` failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Tsify)]
#[tsify(rename = "ReporteiErrorKind")]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum ErrorKind {
    InvalidArgument,
    Authentication,
    Permission,
    NotFound,
    Validation,
    RateLimit,
    Server,
    Http,
    Network,
    Timeout,
    Aborted,
    Decode,
    TokenNotStored,
}

impl ErrorKind {
    /// The kind of an answer that is not a success.
    #[must_use]
    pub const fn of_status(status: u32, has_field_errors: bool) -> Self {
        match status {
            401 => Self::Authentication,
            403 => Self::Permission,
            404 => Self::NotFound,
            422 => Self::Validation,
            400 if has_field_errors => Self::Validation,
            429 => Self::RateLimit,
            500..=599 => Self::Server,
            _ => Self::Http,
        }
    }

    /// Its name in JavaScript. The derived serialization gives the same (a test sees to it), but
    /// would bring a cache of names along.
    #[must_use]
    pub const fn name(self) -> Name {
        match self {
            Self::InvalidArgument => Name::InvalidArgument,
            Self::Authentication => Name::Authentication,
            Self::Permission => Name::Permission,
            Self::NotFound => Name::NotFound,
            Self::Validation => Name::Validation,
            Self::RateLimit => Name::RateLimit,
            Self::Server => Name::Server,
            Self::Http => Name::Http,
            Self::Network => Name::Network,
            Self::Timeout => Name::Timeout,
            Self::Aborted => Name::Aborted,
            Self::Decode => Name::Decode,
            Self::TokenNotStored => Name::TokenNotStored,
        }
    }
}

/// What is known of a failed call.
// A text that there is not is an empty one here, and is not handed over: see `Error::facts`.
#[derive(Debug, Clone, PartialEq, Tsify)]
#[tsify(rename = "ReporteiErrorDetails", hashmap_as_object)]
pub struct Error {
    /// What went wrong, for a program.
    #[tsify(type = "ReporteiErrorKind")]
    pub kind: ErrorKind,
    /// What went wrong, for a person: one sentence of at most 300 characters.
    pub message: String,
    /// The answer's HTTP status, where one came; 0 where a browser hides a redirect's.
    #[tsify(optional)]
    pub status: Option<u32>,
    /// The API's own code for what went wrong, where it gave one: at most 300 characters.
    #[tsify(optional)]
    pub code: String,
    /// The answer's request id, where it had one: what the API's support asks for.
    #[serde(rename = "requestId")]
    #[tsify(optional)]
    pub request_id: String,
    /// How many attempts were sent.
    pub attempts: u32,
    /// What is known of the server's state.
    #[tsify(type = "ReporteiOutcome")]
    pub outcome: Outcome,
    /// How long the server asks to wait, in milliseconds, where it said.
    #[serde(rename = "retryAfterMs")]
    #[tsify(optional, type = "number")]
    pub retry_after_ms: Said,
    /// How many calls the server allows in its window, where it said.
    #[tsify(optional, type = "number")]
    pub limit: Said,
    /// How many of them are left, where it said.
    #[tsify(optional, type = "number")]
    pub remaining: Said,
    /// Whether the customer that was just created is gone again, of a `token_not_stored`.
    #[serde(rename = "rolledBack")]
    #[tsify(optional)]
    pub rolled_back: Option<bool>,
    /// What the API says of single fields: field name to messages of at most 300 characters, 16 KiB
    /// in all; empty where it says nothing.
    #[serde(rename = "fieldErrors")]
    #[tsify(type = "Record<string, string[]>")]
    pub field_errors: Vec<(String, String)>,
    /// Which argument or option is wrong, of an `invalid_argument`: `"timeoutMs"`, `"headers.accept"`.
    #[tsify(optional)]
    pub argument: String,
    /// The path of the first field that is not what the contract says, of a `decode`:
    /// `"data[3].uuid"`; empty for the body itself.
    #[tsify(optional)]
    pub path: String,
    /// The request's HTTP method, where the call got as far as being one.
    #[tsify(optional, type = "\"GET\" | \"POST\" | \"PUT\" | \"DELETE\"")]
    pub method: Option<Name>,
    /// The request's URL, where the call got as far as having one. Tokens are never in it.
    #[tsify(optional)]
    pub url: String,
}

impl Error {
    /// What an error is before anything is known of it: one that is copied takes less code than one
    /// that is written field by field.
    const NOTHING: Self = Self {
        kind: ErrorKind::Network,
        message: String::new(),
        status: None,
        code: String::new(),
        request_id: String::new(),
        attempts: 0,
        outcome: Outcome::NotSent,
        retry_after_ms: Said::NOTHING,
        limit: Said::NOTHING,
        remaining: Said::NOTHING,
        rolled_back: None,
        field_errors: Vec::new(),
        argument: String::new(),
        path: String::new(),
        method: None,
        url: String::new(),
    };

    /// An error of that kind and nothing more.
    #[must_use]
    pub fn new(kind: ErrorKind, message: &str) -> Box<Self> {
        let mut error = Box::new(Self::NOTHING);
        error.kind = kind;
        push_short(&mut error.message, message);
        error
    }

    /// An `invalid_argument`: the argument's name and what is wrong with it, never its value.
    #[must_use]
    pub fn argument(argument: &str, problem: &str) -> Box<Self> {
        let message = concat(argument, " ", problem);
        let mut error = Self::new(ErrorKind::InvalidArgument, &message);
        error.argument.push_str(argument);
        error
    }

    /// A `token_not_stored`, once it was tried to delete the customer again.
    #[must_use]
    pub fn token_not_stored(rolled_back: bool) -> Box<Self> {
        let message = if rolled_back {
            "storeToken failed (see cause), and the customer was deleted again"
        } else {
            "storeToken failed (see cause), and the customer could not be deleted: it is in created"
        };
        let mut error = Self::new(ErrorKind::TokenNotStored, message);
        error.rolled_back = Some(rolled_back);
        error
    }

    /// A `decode`: what is wrong, and the path of the first field that is.
    #[must_use]
    pub fn decode(message: &str, path: String) -> Box<Self> {
        let mut error = Self::new(ErrorKind::Decode, message);
        error.path = path;
        error
    }
}

impl Error {
    /// Hands over all that is known.
    pub fn facts(&self, to: &mut impl Sink) {
        to.word(Name::Kind, self.kind.name());
        to.text(Name::Message, &self.message);
        to.some_text(Name::Argument, &self.argument);
        if self.kind == ErrorKind::Decode {
            to.text(Name::Path, &self.path);
        }
        if let Some(method) = self.method {
            to.word(Name::Method, method);
        }
        to.some_text(Name::Url, &self.url);
        to.some_text(Name::Code, &self.code);
        to.some_text(Name::RequestId, &self.request_id);
        to.word(Name::Outcome, self.outcome.name());
        if let Some(status) = self.status {
            to.number(Name::Status, status.into());
        }
        to.number(Name::Attempts, self.attempts.into());
        to.some_number(Name::RetryAfterMs, self.retry_after_ms);
        to.some_number(Name::Limit, self.limit);
        to.some_number(Name::Remaining, self.remaining);
        if let Some(rolled_back) = self.rolled_back {
            to.flag(Name::RolledBack, rolled_back);
        }
        for (field, message) in &self.field_errors {
            to.said(Name::FieldErrors, field, message);
        }
    }
}

/// Appends a text of a server's, cut to what a person would read.
pub fn push_short(text: &mut String, message: &str) {
    let mut room = MAX_MESSAGE_CHARS;
    let mut last = 0;
    for (at, byte) in message.bytes().enumerate() {
        // Of a character's bytes, those behind the first begin with the bits 10.
        if byte & 0xC0 != 0x80 {
            if room == 0 {
                push(text, part(message, 0, last), "…", "");
                return;
            }
            room -= 1;
            last = at;
        }
    }
    text.push_str(message);
}
