//! What is known of the server's state after a call failed.

use serde::Serialize;
use tsify::Tsify;

use super::retry::judge;
use crate::{
    api::endpoint::Endpoint,
    error::{Error, ErrorKind},
};

/// What is known of the server's state after a call failed.
///
/// - `not_sent`: no request left; nothing was changed.
/// - `rejected`: the server refused; nothing was changed.
/// - `applied`: the server did it, and what it answered could not be used.
/// - `unknown`: the server may have done it or not.
///
/// @example
/// ```ts
/// import type { ReporteiOutcome } from "reportei-customers";
///
/// const mayHaveChanged = (outcome: ReporteiOutcome) => outcome === "applied" || outcome === "unknown";
/// await reportei.delete(uuid).catch((error) => {
///   if (!isReporteiError(error)) throw error;
///   console.log(mayHaveChanged(error.outcome));
/// });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Tsify)]
#[tsify(rename = "ReporteiOutcome")]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Outcome {
    NotSent,
    Rejected,
    Applied,
    Unknown,
}

impl Outcome {
    /// Its name in JavaScript, the same as serde's.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Rejected => "rejected",
            Self::Applied => "applied",
            Self::Unknown => "unknown",
        }
    }
}

/// The attempts of one call so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct History {
    /// How many attempts were made.
    pub attempts: u32,
    /// Whether one of those that failed was sent.
    pub sent: bool,
    /// Whether the server may have applied one of those that failed.
    pub unclear: bool,
}

impl History {
    /// The outcome where the attempt under way fails with that error.
    #[must_use]
    pub fn outcome(self, endpoint: &Endpoint, error: &Error) -> Outcome {
        let verdict = judge(error);
        match (error.kind, error.status) {
            (ErrorKind::TokenNotStored, _) if error.rolled_back == Some(true) => Outcome::Rejected,
            // An answer about another customer has a verdict of its own.
            (ErrorKind::Decode, _) if error.verdict.is_none() => Outcome::Applied,
            (ErrorKind::TokenNotStored, _) => Outcome::Applied,
            _ if !verdict.may_be_applied() => {
                Self { sent: self.sent || verdict.was_sent(), ..self }.between()
            }
            (_, Some(0 | 300..=399)) if endpoint.reads() => Outcome::Rejected,
            _ => Outcome::Unknown,
        }
    }

    /// The outcome where the call fails while no attempt is under way, or where the last one was
    /// refused: a refusal says nothing of an earlier attempt whose answer was lost.
    #[must_use]
    pub const fn between(self) -> Outcome {
        match self {
            Self { unclear: true, .. } => Outcome::Unknown,
            Self { sent: true, .. } => Outcome::Rejected,
            _ => Outcome::NotSent,
        }
    }
}
