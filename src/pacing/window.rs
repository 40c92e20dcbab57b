//! At most so many attempts in any span of time, wherever the server lets its own windows begin.
//!
//! An attempt waits until the one that came so many before it is a span old. To know that of every
//! attempt would take as many times as the limit is high. So the times of some are kept, at equal
//! distances, and the next of those is waited for: of the limit, a thirtieth may stay unused.

/// How many times are kept; a power of two.
const KEPT: usize = 64;
/// How many runs a full span has at most.
const MOST_RUNS: u32 = 62;
/// By how much longer than another a request may be under way: two that are sent a span apart must
/// not come closer.
const TRANSIT_MS: f64 = 50.0;

#[derive(Debug)]
pub struct Window {
    /// How many attempts a span has room for; 0 for any number.
    most: u64,
    span_ms: f64,
    /// How long a run is: two to this power.
    run_bits: u32,
    /// How many attempts began.
    begun: u64,
    /// When the first attempt of each run began, the last ones of them.
    times: [f64; KEPT],
}

impl Window {
    pub fn new(most: u32, span_ms: f64) -> Self {
        let mut run_bits = 0;
        while most >> run_bits > MOST_RUNS {
            run_bits += 1;
        }
        Self { most: most.into(), span_ms, run_bits, begun: 0, times: [0.0; KEPT] }
    }

    /// How long it takes until there is room for another attempt.
    pub fn wait(&self, now: f64) -> f64 {
        if self.most == 0 || self.begun < self.most {
            return 0.0;
        }
        let leaving = self.begun - self.most;
        let run = (leaving + (1 << self.run_bits) - 1) >> self.run_bits;
        let began = self.times.get(place(run)).copied().unwrap_or_default();
        (began + self.span_ms + TRANSIT_MS - now).max(0.0)
    }

    /// Counts an attempt that begins now.
    pub fn take(&mut self, now: f64) {
        let run = self.begun >> self.run_bits;
        if run << self.run_bits == self.begun
            && let Some(time) = self.times.get_mut(place(run))
        {
            *time = now;
        }
        self.begun += 1;
    }
}

#[allow(clippy::cast_possible_truncation, reason = "what is cut off does not count")]
const fn place(run: u64) -> usize {
    run as usize % KEPT
}
