//! Faults that come by chance, from a seed: the same seed and the same requests, in the same order,
//! meet the same faults.
//!
//! The answers that are given in the API's place do not lie: a status that says that nothing was
//! done comes where nothing was, and none says that a customer does not exist. So what a client
//! reports can be compared with what really happened. Times are short enough to wait for.

use fastrand::Rng;
use serde_json::Value;
use tsify::Tsify;

use super::envelope::Envelope;
use super::fault::{Fault, FaultKind, KINDS, REDIRECTS, RedirectTarget};
use super::wait::{FORMS, WaitForm};
use crate::sandbox::fields::{Fields, chosen, one_of};

/// Keeps these random numbers apart from those of the calls.
const SALT: u64 = 0xfa17_5eed_0b57_ac1e;

/// Answers that come in the API's place.
struct Chance {
    statuses: &'static [u16],
    /// The forms in which they come; any where there is none.
    envelopes: &'static [Envelope],
    /// Whether the API may have applied the request.
    may_be_applied: bool,
}

/// What a gateway says that found no API behind it, which is nothing that the API itself says.
const FOREIGN: [Envelope; 6] = [
    Envelope::Html,
    Envelope::Text,
    Envelope::Empty,
    Envelope::Truncated,
    Envelope::Null,
    Envelope::Array,
];

/// The API's refusals.
const REFUSALS: Chance = Chance {
    statuses: &[400, 401, 403, 409, 422, 425, 429],
    envelopes: &[],
    may_be_applied: false,
};

const CHANCES: [Chance; 5] = [
    REFUSALS,
    // What gateways answer, whether the API applied the request or not.
    Chance {
        statuses: &[408, 500, 502, 503, 504, 520, 522, 524, 527],
        envelopes: &[],
        may_be_applied: true,
    },
    // Cloudflare's, where it did not reach the API.
    Chance { statuses: &[521, 523, 525, 526, 530], envelopes: &[], may_be_applied: false },
    Chance { statuses: &[404], envelopes: &FOREIGN, may_be_applied: false },
    Chance { statuses: &[200], envelopes: &[Envelope::Unsuccessful], may_be_applied: false },
];
const CONTENT_TYPES: [&str; 3] = ["text/html", "text/plain", "application/octet-stream"];
const MAX_SEED: u64 = (1 << 53) - 1;

/// Faults that come by chance.
///
/// @example
/// ```ts
/// import type { SandboxRandomFaults } from "reportei-customers/sandbox";
///
/// const faults: SandboxRandomFaults = { seed: 1, rate: 0.2, kinds: ["dropped", "lost"] };
/// new ReporteiSandbox({ faults });
/// ```
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
        // What is done later still is in no snapshot and not in the journal.
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
                let [retry_after_as, reset_as] = forms(rng);
                Fault::RateLimit { retry_after: rng.u32(0..=1), retry_after_as, reset_as }
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
            FaultKind::IsoTimes => Fault::IsoTimes,
            FaultKind::TextNumbers => Fault::TextNumbers,
            FaultKind::GappedArrays => Fault::GappedArrays,
            FaultKind::UnstableOrder => Fault::UnstableOrder { rows: rng.u32(2..=100) },
            FaultKind::CappedPages => Fault::CappedPages { per_page: rng.u32(1..=50) },
            FaultKind::CachedPage => Fault::CachedPage,
        }
    }

    fn status(&mut self) -> Fault {
        let rng = &mut self.rng;
        let chance = rng.choice(&CHANCES).unwrap_or(&REFUSALS);
        let status = one(rng, chance.statuses).unwrap_or(500);
        let envelope = one(rng, chance.envelopes)
            .or_else(|| one(rng, &Envelope::known()).map(|(_, any)| any))
            .unwrap_or(Envelope::Message);
        let retry_after = (matches!(status, 429 | 503) && rng.bool()).then(|| rng.u32(0..=1));
        // A 503 that names a time was sent by one that did not let the request in.
        let applied = chance.may_be_applied && retry_after.is_none() && rng.bool();
        let [retry_after_as, reset_as] = forms(rng);
        Fault::Status { status, envelope, retry_after, retry_after_as, reset_as, applied }
    }
}

/// Those of `Retry-After` and of `X-RateLimit-Reset`.
fn forms(rng: &mut Rng) -> [WaitForm; 2] {
    [(); 2].map(|()| one(rng, &FORMS).map_or(WaitForm::Seconds, |(_, form)| form))
}

fn one<T: Copy>(rng: &mut Rng, all: &[T]) -> Option<T> {
    rng.choice(all).copied()
}
