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
    /// How many attempts a span has room for.
    most: u32,
    span_ms: f64,
    /// How long a run is: two to this power.
    run_bits: u32,
    /// How many attempts began, and how many of them ended.
    begun: u64,
    ended: u64,
    /// How long the quickest took.
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
            quickest_ms: f64::INFINITY,
            warm_from: f64::INFINITY,
            spare_ms: 0.0,
            last_begun: f64::NEG_INFINITY,
            leaves: [0.0; KEPT],
        }
    }

    /// How long it takes until there is room for another attempt.
    pub fn wait(&self, now: f64) -> f64 {
        let most = u64::from(self.most);
        if self.begun < most {
            return 0.0;
        }
        let run = (self.begun - most + (1 << self.run_bits) - 1) >> self.run_bits;
        let mut leaves = self.leaves.get(place(run)).copied().unwrap_or_default();
        if run << self.run_bits >= self.ended {
            leaves += self.late(now + self.span_ms - leaves);
        }
        (leaves - now).max(0.0)
    }

    /// Counts an attempt that begins now.
    pub fn take(&mut self, now: f64) {
        let spared = self.spare_ms + (now - self.last_begun) * SPARE_SHARE;
        self.spare_ms = spared.min(MOST_SPARE_MS);
        if now - self.last_begun > QUIET_MS {
            self.warm_from = f64::INFINITY;
        }
        self.last_begun = now;
        let run = self.begun >> self.run_bits;
        if run << self.run_bits == self.begun
            && let Some(leaves) = self.leaves.get_mut(place(run))
        {
            *leaves = now + self.span_ms;
        }
        self.begun += 1;
    }

    /// Takes note that one ended: the longest under way, for all that is to be known.
    pub fn end(&mut self, now: f64) {
        let run = self.ended >> self.run_bits;
        if run << self.run_bits == self.ended
            && let Some(&leaves) = self.leaves.get(place(run))
        {
            let took = now + self.span_ms - leaves;
            if now - took > self.warm_from {
                self.quickest_ms = self.quickest_ms.min(took);
            }
            let late = self.late(took);
            self.spare_ms -= late / f64::from(self.most >> self.run_bits);
            if let Some(time) = self.leaves.get_mut(place(run)) {
                *time = leaves + late;
            }
        }
        self.warm_from = self.warm_from.min(now);
        self.ended += 1;
    }

    /// By how much one that took so long may have been seen later than others.
    fn late(&self, took: f64) -> f64 {
        let quickest_ms = if self.quickest_ms < f64::INFINITY { self.quickest_ms } else { 0.0 };
        (took - quickest_ms).max(0.0).min(self.spare_ms)
    }
}

#[allow(clippy::cast_possible_truncation, reason = "what is cut off does not count")]
const fn place(run: u64) -> usize {
    run as usize % KEPT
}
