//! What the server's headers teach of its rate limit, and a pace that stays below it.
//!
//! Laravel's headers name a limit and what remains of it, but not the length of the window and not its
//! beginning. Only a refusal says when the next window begins. To need no refusal:
//!
//! - What remains is the lowest number in any answer of the window, less the attempts under way.
//! - A window begins with the first answer whose remaining number is not below what was known before
//!   its request was sent. An answer with one less than the limit shows a beginning too: its request
//!   was the first of a window. That is the next window if it was sent after this one began, and
//!   otherwise this one.
//! - An attempt that is sent one span later, less the shortest time that an answer took, reaches the
//!   server shortly after its window ends. That shortest time can still get shorter until then.
//! - The window is taken to be one second long at first, and one attempt of it is kept for the proof:
//!   the first attempt after it, sent alone. If that belongs to the same window still, the window is
//!   taken to be a minute long. A refusal that names a longer time is believed: Laravel counts by
//!   seconds and by whole minutes. At first two proofs are required, as a minute can end by chance when
//!   the first one is due. After them, the first attempt of a window need not be alone, only be sent
//!   after the end of the last window.
//! - The first half of a window's attempts is sent without delay, the other half evenly over the rest
//!   of the window.

use super::{MARGIN_MS, MINUTE_MS, RateLimitInfo, SECOND_MS};

/// How many attempts are under way at once before the first answer names the limit.
const FIRST_ATTEMPTS: f64 = 4.0;
/// The longest span that is assumed where no refusal names one.
const LONGEST_MS: f64 = 60.0 * MINUTE_MS;
/// Servers round the time that they name up to a second.
const ROUNDING_MS: f64 = SECOND_MS;

#[derive(Debug)]
pub struct Learned {
    /// The server's limit; 0 while it names none.
    limit: f64,
    /// The least that remained in this window, and when that was learned.
    remaining: f64,
    remaining_at: f64,
    /// When this window is taken to have begun; infinity before the first answer.
    began: f64,
    /// When the last window began whose beginning an answer showed, or by when a later one had begun.
    last_seen_begin: f64,
    span_ms: f64,
    /// How many more proofs the span needs. One attempt is kept for the next of them.
    unproved: u32,
    /// Whether the only attempt under way tests whether the window has ended.
    is_proof: bool,
    /// How long before the end of a window the first attempt of the next may be sent.
    early_ms: f64,
}

impl Default for Learned {
    fn default() -> Self {
        Self {
            limit: 0.0,
            // One is kept for the proof.
            remaining: FIRST_ATTEMPTS + 1.0,
            remaining_at: 0.0,
            began: f64::INFINITY,
            last_seen_begin: 0.0,
            span_ms: SECOND_MS,
            unproved: 2,
            is_proof: false,
            early_ms: 0.0,
        }
    }
}

impl Learned {
    /// From when on an attempt may be sent, beside those under way.
    pub fn free_from(&mut self, now: f64, under_way: u32, last_begun: f64) -> f64 {
        let left = self.remaining - f64::from(under_way + self.unproved.min(1));
        let ends = self.ends();
        if left > 0.0 {
            if left * 2.0 >= self.limit {
                return now;
            }
            return last_begun + (ends - last_begun) / (left + 1.0);
        }
        if now >= ends {
            // The first attempt of a window need not wait for the others once the span is proved.
            if under_way > 0 && (self.unproved > 0 || last_begun >= ends) {
                return f64::INFINITY;
            }
            self.is_proof = under_way == 0;
        }
        ends
    }

    fn ends(&self) -> f64 {
        self.began + self.span_ms - self.early_ms
    }

    /// Learns from an answer.
    pub fn learn(&mut self, now: f64, info: &RateLimitInfo, quickest_ms: f64) {
        let is_proof = std::mem::take(&mut self.is_proof);
        self.early_ms = (quickest_ms - MARGIN_MS).max(0.0);
        // While no limit is known, nothing is used up.
        if self.limit == 0.0 {
            self.remaining = f64::INFINITY;
            self.began = now;
            self.last_seen_begin = now;
        }
        let (limit, remaining) = match (info.limit, info.remaining) {
            (limit, _) if info.is_refusal => (limit.unwrap_or(self.limit), 0.0),
            (Some(limit), Some(remaining)) => (limit, remaining),
            _ => return,
        };
        if limit == 0.0 {
            return;
        }
        self.limit = limit;
        let is_first = remaining + 1.0 >= limit;
        let is_past = info.sent_at >= self.ends();
        let after = if is_first { self.began - self.early_ms } else { self.remaining_at };
        let is_later = is_past || info.sent_at > after;
        if is_later && remaining >= self.remaining && !info.is_refusal {
            self.window_began(now, is_proof);
            self.remaining = f64::INFINITY;
        } else if let (true, Some(wait)) = (info.is_refusal, info.retry_after_ms) {
            self.ends_in(wait.max(SECOND_MS), now);
        } else if is_proof {
            self.same_window(now);
        } else if is_past || is_first {
            self.began = now;
        }
        if remaining < self.remaining {
            self.remaining = remaining;
            self.remaining_at = now;
        }
    }

    fn window_began(&mut self, now: f64, is_proof: bool) {
        if is_proof {
            self.unproved = self.unproved.saturating_sub(1);
        } else if now < self.ends() {
            // The window is shorter, or does not begin with its first request.
            self.unproved = 1;
            self.span_ms = SECOND_MS;
        }
        self.began = now;
        self.last_seen_begin = now;
    }

    /// The window that was taken to be over is not over.
    fn same_window(&mut self, now: f64) {
        self.unproved = 1;
        self.span_ms =
            if self.span_ms < MINUTE_MS { MINUTE_MS } else { LONGEST_MS.min(self.span_ms * 2.0) };
        // One that began then is over: this one is a later one, whose beginning no answer showed.
        if self.last_seen_begin + self.span_ms <= now {
            self.last_seen_begin = now;
        }
        self.began = self.last_seen_begin;
    }

    /// The server says when the window ends. A time that is too long for the span proves a longer one.
    fn ends_in(&mut self, wait: f64, now: f64) {
        if wait > self.span_ms + ROUNDING_MS {
            let least_ms = (now - self.began).min(self.span_ms) + wait - ROUNDING_MS;
            self.span_ms = (least_ms / MINUTE_MS).ceil() * MINUTE_MS;
            self.unproved = 0;
        }
        self.began = now + wait - self.span_ms;
    }
}
