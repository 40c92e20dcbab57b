//! Times as servers write them, and what is left of a customer's trial.
//!
//! A time is a number of milliseconds since 1970. The API writes `YYYY-MM-DD HH:MM:SS` in UTC, and in
//! other answers ISO 8601 with microseconds; HTTP has three forms of its own. The forms are data, and
//! one reader reads them all. Days are counted by the calendar, in UTC: a trial that ends later today
//! has 0 days left, and one that ends tomorrow has 1. A trial has expired from the second at which it ends.

use time::{Date, Month, UtcDateTime};

/// The API's form, before a fraction and a zone. In a form, `Y` is a year and `y` its last two digits,
/// `m` a month and `b` its name, `d` a day and `e` one without a zero before it, `H`, `i` and `s` a
/// time of day, `w` a day of the week, and `_` a space or a `T`. Anything else stands for itself.
const STAMP: &[u8] = b"Y-m-d_H:i:s";
/// HTTP's forms: its own, that of RFC 850, and that of C's `asctime`. What is before a comma is a day
/// of the week, which says nothing.
const HTTP_DATES: [&[u8]; 3] = [b"d b Y H:i:s GMT", b"d-b-y H:i:s GMT", b"w b e H:i:s Y"];
const MONTHS: [&[u8]; 12] = [
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec",
];
/// Years of two digits are from 1970 to 2069.
const FIRST_SHORT_YEAR: i32 = 70;
/// The Julian day of 1970-01-01.
const FIRST_DAY: i32 = 2_440_588;
const SECOND_MS: f64 = 1000.0;
const DAY_MS: f64 = 86_400_000.0;

/// The time of a time stamp: `YYYY-MM-DD HH:MM:SS` or with a `T`, with or without a fraction and a
/// zone, in UTC where it names none. `None` where the text is not one, or where the calendar has no
/// such day.
#[must_use]
pub fn parse_timestamp(text: &[u8]) -> Option<f64> {
    let (time, mut rest) = read(text, STAMP)?;
    let mut ms = 0.0;
    if let [b'.', digits @ ..] = rest {
        let mut unit = SECOND_MS;
        rest = digits;
        while let [digit @ b'0'..=b'9', others @ ..] = rest {
            unit /= 10.0;
            ms += unit * f64::from(digit - b'0');
            rest = others;
        }
        if rest.len() == digits.len() {
            return None;
        }
    }
    let (sign, hours, minutes): (_, _, &[u8]) = match rest {
        [] | [b'Z' | b'z'] => return Some(time + ms),
        [sign @ (b'+' | b'-'), h, g] => (sign, [*h, *g], b"00"),
        [sign @ (b'+' | b'-'), h, g, b':', minutes @ ..]
        | [sign @ (b'+' | b'-'), h, g, minutes @ ..] => (sign, [*h, *g], minutes),
        _ => return None,
    };
    let (hours, minutes) = (digits(&hours)?, digits(minutes).filter(|_| minutes.len() == 2)?);
    let offset = f64::from(hours * 60 + minutes) * 60.0 * SECOND_MS;
    let is_offset = hours < 24 && minutes < 60;
    is_offset.then(|| time + ms + if *sign == b'-' { offset } else { -offset })
}

/// The time of one of HTTP's dates, without the day of the week that ends with a comma.
#[must_use]
pub fn parse_http_date(text: &[u8]) -> Option<f64> {
    HTTP_DATES.iter().find_map(|form| match read(text, form)? {
        (time, []) => Some(time),
        _ => None,
    })
}

/// Reads the time that a text of that form begins with, and gives what is behind it.
fn read<'a>(text: &'a [u8], form: &[u8]) -> Option<(f64, &'a [u8])> {
    let mut rest = text;
    let (mut year, mut month, mut day, mut seconds) = (0, 0, 0, 0);
    for mark in form {
        let length = match mark {
            b'Y' => 4,
            b'b' | b'w' => 3,
            b'y' | b'm' | b'd' | b'e' | b'H' | b'i' | b's' => 2,
            _ => 1,
        };
        let (part, others) = rest.split_at_checked(length)?;
        rest = others;
        match (mark, part) {
            (b'Y', _) => year = digits(part)?,
            (b'y', _) => {
                let short = digits(part)?;
                year = if short < FIRST_SHORT_YEAR { 2000 } else { 1900 } + short;
            }
            (b'm', _) => month = digits(part)?,
            (b'b', _) => {
                let place = MONTHS.iter().position(|name| *name == part)?;
                month = 1 + i32::try_from(place).ok()?;
            }
            (b'e', [b' ', single]) => day = digits(&[*single])?,
            (b'd' | b'e', _) => day = digits(part)?,
            (b'H', _) => seconds = digits(part).filter(|hour| *hour < 24)? * 3600,
            (b'i', _) => seconds += digits(part).filter(|minute| *minute < 60)? * 60,
            (b's', _) => seconds += digits(part).filter(|second| *second < 60)?,
            (b'w', _) | (b'_', [b' ' | b'T' | b't']) => {}
            (mark, [byte]) if mark == byte && *mark != b'_' => {}
            _ => return None,
        }
    }
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    let days = f64::from(date.to_julian_day() - FIRST_DAY);
    Some((days * DAY_MS + f64::from(seconds) * SECOND_MS, rest))
}

/// The number that a few digits are.
fn digits(text: &[u8]) -> Option<i32> {
    let add = |number: i32, byte: &u8| match byte {
        b'0'..=b'9' => Some(number * 10 + i32::from(byte - b'0')),
        _ => None,
    };
    text.iter().try_fold(0, add)
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
    /// The trial has ended.
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
