//! At most so many attempts in any span of time, wherever the server lets its own windows begin.
//!
//! An attempt waits until the one that came so many before it is a span old. To know that of every
//! attempt would take as many times as the limit is high. So where that is high, attempts make up
//! runs of equal length, and a run waits until the last of an earlier one is a span old: of the
//! limit, a thirtieth may stay unused.
//!
//! How old an attempt is counts from when the server saw it. Over a connection that is yet to be
//! opened that is later than usual, and those that follow over open ones would come too early. Its
//! answer proves that it was seen: it is taken to be late by as much as it took longer than the
//! quickest. Which answer is whose makes no difference: as many were seen as were answered. A slow
//! server looks like a late attempt, so what is waited for late ones is a small share of the time.

use super::MARGIN_MS;

/// How many runs a span has at most.
const MOST_RUNS: u32 = 64;
/// What may be waited for late attempts: a share of the time, of which so much is saved up.
const SPARE_SHARE: f64 = 0.03;
const MOST_SPARE_MS: f64 = 300.0;

/// In this order, because fields that are far from the beginning take longer instructions.
#[derive(Debug)]
#[repr(C)]
pub struct Window {
    span_ms: f64,
    /// How many attempts a span has room for, in whole runs; 0 for any number.
    most: u32,
    /// How long a run is: two to this power.
    run_bits: u32,
    /// How many attempts began, and how many of them ended, of these many each time around.
    begun: u32,
    ended: u32,
    /// How long may be waited for late ones, as of the last that began.
    spare_ms: f64,
    /// From when on the last attempt of each run is out of the span.
    leaves: [f64; MOST_RUNS as usize],
}

impl Window {
    /// One that no attempt waits for.
    pub const OPEN: Self = Self {
        span_ms: 0.0,
        most: 0,
        run_bits: 0,
        begun: 0,
        ended: 0,
        spare_ms: 0.0,
        leaves: [0.0; MOST_RUNS as usize],
    };

    /// Sets how many attempts a span has room for, before the first; 0 for any number.
    pub fn limit(&mut self, most: u32, span_ms: f64) {
        while most >> self.run_bits > MOST_RUNS {
            self.run_bits += 1;
        }
        self.most = most >> self.run_bits << self.run_bits;
        self.span_ms = span_ms + MARGIN_MS;
    }

    /// From when on there is room for another attempt, beside so many under way. How long the quickest
    /// took is 0 while none is known.
    pub fn free_from(&self, now: f64, under_way: u32, quickest_ms: f64) -> f64 {
        if self.most == 0 || self.is_within_run(self.begun) {
            return now;
        }
        let mut leaves = self.leaves_of(self.begun);
        if under_way > self.most - (1 << self.run_bits) {
            leaves += self.late(now + self.span_ms - leaves - quickest_ms);
        }
        leaves
    }

    /// Counts an attempt that begins now, so long after the one before.
    pub fn take(&mut self, now: f64, quiet_ms: f64) {
        self.spare_ms = (self.spare_ms + quiet_ms * SPARE_SHARE).min(MOST_SPARE_MS);
        self.set_leaves_of(self.begun, now + self.span_ms);
        self.begun = self.after(self.begun);
    }

    /// Takes note that one ended: the longest under way, for all that is to be known.
    pub fn end(&mut self, now: f64, quickest_ms: f64) {
        let ended = self.ended;
        self.ended = self.after(ended);
        if !self.is_within_run(self.ended) {
            let leaves = self.leaves_of(ended);
            let late = self.late(now + self.span_ms - leaves - quickest_ms);
            self.spare_ms -= late / f64::from(self.most >> self.run_bits);
            self.set_leaves_of(ended, leaves + late);
        }
    }

    /// What is counted of so much more than the quickest took.
    fn late(&self, more_ms: f64) -> f64 {
        more_ms.max(0.0).min(self.spare_ms)
    }

    fn after(&self, attempt: u32) -> u32 {
        if attempt + 1 < self.most { attempt + 1 } else { 0 }
    }

    fn is_within_run(&self, attempt: u32) -> bool {
        attempt.trailing_zeros() < self.run_bits
    }

    /// From when on the run of an attempt is out of the span; long ago where it never began.
    fn leaves_of(&self, attempt: u32) -> f64 {
        self.leaves.get((attempt >> self.run_bits) as usize).copied().unwrap_or_default()
    }

    fn set_leaves_of(&mut self, attempt: u32, leaves: f64) {
        if let Some(kept) = self.leaves.get_mut((attempt >> self.run_bits) as usize) {
            *kept = leaves;
        }
    }
}
