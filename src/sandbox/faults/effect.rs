//! What each fault does to an answer: the answers that faults give in the API's place, and what
//! they make of the API's own.

use super::delivery::Delivery;
use super::envelope::{Envelope, PAGE};
use super::fault::{Fault, RedirectTarget};
use super::spelling;
use super::wait::{Wait, WaitForm};
use crate::sandbox::clock::Timestamp;
use crate::sandbox::http::{Request, Response};
use crate::sandbox::paging::Pages;

/// A name that is reserved for hosts that do not exist.
const OTHER_ORIGIN: &str = "https://elsewhere.invalid";
const MALFORMED: [(&str, &str); 4] = [
    ("x-ratelimit-limit", "many"),
    ("x-ratelimit-remaining", "-1"),
    ("x-ratelimit-reset", "soon"),
    ("retry-after", "in a while"),
];

/// What PHP writes if it is set to show its notices.
const NOTICE: &str =
    "<br />\n<b>Deprecated</b>: {closure}(): an injected fault in <b>api.php</b><br />\n";
const COMMENT: &str = "\n<!-- an injected fault -->\n";

impl Fault {
    /// How the pages of a list go wrong.
    pub(crate) fn pages(&self) -> Pages {
        match self {
            Self::UnstableOrder { rows } => Pages::Unstable { rows: *rows },
            Self::CappedPages { per_page } => Pages::Capped { per_page: *per_page },
            Self::CachedPage => Pages::Cached,
            _ => Pages::Right,
        }
    }

    /// The answer that comes in place of the API's own, if the fault gives one. Dates are by the
    /// host's clock, which is the one that a client would hold them against.
    pub(crate) fn answer(&self, request: &Request, host_now: Timestamp) -> Option<Response> {
        match self {
            Self::Status { status, envelope, retry_after, retry_after_as, reset_as, .. } => {
                let mut response = enveloped(*status, *envelope);
                if let Some(seconds) = retry_after {
                    let wait = Wait::new(*seconds, host_now);
                    come_back(&mut response, &wait, *retry_after_as, *reset_as);
                }
                Some(response)
            }
            Self::RateLimit { retry_after, retry_after_as, reset_as } => {
                let mut response = enveloped(429, Envelope::Message);
                let wait = Wait::new(*retry_after, host_now);
                come_back(&mut response, &wait, *retry_after_as, *reset_as);
                Some(response)
            }
            Self::Redirect { status, to, .. } => {
                let mut response = enveloped(*status, Envelope::Html);
                let origin = match to {
                    RedirectTarget::SameOrigin => "",
                    RedirectTarget::OtherOrigin => OTHER_ORIGIN,
                };
                response.set_header("location", format!("{origin}{}", address(&request.path)));
                Some(response)
            }
            Self::Dropped | Self::HeadersStalled { .. } | Self::Late { .. } => {
                Some(Response::none())
            }
            _ => None,
        }
    }

    /// What becomes of the answer on its way.
    pub(crate) fn tamper(&self, response: &mut Response) {
        match self {
            Self::Dropped | Self::Lost => undelivered(response, Delivery::Closed),
            Self::HeadersStalled { .. } | Self::Late { .. } => {
                undelivered(response, Delivery::Never);
            }
            Self::Notices => response.body = [NOTICE, &response.body, COMMENT].concat(),
            Self::IsoTimes => spelling::iso_times(&mut response.body),
            Self::TextNumbers => spelling::text_numbers(&mut response.body),
            Self::GappedArrays => spelling::gapped_arrays(&mut response.body),
            Self::Latency { ms } => response.delivery = Some(Delivery::Late { ms: *ms }),
            Self::Drip { bytes, ms } => {
                in_body(response, |_| Delivery::Slowly { bytes: *bytes, ms: *ms });
            }
            Self::BodyStalled => in_body(response, |bytes| Delivery::Stalled { bytes }),
            Self::BodyTruncated => in_body(response, |bytes| Delivery::CutOff { bytes }),
            Self::EmptyBody => response.body.clear(),
            Self::Html => {
                response.set_header("content-type", "text/html; charset=UTF-8");
                PAGE.clone_into(&mut response.body);
            }
            Self::WrongContentType { content_type } => {
                response.set_header("content-type", content_type);
            }
            Self::MalformedRateHeaders => {
                for (name, value) in MALFORMED {
                    response.set_header(name, value);
                }
            }
            Self::Status { .. }
            | Self::RateLimit { .. }
            | Self::Redirect { .. }
            | Self::UnstableOrder { .. }
            | Self::CappedPages { .. }
            | Self::CachedPage => {}
        }
    }
}

fn enveloped(status: u16, envelope: Envelope) -> Response {
    let (content_type, body) = envelope.content();
    Response {
        status,
        headers: vec![("content-type", content_type.to_owned())],
        body: body.to_owned(),
        delivery: None,
    }
}

fn come_back(response: &mut Response, wait: &Wait, retry_after: WaitForm, reset: WaitForm) {
    for (name, form) in [("retry-after", retry_after), ("x-ratelimit-reset", reset)] {
        if let Some(text) = wait.text(form) {
            response.set_header(name, text);
        }
    }
}

fn undelivered(response: &mut Response, delivery: Delivery) {
    *response = Response { delivery: Some(delivery), ..Response::none() };
}

/// What is to happen in the middle of the body, where there is one.
fn in_body(response: &mut Response, delivery: impl Fn(u32) -> Delivery) {
    let half = u32::try_from(response.body.len() / 2).unwrap_or(u32::MAX);
    response.delivery = (!response.body.is_empty()).then(|| delivery(half));
}

/// The path and the query, as a header can carry them.
fn address(path: &str) -> String {
    path.chars().filter(char::is_ascii_graphic).collect()
}
