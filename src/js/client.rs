//! The Rust side of a client: what all of its calls share.

use std::cell::Cell;

use crate::{budget::Budget, error::Result, options::Config, pacing::Pacing, value::Values};

/// What all calls of a client share.
pub struct Shared {
    /// The client's options, as far as they are decided upon here.
    pub config: Config,
    /// What pays for attempts made again.
    pub budget: Cell<Budget>,
    /// How many calls were begun.
    pub calls: Cell<u32>,
    /// What says when an attempt may be sent, where that is this side's to say.
    pub pacing: Cell<Option<Box<Pacing>>>,
}

impl Shared {
    /// Those of a client with these options.
    ///
    /// # Errors
    /// `invalid_argument` where one of them is not what it must be.
    pub fn new(values: &mut Values) -> Result<Self> {
        let config = Config::read(values)?;
        let pacing = config.rate_limit.map(|limit| Box::new(Pacing::new(limit)));
        Ok(Self {
            config,
            budget: Cell::default(),
            calls: Cell::default(),
            pacing: Cell::new(pacing),
        })
    }

    /// Has something done to the budget.
    pub fn with_budget<A>(&self, work: impl FnOnce(&mut Budget) -> A) -> A {
        let mut budget = self.budget.take();
        let answer = work(&mut budget);
        self.budget.set(budget);
        answer
    }
}
