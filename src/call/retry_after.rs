//! When a server allows the next request: the one reader of `Retry-After` and `X-RateLimit-Reset`.
//!
//! Both come as seconds, as times since 1970 and as dates, whatever their specifications say, and
//! proxies join several values by commas, of which the longest wait counts. The unit of a number
//! follows from its size. Times are reckoned from the same answer's `Date`, since the local clock may be wrong.

use crate::{
    api::time::{parse_http_date, parse_timestamp},
    rules::MAX_DURATION_MS,
};

/// The least wait after a refusal by a rate limit, and until a time that seems to be past.
pub const LEAST_MS: f64 = 1000.0;
/// The least number that is a time since 1970. A smaller one is so many seconds from now.
const FIRST_TIME: f64 = 1e9;
/// The units of times since 1970: which numbers they make smaller than, and their milliseconds.
const UNITS: [(f64, f64); 3] = [(1e11, 1000.0), (1e14, 1.0), (1e17, 0.001)];
/// The largest whole number of which a double can also hold the next.
const MAX_WHOLE: f64 = 9_007_199_254_740_991.0;

/// What an answer's headers say of when to retry.
#[derive(Debug, Clone, Copy, Default)]
pub struct RetryHeaders<'a> {
    /// `Retry-After`.
    pub retry_after: Option<&'a str>,
    /// `X-RateLimit-Reset`.
    pub reset: Option<&'a str>,
    /// `Date`.
    pub date: Option<&'a str>,
}

/// How long the server requests to wait, in milliseconds: never longer than timers take. `now` is the local
/// clock, in milliseconds since 1970. What cannot be read says nothing.
#[must_use]
pub fn retry_after_ms(headers: RetryHeaders<'_>, status: u32, now: f64) -> Option<f64> {
    let date = headers.date.and_then(|text| {
        // The day of the week ends with a comma.
        parse_http_date(values(text).last()?)
    });
    let longest_wait = |text| {
        let waits = values(text).filter_map(|value| wait_ms(value, date.unwrap_or(now)));
        waits.reduce(f64::max)
    };
    // The end of a window is a time to retry only for a request that the limit refused.
    let is_refusal = status == 429;
    let reset = headers.reset.filter(|_| is_refusal);
    let wait = headers.retry_after.and_then(longest_wait).or_else(|| longest_wait(reset?))?;
    Some(wait.max(if is_refusal { LEAST_MS } else { 0.0 }).min(MAX_DURATION_MS.into()))
}

/// The values that a header has, between commas.
fn values(text: &str) -> impl Iterator<Item = &[u8]> {
    text.as_bytes().split(|byte| *byte == b',').map(<[u8]>::trim_ascii)
}

/// How long a value says to wait.
fn wait_ms(value: &[u8], now: f64) -> Option<f64> {
    let time = match seconds(value) {
        Some(seconds) if seconds < FIRST_TIME => return Some(seconds * 1000.0),
        // What no unit fits is long in any case.
        Some(number) => {
            let unit = UNITS.iter().find(|(limit, _)| number < *limit);
            unit.map_or(f64::INFINITY, |(_, ms)| number * ms)
        }
        None => parse_http_date(value).or_else(|| parse_timestamp(value))?,
    };
    Some((time - now).ceil().max(LEAST_MS))
}

/// A number of whole seconds: part of one is rounded up.
fn seconds(text: &[u8]) -> Option<f64> {
    let (mut whole, mut part, mut is_part) = (None, 0.0, false);
    for byte in text {
        match byte {
            b'1'..=b'9' if is_part => part = 1.0,
            b'0' if is_part => {}
            b'0'..=b'9' => whole = Some(whole.unwrap_or(0.0) * 10.0 + f64::from(byte - b'0')),
            b'.' if !is_part => is_part = true,
            _ => return None,
        }
    }
    Some(whole? + part)
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
