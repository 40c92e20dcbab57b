//! The progress of one call: the attempts that were sent, and what comes after one that failed.
//!
//! It applies the retry policy ([`super::retry`]) and counts what was sent, so that an error says what
//! is known of the server's state. It waits for nothing itself: the time and chance are passed in.

use super::{
    budget::Budget,
    outcome::History,
    retry::{self, Verdict},
};
use crate::{
    api::endpoint::Endpoint,
    error::{Error, ErrorKind},
    rules::MAX_DURATION_MS,
};

/// The limits of a call.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How often a failed attempt is repeated at most.
    pub max_retries: u32,
    /// The longest wait that a server may request; 0 for any.
    pub max_retry_delay_ms: u32,
    /// How long the call may take; 0 for no limit.
    pub total_timeout_ms: u32,
}

/// A call under way.
#[derive(Debug)]
pub struct Progress {
    history: History,
    /// Whether the attempt under way was sent.
    is_sent: bool,
    /// Whether the attempt that failed last may be repeated.
    may_repeat: bool,
    /// When the call began, in milliseconds.
    pub begun: f64,
}

impl Progress {
    /// A call that begins at `now`.
    #[must_use]
    pub const fn new(now: f64) -> Self {
        let history = History { attempts: 0, sent: false, unclear: false };
        Self { history, is_sent: false, may_repeat: false, begun: now }
    }

    /// How many attempts were made.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.history.attempts
    }

    /// Counts an attempt that is being sent.
    pub const fn send(&mut self) {
        self.history.attempts += 1;
        self.is_sent = true;
    }

    /// Writes into the error of an attempt, or of the wait after one, what is known of the call.
    ///
    /// `is_final` says that the call ends here, whatever the error. Returns whether the error is a
    /// success all the same: a delete whose customer is not found, after an attempt that may have
    /// deleted it.
    pub fn fail(&mut self, endpoint: &Endpoint, error: &mut Error, is_final: bool) -> bool {
        error.attempts = self.history.attempts;
        let verdict = if self.is_sent { retry::judge(error) } else { Verdict::Final };
        error.outcome = if self.is_sent {
            self.history.outcome(endpoint, error)
        } else {
            self.history.between()
        };
        let is_deleted =
            endpoint.removes() && error.kind == ErrorKind::NotFound && self.history.unclear;
        self.history.sent |= self.is_sent && verdict.was_sent();
        self.history.unclear |= verdict == Verdict::Unclear;
        self.may_repeat = !is_final && retry::repeats(endpoint, verdict);
        is_deleted
    }

    /// Lets the attempt that failed last be repeated, since something about it can be changed.
    pub const fn allow_repeat(&mut self) {
        self.may_repeat = true;
    }

    /// How long to wait before the attempt that failed with that error is repeated, in milliseconds;
    /// `None` where it is not repeated. `random` is from 0 to 1.
    pub fn delay(
        &mut self,
        error: &Error,
        limits: Limits,
        now: f64,
        random: f64,
        budget: &Budget,
    ) -> Option<f64> {
        let Limits { max_retries, max_retry_delay_ms, total_timeout_ms } = limits;
        // An attempt that may be repeated was sent, so all attempts but the first are retries.
        let attempts = self.history.attempts;
        if !self.may_repeat || attempts > max_retries {
            return None;
        }
        let delay = retry::delay_ms(error, attempts - 1, random);
        let longest = if max_retry_delay_ms == 0 { MAX_DURATION_MS } else { max_retry_delay_ms };
        let time_left = match total_timeout_ms {
            0 => f64::INFINITY,
            _ => f64::from(total_timeout_ms) - (now - self.begun),
        };
        if delay > f64::from(longest) || delay >= time_left || !budget.withdraw(now) {
            return None;
        }
        self.is_sent = false;
        Some(delay)
    }
}
