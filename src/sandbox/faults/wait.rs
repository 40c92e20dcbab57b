//! When to come back, in every form in which headers say it.

use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use tsify::Tsify;

use crate::sandbox::clock::{SECOND_MS, Timestamp};

const HTTP_DATE: &[BorrowedFormatItem<'_>] = format_description!(
    "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
);

/// How a header says when to come back.
///
/// - `seconds`: so many from now: `90`
/// - `fraction`: the same a little earlier, which is to be rounded up: `89.997`
/// - `list`: two values, as proxies join them: `0, 90`
/// - `date`: an HTTP date: `Mon, 02 Mar 2026 12:01:30 GMT`
/// - `iso`: an ISO time: `2026-03-02T12:01:30.000000Z`
/// - `epoch`: seconds since 1970
/// - `epoch_ms`: milliseconds since 1970
/// - `none`: there is no such header
///
/// Times are by the host's clock.
///
/// @example
/// ```ts
/// import type { SandboxWaitForm } from "reportei-customers/sandbox";
///
/// const retryAfterAs: SandboxWaitForm = "date";
/// new ReporteiSandbox().inject({ fault: { kind: "rate_limit", retryAfter: 5, retryAfterAs } });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Tsify)]
#[tsify(rename = "SandboxWaitForm")]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum WaitForm {
    Seconds,
    Fraction,
    List,
    Date,
    Iso,
    Epoch,
    EpochMs,
    None,
}

pub(super) const FORMS: [(&str, WaitForm); 8] = [
    ("seconds", WaitForm::Seconds),
    ("fraction", WaitForm::Fraction),
    ("list", WaitForm::List),
    ("date", WaitForm::Date),
    ("iso", WaitForm::Iso),
    ("epoch", WaitForm::Epoch),
    ("epoch_ms", WaitForm::EpochMs),
    ("none", WaitForm::None),
];

/// How long to wait, and until when.
pub(super) struct Wait {
    seconds: u32,
    until: Timestamp,
}

impl Wait {
    /// So many seconds from now, by the host's clock.
    pub(super) fn new(seconds: u32, host_now: Timestamp) -> Self {
        // Rounded up, as a date has no milliseconds and nobody is to come back too early.
        let until = host_now.plus(i64::from(seconds) * SECOND_MS + SECOND_MS - 1).whole_second();
        Self { seconds, until }
    }

    /// A header's value in that form; nothing where there is to be no header.
    pub(super) fn text(&self, form: WaitForm) -> Option<String> {
        let Self { seconds, until } = self;
        Some(match form {
            WaitForm::Seconds => seconds.to_string(),
            WaitForm::Fraction => match seconds.checked_sub(1) {
                Some(whole) => format!("{whole}.997"),
                None => seconds.to_string(),
            },
            WaitForm::List => format!("0, {seconds}"),
            WaitForm::Date => OffsetDateTime::from_unix_timestamp(until.millis() / SECOND_MS)
                .ok()?
                .format(HTTP_DATE)
                .ok()?,
            WaitForm::Iso => until.iso(),
            WaitForm::Epoch => (until.millis() / SECOND_MS).to_string(),
            WaitForm::EpochMs => until.millis().to_string(),
            WaitForm::None => return None,
        })
    }
}
