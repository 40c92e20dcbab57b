//! How many attempts a client makes again, all its calls together.
//!
//! When a server is down, every caller's retries are more of what it cannot bear. So a client pays
//! for them out of a budget: over a sliding window, one extra attempt for every five first ones,
//! and a few that are always there, so that a lone script still retries. The proportions are those
//! of reqwest's retry budget. The clock is handed in.

use std::cell::Cell;

/// How long a part of time is: the window slides by one of them.
const SLOT_MS: f64 = 1000.0;
/// How many parts the window has. An attempt counts for as long as its part is in the window.
const SLOTS: u32 = 10;
/// How many first attempts pay for an extra one.
const PRICE: i32 = 5;
/// How many extra attempts a window has in any case.
const FLOOR: i32 = 10;

#[derive(Debug, Default)]
struct Slot {
    /// Which part of time it counts.
    number: Cell<u32>,
    /// How many first attempts were made in it, less what the extra ones cost.
    saved: Cell<i32>,
}

/// The budget of one client. Its counts are cells, so that all of the client's calls can have it.
#[derive(Debug, Default)]
pub struct Budget {
    slots: [Slot; SLOTS as usize],
}

impl Budget {
    /// Counts a first attempt at `now`, in milliseconds of any clock: each time that one is set
    /// back opens at most one window anew.
    pub fn deposit(&self, now: f64) {
        self.save(now, 1);
    }

    /// Takes an extra attempt out of the budget, if there is one left.
    #[must_use]
    pub fn withdraw(&self, now: f64) -> bool {
        let current = number(now);
        let mut saved = FLOOR * PRICE;
        for slot in &self.slots {
            // Of a future that the clock was set back from, only what is near counts.
            if current.abs_diff(slot.number.get()) < SLOTS {
                saved += slot.saved.get();
            }
        }
        let is_paid = saved >= PRICE;
        if is_paid {
            self.save(now, -PRICE);
        }
        is_paid
    }

    fn save(&self, now: f64, more: i32) {
        let number = number(now);
        if let Some(slot) = self.slots.get((number % SLOTS) as usize) {
            if slot.number.replace(number) != number {
                slot.saved.set(0);
            }
            slot.saved.set(slot.saved.get() + more);
        }
    }
}

/// The part of time that `now` is in.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
fn number(now: f64) -> u32 {
    (now / SLOT_MS) as u32
}
