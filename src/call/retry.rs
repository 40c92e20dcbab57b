//! Whether a failed attempt is repeated, and after how long.
//!
//! # Which
//! [`judge`] is one table: what is not in it is final. All endpoints but `create` are repeatable: a
//! second request leaves the server in the same state. `create` is not, so it is repeated only after
//! an answer that says that the server did nothing.
//!
//! # When
//! A time that the server names is obeyed. Otherwise the wait is exponential backoff with full jitter:
//! a random share of `BASE_MS * 2^n`, at most 8 seconds ("Exponential Backoff And Jitter", AWS
//! Architecture Blog, 2015). So callers that failed together do not retry together.
//!
//! # How often
//! At most as often as the caller allows, and within the client's budget ([`super::budget`]).

use crate::{
    api::endpoint::Endpoint,
    error::{Error, ErrorKind},
};

/// The longest first wait.
const BASE_MS: u32 = 500;
/// How often the longest wait is doubled at most, which makes it 8 seconds.
const MAX_DOUBLINGS: u32 = 4;
/// The largest whole number that a double tells from the next. A server that asks for more seconds
/// than these 285 million years does not ask for no wait.
const MAX_WHOLE: f64 = 9_007_199_254_740_991.0;
/// The last time that JavaScript has a date for.
const LAST_DATE: f64 = 8.64e15;

/// What the retry policy says of a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is final.
    Final,
    /// It may be repeated, and the server may have applied it.
    Unclear,
    /// It may be repeated where that is safe: the server says that it did nothing.
    Refused,
    /// It may be repeated: the server certainly did nothing.
    Untouched,
}

/// Judges a failed attempt by its error alone. A `decode` error has the status of a success, which is
/// in none of these rows.
#[must_use]
pub fn judge(error: &Error) -> Verdict {
    match (error.kind, error.status) {
        (ErrorKind::Network | ErrorKind::Timeout, _) => Verdict::Unclear,
        // Too Early: believed only for calls that are safe to repeat.
        (_, Some(425)) => Verdict::Refused,
        (_, Some(429)) => Verdict::Untouched,
        (_, Some(503)) if error.retry_after_ms.is_some() => Verdict::Untouched,
        (_, Some(408 | 500 | 502 | 503 | 504)) => Verdict::Unclear,
        _ => Verdict::Final,
    }
}

/// Whether an attempt with that verdict may be repeated at that endpoint.
#[must_use]
pub fn repeats(endpoint: &Endpoint, verdict: Verdict) -> bool {
    match verdict {
        Verdict::Final => false,
        Verdict::Unclear | Verdict::Refused => endpoint.is_repeatable,
        Verdict::Untouched => true,
    }
}

/// How long to wait before the next attempt, in milliseconds. `made` is the number of retries before
/// it, `random` is from 0 to 1.
#[must_use]
pub fn delay_ms(error: &Error, made: u32, random: f64) -> f64 {
    error.retry_after_ms.unwrap_or_else(|| {
        let longest = BASE_MS << made.min(MAX_DOUBLINGS);
        (random * f64::from(longest)).ceil()
    })
}

/// What an answer's headers say of when to retry.
#[derive(Debug, Clone, Copy, Default)]
pub struct RetryHeaders<'a> {
    /// `Retry-After`: seconds, or a date.
    pub retry_after: Option<&'a str>,
    /// `Retry-After` as milliseconds since 1970, where the engine takes it for a date.
    pub retry_after_date: Option<f64>,
    /// `X-RateLimit-Reset`: seconds since 1970.
    pub reset: Option<&'a str>,
}

/// How long the server asks to wait, in milliseconds from `now` (milliseconds since 1970). A malformed
/// header says nothing. A time that is past is a wait of 0.
#[must_use]
pub fn retry_after_ms(headers: RetryHeaders<'_>, status: u32, now: f64) -> Option<f64> {
    let seconds = headers.retry_after.and_then(whole_number).map(|seconds| seconds * 1000.0);
    let wait = date(headers).map(|date| date - now).or(seconds).or_else(|| {
        // The end of a window is a time to retry only for a request that the limit refused.
        let reset = headers.reset.filter(|_| status == 429)?;
        Some(whole_number(reset)? * 1000.0 - now)
    });
    wait.map(|ms| ms.max(0.0))
}

/// The date in `Retry-After`, where it is one.
fn date(headers: RetryHeaders<'_>) -> Option<f64> {
    headers.retry_after.filter(|text| is_http_date(text))?;
    headers.retry_after_date.filter(|date| date.abs() <= LAST_DATE)
}

/// Whether a text ends as HTTP's dates do. Engines take texts such as "1.5" and "soon 5" for days in
/// 2001, which would mean a retry at once.
fn is_http_date(text: &str) -> bool {
    matches!(text.as_bytes(), [.., b':', _, _, b' ', b'G', b'M', b'T'])
}

/// A header's whole number, where it is one; at most `MAX_WHOLE`.
#[must_use]
pub fn whole_number(text: &str) -> Option<f64> {
    let digits = text.trim_ascii();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| {
        let add = |number: f64, digit: u8| number * 10.0 + f64::from(digit - b'0');
        digits.bytes().fold(0.0, |number, digit| add(number, digit).min(MAX_WHOLE))
    })
}
