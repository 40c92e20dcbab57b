//! The faults as data: their kinds, what can be set of each, and how they are read from JSON.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tsify::Tsify;

use super::envelope::Envelope;
use crate::sandbox::fields::Fields;

/// The longest latency, and the longest pause of a drip: an hour.
const MAX_MS: u32 = 3_600_000;
const MAX_SECONDS: u32 = 31_536_000;
const MAX_BYTES: u32 = 1_048_576;
const MAX_HEADER_CHARS: usize = 200;

/// What kind of fault it is: see `SandboxFault`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Tsify)]
#[tsify(rename = "SandboxFaultKind")]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum FaultKind {
    Status,
    RateLimit,
    Latency,
    Dropped,
    Lost,
    HeadersStalled,
    BodyStalled,
    BodyTruncated,
    Drip,
    EmptyBody,
    Html,
    WrongContentType,
    Redirect,
    MalformedRateHeaders,
    Late,
    Notices,
    UnstableOrder,
    CappedPages,
    CachedPage,
}

/// How `Retry-After` says when to come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryAfterForm {
    /// In seconds.
    Seconds,
    /// At an HTTP date, by the host's clock.
    Date,
}

/// Where a redirect leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RedirectTarget {
    /// To the same path and query once more.
    SameOrigin,
    /// To a host that does not exist.
    OtherOrigin,
}

/// What goes wrong with a request. What keeps it from the API:
///
/// - `status`: an answer of any status, in any of the API's envelopes. `retryAfter` adds that
///   header.
/// - `rate_limit`: 429, with `Retry-After`.
/// - `redirect`: an answer that leads to the same address once more, or to another origin.
/// - `dropped`: the connection is closed; no answer comes.
/// - `headers_stalled`: no answer comes, and the connection stays open.
///
/// With `applied: true` the API does what was asked all the same, as behind a gateway that gives up
/// waiting; nobody hears its own answer then. What happens to the API's own answer:
///
/// - `lost`: the connection is closed; the answer does not come.
/// - `latency`: it comes after `ms` milliseconds (1,000).
/// - `drip`: it comes `bytes` bytes (16) at a time, with `ms` milliseconds (20) before each.
/// - `body_stalled`: nothing comes after half of its body, and the connection stays open.
/// - `body_truncated`: the connection is closed after half of its body.
/// - `empty_body`: it has no body.
/// - `html`: it is a page of HTML, under the same status.
/// - `wrong_content_type`: it calls itself `contentType` (`text/html`).
/// - `malformed_rate_headers`: its rate limits and its `Retry-After` are not numbers.
/// - `late`: no answer comes, the connection stays open, and the API does what was asked `ms`
///   milliseconds (1,500) later by its clock. It never comes by chance.
/// - `notices`: PHP's notices stand before its JSON, and a comment behind it.
///
/// What happens to a list alone:
///
/// - `unstable_order`: the first `rows` rows (40) of all pages come in another order each time.
/// - `capped_pages`: a page has at most `perPage` rows (50), and its `meta` claims to have what was
///   asked for.
/// - `cached_page`: it is the first page, whatever page was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Tsify)]
#[tsify(rename = "SandboxFault")]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[allow(missing_docs)]
pub enum Fault {
    Status {
        status: u16,
        #[tsify(optional, type = "SandboxEnvelope | undefined")]
        envelope: Envelope,
        #[tsify(optional, type = "number | undefined")]
        retry_after: Option<u32>,
        #[tsify(optional, type = "\"seconds\" | \"date\" | undefined")]
        retry_after_as: RetryAfterForm,
        #[tsify(optional, type = "boolean | undefined")]
        applied: bool,
    },
    RateLimit {
        #[tsify(optional, type = "number | undefined")]
        retry_after: u32,
        #[tsify(optional, type = "\"seconds\" | \"date\" | undefined")]
        retry_after_as: RetryAfterForm,
    },
    Redirect {
        #[tsify(optional, type = "301 | 302 | 303 | 307 | 308 | undefined")]
        status: u16,
        #[tsify(optional, type = "\"same_origin\" | \"other_origin\" | undefined")]
        to: RedirectTarget,
        #[tsify(optional, type = "boolean | undefined")]
        applied: bool,
    },
    Dropped,
    HeadersStalled {
        #[tsify(optional, type = "boolean | undefined")]
        applied: bool,
    },
    Lost,
    Latency {
        #[tsify(optional, type = "number | undefined")]
        ms: u32,
    },
    Drip {
        #[tsify(optional, type = "number | undefined")]
        bytes: u32,
        #[tsify(optional, type = "number | undefined")]
        ms: u32,
    },
    BodyStalled,
    BodyTruncated,
    EmptyBody,
    Html,
    WrongContentType {
        #[tsify(optional, type = "string | undefined")]
        content_type: String,
    },
    MalformedRateHeaders,
    Late {
        #[tsify(optional, type = "number | undefined")]
        ms: u32,
    },
    Notices,
    UnstableOrder {
        #[tsify(optional, type = "number | undefined")]
        rows: u32,
    },
    CappedPages {
        #[tsify(optional, type = "number | undefined")]
        per_page: u32,
    },
    CachedPage,
}

/// Every kind by its name, in the order in which errors list them.
pub(crate) const KINDS: [(&str, FaultKind); 19] = [
    ("status", FaultKind::Status),
    ("rate_limit", FaultKind::RateLimit),
    ("redirect", FaultKind::Redirect),
    ("dropped", FaultKind::Dropped),
    ("headers_stalled", FaultKind::HeadersStalled),
    ("lost", FaultKind::Lost),
    ("latency", FaultKind::Latency),
    ("drip", FaultKind::Drip),
    ("body_stalled", FaultKind::BodyStalled),
    ("body_truncated", FaultKind::BodyTruncated),
    ("empty_body", FaultKind::EmptyBody),
    ("html", FaultKind::Html),
    ("wrong_content_type", FaultKind::WrongContentType),
    ("malformed_rate_headers", FaultKind::MalformedRateHeaders),
    ("late", FaultKind::Late),
    ("notices", FaultKind::Notices),
    ("unstable_order", FaultKind::UnstableOrder),
    ("capped_pages", FaultKind::CappedPages),
    ("cached_page", FaultKind::CachedPage),
];

const FORMS: [(&str, RetryAfterForm); 2] =
    [("seconds", RetryAfterForm::Seconds), ("date", RetryAfterForm::Date)];
const TARGETS: [(&str, RedirectTarget); 2] =
    [("same_origin", RedirectTarget::SameOrigin), ("other_origin", RedirectTarget::OtherOrigin)];
pub(crate) const REDIRECTS: [u16; 5] = [301, 302, 303, 307, 308];

impl Fault {
    /// Which kind it is.
    #[must_use]
    pub fn kind(&self) -> FaultKind {
        match self {
            Self::Status { .. } => FaultKind::Status,
            Self::RateLimit { .. } => FaultKind::RateLimit,
            Self::Redirect { .. } => FaultKind::Redirect,
            Self::Dropped => FaultKind::Dropped,
            Self::HeadersStalled { .. } => FaultKind::HeadersStalled,
            Self::Lost => FaultKind::Lost,
            Self::Latency { .. } => FaultKind::Latency,
            Self::Drip { .. } => FaultKind::Drip,
            Self::BodyStalled => FaultKind::BodyStalled,
            Self::BodyTruncated => FaultKind::BodyTruncated,
            Self::EmptyBody => FaultKind::EmptyBody,
            Self::Html => FaultKind::Html,
            Self::WrongContentType { .. } => FaultKind::WrongContentType,
            Self::MalformedRateHeaders => FaultKind::MalformedRateHeaders,
            Self::Late { .. } => FaultKind::Late,
            Self::Notices => FaultKind::Notices,
            Self::UnstableOrder { .. } => FaultKind::UnstableOrder,
            Self::CappedPages { .. } => FaultKind::CappedPages,
            Self::CachedPage => FaultKind::CachedPage,
        }
    }

    /// Whether the request reaches the API.
    #[must_use]
    pub fn reaches_the_api(&self) -> bool {
        match self {
            Self::Status { applied, .. }
            | Self::Redirect { applied, .. }
            | Self::HeadersStalled { applied } => *applied,
            Self::RateLimit { .. } | Self::Dropped | Self::Late { .. } => false,
            _ => true,
        }
    }

    /// Reads a fault from JSON; an error names the field.
    pub(crate) fn read(value: Value, place: &str) -> Result<Self, String> {
        let mut fields = Fields::of(value, place)?;
        let kind = fields.choice("kind", &KINDS)?;
        let kind = kind.ok_or_else(|| fields.missing("kind"))?;
        let fault = Self::of_kind(kind, &mut fields)?;
        fields.expect_no_more()?;
        Ok(fault)
    }

    fn of_kind(kind: FaultKind, fields: &mut Fields<'_>) -> Result<Self, String> {
        Ok(match kind {
            FaultKind::Status => {
                let status = number(fields, "status", 200, 599)?;
                let status = status.ok_or_else(|| fields.missing("status"))?;
                Self::Status {
                    status,
                    envelope: fields
                        .choice("envelope", &Envelope::known())?
                        .unwrap_or(Envelope::Message),
                    retry_after: fields.whole_number("retryAfter", 0..=MAX_SECONDS)?,
                    retry_after_as: retry_after_form(fields)?,
                    applied: applied(fields)?,
                }
            }
            FaultKind::RateLimit => Self::RateLimit {
                retry_after: fields.whole_number("retryAfter", 0..=MAX_SECONDS)?.unwrap_or(1),
                retry_after_as: retry_after_form(fields)?,
            },
            FaultKind::Redirect => {
                let expected = "301, 302, 303, 307 or 308";
                let status = fields.given("status", expected, |value| {
                    let status = u16::try_from(value.as_u64()?).ok()?;
                    REDIRECTS.contains(&status).then_some(status)
                })?;
                let to = fields.choice("to", &TARGETS)?.unwrap_or(RedirectTarget::SameOrigin);
                Self::Redirect { status: status.unwrap_or(302), to, applied: applied(fields)? }
            }
            FaultKind::HeadersStalled => Self::HeadersStalled { applied: applied(fields)? },
            FaultKind::Latency => {
                Self::Latency { ms: fields.whole_number("ms", 0..=MAX_MS)?.unwrap_or(1_000) }
            }
            FaultKind::Drip => Self::Drip {
                bytes: fields.whole_number("bytes", 1..=MAX_BYTES)?.unwrap_or(16),
                ms: fields.whole_number("ms", 0..=MAX_MS)?.unwrap_or(20),
            },
            FaultKind::WrongContentType => {
                let expected = "a header's value of at most 200 characters";
                let given = fields.given("contentType", expected, header_value)?;
                Self::WrongContentType {
                    content_type: given.unwrap_or_else(|| "text/html".to_owned()),
                }
            }
            FaultKind::Dropped => Self::Dropped,
            FaultKind::Lost => Self::Lost,
            FaultKind::BodyStalled => Self::BodyStalled,
            FaultKind::BodyTruncated => Self::BodyTruncated,
            FaultKind::EmptyBody => Self::EmptyBody,
            FaultKind::Html => Self::Html,
            FaultKind::MalformedRateHeaders => Self::MalformedRateHeaders,
            FaultKind::Late => {
                Self::Late { ms: fields.whole_number("ms", 0..=MAX_MS)?.unwrap_or(1_500) }
            }
            FaultKind::Notices => Self::Notices,
            FaultKind::UnstableOrder => {
                let rows = fields.whole_number("rows", 2..=MAX_BYTES)?;
                Self::UnstableOrder { rows: rows.unwrap_or(40) }
            }
            FaultKind::CappedPages => {
                let per_page = fields.whole_number("perPage", 1..=MAX_BYTES)?;
                Self::CappedPages { per_page: per_page.unwrap_or(50) }
            }
            FaultKind::CachedPage => Self::CachedPage,
        })
    }
}

fn number(
    fields: &mut Fields<'_>,
    name: &'static str,
    least: u16,
    most: u16,
) -> Result<Option<u16>, String> {
    let number = fields.whole_number(name, u32::from(least)..=u32::from(most))?;
    Ok(number.and_then(|number| u16::try_from(number).ok()))
}

fn retry_after_form(fields: &mut Fields<'_>) -> Result<RetryAfterForm, String> {
    Ok(fields.choice("retryAfterAs", &FORMS)?.unwrap_or(RetryAfterForm::Seconds))
}

fn applied(fields: &mut Fields<'_>) -> Result<bool, String> {
    Ok(fields.given("applied", "true or false", Value::as_bool)?.unwrap_or(false))
}

fn header_value(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let plain = text.chars().all(|c| c == ' ' || c.is_ascii_graphic());
    (plain && text.len() <= MAX_HEADER_CHARS).then(|| text.to_owned())
}
