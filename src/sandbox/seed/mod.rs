//! The customers that a sandbox starts with: made up from the seed, or given as data.
//!
//! Made-up customers cover every standing (paying, on trial, trial over, no trial) however few
//! there are, the oldest first, as the API lists them. The random numbers used here are not those
//! of the calls, so that given data and made-up customers lead to the same ids for created ones.

mod data;
mod integrations;
mod names;

pub use data::{CustomerSeed, IntegrationSeed, TrialEnd, parse_data};
pub(super) use integrations::KINDS as INTEGRATION_KINDS;

use fastrand::Rng;

use super::clock::{DAY_MS, HOUR_MS, Timestamp};
use super::secrets;
use super::store::{Store, Stored, TRIAL_DAYS};

/// Keeps these random numbers apart from those of the calls.
const SALT: u64 = 0x5eed_0f0c_0570_3e55;
const OLDEST_MS: i64 = 400 * DAY_MS;
const TRIAL_MS: i64 = TRIAL_DAYS * DAY_MS;

/// Where a sandbox's first customers come from.
#[derive(Clone)]
pub enum Population {
    /// This many, made up from the seed.
    Generated(u32),
    /// These.
    Given(Vec<CustomerSeed>),
}

/// Where a made-up customer stands with the merchant.
#[derive(Clone, Copy)]
enum Standing {
    Paying,
    TrialOver,
    PayingWithoutTrial,
    OnTrial,
    PayingDuringTrial,
}

/// The standings in turn, of customers from before the trial's length and of newer ones.
const OLD: [Standing; 4] =
    [Standing::Paying, Standing::TrialOver, Standing::Paying, Standing::PayingWithoutTrial];
const NEW: [Standing; 4] =
    [Standing::OnTrial, Standing::OnTrial, Standing::PayingDuringTrial, Standing::OnTrial];

pub(super) fn customers(population: &Population, seed: u64, now: Timestamp) -> Store {
    let mut rng = Rng::with_seed(seed ^ SALT);
    match population {
        Population::Generated(count) => generated(*count, seed, &mut rng, now),
        Population::Given(rows) => {
            rows.iter().map(|row| row.to_stored(seed, &mut rng, now)).collect()
        }
    }
}

fn generated(count: u32, seed: u64, rng: &mut Rng, now: Timestamp) -> Store {
    let new_count = count / 4;
    let old_ages = ages(count - new_count, TRIAL_MS + HOUR_MS..OLDEST_MS, rng);
    let new_ages = ages(new_count, 2 * HOUR_MS..TRIAL_MS - 2 * HOUR_MS, rng);
    let old = old_ages.into_iter().zip(OLD.into_iter().cycle());
    let new = new_ages.into_iter().zip(NEW.into_iter().cycle());
    let mut names = names::Names::shuffled(rng);
    let mut statuses = integrations::statuses();

    old.chain(new)
        .map(|(age, standing)| {
            let name = names.next_name();
            let uuid = secrets::random_uuid(rng);
            let token = secrets::seeded_customer_token(seed, &uuid);
            let mut stored = Stored::new(uuid, name, &token, now.plus(-age));
            stored.updated_at = now.plus(-rng.i64(0..=age)).whole_second().max(stored.created_at);
            stored.seeded = true;
            settle(&mut stored, standing);
            stored.integrations = integrations::connected(&stored.name, &mut statuses, rng);
            stored
        })
        .collect()
}

fn settle(customer: &mut Stored, standing: Standing) {
    customer.is_paying = !matches!(standing, Standing::TrialOver | Standing::OnTrial);
    if matches!(standing, Standing::PayingWithoutTrial) {
        customer.trial_ends_at = None;
    }
}

/// Ages from the greatest to the least, since customers are listed in the order of their creation.
fn ages(count: u32, range: std::ops::Range<i64>, rng: &mut Rng) -> Vec<i64> {
    let mut ages: Vec<i64> = (0..count).map(|_| rng.i64(range.clone())).collect();
    ages.sort_unstable_by(|a, b| b.cmp(a));
    ages
}
