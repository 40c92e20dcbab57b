//! When the next attempt may be sent: as the caller allows, or as the server's headers teach.
//!
//! The attempts of a client wait in one [line](mod@line). The first of them asks [`Pacing::begin`], and asks again
//! after the wait that it returns and whenever an attempt ends. The others wait until they are first.
//! So a refusal that names a time delays all of them, and no attempt waits longer than necessary.
//! Every attempt that began is ended by [`Pacing::end`], after [`Pacing::learn`] where it was answered.
//! One that cannot do that any more ends by itself: see [`Pacing::begin`].
//!
//! Times are milliseconds of a clock that is never set back.

mod learned;
pub mod line;
#[cfg(feature = "client")]
pub mod queue;
mod window;

use learned::Learned;
use window::Window;

const SECOND_MS: f64 = 1000.0;
const MINUTE_MS: f64 = 60_000.0;
/// How long a refusal that names no time delays the queue.
const UNNAMED_PAUSE_MS: f64 = SECOND_MS;

/// What is added to a window's span, since no two requests take the same time.
const MARGIN_MS: f64 = 20.0;
/// How late a timer may come. Whoever has done nothing that long after it was due is lost.
const LATE_MS: f64 = SECOND_MS;
/// After this long without an attempt, connections may be closed.
const QUIET_MS: f64 = 3.0 * SECOND_MS;

/// How fast a client may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateLimit {
    /// What the server's headers teach.
    Auto,
    /// Numbers of attempts, as the caller gave them; 0 for any number.
    Fixed {
        /// In any second.
        per_second: u32,
        /// In any minute.
        per_minute: u32,
        /// Under way at once.
        concurrency: u32,
    },
}

/// Whether an answer of that status refuses its attempt because of a rate limit.
#[must_use]
pub const fn is_refusal(status: u32) -> bool {
    status == 429
}

/// What an answer says of the server's rate limit.
#[derive(Debug, Clone, Copy)]
pub struct RateLimitInfo {
    /// When its attempt began.
    pub sent_at: f64,
    /// Whether it is a refusal ([`is_refusal`]).
    pub is_refusal: bool,
    /// `X-RateLimit-Limit`.
    pub limit: Option<f64>,
    /// `X-RateLimit-Remaining`.
    pub remaining: Option<f64>,
    /// How long the server asks to wait ([`crate::call::retry_after::retry_after_ms`]).
    pub retry_after_ms: Option<f64>,
}

/// The turn of an attempt under way.
#[derive(Debug)]
struct Turn {
    number: u32,
    /// When it ends, whatever its attempt does.
    expires_at: f64,
}

/// The pacing of one client.
#[derive(Debug)]
pub struct Pacing {
    is_auto: bool,
    /// How many attempts may be under way at once.
    concurrency: u32,
    /// The turns of the attempts under way.
    turns: Vec<Turn>,
    /// The number of the last turn.
    last_turn: u32,
    /// No turn expires before.
    expires_at: f64,
    /// The latest time that was passed in.
    now: f64,
    last_begun: f64,
    paused_until: f64,
    /// The shortest time that an answer took over an open connection; 0 while none is known.
    quickest_ms: f64,
    /// When the first answer came after the last quiet time. Connections are open since then.
    warm_from: f64,
    learned: Learned,
    windows: [Window; 2],
}

impl Pacing {
    /// The pacing of a client that has sent nothing yet.
    #[must_use]
    pub fn new(limit: RateLimit) -> Self {
        let (per_second, per_minute, concurrency) = match limit {
            RateLimit::Auto => (0, 0, 0),
            RateLimit::Fixed { per_second, per_minute, concurrency } => {
                (per_second, per_minute, concurrency)
            }
        };
        Self {
            is_auto: limit == RateLimit::Auto,
            concurrency: if concurrency == 0 { u32::MAX } else { concurrency },
            turns: Vec::new(),
            last_turn: 0,
            expires_at: f64::INFINITY,
            now: 0.0,
            last_begun: f64::NEG_INFINITY,
            paused_until: 0.0,
            quickest_ms: 0.0,
            warm_from: 0.0,
            learned: Learned::default(),
            windows: [Window::new(per_second, SECOND_MS), Window::new(per_minute, MINUTE_MS)],
        }
    }

    /// Begins an attempt if it may be sent now, and returns the number of its turn. It may take
    /// `longest_ms`, after which it is taken to have ended: a runtime may drop the request that it
    /// belongs to, and all that would go on with it.
    ///
    /// # Errors
    /// In how many milliseconds to ask again: infinitely many where another attempt has to end first.
    pub fn begin(&mut self, now: f64, longest_ms: f64) -> Result<u32, f64> {
        self.now = now;
        if now >= self.expires_at {
            self.expire();
        }
        let under_way = self.under_way();
        let mut from = self.paused_until;
        if under_way >= self.concurrency {
            from = f64::INFINITY;
        }
        for window in &self.windows {
            from = from.max(window.free_from(now, under_way, self.quickest_ms));
        }
        if from <= now && self.is_auto {
            from = self.learned.free_from(now, under_way, self.last_begun);
        }
        // An attempt counts in all windows or in none.
        if from > now {
            return Err(from.min(self.expires_at) - now);
        }
        self.last_turn = self.last_turn.wrapping_add(1);
        let expires_at = now + longest_ms + LATE_MS;
        self.turns.push(Turn { number: self.last_turn, expires_at });
        self.expires_at = self.expires_at.min(expires_at);
        let quiet_ms = now - self.last_begun;
        self.last_begun = now;
        if quiet_ms > QUIET_MS {
            self.warm_from = f64::INFINITY;
        }
        for window in &mut self.windows {
            window.take(now, quiet_ms);
        }
        Ok(self.last_turn)
    }

    fn under_way(&self) -> u32 {
        u32::try_from(self.turns.len()).unwrap_or(u32::MAX)
    }

    /// Ends the attempts whose time has passed.
    fn expire(&mut self) {
        let now = self.now;
        while let Some(at) = self.turns.iter().position(|turn| turn.expires_at <= now) {
            self.end_at(at);
        }
        let times = self.turns.iter().map(|turn| turn.expires_at);
        self.expires_at = times.fold(f64::INFINITY, f64::min);
    }

    /// For how many milliseconds a refusal keeps the queue waiting still.
    #[must_use]
    pub fn pause_ms(&self, now: f64) -> f64 {
        (self.paused_until - now).max(0.0)
    }

    /// Learns from an answer.
    pub fn learn(&mut self, now: f64, info: &RateLimitInfo) {
        self.now = now;
        if info.is_refusal {
            let pause = info.retry_after_ms.unwrap_or(UNNAMED_PAUSE_MS);
            self.paused_until = self.paused_until.max(now + pause);
        }
        let took_ms = now - info.sent_at;
        if info.sent_at > self.warm_from && (self.quickest_ms == 0.0 || took_ms < self.quickest_ms)
        {
            self.quickest_ms = took_ms;
        }
        self.warm_from = self.warm_from.min(now);
        if self.is_auto {
            self.learned.learn(now, info, self.quickest_ms);
        }
    }

    /// Ends the attempt of that turn, whatever became of it, unless it ended before.
    pub fn end(&mut self, turn: u32) {
        if let Some(at) = self.turns.iter().position(|other| other.number == turn) {
            self.end_at(at);
        }
    }

    fn end_at(&mut self, at: usize) {
        self.turns.swap_remove(at);
        for window in &mut self.windows {
            window.end(self.now, self.quickest_ms);
        }
    }
}
