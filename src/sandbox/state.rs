//! Everything in a sandbox that calls change: what a snapshot holds and what a reset starts anew.
//!
//! It carries its seed, so that the tokens of a restored snapshot go on working. Tokens are in it
//! as hashes only. The journal is not part of it: it records what happened, and restoring a snapshot
//! does not undo that.

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use super::clock::Clock;
use super::rate_limit::RateLimit;
use super::store::Store;

/// The version of the form in which snapshots are written.
const VERSION: u32 = 2;

/// What calls change.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) seed: u64,
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) rate_limit: RateLimit,
    /// How many requests were answered.
    pub(crate) answered: u64,
    #[serde(with = "rng_as_text")]
    pub(crate) rng: Rng,
}

#[derive(Serialize, Deserialize)]
struct Snapshot {
    reportei_sandbox: u32,
    state: State,
}

impl State {
    pub(crate) fn new(seed: u64, clock: Clock, store: Store, rate_limit: RateLimit) -> Self {
        Self { seed, clock, store, rate_limit, answered: 0, rng: Rng::with_seed(seed) }
    }

    pub(crate) fn to_json(&self) -> String {
        let snapshot = Snapshot { reportei_sandbox: VERSION, state: self.clone() };
        serde_json::to_string(&snapshot).unwrap_or_default()
    }

    pub(crate) fn from_json(json: &str) -> Option<Self> {
        let snapshot: Snapshot = serde_json::from_str(json).ok()?;
        (snapshot.reportei_sandbox == VERSION).then_some(snapshot.state)
    }
}

/// As text, since JavaScript's numbers do not hold 64 bits.
mod rng_as_text {
    use fastrand::Rng;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(rng: &Rng, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&rng.get_seed())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Rng, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map(Rng::with_seed).map_err(D::Error::custom)
    }
}
