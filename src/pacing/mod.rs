//! When the next attempt may be sent: what the caller allows, or what the server's headers teach.
//!
//! The attempts of a client stand in one queue. Its head asks [`Pacing::begin`], and asks again when
//! the wait it was told is over and whenever an attempt ends; those behind it wait for their turn.
//! So a refusal that names a time holds all of them, and nobody sleeps for longer than what is known
//! by then asks for. Each attempt that began is ended by [`Pacing::end`], and where an answer came,
//! [`Pacing::learn`] is told of it before.
//!
//! The times handed in are milliseconds of a clock that is never set back.

mod learned;
mod window;

use learned::Learned;
use window::Window;

const SECOND_MS: f64 = 1000.0;
const MINUTE_MS: f64 = 60_000.0;
/// For how long a refusal without a time holds the queue.
const UNNAMED_PAUSE_MS: f64 = SECOND_MS;

/// How fast a client may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateLimit {
    /// As the server's headers teach.
    Auto,
    /// As the caller says; 0 for any number.
    Fixed {
        /// In any second.
        per_second: u32,
        /// In any minute.
        per_minute: u32,
        /// Under way at once.
        concurrency: u32,
    },
}

/// What an answer says of the server's limit.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// When its attempt began.
    pub sent_at: f64,
    /// Its status.
    pub status: u16,
    /// `X-RateLimit-Limit`.
    pub limit: Option<f64>,
    /// `X-RateLimit-Remaining`.
    pub remaining: Option<f64>,
    /// How long the server asks to wait (see [`crate::retry::retry_after_ms`]).
    pub retry_after_ms: Option<f64>,
}

/// The pacing of one client.
#[derive(Debug)]
pub struct Pacing {
    rule: Rule,
    under_way: u32,
    paused_until: f64,
    /// The latest time that was handed in.
    now: f64,
}

#[derive(Debug)]
enum Rule {
    Learned(Learned),
    Fixed { windows: Vec<Window>, concurrency: u32 },
}

impl Pacing {
    /// That of a client that has sent nothing yet.
    #[must_use]
    pub fn new(limit: RateLimit) -> Self {
        let rule = match limit {
            RateLimit::Auto => Rule::Learned(Learned::default()),
            RateLimit::Fixed { per_second, per_minute, concurrency } => {
                let mut windows = Vec::new();
                for (most, span_ms) in [(per_second, SECOND_MS), (per_minute, MINUTE_MS)] {
                    if most > 0 {
                        windows.push(Window::new(most, span_ms));
                    }
                }
                let concurrency = if concurrency == 0 { u32::MAX } else { concurrency };
                Rule::Fixed { windows, concurrency }
            }
        };
        Self { rule, under_way: 0, paused_until: f64::NEG_INFINITY, now: 0.0 }
    }

    /// Begins an attempt where it may be sent now, and gives 0. Otherwise says in how many
    /// milliseconds to ask again; infinitely many where an attempt has to end first.
    #[must_use]
    pub fn begin(&mut self, now: f64) -> f64 {
        self.now = now;
        let wait = if now < self.paused_until {
            self.paused_until - now
        } else {
            match &mut self.rule {
                Rule::Learned(learned) => learned.begin(now, self.under_way),
                Rule::Fixed { concurrency, .. } if self.under_way >= *concurrency => f64::INFINITY,
                Rule::Fixed { windows, .. } => begin_in_all(windows, now),
            }
        };
        if wait == 0.0 {
            self.under_way += 1;
        }
        wait
    }

    /// Takes note of an answer.
    pub fn learn(&mut self, now: f64, told: &Told) {
        self.now = now;
        if told.status == 429 {
            let pause = told.retry_after_ms.unwrap_or(UNNAMED_PAUSE_MS);
            self.paused_until = self.paused_until.max(now + pause);
        }
        if let Rule::Learned(learned) = &mut self.rule {
            learned.learn(now, told);
        }
    }

    /// Ends an attempt, whatever became of it.
    pub fn end(&mut self) {
        self.under_way = self.under_way.saturating_sub(1);
        if let Rule::Fixed { windows, .. } = &mut self.rule {
            for window in windows {
                window.end(self.now);
            }
        }
    }
}

/// An attempt counts in all windows or in none.
fn begin_in_all(windows: &mut [Window], now: f64) -> f64 {
    let mut wait = 0.0;
    for window in &*windows {
        wait = window.wait(now).max(wait);
    }
    if wait == 0.0 {
        for window in windows {
            window.take(now);
        }
    }
    wait
}
