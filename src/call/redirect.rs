//! Which redirects are followed.
//!
//! Only reads are, and only within the origin: tokens are sent nowhere else.

use crate::{
    api::endpoint::Endpoint,
    error::{Error, ErrorKind},
};

/// How many redirects in a row an attempt follows.
pub const MAX_REDIRECTS: u32 = 3;

/// Whether an answer of that status is a redirect, where it has a `Location`.
#[must_use]
pub const fn is_redirect(status: u32) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Where a redirect leads to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Target {
    /// Its `Location` is no URL.
    #[default]
    None,
    /// A URL with a login, which no `fetch` takes.
    WithLogin,
    /// Within the origin.
    SameOrigin,
    /// Anywhere else.
    Elsewhere,
}

impl Target {
    /// The target of a URL.
    #[must_use]
    pub const fn of(is_same_origin: bool, has_login: bool) -> Self {
        match (is_same_origin, has_login) {
            (false, _) => Self::Elsewhere,
            (true, true) => Self::WithLogin,
            (true, false) => Self::SameOrigin,
        }
    }
}

/// Whether a redirect may be followed, after `followed` others of the same attempt.
#[must_use]
pub fn may_follow(endpoint: &Endpoint, followed: u32, target: Target) -> bool {
    endpoint.reads() && followed < MAX_REDIRECTS && target == Target::SameOrigin
}

/// The error for a redirect that is not followed, with its target as it may be shown.
#[must_use]
pub fn not_followed(target: Target, shown: &str) -> Box<Error> {
    let (shown, problem) = match target {
        Target::None => ("what is no URL", ""),
        Target::WithLogin => (shown, " with a login"),
        Target::SameOrigin | Target::Elsewhere => (shown, ""),
    };
    let message = format!("the API redirects to {shown}{problem}, which is not followed");
    Error::new(ErrorKind::Http, &message)
}
