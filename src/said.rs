//! A number that a server may have said.
//!
//! It is a double of its own, whose place another takes where nothing was said: an `Option` of one is
//! twice as long, and goes through memory wherever it is handed on.

use core::fmt;

/// The number, or nothing.
#[derive(Clone, Copy)]
pub struct Said(f64);

impl Said {
    /// Nothing.
    pub const NOTHING: Self = Self(f64::NAN);

    /// That number, which is one.
    #[must_use]
    pub const fn new(number: f64) -> Self {
        Self(number)
    }

    /// The number, where there is one.
    #[must_use]
    pub fn get(self) -> Option<f64> {
        self.is_some().then_some(self.0)
    }

    /// Whether there is one.
    #[must_use]
    pub const fn is_some(self) -> bool {
        !self.0.is_nan()
    }
}

impl PartialEq for Said {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl fmt::Debug for Said {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(formatter)
    }
}
