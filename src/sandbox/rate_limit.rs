//! How many requests a minute are answered.
//!
//! As Laravel counts: a minute begins with its first request, and over the limit everything is
//! refused until it is over. The time is the sandbox's own, so advancing the clock opens a new
//! minute. Header names come from the API contract.

use serde::{Deserialize, Serialize};

use super::clock::{MINUTE_MS, SECOND_MS, Timestamp};
use super::envelopes::Refusal;

/// The default limit.
pub const DEFAULT_RATE_LIMIT_PER_MINUTE: u32 = 6_000;

/// Counts the requests of the running minute.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct RateLimit {
    limit: u32,
    used: u32,
    minute_began: Timestamp,
}

impl RateLimit {
    pub(crate) fn new(limit: u32, now: Timestamp) -> Self {
        Self { limit, used: 0, minute_began: now }
    }

    /// Counts a request that comes now, or refuses it.
    pub(crate) fn take(&mut self, now: Timestamp) -> Result<(), Refusal> {
        let ends = self.minute_began.plus(MINUTE_MS);
        // A restored snapshot may have set the clock back.
        if self.used == 0 || now >= ends || now < self.minute_began {
            self.used = 1;
            self.minute_began = now;
            return Ok(());
        }
        if self.used < self.limit {
            self.used += 1;
            return Ok(());
        }
        let wait = seconds(ends.millis() - now.millis());
        Err(Refusal::new(429, "Too Many Attempts.")
            .with_header("retry-after", wait.to_string())
            .with_header("x-ratelimit-reset", seconds(ends.millis()).to_string()))
    }

    pub(crate) fn limit(&self) -> u32 {
        self.limit
    }

    pub(crate) fn remaining(&self) -> u32 {
        self.limit.saturating_sub(self.used)
    }
}

/// Rounded up, so that nobody comes back too early.
fn seconds(millis: i64) -> i64 {
    (millis + SECOND_MS - 1) / SECOND_MS
}
