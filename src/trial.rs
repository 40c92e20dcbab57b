//! What is left of a customer's trial.
//!
//! Times are milliseconds since 1970. Days are counted as a person with a calendar does, in UTC: a
//! trial that ends later today has 0 days left, one that ends tomorrow at whatever time has 1. A
//! trial is over from the very second that it ends.

use crate::facts::Name;

const DAY_MS: f64 = 86_400_000.0;

/// Where a customer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrialState {
    /// It pays, whatever is left of its trial.
    Paying,
    /// Its trial is not over.
    Trial,
    /// Its trial is over.
    Expired,
    /// It has no trial, and does not pay.
    None,
}

impl TrialState {
    /// Its name in JavaScript.
    #[must_use]
    pub const fn name(self) -> Name {
        match self {
            Self::Paying => Name::Paying,
            Self::Trial => Name::Trial,
            Self::Expired => Name::Expired,
            Self::None => Name::None,
        }
    }
}

/// Where a customer stands, and what is left of its trial, paying or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrialStatus {
    /// Where it stands.
    pub state: TrialState,
    /// The time left; 0 once it is over, or where there is none.
    pub ms_left: f64,
    /// How many midnights are in the time left.
    pub days_left: f64,
}

impl TrialStatus {
    /// At that time, of a customer whose trial ends then: at no number, where it has none.
    #[must_use]
    pub fn at(now: f64, is_paying: bool, ends_at: f64) -> Self {
        let end = now.max(ends_at);
        let state = if is_paying {
            TrialState::Paying
        } else if end > now {
            TrialState::Trial
        } else if ends_at.is_nan() {
            TrialState::None
        } else {
            TrialState::Expired
        };
        let days_left = (end / DAY_MS).floor() - (now / DAY_MS).floor();
        Self { state, ms_left: end - now, days_left }
    }
}
