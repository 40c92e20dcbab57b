//! What a call can fail with: one type, whatever the cause.
//!
//! It holds no JavaScript value. The boundary adds the original error and the answer's body when it
//! makes a `ReporteiError` of this one. No message ever holds a token, or more of a server's text
//! than a person would read, or a character that would forge or garble what it is printed into.

use serde::{Serialize, Serializer};
use tsify::Tsify;

use crate::call::{outcome::Outcome, retry::Verdict, status::rule_of};

/// The longest message or other text of an error, in characters: proxies answer with whole pages.
const MAX_TEXT_CHARS: usize = 300;
/// The longest name of an argument or id of a request, in characters.
const MAX_LABEL_CHARS: usize = 128;

/// A result whose error is boxed, since an error is long and every step of a call returns one.
pub type Result<T> = core::result::Result<T, Box<Error>>;

/// What a call failed with.
///
/// - `invalid_argument`: an option or argument is not what it must be, or fails when it is called.
/// - `authentication`: 401, the access token or the customer token is missing or wrong.
/// - `permission`: 403, the merchant may not do this.
/// - `not_found`: 404 in the API's own form, with a message: there is no such customer.
/// - `validation`: 422, or 400 with field errors: the API refused the values (see `fieldErrors`).
/// - `rate_limit`: 429, too many calls.
/// - `server`: any 5xx, the API or something before it failed.
/// - `http`: any other status, redirects and a 404 from before the API included, or a success that says
///   `success: false`.
/// - `network`: no complete answer came, or `fetch` returned something that is no response.
/// - `timeout`: no complete answer came within `timeoutMs`, `totalTimeoutMs` or a time limit of the
///   platform.
/// - `aborted`: the caller's `signal` aborted the call.
/// - `decode`: a success whose body is not what the API's contract says, is about another customer, or is
///   longer than 8 MiB.
/// - `token_not_stored`: a customer was created, and `storeToken` failed.
///
/// @example
/// ```ts
/// import type { ReporteiErrorKind } from "reportei-customers";
///
/// const WORDS: Partial<Record<ReporteiErrorKind, string>> = {
///   authentication: "The token is wrong.",
///   not_found: "There is no such customer.",
/// };
/// await reportei.show(uuid).catch((error) => {
///   if (!isReporteiError(error)) throw error;
///   console.log(WORDS[error.kind] ?? error.message);
/// });
/// ```
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
    pub fn of_status(status: u32, has_field_errors: bool) -> Self {
        match status {
            400 | 200..=299 if has_field_errors => Self::Validation,
            _ => rule_of(status).kind,
        }
    }

    /// Its name in JavaScript, the same as serde's.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidArgument => "invalid_argument",
            Self::Authentication => "authentication",
            Self::Permission => "permission",
            Self::NotFound => "not_found",
            Self::Validation => "validation",
            Self::RateLimit => "rate_limit",
            Self::Server => "server",
            Self::Http => "http",
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Aborted => "aborted",
            Self::Decode => "decode",
            Self::TokenNotStored => "token_not_stored",
        }
    }
}

/// What is known of a failed call.
///
/// @example
/// ```js
/// await reportei.show(uuid).catch((error) => {
///   if (!isReporteiError(error)) throw error;
///   const { kind, outcome, status, attempts, requestId } = error;
///   console.log(kind, outcome, status, attempts, requestId);
/// });
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Tsify)]
#[tsify(rename = "ReporteiErrorDetails")]
#[serde(rename_all = "camelCase")]
pub struct Error {
    /// What went wrong, for a program.
    #[tsify(type = "ReporteiErrorKind")]
    pub kind: ErrorKind,
    /// What went wrong, for a person: one sentence of at most 300 characters. Control characters and
    /// line breaks of a server's text are replaced in it, as in `code`, `requestId`, `fieldErrors` and
    /// `argument`.
    pub message: String,
    /// The answer's HTTP status, where one came; 0 where a browser hides a redirect's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub status: Option<u32>,
    /// The API's own code for what went wrong, where it gave one: at most 300 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub code: Option<String>,
    /// The answer's request id, where it had one, for the API's support. At most 128 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub request_id: Option<String>,
    /// How many attempts were made.
    pub attempts: u32,
    /// What is known of the server's state.
    #[tsify(type = "ReporteiOutcome")]
    pub outcome: Outcome,
    /// How long the server requests to wait, in milliseconds, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub retry_after_ms: Option<f64>,
    /// How many calls the server allows in its window, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub limit: Option<f64>,
    /// How many of them are left, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub remaining: Option<f64>,
    /// Of a `token_not_stored`: whether the customer that was just created was deleted again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub rolled_back: Option<bool>,
    /// What the API says of single fields: field name to messages of at most 300 characters, 16 KiB
    /// in all; empty where it says nothing. What it says of no field is under the empty name.
    #[serde(skip_serializing_if = "FieldErrors::is_empty")]
    #[tsify(type = "Record<string, string[]>")]
    pub field_errors: FieldErrors,
    /// Which argument or option is wrong, of an `invalid_argument`: `"timeoutMs"`, `"headers.accept"`.
    /// At most 128 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub argument: Option<String>,
    /// The path of the first field that is not what the contract says, of a `decode`:
    /// `"data[3].uuid"`; empty for the body itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub path: Option<String>,
    /// The request's HTTP method, where the call got as far as being one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "\"GET\" | \"POST\" | \"PUT\" | \"DELETE\"")]
    pub method: Option<&'static str>,
    /// The request's URL, where the call got as far as having one. Tokens are never in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub url: Option<String>,
    /// What is known of an attempt without an answer.
    #[serde(skip)]
    pub verdict: Option<Verdict>,
}

impl Error {
    /// An error of that kind, of which nothing more is known yet.
    #[must_use]
    pub fn new(kind: ErrorKind, message: &str) -> Box<Self> {
        Box::new(Self {
            kind,
            message: shorten(message),
            status: None,
            code: None,
            request_id: None,
            attempts: 0,
            outcome: Outcome::NotSent,
            retry_after_ms: None,
            limit: None,
            remaining: None,
            rolled_back: None,
            field_errors: FieldErrors::default(),
            argument: None,
            path: None,
            method: None,
            url: None,
            verdict: None,
        })
    }

    /// An `invalid_argument`: the argument's name and what is wrong with it, never its value.
    #[must_use]
    pub fn argument(argument: &str, problem: &str) -> Box<Self> {
        let argument = label(argument);
        let mut error = Self::new(ErrorKind::InvalidArgument, &format!("{argument} {problem}"));
        error.argument = Some(argument);
        error
    }

    /// A `token_not_stored`, after the attempt to delete the customer again.
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
        error.path = Some(path);
        error
    }
}

/// What the API says of single fields: of each field its name and its messages, in the API's order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<(String, Vec<String>)>);

impl FieldErrors {
    /// Whether the API says nothing of single fields.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a message of a field to those that it has.
    pub fn push(&mut self, field: &str, message: String) {
        match self.0.iter_mut().find(|(name, _)| name == field) {
            Some((_, messages)) => messages.push(message),
            None => self.0.push((field.to_owned(), vec![message])),
        }
    }
}

/// As a map of field name to messages.
impl Serialize for FieldErrors {
    fn serialize<S: Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, messages)| (name, messages)))
    }
}

/// A text, cut to what a person would read, that can be printed.
#[must_use]
pub fn shorten(text: &str) -> String {
    printable(text, MAX_TEXT_CHARS)
}

/// A caller's name for something, or a server's, that can be printed.
#[must_use]
pub fn label(text: &str) -> String {
    printable(text, MAX_LABEL_CHARS)
}

fn printable(text: &str, most: usize) -> String {
    let is_long = text.chars().nth(most).is_some();
    let kept = text.chars().take(most - usize::from(is_long)).map(shown);
    kept.chain(is_long.then_some('…')).collect()
}

/// What is shown of a character: not what ends a line, commands a terminal, or turns the direction of
/// what is around it.
const fn shown(character: char) -> char {
    match character {
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}' => char::REPLACEMENT_CHARACTER,
        other => other,
    }
}
