//! Reads a fault from JSON: what is left out is a default, and an error names the field.

use serde_json::Value;

use super::envelope::Envelope;
use super::fault::{Fault, FaultKind, KINDS, REDIRECTS, RedirectTarget};
use super::wait::{FORMS, WaitForm};
use crate::sandbox::fields::Fields;

/// The longest latency, and the longest pause of a drip: an hour.
const MAX_MS: u32 = 3_600_000;
const MAX_SECONDS: u32 = 31_536_000;
const MAX_BYTES: u32 = 1_048_576;
const MAX_HEADER_CHARS: usize = 200;

const TARGETS: [(&str, RedirectTarget); 2] =
    [("same_origin", RedirectTarget::SameOrigin), ("other_origin", RedirectTarget::OtherOrigin)];

impl Fault {
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
                    retry_after_as: wait_form(fields, "retryAfterAs", WaitForm::Seconds)?,
                    reset_as: wait_form(fields, "resetAs", WaitForm::Epoch)?,
                    applied: applied(fields)?,
                }
            }
            FaultKind::RateLimit => Self::RateLimit {
                retry_after: fields.whole_number("retryAfter", 0..=MAX_SECONDS)?.unwrap_or(1),
                retry_after_as: wait_form(fields, "retryAfterAs", WaitForm::Seconds)?,
                reset_as: wait_form(fields, "resetAs", WaitForm::Epoch)?,
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
            FaultKind::IsoTimes => Self::IsoTimes,
            FaultKind::TextNumbers => Self::TextNumbers,
            FaultKind::GappedArrays => Self::GappedArrays,
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

fn wait_form(
    fields: &mut Fields<'_>,
    name: &'static str,
    otherwise: WaitForm,
) -> Result<WaitForm, String> {
    Ok(fields.choice(name, &FORMS)?.unwrap_or(otherwise))
}

fn applied(fields: &mut Fields<'_>) -> Result<bool, String> {
    Ok(fields.given("applied", "true or false", Value::as_bool)?.unwrap_or(false))
}

fn header_value(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let plain = text.chars().all(|c| c == ' ' || c.is_ascii_graphic());
    (plain && text.len() <= MAX_HEADER_CHARS).then(|| text.to_owned())
}
