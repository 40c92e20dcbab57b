//! Instants, and the sandbox's clock.
//!
//! Nothing here reads a real clock: the host hands its time in, and the sandbox's clock turns it
//! into the sandbox's time. Instants are UTC and written as the API writes them, `YYYY-MM-DD
//! HH:MM:SS`. They are kept between 1970 and 9999, so that all of them can be written.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

const FORMAT: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
const LAST_MILLIS: i64 = 253_402_300_799_999;

pub(crate) const SECOND_MS: i64 = 1_000;
pub(crate) const MINUTE_MS: i64 = 60 * SECOND_MS;
pub(crate) const HOUR_MS: i64 = 60 * MINUTE_MS;
pub(crate) const DAY_MS: i64 = 24 * HOUR_MS;

/// An instant: milliseconds since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "i64")]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant this many milliseconds after 1970 began, moved into the years 1970 to 9999.
    #[must_use]
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(0, LAST_MILLIS))
    }

    /// Reads `YYYY-MM-DD HH:MM:SS` as UTC.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let seconds = PrimitiveDateTime::parse(text, FORMAT).ok()?.assume_utc().unix_timestamp();
        (seconds >= 0).then(|| Self::from_millis(seconds * SECOND_MS))
    }

    /// The instant as Laravel writes it where no format is named: with a `T`, microseconds and `Z`.
    #[must_use]
    pub fn iso(self) -> String {
        self.whole_second().to_string().replace(' ', "T") + ".000000Z"
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn millis(self) -> i64 {
        self.0
    }

    /// The instant this many milliseconds later, or earlier where the number is negative.
    #[must_use]
    pub fn plus(self, millis: i64) -> Self {
        Self::from_millis(self.0.saturating_add(millis))
    }

    /// The start of this instant's second: what the API can write of it.
    #[must_use]
    pub fn whole_second(self) -> Self {
        Self(self.0 - self.0 % SECOND_MS)
    }
}

impl From<i64> for Timestamp {
    fn from(millis: i64) -> Self {
        Self::from_millis(millis)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = OffsetDateTime::from_unix_timestamp(self.0 / SECOND_MS)
            .map_err(|_| fmt::Error)?
            .format(FORMAT)
            .map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

/// The sandbox's clock: either it stands still, or it follows the host's time. In both
/// cases `advance` moves it forward.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Clock {
    stands_at: Option<Timestamp>,
    advanced_ms: i64,
}

impl Clock {
    /// A clock that follows the host's time.
    #[must_use]
    pub fn flowing() -> Self {
        Self { stands_at: None, advanced_ms: 0 }
    }

    /// A clock that stands still until it is advanced.
    #[must_use]
    pub fn standing(at: Timestamp) -> Self {
        Self { stands_at: Some(at), advanced_ms: 0 }
    }

    /// The sandbox's time when the host's is `host_now`.
    #[must_use]
    pub fn now(&self, host_now: Timestamp) -> Timestamp {
        self.stands_at.unwrap_or(host_now).plus(self.advanced_ms)
    }

    /// Moves the clock forward.
    pub fn advance(&mut self, millis: u64) {
        self.advanced_ms = self.advanced_ms.saturating_add_unsigned(millis);
    }
}
