//! The sandbox's tokens and ids: how they are made, and how a customer's token is recognised.
//!
//! A customer token is 64 lower-case hex digits, and only its SHA-256 hash is ever kept. Seeded
//! customers' tokens follow from the seed and the uuid, so that tests can read them. Created
//! customers' tokens come from the seeded random numbers and are forgotten once they were answered. The
//! access token follows from the seed too: it opens nothing but a sandbox.

use std::fmt::Write as _;

use fastrand::Rng;
use sha2::{Digest, Sha256};

/// The access token of the sandbox with this seed.
pub(crate) fn access_token(seed: u64) -> String {
    let mut token = digest(&format!("access token {seed}"));
    token.truncate(40);
    format!("sandbox_{token}")
}

/// The token of the seeded customer with this uuid.
pub(crate) fn seeded_customer_token(seed: u64, uuid: &str) -> String {
    digest(&format!("customer token {seed} {uuid}"))
}

/// A created customer's token.
pub(crate) fn random_customer_token(rng: &mut Rng) -> String {
    let mut bytes = [0; 32];
    rng.fill(&mut bytes);
    hex(&bytes)
}

/// What is kept of a customer's token.
pub(crate) fn hash(token: &str) -> String {
    digest(token)
}

/// A random (version 4) uuid.
pub(crate) fn random_uuid(rng: &mut Rng) -> String {
    let mut bytes = [0; 16];
    rng.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
