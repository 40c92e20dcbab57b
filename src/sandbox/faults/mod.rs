//! What goes wrong on the way to the API and back: on demand, and at random from a seed.
//!
//! A fault either keeps a request from the API or tampers with the API's own answer; it never
//! changes a customer itself. Which request it hits is decided here and what it does to the answer
//! in [`effect`]; how an answer goes out that does not go out whole and at once ([`Delivery`]) is
//! for the host to do.

mod delivery;
mod effect;
mod envelope;
mod fault;
mod injection;
mod random;
mod reading;
mod spelling;
mod wait;

pub use delivery::Delivery;
pub use envelope::Envelope;
pub use fault::{Fault, FaultKind, RedirectTarget};
pub use injection::{FaultInjection, parse_injection};
pub use random::{RandomFaults, parse_random};
pub use wait::WaitForm;

use std::cell::Cell;
use std::rc::Rc;

use random::Draw;

use super::http::Request;

/// The faults that are yet to come.
pub(crate) struct Faults {
    injected: Vec<Injected>,
    draw: Option<Draw>,
}

/// How often an injected fault has hit, for whoever injected it.
#[derive(Clone, Default)]
pub struct Used(Rc<Cell<u32>>);

impl Used {
    /// How often it has hit.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.0.get()
    }
}

struct Injected {
    injection: FaultInjection,
    used: Used,
}

impl Faults {
    /// `seed` is that of the sandbox, for random faults that have none of their own.
    pub(crate) fn new(random: Option<&RandomFaults>, seed: u64) -> Self {
        Self { injected: Vec::new(), draw: random.map(|random| Draw::new(random.clone(), seed)) }
    }

    pub(crate) fn inject(&mut self, injection: FaultInjection) -> Used {
        let used = Used::default();
        self.injected.push(Injected { injection, used: used.clone() });
        used
    }

    /// The fault that hits this request: of those injected the oldest that fits, or else one drawn
    /// at random.
    pub(crate) fn next(&mut self, request: &Request) -> Option<Fault> {
        let fitting =
            self.injected.iter().position(|Injected { injection, .. }| injection.fits(request));
        let Some(position) = fitting else {
            return self.draw.as_mut().and_then(Draw::next);
        };
        let Injected { injection, used } = self.injected.get(position)?;
        used.0.set(used.count() + 1);
        let fault = injection.fault.clone();
        if used.count() >= injection.times {
            self.injected.remove(position);
        }
        Some(fault)
    }
}
