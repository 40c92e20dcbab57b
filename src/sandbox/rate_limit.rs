//! How many requests a second and a minute are answered.
//!
//! As Laravel counts: a window begins with its first request, and over its limit everything is
//! refused until it ends. The time is the sandbox's own, so advancing the clock opens new
//! windows. What is refused counts in neither window. Header names come from the API contract.

use serde::{Deserialize, Serialize};

use super::clock::{MINUTE_MS, SECOND_MS, Timestamp};
use super::envelopes::Refusal;

/// The default limit.
pub const DEFAULT_RATE_LIMIT_PER_MINUTE: u32 = 6_000;

/// Counts the requests of the running second and minute.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct RateLimit {
    second: Option<Window>,
    minute: Window,
}

/// What answers say of a limit.
pub(crate) struct Allowance {
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
}

/// A span of time in which so many requests are answered.
#[derive(Clone, Serialize, Deserialize)]
struct Window {
    length_ms: i64,
    limit: u32,
    used: u32,
    began: Timestamp,
}

impl RateLimit {
    pub(crate) fn new(per_second: Option<u32>, per_minute: u32, now: Timestamp) -> Self {
        Self {
            second: per_second.map(|limit| Window::new(SECOND_MS, limit, now)),
            minute: Window::new(MINUTE_MS, per_minute, now),
        }
    }

    /// Counts a request that comes now, or refuses it.
    pub(crate) fn take(&mut self, now: Timestamp) -> Result<(), Refusal> {
        let full = self.windows().filter(|window| window.remaining(now) == 0);
        // Whoever came back at the end of the shorter wait would be sent away again.
        if let Some(ends) = full.map(Window::ends).max() {
            let wait = seconds(ends.millis() - now.millis());
            return Err(Refusal::new(429, "Too Many Attempts.")
                .with_header("retry-after", wait.to_string())
                .with_header("x-ratelimit-reset", seconds(ends.millis()).to_string()));
        }
        self.minute.count(now);
        if let Some(second) = &mut self.second {
            second.count(now);
        }
        Ok(())
    }

    /// What is left now of the limit that is met first.
    pub(crate) fn tightest(&self, now: Timestamp) -> Allowance {
        let minute = self.minute(now);
        let second = self.second.as_ref().map(|second| second.allowance(now));
        second.filter(|second| second.remaining < minute.remaining).unwrap_or(minute)
    }

    /// What is left now of the minute's limit.
    pub(crate) fn minute(&self, now: Timestamp) -> Allowance {
        self.minute.allowance(now)
    }

    /// What is left now of the second's limit, or of the minute's where a second has none.
    pub(crate) fn second(&self, now: Timestamp) -> Allowance {
        self.second.as_ref().unwrap_or(&self.minute).allowance(now)
    }

    fn windows(&self) -> impl Iterator<Item = &Window> {
        self.second.iter().chain([&self.minute])
    }
}

impl Window {
    fn new(length_ms: i64, limit: u32, now: Timestamp) -> Self {
        Self { length_ms, limit, used: 0, began: now }
    }

    fn count(&mut self, now: Timestamp) {
        if self.used == 0 || self.is_over(now) {
            self.used = 0;
            self.began = now;
        }
        self.used += 1;
    }

    fn ends(&self) -> Timestamp {
        self.began.plus(self.length_ms)
    }

    fn is_over(&self, now: Timestamp) -> bool {
        // A restored snapshot may have set the clock back.
        now >= self.ends() || now < self.began
    }

    fn remaining(&self, now: Timestamp) -> u32 {
        if self.is_over(now) { self.limit } else { self.limit.saturating_sub(self.used) }
    }

    fn allowance(&self, now: Timestamp) -> Allowance {
        Allowance { limit: self.limit, remaining: self.remaining(now) }
    }
}

/// Rounded up, so that nobody comes back too early.
fn seconds(millis: i64) -> i64 {
    (millis + SECOND_MS - 1) / SECOND_MS
}
