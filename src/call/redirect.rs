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

/// Whether a redirect may be followed, after `followed` others of the same attempt.
#[must_use]
pub fn may_follow(endpoint: &Endpoint, followed: u32, is_same_origin: bool) -> bool {
    endpoint.reads() && followed < MAX_REDIRECTS && is_same_origin
}

/// The error for a redirect that is not followed, with its target as it may be shown.
#[must_use]
pub fn not_followed(shown_target: &str) -> Box<Error> {
    let message = format!("the API redirects to {shown_target}, which is not followed");
    Error::new(ErrorKind::Http, &message)
}
