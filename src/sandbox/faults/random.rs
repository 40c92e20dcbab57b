//! Faults that come by chance, from a seed: the same seed and the same requests, in the same order,
//! meet the same faults.
//!
//! The answers that are given in the API's place do not lie: a status that says that nothing was
//! done comes where nothing was, and none says that a customer does not exist. So what a client
//! tells its caller can be held against what really happened. Times are short enough to wait for.

use fastrand::Rng;
use serde_json::Value;
use tsify::Tsify;

use super::envelope::Envelope;
use super::fault::{Fault, FaultKind, KINDS, REDIRECTS, RedirectTarget, RetryAfterForm};
use crate::sandbox::fields::{Fields, chosen, one_of};

/// Keeps these random numbers apart from those of the calls.
const SALT: u64 = 0xfa17_5eed_0b57_ac1e;
const REFUSALS: [u16; 7] = [400, 401, 403, 409, 422, 425, 429];
/// What gateways answer, whether the API did what was asked or not.
const UNCLEAR: [u16; 5] = [408, 500, 502, 503, 504];
const CONTENT_TYPES: [&str; 3] = ["text/html", "text/plain", "application/octet-stream"];
const MAX_SEED: u64 = (1 << 53) - 1;

/// Faults that come by chance.
#[derive(Debug, Clone, PartialEq, Tsify)]
#[tsify(rename = "SandboxRandomFaults")]
pub struct RandomFaults {
    /// What the faults follow from: a whole number from 0 to 2^53 - 1. Default: the sandbox's seed.
    #[tsify(optional, type = "number | undefined")]
    pub seed: Option<u64>,
    /// Which share of the requests is hit: from 0, none, to 1, all.
    pub rate: f64,
    /// What hits them. Default: every kind but `late`.
    #[tsify(optional, type = "SandboxFaultKind[] | undefined")]
    pub kinds: Vec<FaultKind>,
}

/// Reads what random faults are to be like from JSON.
///
/// # Errors
/// One sentence that names the field that is wrong.
pub fn parse_random(json: &str) -> Result<RandomFaults, String> {
    let value = serde_json::from_str(json).map_err(|_| "faults must be an object".to_owned())?;
    let mut fields = Fields::of(value, "faults")?;
    let seed = fields.given("seed", "a whole number from 0 to 9007199254740991", |value| {
        value.as_u64().filter(|seed| *seed <= MAX_SEED)
    })?;
    let rate = fields.given("rate", "a number from 0 to 1", |value| {
        value.as_f64().filter(|rate| (0.0..=1.0).contains(rate))
    })?;
    let rate = rate.ok_or_else(|| fields.missing("rate"))?;
    let expected = format!("an array that is not empty, each item {}", one_of(&KINDS));
    let kinds = fields.given("kinds", &expected, |value| {
        let kinds: Option<Vec<_>> =
            value.as_array()?.iter().map(|kind: &Value| chosen(kind, &KINDS)).collect();
        kinds.filter(|kinds| !kinds.is_empty())
    })?;
    let kinds = kinds.unwrap_or_else(|| {
        // What is done later still is nothing that a snapshot or the journal could tell.
        KINDS.iter().map(|(_, kind)| *kind).filter(|kind| *kind != FaultKind::Late).collect()
    });
    fields.expect_no_more()?;
    Ok(RandomFaults { seed, rate, kinds })
}

/// The faults as they come.
pub(super) struct Draw {
    faults: RandomFaults,
    rng: Rng,
}

impl Draw {
    pub(super) fn new(faults: RandomFaults, seed: u64) -> Self {
        let rng = Rng::with_seed(faults.seed.unwrap_or(seed) ^ SALT);
        Self { faults, rng }
    }

    /// What hits the next request, if anything does.
    pub(super) fn next(&mut self) -> Option<Fault> {
        if self.rng.f64() >= self.faults.rate {
            return None;
        }
        let kind = *self.rng.choice(&self.faults.kinds)?;
        Some(self.of_kind(kind))
    }

    fn of_kind(&mut self, kind: FaultKind) -> Fault {
        let rng = &mut self.rng;
        match kind {
            FaultKind::Status => self.status(),
            FaultKind::RateLimit => {
                Fault::RateLimit { retry_after: rng.u32(0..=1), retry_after_as: form(rng) }
            }
            FaultKind::Redirect => Fault::Redirect {
                status: one(rng, &REDIRECTS).unwrap_or(302),
                to: if rng.bool() {
                    RedirectTarget::SameOrigin
                } else {
                    RedirectTarget::OtherOrigin
                },
                applied: rng.bool(),
            },
            FaultKind::Dropped => Fault::Dropped,
            FaultKind::HeadersStalled => Fault::HeadersStalled { applied: rng.bool() },
            FaultKind::Lost => Fault::Lost,
            FaultKind::Latency => Fault::Latency { ms: rng.u32(1..=200) },
            FaultKind::Drip => Fault::Drip { bytes: rng.u32(16..=128), ms: rng.u32(1..=10) },
            FaultKind::BodyStalled => Fault::BodyStalled,
            FaultKind::BodyTruncated => Fault::BodyTruncated,
            FaultKind::EmptyBody => Fault::EmptyBody,
            FaultKind::Html => Fault::Html,
            FaultKind::WrongContentType => Fault::WrongContentType {
                content_type: one(rng, &CONTENT_TYPES).unwrap_or_default().to_owned(),
            },
            FaultKind::MalformedRateHeaders => Fault::MalformedRateHeaders,
            FaultKind::Late => Fault::Late { ms: rng.u32(1..=2_000) },
            FaultKind::Notices => Fault::Notices,
            FaultKind::UnstableOrder => Fault::UnstableOrder { rows: rng.u32(2..=100) },
            FaultKind::CappedPages => Fault::CappedPages { per_page: rng.u32(1..=50) },
            FaultKind::CachedPage => Fault::CachedPage,
        }
    }

    fn status(&mut self) -> Fault {
        let rng = &mut self.rng;
        let unclear = rng.bool();
        let status = one(rng, if unclear { &UNCLEAR } else { &REFUSALS }).unwrap_or(500);
        let envelope = one(rng, &Envelope::known()).map_or(Envelope::Message, |(_, one)| one);
        let retry_after = (matches!(status, 429 | 503) && rng.bool()).then(|| rng.u32(0..=1));
        // A 503 that names a time was sent by one that did not let the request in.
        let applied = unclear && retry_after.is_none() && rng.bool();
        Fault::Status { status, envelope, retry_after, retry_after_as: form(rng), applied }
    }
}

fn form(rng: &mut Rng) -> RetryAfterForm {
    if rng.bool() { RetryAfterForm::Seconds } else { RetryAfterForm::Date }
}

fn one<T: Copy>(rng: &mut Rng, all: &[T]) -> Option<T> {
    rng.choice(all).copied()
}
