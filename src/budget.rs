//! How many attempts a client makes again, all its calls together.
//!
//! When a server is down, every caller's retries are more of what it cannot bear. So a client pays
//! for them out of a budget: over a sliding window, one extra attempt for every five first ones,
//! and a few that are always there, so that a lone script still retries. The proportions are those
//! of reqwest's retry budget. The clock is handed in.

/// How long an attempt counts.
const WINDOW_MS: f64 = 10_000.0;
/// Into how many parts the window is cut: it slides by one of them.
const SLOTS: usize = 10;
const WINDOW_SLOTS: u32 = 10;
/// How many first attempts pay for an extra one.
const PRICE: u32 = 5;
/// How many extra attempts a window has in any case.
const FLOOR: u32 = 10;

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// Which part of time it counts; 0 for none yet.
    number: u32,
    first: u32,
    extra: u32,
}

/// The budget of one client.
#[derive(Debug, Default)]
pub struct Budget {
    slots: [Slot; SLOTS],
}

impl Budget {
    /// Counts a first attempt at `now`, in milliseconds of any clock: each time that one is set
    /// back opens at most one window anew.
    pub fn deposit(&mut self, now: f64) {
        if let Some(slot) = self.slot(now) {
            slot.first = slot.first.saturating_add(1);
        }
    }

    /// Takes an extra attempt out of the budget, if there is one left.
    #[must_use]
    pub fn withdraw(&mut self, now: f64) -> bool {
        let current = number(now);
        let (mut first, mut extra) = (0, 0);
        for slot in &self.slots {
            // Of a future that the clock was set back from, only what is near counts.
            if slot.number != 0 && current.abs_diff(slot.number) < WINDOW_SLOTS {
                first += slot.first;
                extra += slot.extra;
            }
        }
        if extra >= FLOOR + first / PRICE {
            return false;
        }
        if let Some(slot) = self.slot(now) {
            slot.extra += 1;
        }
        true
    }

    /// The part of time that `now` is in.
    fn slot(&mut self, now: f64) -> Option<&mut Slot> {
        let current = number(now);
        let slot = self.slots.get_mut(current as usize % SLOTS)?;
        if slot.number != current {
            *slot = Slot { number: current, ..Slot::default() };
        }
        Some(slot)
    }
}

/// From 1, since 0 stands for none.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn number(now: f64) -> u32 {
    ((now.max(0.0) / (WINDOW_MS / SLOTS as f64)) as u32).saturating_add(1)
}
