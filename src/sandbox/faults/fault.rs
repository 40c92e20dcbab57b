//! The faults as data: their kinds, and what can be set of each.

use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::envelope::Envelope;
use super::wait::WaitForm;

/// What kind of fault it is: see `SandboxFault`.
///
/// @example
/// ```ts
/// import type { SandboxFaultKind } from "reportei-customers/sandbox";
///
/// const kinds: SandboxFaultKind[] = ["dropped", "lost", "rate_limit"];
/// new ReporteiSandbox({ faults: { rate: 0.1, kinds } });
/// ```
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
    IsoTimes,
    TextNumbers,
    GappedArrays,
    UnstableOrder,
    CappedPages,
    CachedPage,
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
/// - `status`: an answer of any status, in any of the API's envelopes. `retryAfter`, in seconds, adds
///   `Retry-After` and `X-RateLimit-Reset`.
/// - `rate_limit`: 429, with both headers (`retryAfter`: 1 second).
/// - `redirect`: an answer that leads to the same address once more, or to another origin.
/// - `dropped`: the connection is closed; no answer comes.
/// - `headers_stalled`: no answer comes, and the connection stays open.
///
/// `retryAfterAs` (`seconds`) and `resetAs` (`epoch`) say in which form each header comes.
///
/// With `applied: true` the API applies the request all the same, as behind a gateway that gives up
/// waiting. Its own answer is lost then. What happens to the API's own answer:
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
/// - `late`: no answer comes, the connection stays open, and the API applies the request `ms`
///   milliseconds (1,500) later by its clock. It never comes by chance.
/// - `notices`: PHP's notices stand before its JSON, and a comment behind it.
/// - `iso_times`: its times are written `YYYY-MM-DDTHH:MM:SS.000000Z`.
/// - `text_numbers`: the numbers of its `meta` are texts.
/// - `gapped_arrays`: its arrays are objects, as PHP writes arrays without a first item: `{"1": ...}`.
///   Empty ones stay arrays.
///
/// What happens to a list alone:
///
/// - `unstable_order`: the first `rows` rows (40) of all pages come in another order each time.
/// - `capped_pages`: a page has at most `perPage` rows (50), and its `meta` claims to have as many as
///   were requested.
/// - `cached_page`: it is the first page, whatever page was requested.
///
/// @example
/// ```ts
/// import type { SandboxFault } from "reportei-customers/sandbox";
///
/// const fault: SandboxFault = { kind: "status", status: 503, retryAfter: 2 };
/// new ReporteiSandbox().inject({ method: "GET", times: 2, fault });
/// ```
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
        #[tsify(optional, type = "SandboxWaitForm | undefined")]
        retry_after_as: WaitForm,
        #[tsify(optional, type = "SandboxWaitForm | undefined")]
        reset_as: WaitForm,
        #[tsify(optional, type = "boolean | undefined")]
        applied: bool,
    },
    RateLimit {
        #[tsify(optional, type = "number | undefined")]
        retry_after: u32,
        #[tsify(optional, type = "SandboxWaitForm | undefined")]
        retry_after_as: WaitForm,
        #[tsify(optional, type = "SandboxWaitForm | undefined")]
        reset_as: WaitForm,
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
    IsoTimes,
    TextNumbers,
    GappedArrays,
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
pub(crate) const KINDS: [(&str, FaultKind); 22] = [
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
    ("iso_times", FaultKind::IsoTimes),
    ("text_numbers", FaultKind::TextNumbers),
    ("gapped_arrays", FaultKind::GappedArrays),
    ("unstable_order", FaultKind::UnstableOrder),
    ("capped_pages", FaultKind::CappedPages),
    ("cached_page", FaultKind::CachedPage),
];

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
            Self::IsoTimes => FaultKind::IsoTimes,
            Self::TextNumbers => FaultKind::TextNumbers,
            Self::GappedArrays => FaultKind::GappedArrays,
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
}
