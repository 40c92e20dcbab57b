//! Whether a failed attempt is repeated, and after how long.
//!
//! # Which
//! [`judge`] reads the table of statuses ([`super::status`]). All endpoints but `create` are repeatable: a
//! second request leaves the server in the same state. `create` is not, so it is repeated only after
//! an answer that says that the server did nothing.
//!
//! # When
//! A time that the server names is obeyed ([`super::retry_after`]). Otherwise the wait is exponential
//! backoff with full jitter: a random share of `BASE_MS * 2^n`, at most 8 seconds ("Exponential Backoff
//! And Jitter", AWS Architecture Blog, 2015). So callers that failed together do not retry together.
//! After a refusal by a rate limit it is a second at least.
//!
//! # How often
//! At most as often as the caller allows, and within the client's budget ([`super::budget`]).

use super::{retry_after::LEAST_MS, status::rule_of};
use crate::{
    api::endpoint::Endpoint,
    error::{Error, ErrorKind},
};

/// The longest first wait.
const BASE_MS: u32 = 500;
/// How often the longest wait is doubled at most, which makes it 8 seconds.
const MAX_DOUBLINGS: u32 = 4;

/// What the retry policy says of a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is final, and the server may have applied it.
    Final,
    /// It is final: the server refused it, and did nothing.
    Refused,
    /// It may be repeated where that is safe, and the server may have applied it.
    Unclear,
    /// It may be repeated where that is safe: the server says that it did nothing.
    Early,
    /// It may be repeated: the server certainly did nothing.
    Untouched,
    /// It may be repeated: it was not sent.
    Unsent,
    /// It is final, and was not sent.
    Blocked,
}

impl Verdict {
    /// Whether the server may have applied the attempt.
    #[must_use]
    pub const fn may_be_applied(self) -> bool {
        matches!(self, Self::Final | Self::Unclear)
    }

    /// Whether the attempt was sent.
    #[must_use]
    pub const fn was_sent(self) -> bool {
        !matches!(self, Self::Unsent | Self::Blocked)
    }
}

/// Judges a failed attempt by its error alone.
#[must_use]
pub fn judge(error: &Error) -> Verdict {
    if let Some(verdict) = error.verdict {
        return verdict;
    }
    match (error.kind, error.status) {
        (ErrorKind::Network | ErrorKind::Timeout, _) => Verdict::Unclear,
        // It has the status of a success, and its outcome is known.
        (ErrorKind::Decode, _) | (_, None) => Verdict::Final,
        (_, Some(503)) if error.retry_after_ms.is_some() => Verdict::Untouched,
        (_, Some(status)) => rule_of(status).verdict,
    }
}

/// Whether an attempt with that verdict may be repeated at that endpoint.
#[must_use]
pub fn repeats(endpoint: &Endpoint, verdict: Verdict) -> bool {
    match verdict {
        Verdict::Final | Verdict::Refused | Verdict::Blocked => false,
        Verdict::Unclear | Verdict::Early => endpoint.is_repeatable,
        Verdict::Untouched | Verdict::Unsent => true,
    }
}

/// How long to wait before the next attempt, in milliseconds. `made` is the number of retries before
/// it, `random` is from 0 to 1.
#[must_use]
pub fn delay_ms(error: &Error, made: u32, random: f64) -> f64 {
    error.retry_after_ms.unwrap_or_else(|| {
        let longest = BASE_MS << made.min(MAX_DOUBLINGS);
        let wait = (random * f64::from(longest)).ceil();
        if error.status == Some(429) { wait.max(LEAST_MS) } else { wait }
    })
}
