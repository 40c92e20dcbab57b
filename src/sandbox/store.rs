//! The merchant's customers, in the order in which they came.
//!
//! The store decides what a customer is and when its trial has ended; it knows no HTTP. Of a
//! customer's token it holds the hash alone. Uuids are found in any case, as in the API's database.

use serde::{Deserialize, Serialize};

use super::clock::{DAY_MS, Timestamp};
use super::secrets;
use crate::api::{Customer, CustomerSettings, Integration};

/// The merchant whose customers these are.
pub(crate) const MERCHANT: &str = "Agência Horizonte";
/// The merchant's id.
pub(crate) const MERCHANT_UUID: &str = "5d2f7a10-8c1e-4f3a-9b6d-2e7c4a91f058";
/// When the merchant was created, and last changed.
pub(crate) const MERCHANT_SINCE: &str = "2024-01-02 09:00:00";
/// How long a new customer's trial lasts.
pub(crate) const TRIAL_DAYS: i64 = 7;

/// A customer as the sandbox keeps it.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Stored {
    pub(crate) uuid: String,
    pub(crate) name: String,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) trial_ends_at: Option<Timestamp>,
    pub(crate) is_paying: bool,
    pub(crate) integrations: Vec<Integration>,
    pub(crate) token_hash: String,
    /// Whether its token follows from the seed.
    pub(crate) seeded: bool,
}

impl Stored {
    /// A customer created now, whose trial starts now.
    pub(crate) fn new(uuid: String, name: String, token: &str, now: Timestamp) -> Self {
        // Kept as precisely as it is written, so that a trial ends when the answer says it does.
        let now = now.whole_second();
        Self {
            uuid,
            name,
            created_at: now,
            updated_at: now,
            trial_ends_at: Some(now.plus(TRIAL_DAYS * DAY_MS)),
            is_paying: false,
            integrations: Vec::new(),
            token_hash: secrets::hash(token),
            seeded: false,
        }
    }

    /// Whether the trial has ended; a customer without an end of its trial keeps it.
    pub(crate) fn trial_is_over(&self, now: Timestamp) -> bool {
        self.trial_ends_at.is_some_and(|end| now >= end)
    }

    pub(crate) fn rename(&mut self, name: String, now: Timestamp) {
        if self.name != name {
            self.name = name;
            self.updated_at = now.whole_second();
        }
    }

    pub(crate) fn set_paying(&mut self, is_paying: bool, now: Timestamp) {
        if self.is_paying != is_paying {
            self.is_paying = is_paying;
            self.updated_at = now.whole_second();
        }
    }

    pub(crate) fn customer(&self) -> Customer {
        Customer {
            uuid: self.uuid.clone(),
            name: self.name.clone(),
            created_at: self.created_at.to_string(),
            updated_at: self.updated_at.to_string(),
            trial_ends_at: self.trial_ends_at.map(|end| end.to_string()),
            is_paying: self.is_paying,
            merchant: MERCHANT.to_owned(),
        }
    }

    pub(crate) fn settings(&self) -> CustomerSettings {
        CustomerSettings { customer: self.customer(), integrations: self.integrations.clone() }
    }
}

/// All customers.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Store(Vec<Stored>);

impl Store {
    pub(crate) fn all(&self) -> &[Stored] {
        &self.0
    }

    pub(crate) fn find(&self, uuid: &str) -> Option<&Stored> {
        self.0.iter().find(|stored| is(stored, uuid))
    }

    pub(crate) fn find_mut(&mut self, uuid: &str) -> Option<&mut Stored> {
        self.0.iter_mut().find(|stored| is(stored, uuid))
    }

    pub(crate) fn find_by_token(&self, token: &str) -> Option<&Stored> {
        let hash = secrets::hash(token);
        self.0.iter().find(|stored| stored.token_hash == hash)
    }

    pub(crate) fn add(&mut self, customer: Stored) {
        self.0.push(customer);
    }

    /// Removes the customer with its token and integrations; nothing where there is none.
    pub(crate) fn remove(&mut self, uuid: &str) -> Option<Stored> {
        let position = self.0.iter().position(|stored| is(stored, uuid))?;
        Some(self.0.remove(position))
    }
}

impl FromIterator<Stored> for Store {
    fn from_iter<I: IntoIterator<Item = Stored>>(customers: I) -> Self {
        Self(customers.into_iter().collect())
    }
}

fn is(stored: &Stored, uuid: &str) -> bool {
    stored.uuid.eq_ignore_ascii_case(uuid)
}
