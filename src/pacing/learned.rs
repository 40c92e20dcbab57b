//! What the server's headers teach of its limit, and a pace that never reaches it.
//!
//! Laravel names a limit and what remains of it, but neither for how long nor since when; only a
//! refusal says when the next window begins. So that none is needed:
//!
//! - What remains is the least that any answer of the window said, less what is under way.
//! - A window begins with the first answer that has not less than one before its request was sent.
//!   An answer that has one less than the limit tells of it too: its request was the first, of the
//!   next window where it was sent since this one began, and otherwise of this one.
//! - What is sent a span later, less the time that the quickest took, is seen a little after the
//!   server's own window is over. How long the quickest took may turn out until then.
//! - It is taken for a second long at first, and one attempt of it is kept for the proof: the first
//!   that is sent after it, alone. If that is of the same window still, the window is a minute. A
//!   refusal that names a longer time is believed: Laravel counts by seconds and by whole minutes.
//!   Two proofs are asked for at first, as a minute may have ended by chance when the first was due.
//!   After them, the first of a window need not be alone, only sent after the last one's end.
//! - The first half of a window's attempts go out as they come, the others evenly over its rest.

use super::{MARGIN_MS, MINUTE_MS, SECOND_MS, Told};

/// How many attempts are under way at once before the first answer says what the limit is.
const FIRST_ATTEMPTS: f64 = 4.0;
/// The longest span that is taken for possible without a word of the server.
const LONGEST_MS: f64 = 60.0 * MINUTE_MS;
/// Servers round the time that they name up to the second.
const ROUNDING_MS: f64 = SECOND_MS;

#[derive(Debug)]
pub struct Learned {
    /// The server's limit; 0 while it names none.
    limit: f64,
    /// The least that remained in this window, and when that was learnt.
    remaining: f64,
    remaining_at: f64,
    /// When this window began, as far as is believed; never, before the first answer.
    began: f64,
    /// When the last one began whose beginning was seen.
    seen_to_begin: f64,
    span_ms: f64,
    /// How many more proofs the span needs: one attempt is kept for the next of them.
    unproved: u32,
    /// Whether the attempt under way, the only one, is there to tell whether the window is over.
    is_trial: bool,
    /// How long before a window is over the first of the next may be sent.
    early_ms: f64,
}

impl Default for Learned {
    fn default() -> Self {
        Self {
            limit: 0.0,
            // One is kept.
            remaining: FIRST_ATTEMPTS + 1.0,
            remaining_at: 0.0,
            began: f64::INFINITY,
            seen_to_begin: 0.0,
            span_ms: SECOND_MS,
            unproved: 2,
            is_trial: false,
            early_ms: 0.0,
        }
    }
}

impl Learned {
    /// From when on an attempt may be sent, beside so many under way, after the last.
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
            // With a span that was proved, one need not wait for the others to open the next window.
            if under_way > 0 && (self.unproved > 0 || last_begun >= ends) {
                return f64::INFINITY;
            }
            self.is_trial = under_way == 0;
        }
        ends
    }

    fn ends(&self) -> f64 {
        self.began + self.span_ms - self.early_ms
    }

    /// As [`super::Pacing::learn`] has it.
    pub fn learn(&mut self, now: f64, told: &Told, quickest_ms: f64) {
        let is_trial = std::mem::take(&mut self.is_trial);
        self.early_ms = (quickest_ms - MARGIN_MS).max(0.0);
        // Without a limit, nothing is ever used up.
        if self.limit == 0.0 {
            self.remaining = f64::INFINITY;
            self.began = now;
            self.seen_to_begin = now;
        }
        let (limit, remaining) = match (told.limit.get(), told.remaining.get()) {
            (limit, _) if told.is_refusal => (limit.unwrap_or(self.limit), 0.0),
            (Some(limit), Some(remaining)) => (limit, remaining),
            _ => return,
        };
        if limit == 0.0 {
            return;
        }
        self.limit = limit;
        let is_first = remaining + 1.0 >= limit;
        let is_past = told.sent_at >= self.ends();
        let after = if is_first { self.began - self.early_ms } else { self.remaining_at };
        let is_later = is_past || told.sent_at > after;
        if is_later && remaining >= self.remaining && !told.is_refusal {
            self.window_began(now, is_trial);
            self.remaining = f64::INFINITY;
        } else if let (true, Some(wait)) = (told.is_refusal, told.retry_after_ms.get()) {
            self.ends_in(wait.max(SECOND_MS), now);
        } else if is_trial {
            self.same_window();
        } else if is_past || is_first {
            self.began = now;
        }
        if remaining < self.remaining {
            self.remaining = remaining;
            self.remaining_at = now;
        }
    }

    fn window_began(&mut self, now: f64, is_trial: bool) {
        if is_trial {
            self.unproved = self.unproved.saturating_sub(1);
        } else if now < self.ends() {
            // Not so long after all, or one that does not begin with its first request.
            self.unproved = 1;
            self.span_ms = SECOND_MS;
        }
        self.began = now;
        self.seen_to_begin = now;
    }

    /// The window that was taken to be over is not.
    fn same_window(&mut self) {
        self.unproved = 1;
        self.span_ms =
            if self.span_ms < MINUTE_MS { MINUTE_MS } else { LONGEST_MS.min(self.span_ms * 2.0) };
        self.began = self.seen_to_begin;
    }

    /// The server says when the window ends: a time that is too long for the span proves another.
    fn ends_in(&mut self, wait: f64, now: f64) {
        if wait > self.span_ms + ROUNDING_MS {
            let least = (now - self.began).min(self.span_ms) + wait - ROUNDING_MS;
            self.span_ms = (least / MINUTE_MS).ceil() * MINUTE_MS;
            self.unproved = 0;
        }
        self.began = now + wait - self.span_ms;
    }
}
