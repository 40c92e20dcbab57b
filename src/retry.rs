//! Whether a failed attempt is made again, after how long, and what is known of it in the end.
//!
//! # Which
//! One table, in [`judge`]: what is not in it is final. All calls but `create` are safe to repeat:
//! made twice, they leave the server as made once. `create` is not: it is repeated only after an
//! answer that says that the server did nothing.
//!
//! # When
//! A server that names a time is taken at its word. Otherwise the wait is exponential backoff with
//! full jitter: a random share of `BASE_MS * 2^n`, at most 8 seconds ("Exponential Backoff And
//! Jitter", AWS Architecture Blog, 2015): callers that failed together do not come back together.
//!
//! # How often
//! At most as the caller says, and within the client's [`crate::budget::Budget`].

use serde::Serialize;
use tsify::Tsify;

use crate::{
    endpoint::Endpoint,
    error::{Error, ErrorKind},
    facts::Name,
    said::Said,
};

/// The longest first wait.
const BASE_MS: u32 = 500;
/// How often that is doubled at most: the longest wait is 8 seconds.
const MOST_DOUBLINGS: u32 = 4;
/// The largest whole number that doubles tell from the next: of seconds, 285 million years. Whoever
/// asks for more is not heard as asking for nothing.
const MAX_WHOLE: f64 = 9_007_199_254_740_991.0;
/// The last time that JavaScript has a date for.
const LAST_DATE: f64 = 8.64e15;

/// What is known of the server's state after a call failed.
///
/// - `not_sent`: no request left; nothing was changed.
/// - `rejected`: the server refused; nothing was changed.
/// - `applied`: the server did it, and what it answered could not be used.
/// - `unknown`: the server may have done it or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Tsify)]
#[tsify(rename = "ReporteiOutcome")]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Outcome {
    NotSent,
    Rejected,
    Applied,
    Unknown,
}

impl Outcome {
    /// Its name in JavaScript (see [`ErrorKind::name`]).
    #[must_use]
    pub const fn name(self) -> Name {
        match self {
            Self::NotSent => Name::NotSent,
            Self::Rejected => Name::Rejected,
            Self::Applied => Name::Applied,
            Self::Unknown => Name::Unknown,
        }
    }
}

/// What the policy says of a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is final.
    Final,
    /// It may be made again, though the server may have done it.
    Unclear,
    /// It may be made again where that is safe, and the server said that it did nothing.
    Refused,
    /// It may be made again, and the server certainly did nothing.
    Untouched,
}

/// Judges a failed attempt by its error alone. A success whose body could not be used has a status
/// too, which is none of these.
#[must_use]
pub fn judge(error: &Error) -> Verdict {
    match (error.kind, error.status) {
        // No whole answer came.
        (ErrorKind::Network | ErrorKind::Timeout, _) => Verdict::Unclear,
        // The server's word is taken for safe calls alone.
        (_, Some(425)) => Verdict::Refused,
        (_, Some(429)) => Verdict::Untouched,
        (_, Some(503)) if error.retry_after_ms.is_some() => Verdict::Untouched,
        (_, Some(408 | 500 | 502 | 503 | 504)) => Verdict::Unclear,
        _ => Verdict::Final,
    }
}

/// Whether the attempt is made again, as far as this call and this failure go.
#[must_use]
pub fn repeats(endpoint: &Endpoint, verdict: Verdict) -> bool {
    match verdict {
        Verdict::Final => false,
        Verdict::Unclear | Verdict::Refused => endpoint.repeatable,
        Verdict::Untouched => true,
    }
}

/// What came of the attempts of one call so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct History {
    /// How many attempts were sent.
    pub attempts: u32,
    /// Whether one of those that failed may have been applied all the same.
    pub unclear: bool,
}

impl History {
    /// What is known where the attempt under way fails with that error.
    #[must_use]
    pub fn outcome(self, endpoint: &Endpoint, error: &Error) -> Outcome {
        let reads = endpoint.reads();
        match (error.kind, error.status) {
            (ErrorKind::TokenNotStored, _) if error.rolled_back == Some(true) => Outcome::Rejected,
            (ErrorKind::Decode | ErrorKind::TokenNotStored, _) => Outcome::Applied,
            // A gateway that gave up on the request may have passed it on before.
            (_, Some(408)) => Outcome::Unknown,
            (_, Some(status))
                if judge(error) == Verdict::Untouched || matches!(status, 400..=499) =>
            {
                self.between()
            }
            (_, Some(0 | 300..=399)) if reads => Outcome::Rejected,
            _ => Outcome::Unknown,
        }
    }

    /// What is known where the call fails while no attempt is under way, or the last one was
    /// refused: a refusal says nothing of an attempt before it whose answer was lost.
    #[must_use]
    pub const fn between(self) -> Outcome {
        match self {
            Self { attempts: 0, .. } => Outcome::NotSent,
            Self { unclear: true, .. } => Outcome::Unknown,
            _ => Outcome::Rejected,
        }
    }
}

/// How long to wait before the next attempt, in milliseconds. `made`: how many were made again
/// before; `random`: from 0 to 1.
#[must_use]
pub fn delay_ms(error: &Error, made: u32, random: f64) -> f64 {
    error.retry_after_ms.get().unwrap_or_else(|| {
        let most = BASE_MS << made.min(MOST_DOUBLINGS);
        (random * f64::from(most)).ceil()
    })
}

/// What an answer's headers say of when to come back.
#[derive(Debug, Clone, Copy, Default)]
pub struct RetryHeaders<'a> {
    /// `Retry-After`: seconds, or a date.
    pub retry_after: Option<&'a str>,
    /// The same as milliseconds since 1970, where it is a date.
    pub retry_after_date: Option<f64>,
    /// `X-RateLimit-Reset`: seconds since 1970.
    pub reset: Option<&'a str>,
}

/// How long the server asks to wait, in milliseconds from `now` (milliseconds since 1970). What is
/// malformed says nothing; what is past says 0.
#[must_use]
pub fn retry_after_ms(headers: RetryHeaders<'_>, status: u32, now: f64) -> Said {
    let mut wait = None;
    if let Some(text) = headers.retry_after {
        wait = whole_number(text).get().map(|seconds| seconds * 1000.0);
        if let Some(date) = headers.retry_after_date
            && date.abs() <= LAST_DATE
            && is_http_date(text)
        {
            wait = Some(date - now);
        }
    }
    // The end of a window says when to come back only to those who were sent away.
    if let (None, 429, Some(text)) = (wait, status, headers.reset) {
        wait = whole_number(text).get().map(|reset| reset * 1000.0 - now);
    }
    wait.map_or(Said::NOTHING, |ms| Said::new(ms.max(0.0)))
}

/// Whether it has what HTTP's dates have and no rubbish does: engines take "1.5" and "soon 5" for
/// days in 2001, which would be leave to come back at once.
fn is_http_date(text: &str) -> bool {
    matches!(text.as_bytes(), [.., b':', _, _, b' ', b'G', b'M', b'T'])
}

/// A header's whole number, where it is one; at most [`MAX_WHOLE`].
#[must_use]
pub fn whole_number(text: &str) -> Said {
    let mut number = Said::NOTHING;
    let mut is_over = false;
    for byte in text.bytes() {
        if byte.is_ascii_whitespace() {
            is_over = number.is_some();
        } else if byte.is_ascii_digit() && !is_over {
            let before = number.get().unwrap_or(0.0);
            number = Said::new(f64::min(before * 10.0 + f64::from(byte - b'0'), MAX_WHOLE));
        } else {
            return Said::NOTHING;
        }
    }
    number
}
