//! The accounts that made-up customers have connected.
//!
//! Statuses are dealt out in turn, not at random, so that every one is met among a few customers.
//! Besides those that the API is known to send there is one that nobody knows: the set is open, and
//! a client has to live with that.

use fastrand::Rng;

use crate::api::Integration;
use crate::sandbox::secrets;

/// `active` comes often, since most accounts work; the last one is the unknown one.
const STATUSES: [&str; 9] = [
    "active",
    "active",
    "expired",
    "active",
    "synchronizing",
    "revoked",
    "active",
    "synchronization_error",
    "awaiting_approval",
];

/// The kinds of accounts that customers can connect: a name for people and one for programs.
#[rustfmt::skip]
pub(crate) const KINDS: [(&str, &str); 10] = [
    ("Instagram Business", "instagram_business"),
    ("Facebook", "facebook"),
    ("Facebook Ads", "facebook_ads"),
    ("Google Ads", "google_ads"),
    ("Google Analytics 4", "google_analytics_4"),
    ("Google Meu Negócio", "google_my_business"),
    ("LinkedIn", "linkedin"),
    ("TikTok", "tiktok"),
    ("YouTube", "youtube"),
    ("RD Station", "rd_station"),
];

/// The most accounts that a customer has; some have none.
const MOST_ACCOUNTS: usize = 4;

/// The statuses in turn, for ever.
pub(super) fn statuses() -> impl Iterator<Item = &'static str> {
    STATUSES.into_iter().cycle()
}

/// Up to four accounts of different kinds.
pub(super) fn connected(
    customer: &str,
    statuses: &mut impl Iterator<Item = &'static str>,
    rng: &mut Rng,
) -> Vec<Integration> {
    let mut kinds = KINDS;
    rng.shuffle(&mut kinds);
    let count = rng.usize(0..=MOST_ACCOUNTS);
    let handle = handle(customer);
    kinds
        .into_iter()
        .take(count)
        .zip(statuses)
        .map(|((integration, slug), status)| Integration {
            uuid: secrets::random_uuid(rng),
            integration: integration.to_owned(),
            name: handle.clone(),
            slug: slug.to_owned(),
            status: status.to_owned(),
        })
        .collect()
}

/// The name as an account would be called: "Pão da Vila" is `paodavila`.
fn handle(name: &str) -> String {
    name.to_lowercase().chars().map(without_accent).filter(char::is_ascii_alphanumeric).collect()
}

fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' => 'a',
        'é' | 'ê' => 'e',
        'í' => 'i',
        'ó' | 'ô' | 'õ' => 'o',
        'ú' => 'u',
        'ç' => 'c',
        other => other,
    }
}
