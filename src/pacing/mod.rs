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

use crate::said::Said;

const SECOND_MS: f64 = 1000.0;
const MINUTE_MS: f64 = 60_000.0;
/// For how long a refusal without a time holds the queue.
const UNNAMED_PAUSE_MS: f64 = SECOND_MS;

/// What is waited beyond a span, since no two requests take the same time.
const MARGIN_MS: f64 = 20.0;
/// After so long without an attempt, connections may be closed.
const QUIET_MS: f64 = 3.0 * SECOND_MS;

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

/// Whether an answer of that status refuses its attempt for being one too many.
#[must_use]
pub const fn is_refusal(status: u32) -> bool {
    status == 429
}

/// What an answer says of the server's limit.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// When its attempt began.
    pub sent_at: f64,
    /// Whether it is a refusal (see [`is_refusal`]).
    pub is_refusal: bool,
    /// `X-RateLimit-Limit`.
    pub limit: Said,
    /// `X-RateLimit-Remaining`.
    pub remaining: Said,
    /// How long the server asks to wait (see [`crate::retry::retry_after_ms`]).
    pub retry_after_ms: Said,
}

/// The pacing of one client. The windows stand last, as what they keep does in them.
#[derive(Debug)]
#[repr(C)]
pub struct Pacing {
    is_auto: bool,
    /// How many others may be under way when an attempt begins.
    most_beside: u32,
    under_way: u32,
    /// The latest time that was handed in.
    now: f64,
    last_begun: f64,
    paused_until: f64,
    /// How long the quickest took over an open connection, as far as is known; 0 while none is.
    quickest_ms: f64,
    /// When the first answer came since the last quiet time: connections are open from then on.
    warm_from: f64,
    learned: Learned,
    windows: [Window; 2],
}

impl Pacing {
    /// That of a client that has sent nothing yet.
    #[must_use]
    pub fn new(limit: RateLimit) -> Box<Self> {
        // Made in its place: to be moved there it would have to be made elsewhere first.
        let mut pacing = Box::new(Self {
            is_auto: true,
            most_beside: u32::MAX,
            under_way: 0,
            now: 0.0,
            last_begun: f64::NEG_INFINITY,
            paused_until: 0.0,
            quickest_ms: 0.0,
            warm_from: 0.0,
            learned: Learned::default(),
            windows: [Window::OPEN, Window::OPEN],
        });
        if let RateLimit::Fixed { per_second, per_minute, concurrency } = limit {
            pacing.is_auto = false;
            pacing.most_beside = concurrency.wrapping_sub(1);
            let [second, minute] = &mut pacing.windows;
            second.limit(per_second, SECOND_MS);
            minute.limit(per_minute, MINUTE_MS);
        }
        pacing
    }

    /// Begins an attempt where it may be sent now, and gives 0. Otherwise says in how many
    /// milliseconds to ask again; infinitely many where an attempt has to end first.
    #[must_use]
    pub fn begin(&mut self, now: f64) -> f64 {
        self.now = now;
        if self.under_way > self.most_beside {
            return f64::INFINITY;
        }
        let mut from = self.paused_until;
        for window in &self.windows {
            from = from.max(window.free_from(now, self.under_way, self.quickest_ms));
        }
        if from <= now && self.is_auto {
            from = self.learned.free_from(now, self.under_way, self.last_begun);
        }
        // An attempt counts in all windows or in none.
        if from > now {
            return from - now;
        }
        self.under_way += 1;
        let quiet_ms = now - self.last_begun;
        self.last_begun = now;
        if quiet_ms > QUIET_MS {
            self.warm_from = f64::INFINITY;
        }
        for window in &mut self.windows {
            window.take(now, quiet_ms);
        }
        0.0
    }

    /// Takes note of an answer.
    pub fn learn(&mut self, now: f64, told: &Told) {
        self.now = now;
        if told.is_refusal {
            let pause = told.retry_after_ms.get().unwrap_or(UNNAMED_PAUSE_MS);
            self.paused_until = self.paused_until.max(now + pause);
        }
        let took_ms = now - told.sent_at;
        if told.sent_at > self.warm_from && (self.quickest_ms == 0.0 || took_ms < self.quickest_ms)
        {
            self.quickest_ms = took_ms;
        }
        self.warm_from = self.warm_from.min(now);
        if self.is_auto {
            self.learned.learn(now, told, self.quickest_ms);
        }
    }

    /// Ends an attempt, whatever became of it.
    pub fn end(&mut self) {
        self.under_way = self.under_way.saturating_sub(1);
        for window in &mut self.windows {
            window.end(self.now, self.quickest_ms);
        }
    }
}
