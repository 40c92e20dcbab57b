//! A limit of attempts in any span of time, wherever the server's own windows begin.
//!
//! An attempt waits until the one that came `most` attempts before it is older than the span. To know
//! that of every attempt would take as many times as the limit is high. So where the limit is high,
//! attempts make up runs of equal length, and a run waits until the last attempt of an earlier run is
//! older than the span. A thirtieth of the limit may stay unused.
//!
//! The age of an attempt counts from when the server saw it. Over a connection that is not open yet
//! that is later than usual, and attempts over open connections, a span later, would come too early.
//! Only the answer proves that the attempt was seen. It is taken to be late by as much as it took
//! longer than the quickest answer. It makes no difference which answer belongs to which attempt: as
//! many were seen as were answered. A slow server looks like a late attempt, so the waits for late
//! attempts are limited to a small share of the time.

use super::MARGIN_MS;

/// How many runs a span has at most.
const MAX_RUNS: u32 = 64;
/// The waits for late attempts: their share of the time, and how much of it is saved up at most.
const SPARE_SHARE: f64 = 0.03;
const MAX_SPARE_MS: f64 = 300.0;

/// A limit of attempts in any span of time.
#[derive(Debug)]
pub struct Window {
    span_ms: f64,
    /// How many attempts a span has room for, in whole runs; 0 for any number.
    most: u32,
    /// The length of a run is two to this power.
    run_bits: u32,
    /// How many attempts began, and how many ended. Both start again at 0 after `most`.
    begun: u32,
    ended: u32,
    /// How long late attempts may still be waited for, as of the last attempt that began.
    spare_ms: f64,
    /// For each run, from when on its last attempt is older than the span.
    leaves: [f64; MAX_RUNS as usize],
}

impl Window {
    /// A window with room for `most` attempts; 0 for any number.
    pub fn new(most: u32, span_ms: f64) -> Self {
        let mut run_bits = 0;
        while most >> run_bits > MAX_RUNS {
            run_bits += 1;
        }
        Self {
            span_ms: span_ms + MARGIN_MS,
            most: most >> run_bits << run_bits,
            run_bits,
            begun: 0,
            ended: 0,
            spare_ms: 0.0,
            leaves: [0.0; MAX_RUNS as usize],
        }
    }

    /// From when on there is room for another attempt, beside those under way. `quickest_ms` is 0 while
    /// no time is known.
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

    /// Counts an attempt that begins now, `quiet_ms` after the one before.
    pub fn take(&mut self, now: f64, quiet_ms: f64) {
        self.spare_ms = (self.spare_ms + quiet_ms * SPARE_SHARE).min(MAX_SPARE_MS);
        self.set_leaves_of(self.begun, now + self.span_ms);
        self.begun = self.after(self.begun);
    }

    /// Counts the end of an attempt: it is taken for the one that is under way longest.
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

    /// How late an attempt is taken to be that took `more_ms` more than the quickest.
    fn late(&self, more_ms: f64) -> f64 {
        more_ms.max(0.0).min(self.spare_ms)
    }

    fn after(&self, attempt: u32) -> u32 {
        if attempt + 1 < self.most { attempt + 1 } else { 0 }
    }

    fn is_within_run(&self, attempt: u32) -> bool {
        attempt.trailing_zeros() < self.run_bits
    }

    /// From when on the run of an attempt is older than the span; 0 where it never began.
    fn leaves_of(&self, attempt: u32) -> f64 {
        self.leaves.get((attempt >> self.run_bits) as usize).copied().unwrap_or_default()
    }

    fn set_leaves_of(&mut self, attempt: u32, leaves: f64) {
        if let Some(place) = self.leaves.get_mut((attempt >> self.run_bits) as usize) {
            *place = leaves;
        }
    }
}
