//! Time stamps as the API writes them, and what is left of a customer's trial.
//!
//! A time is a number of milliseconds since 1970. The API writes times as `YYYY-MM-DD HH:MM:SS` in
//! UTC. Days are counted by the calendar, in UTC: a trial that ends later today has 0 days left, and
//! one that ends tomorrow has 1. A trial is over from the very second that it ends.

use time::{Date, Month, PrimitiveDateTime, Time, UtcDateTime};

/// What a time stamp looks like: a zero stands for any digit.
const TEMPLATE: &str = "0000-00-00 00:00:00";
const SECOND_MS: f64 = 1000.0;
const DAY_MS: f64 = 86_400_000.0;

/// The time of a time stamp; `None` where the text is not one, or where the calendar has no such day.
#[must_use]
pub fn parse_timestamp(text: &str) -> Option<f64> {
    let is_digit_or_same = |(byte, template): (u8, u8)| match template {
        b'0' => byte.is_ascii_digit(),
        separator => byte == separator,
    };
    if text.len() != TEMPLATE.len() || !text.bytes().zip(TEMPLATE.bytes()).all(is_digit_or_same) {
        return None;
    }
    let two_digits = |at: usize| text.get(at..at + 2)?.parse::<u8>().ok();
    let year = text.get(..4)?.parse().ok()?;
    let month = Month::try_from(two_digits(5)?).ok()?;
    let date = Date::from_calendar_date(year, month, two_digits(8)?).ok()?;
    let time = Time::from_hms(two_digits(11)?, two_digits(14)?, two_digits(17)?).ok()?;
    let seconds = PrimitiveDateTime::new(date, time).as_utc().unix_timestamp();
    #[allow(clippy::cast_precision_loss, reason = "a year of four digits is exact")]
    Some(seconds as f64 * SECOND_MS)
}

/// The time stamp of a time, without the part of a second; `None` outside of the years 0 to 9999.
#[must_use]
pub fn format_timestamp(ms: f64) -> Option<String> {
    // A Date of JavaScript's drops fractions of a millisecond before anything else.
    let seconds = (ms.trunc() / SECOND_MS).floor();
    if !seconds.is_finite() {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "it saturates, and no such year exists")]
    let time = UtcDateTime::from_unix_timestamp(seconds as i64).ok()?;
    let (year, month, day) = (time.year(), u8::from(time.month()), time.day());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    (0..=9999)
        .contains(&year)
        .then(|| format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"))
}

/// The state of a customer's trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrialState {
    /// The customer pays, whatever is left of its trial.
    Paying,
    /// The trial is not over.
    Trial,
    /// The trial is over.
    Expired,
    /// The customer has no trial and does not pay.
    None,
}

impl TrialState {
    /// Its name in JavaScript.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paying => "paying",
            Self::Trial => "trial",
            Self::Expired => "expired",
            Self::None => "none",
        }
    }
}

/// The state of a customer's trial, and what is left of it, whether the customer pays or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrialStatus {
    /// The state.
    pub state: TrialState,
    /// The time left; 0 after the end, or where there is no trial.
    pub ms_left: f64,
    /// How many midnights are within the time left.
    pub days_left: f64,
}

impl TrialStatus {
    /// The status at a time, of a customer whose trial ends at another, if it has one.
    #[must_use]
    pub fn at(now: f64, is_paying: bool, ends_at: Option<f64>) -> Self {
        let end = ends_at.unwrap_or(now).max(now);
        let state = match ends_at {
            _ if is_paying => TrialState::Paying,
            None => TrialState::None,
            Some(_) if end > now => TrialState::Trial,
            Some(_) => TrialState::Expired,
        };
        let days_left = (end / DAY_MS).floor() - (now / DAY_MS).floor();
        Self { state, ms_left: end - now, days_left }
    }
}
