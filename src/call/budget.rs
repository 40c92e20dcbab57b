//! The retry budget: how many attempts a client repeats, all its calls together.
//!
//! When a server is down, the retries of every caller add to its load. So a client pays for retries
//! out of a budget: within a sliding window, one retry for every five first attempts, and a few that
//! are always available, so that a single script can still retry. The proportions are those of
//! reqwest's retry budget. The time is passed in.

use std::cell::Cell;

/// How long a slot of the window is: the window slides by one slot.
const SLOT_MS: f64 = 1000.0;
/// How many slots the window has. An attempt counts for as long as its slot is in the window.
const SLOTS: u32 = 10;
/// How many first attempts pay for one retry.
const PRICE: i32 = 5;
/// How many retries a window has in any case.
const FLOOR: i32 = 10;

#[derive(Debug, Default)]
struct Slot {
    /// Which slot of time it counts.
    number: Cell<u32>,
    /// Its first attempts, less the price of its retries.
    balance: Cell<i32>,
}

/// The budget of one client. Its counts are cells, so that all of the client's calls can share it.
#[derive(Debug, Default)]
pub struct Budget {
    slots: [Slot; SLOTS as usize],
}

impl Budget {
    /// Counts a first attempt at `now`, in milliseconds of any clock. Each time that the clock is set
    /// back allows at most one more window of retries.
    pub fn deposit(&self, now: f64) {
        self.add(now, 1);
    }

    /// Takes a retry out of the budget, if there is one left.
    #[must_use]
    pub fn withdraw(&self, now: f64) -> bool {
        let current = number(now);
        // After the clock was set back, slots of the future count where they are near.
        let in_window =
            self.slots.iter().filter(|slot| current.abs_diff(slot.number.get()) < SLOTS);
        let balance = in_window.fold(FLOOR * PRICE, |sum, slot| sum + slot.balance.get());
        let is_paid = balance >= PRICE;
        if is_paid {
            self.add(now, -PRICE);
        }
        is_paid
    }

    fn add(&self, now: f64, amount: i32) {
        let number = number(now);
        if let Some(slot) = self.slots.get((number % SLOTS) as usize) {
            if slot.number.replace(number) != number {
                slot.balance.set(0);
            }
            slot.balance.set(slot.balance.get() + amount);
        }
    }
}

/// The number of the slot that `now` is in.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
fn number(now: f64) -> u32 {
    (now / SLOT_MS) as u32
}
