//! At most so many attempts in any span of time, wherever the server lets its own windows begin.
//!
//! An attempt waits until the one that came so many before it is a span old. To know that of every
//! attempt would take as many times as the limit is high. So the times of some are kept, at equal
//! distances, and the next of those is waited for: of the limit, a thirtieth may stay unused.
//!
//! How old an attempt is counts from when the server saw it. Over a connection that is yet to be
//! opened that is later than usual, and those that follow over open ones would come too early. Its
//! answer proves that it was seen: it is taken to be late by as much as it took longer than the
//! quickest. Which answer is whose makes no difference: as many were seen as were answered. A slow
//! server looks like a late attempt, so what is waited for late ones is a small share of the time.

/// How many times are kept; a power of two.
const KEPT: usize = 64;
/// How many runs a full span has at most.
const MOST_RUNS: u32 = 62;
/// What is waited beyond a span, since no two requests take the same time.
const MARGIN_MS: f64 = 20.0;
/// What may be waited for late attempts: a share of the time, of which so much is saved up.
const SPARE_SHARE: f64 = 0.03;
const MOST_SPARE_MS: f64 = 300.0;
/// After so long without an attempt, connections may be closed.
const QUIET_MS: f64 = 3000.0;

#[derive(Debug)]
pub struct Window {
    /// How many attempts a span has room for; 0 for any number.
    most: u32,
    span_ms: f64,
    /// How long a run is: two to this power.
    run_bits: u32,
    /// How many attempts began, and how many of them ended. Both go around, as the places do.
    begun: u32,
    ended: u32,
    /// How long the quickest took; 0 while none is known.
    quickest_ms: f64,
    /// When the first one ended of those that began after a quiet time: connections are open since.
    warm_from: f64,
    /// How long may be waited for late ones, as of the last that began.
    spare_ms: f64,
    last_begun: f64,
    /// From when on the first attempt of each run is out of the span, the last ones of them.
    leaves: [f64; KEPT],
}

impl Window {
    pub fn new(most: u32, span_ms: f64) -> Self {
        let mut run_bits = 0;
        while most >> run_bits > MOST_RUNS {
            run_bits += 1;
        }
        Self {
            most,
            span_ms: span_ms + MARGIN_MS,
            run_bits,
            begun: 0,
            ended: 0,
            quickest_ms: 0.0,
            warm_from: 0.0,
            spare_ms: 0.0,
            last_begun: f64::NEG_INFINITY,
            leaves: [0.0; KEPT],
        }
    }

    /// How long it takes until there is room for another attempt.
    pub fn wait(&mut self, now: f64) -> f64 {
        if self.most == 0 {
            return 0.0;
        }
        let leaving = self.begun.wrapping_sub(self.most);
        let first =
            leaving.wrapping_add((1 << self.run_bits) - 1) >> self.run_bits << self.run_bits;
        let mut leaves = *self.leaves_of(first);
        if first.wrapping_sub(self.ended).cast_signed() >= 0 {
            leaves += self.late(now + self.span_ms - leaves);
        }
        (leaves - now).max(0.0)
    }

    /// Counts an attempt that begins now.
    pub fn take(&mut self, now: f64) {
        let quiet_ms = now - self.last_begun;
        self.last_begun = now;
        self.spare_ms = (self.spare_ms + quiet_ms * SPARE_SHARE).min(MOST_SPARE_MS);
        if quiet_ms > QUIET_MS {
            self.warm_from = f64::INFINITY;
        }
        if self.is_first(self.begun) {
            *self.leaves_of(self.begun) = now + self.span_ms;
        }
        self.begun = self.begun.wrapping_add(1);
    }

    /// Takes note that one ended: the longest under way, for all that is to be known.
    pub fn end(&mut self, now: f64) {
        if self.is_first(self.ended) {
            let took = now + self.span_ms - *self.leaves_of(self.ended);
            let is_warm = now - took > self.warm_from;
            if is_warm && (self.quickest_ms == 0.0 || took < self.quickest_ms) {
                self.quickest_ms = took;
            }
            let late = self.late(took);
            self.spare_ms -= late / f64::from(self.most >> self.run_bits);
            *self.leaves_of(self.ended) += late;
        }
        self.warm_from = self.warm_from.min(now);
        self.ended = self.ended.wrapping_add(1);
    }

    /// By how much one that took so long may have been seen later than others.
    fn late(&self, took: f64) -> f64 {
        (took - self.quickest_ms).max(0.0).min(self.spare_ms)
    }

    /// Whether it is the first attempt of a run.
    fn is_first(&self, attempt: u32) -> bool {
        attempt >> self.run_bits << self.run_bits == attempt
    }

    #[allow(clippy::indexing_slicing, reason = "there are as many places as the index can name")]
    fn leaves_of(&mut self, attempt: u32) -> &mut f64 {
        &mut self.leaves[(attempt >> self.run_bits) as usize % KEPT]
    }
}
