//! The API's times, and what is left of a customer's trial.
//!
//! Times are `YYYY-MM-DD HH:MM:SS` in UTC, and milliseconds since 1970 here. Days are counted as a
//! person with a calendar does, in UTC too: a trial that ends later today has 0 days left, one that
//! ends tomorrow at whatever time has 1. A trial is over from the very second that it ends.

const SECOND_MS: f64 = 1000.0;
const DAY_MS: f64 = 86_400_000.0;
/// The days from 1 March of the year -400 to 1 January 1970.
const DAYS_TO_1970: u32 = 719_468 + 146_097;

/// Where a customer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrialState {
    /// It pays, whatever is left of its trial.
    Paying,
    /// Its trial is not over.
    Trial,
    /// Its trial is over.
    Expired,
    /// It has no trial, and does not pay.
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

/// Where a customer stands, and what is left of its trial, paying or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrialStatus {
    /// Where it stands.
    pub state: TrialState,
    /// The time left; 0 once it is over, or where there is none.
    pub ms_left: f64,
    /// How many midnights are in the time left.
    pub days_left: f64,
}

impl TrialStatus {
    /// At that time, of a customer whose trial ends then, where it has one.
    #[must_use]
    pub fn at(now: f64, is_paying: bool, ends_at: Option<f64>) -> Self {
        let end = ends_at.filter(|end| *end > now);
        let state = match (is_paying, ends_at, end) {
            (true, ..) => TrialState::Paying,
            (_, None, _) => TrialState::None,
            (.., Some(_)) => TrialState::Trial,
            _ => TrialState::Expired,
        };
        let end = end.unwrap_or(now);
        let days_left = (end / DAY_MS).floor() - (now / DAY_MS).floor();
        Self { state, ms_left: end - now, days_left }
    }
}

/// A time as the API writes it, where it is one.
#[must_use]
pub fn parse_timestamp(text: &str) -> Option<f64> {
    #[rustfmt::skip]
    let &[y1, y2, y3, y4, b'-', o1, o2, b'-', d1, d2, b' ', h1, h2, b':', m1, m2, b':', s1, s2] =
        text.as_bytes()
    else {
        return None;
    };
    let (year, month, day) = (number([y1, y2, y3, y4])?, number([o1, o2])?, number([d1, d2])?);
    let (hour, minute, second) = (number([h1, h2])?, number([m1, m2])?, number([s1, s2])?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last_day = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if day == 0 || day > last_day || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    // Years begin in March here, so that a leap day is the last of its year.
    let (year, month) = (year + 400 - u32::from(month < 3), (month + 9) % 12);
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    let seconds = hour * 3600 + minute * 60 + second;
    Some((f64::from(days) - f64::from(DAYS_TO_1970)) * DAY_MS + f64::from(seconds) * SECOND_MS)
}

fn number<const DIGITS: usize>(digits: [u8; DIGITS]) -> Option<u32> {
    digits.into_iter().try_fold(0, |number, digit| {
        digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
    })
}
