//! The Rust side of a client: what all of its calls share.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use crate::{
    budget::Budget,
    options::{self, Config},
    pacing::Pacing,
    value::Values,
};

/// What all calls of a client share.
pub struct Shared {
    /// The client's options, as far as they are decided upon here.
    pub config: Config,
    /// What pays for attempts made again.
    pub budget: Budget,
    /// How many calls were begun.
    pub calls: Cell<u32>,
    /// What says when an attempt may be sent, where that is this side's to say. In a box, because
    /// fields that are far from the beginning take longer instructions.
    pub pacing: Option<RefCell<Box<Pacing>>>,
}

impl Shared {
    /// Those of a client with these options, once they were checked.
    pub fn new(values: &mut Values) -> Rc<Self> {
        Rc::new(Self {
            pacing: options::rate_limit(values).map(|limit| RefCell::new(Pacing::new(limit))),
            config: Config::new(values),
            budget: Budget::default(),
            calls: Cell::default(),
        })
    }
}
