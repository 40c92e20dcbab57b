//! The one table of statuses: the kind of error that each stands for, and what is to be done about an
//! attempt that was answered so.

use super::retry::Verdict::{self, Early, Final, Refused, Unclear, Untouched};
use crate::error::ErrorKind::{
    self, Authentication, Http, NotFound, Permission, RateLimit, Server, Validation,
};

/// What statuses from one to another mean.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The first of them.
    pub first: u16,
    /// The last of them.
    pub last: u16,
    /// The kind of error.
    pub kind: ErrorKind,
    /// What is known of the attempt, and whether it may be repeated.
    pub verdict: Verdict,
}

/// The rules, of which the first that fits counts. Those from 520 on are Cloudflare's: an origin that
/// fails, refuses, is too slow or is not found is a passing trouble, as 502 is. A certificate that it
/// has not, or a wrong one (525 and 526), is not.
pub const RULES: [Rule; 15] = [
    // A success that says that it is none.
    rule(200, 299, Http, Refused),
    rule(401, 401, Authentication, Refused),
    rule(403, 403, Permission, Refused),
    rule(404, 404, NotFound, Refused),
    // A gateway that timed out may have passed the request on before.
    rule(408, 408, Http, Unclear),
    rule(422, 422, Validation, Refused),
    // Too Early: believed only for calls that are safe to repeat.
    rule(425, 425, Http, Early),
    rule(429, 429, RateLimit, Untouched),
    rule(400, 499, Http, Refused),
    rule(500, 500, Server, Unclear),
    rule(502, 504, Server, Unclear),
    rule(520, 524, Server, Unclear),
    rule(527, 527, Server, Unclear),
    rule(530, 530, Server, Unclear),
    rule(500, 599, Server, Final),
];

const fn rule(first: u16, last: u16, kind: ErrorKind, verdict: Verdict) -> Rule {
    Rule { first, last, kind, verdict }
}

/// What a status means that is in no rule: redirects among them.
const OTHER: Rule = rule(0, u16::MAX, Http, Final);

/// What a status means.
#[must_use]
pub fn rule_of(status: u32) -> Rule {
    let fits = |rule: &&Rule| (rule.first.into()..=rule.last.into()).contains(&status);
    *RULES.iter().find(fits).unwrap_or(&OTHER)
}
