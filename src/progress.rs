//! One call under way: what was sent of it, what came of that, and what is to be done next.
//!
//! It does what [`crate::retry`] says and keeps count of what was sent, so that a failure tells what
//! is known of the server's state. It waits for nothing itself: clock and chance are handed in.

use crate::{
    budget::Budget,
    endpoint::Endpoint,
    error::{Error, ErrorKind},
    param::MAX_DURATION_MS,
    retry::{self, History, Verdict},
};

/// How far a call may go.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How often an attempt is made again at most.
    pub max_retries: u32,
    /// The longest wait that a server may ask for; 0 for any.
    pub max_retry_delay_ms: u32,
    /// How long the call may take; 0 for ever.
    pub total_timeout_ms: u32,
}

/// A call under way.
#[derive(Debug)]
pub struct Progress {
    history: History,
    /// Whether the attempt under way was sent.
    is_sent: bool,
    /// Whether the attempt that failed last may be made again.
    repeats: bool,
    /// When the call began, in milliseconds.
    pub begun: f64,
}

impl Progress {
    /// A call that begins at `now`.
    #[must_use]
    pub const fn new(now: f64) -> Self {
        let history = History { attempts: 0, unclear: false };
        Self { history, is_sent: false, repeats: false, begun: now }
    }

    /// How many attempts were sent.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.history.attempts
    }

    /// Counts an attempt that is being sent.
    pub const fn send(&mut self) {
        self.history.attempts += 1;
        self.is_sent = true;
    }

    /// Writes into the error of an attempt, or of a wait after one, what is known after it.
    ///
    /// `is_over`: nothing more can come of the call, whatever the error. Gives whether the error is
    /// a success all the same: a customer that an earlier attempt may have deleted is gone.
    pub fn fail(&mut self, endpoint: &Endpoint, error: &mut Error, is_over: bool) -> bool {
        error.attempts = self.history.attempts;
        let verdict = if self.is_sent { retry::judge(error) } else { Verdict::Final };
        error.outcome = if self.is_sent {
            self.history.outcome(endpoint, error)
        } else {
            self.history.between()
        };
        let is_gone =
            endpoint.removes() && error.kind == ErrorKind::NotFound && self.history.unclear;
        self.history.unclear |= verdict == Verdict::Unclear;
        self.repeats = !is_over && retry::repeats(endpoint, verdict);
        is_gone
    }

    /// How long to wait before the attempt that failed with that error is made again, in
    /// milliseconds, where it is to be; `random` is from 0 to 1.
    pub fn delay(
        &mut self,
        error: &Error,
        limits: Limits,
        now: f64,
        random: f64,
        budget: &Budget,
    ) -> Option<f64> {
        let Limits { max_retries, max_retry_delay_ms, total_timeout_ms } = limits;
        // Each attempt that may be made again was sent, and all but the first of these made again.
        let attempts = self.history.attempts;
        if !self.repeats || attempts > max_retries {
            return None;
        }
        let delay = retry::delay_ms(error, attempts - 1, random);
        let most = if max_retry_delay_ms == 0 { MAX_DURATION_MS } else { max_retry_delay_ms };
        let mut left = f64::INFINITY;
        if total_timeout_ms > 0 {
            left = f64::from(total_timeout_ms) - (now - self.begun);
        }
        if delay > f64::from(most) || delay >= left || !budget.withdraw(now) {
            return None;
        }
        self.is_sent = false;
        Some(delay)
    }
}
