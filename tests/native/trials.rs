//! The API's times against another crate's reading of them, and days against a calendar's.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::float_cmp, reason = "whole milliseconds are exact")]

mod support;

use proptest::prelude::*;
use reportei_customers::trial::{TrialState, TrialStatus, parse_timestamp};
use time::{
    OffsetDateTime, PrimitiveDateTime, format_description::FormatItem, macros::format_description,
};

const FORM: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
const DAY: f64 = 86_400_000.0;

#[allow(clippy::cast_precision_loss, reason = "times are exact in a double")]
fn ms(time: OffsetDateTime) -> f64 {
    time.unix_timestamp() as f64 * 1000.0
}

/// What another crate reads.
fn read(text: &str) -> Option<f64> {
    Some(ms(PrimitiveDateTime::parse(text, FORM).ok()?.assume_utc()))
}

/// What another crate writes.
fn write(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds).unwrap().format(FORM).unwrap()
}

fn at(text: &str) -> f64 {
    parse_timestamp(text).unwrap()
}

#[test]
fn times_of_the_api_are_utc() {
    assert_eq!(at("1970-01-01 00:00:00"), 0.0);
    assert_eq!(at("2024-09-24 17:07:34"), 1_727_197_654_000.0);
    assert_eq!(at("1969-12-31 23:59:59"), -1000.0);
    assert_eq!(at("0000-01-01 00:00:00"), -62_167_219_200_000.0);
    assert_eq!(at("9999-12-31 23:59:59"), 253_402_300_799_000.0);
}

#[test]
fn what_is_no_time_of_the_api_is_refused() {
    let table = [
        "",
        "2024-09-24",
        "2024-09-24T17:07:34",
        "2024-09-24 17:07:34Z",
        "2024-09-24 17:07:34 ",
        " 2024-09-24 17:07:34",
        "2024-09-24 17:07",
        "2024-9-24 17:07:34",
        "24-09-2024 17:07:34",
        "2024/09/24 17:07:34",
        "+024-09-24 17:07:34",
        "-024-09-24 17:07:34",
        "2024-00-24 17:07:34",
        "2024-13-24 17:07:34",
        "2024-09-00 17:07:34",
        "2024-09-31 17:07:34",
        "2023-02-29 00:00:00",
        "1900-02-29 00:00:00",
        "2024-02-30 00:00:00",
        "2024-09-24 24:00:00",
        "2024-09-24 17:60:34",
        "2024-09-24 17:07:60",
        "0000-00-00 00:00:00",
        "２024-09-24 17:07:3",
    ];
    for text in table {
        assert_eq!(parse_timestamp(text), None, "{text}");
    }
    for leap in ["2024-02-29 00:00:00", "2000-02-29 00:00:00", "0000-02-29 00:00:00"] {
        assert_eq!(parse_timestamp(leap), read(leap), "{leap}");
        assert!(read(leap).is_some());
    }
}

#[test]
fn a_customer_is_in_one_of_four_states() {
    let end = at("2024-10-01 17:07:34");
    let state = |now, is_paying, end| TrialStatus::at(now, is_paying, end).state;
    assert_eq!(state(end - 1.0, false, Some(end)), TrialState::Trial);
    assert_eq!(state(end, false, Some(end)), TrialState::Expired);
    assert_eq!(state(end + 1.0, false, Some(end)), TrialState::Expired);
    assert_eq!(state(end, false, None), TrialState::None);
    for end in [None, Some(end - 1.0), Some(end), Some(end + 1.0)] {
        assert_eq!(state(at("2024-10-01 17:07:34"), true, end), TrialState::Paying);
    }
}

#[test]
fn days_are_those_of_a_calendar() {
    let table = [
        ("2024-09-24 17:07:34", 7.0),
        ("2024-09-25 00:00:00", 6.0),
        ("2024-09-30 00:00:00", 1.0),
        ("2024-09-30 23:59:59", 1.0),
        ("2024-10-01 00:00:00", 0.0),
        ("2024-10-01 17:07:33", 0.0),
        ("2024-10-01 17:07:34", 0.0),
        ("2024-12-01 00:00:00", 0.0),
    ];
    let end = at("2024-10-01 17:07:34");
    for (now, days) in table {
        for is_paying in [false, true] {
            let status = TrialStatus::at(at(now), is_paying, Some(end));
            assert_eq!(status.days_left, days, "{now}");
            assert_eq!(status.ms_left, (end - at(now)).max(0.0), "{now}");
        }
    }
    let none = TrialStatus::at(end, false, None);
    assert_eq!((none.ms_left, none.days_left), (0.0, 0.0));
}

/// Seconds since 1970 of any time with a year of four digits.
fn any_second() -> std::ops::RangeInclusive<i64> {
    -62_167_219_200..=253_402_300_799
}

proptest! {
    #![proptest_config(support::inputs(2048))]

    #[test]
    fn every_second_of_ten_thousand_years_is_read(seconds in any_second()) {
        let text = write(seconds);
        #[allow(clippy::cast_precision_loss)]
        let expected = seconds as f64 * 1000.0;
        prop_assert_eq!(parse_timestamp(&text), Some(expected), "{}", text);
    }

    #[test]
    fn whatever_has_the_form_is_read_as_another_crate_reads_it(
        text in "[0-9]{4}-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-6][0-9]:[0-6][0-9]",
    ) {
        prop_assert_eq!(parse_timestamp(&text), read(&text), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,30}|[0-9 :-]{19}") {
        if parse_timestamp(&text).is_some() {
            prop_assert!(read(&text).is_some(), "{}", text);
        }
    }

    #[test]
    fn days_left_are_the_dates_apart(now in any_second(), ahead in 0..20_000_000_i64) {
        let end = now.saturating_add(ahead).min(253_402_300_799);
        let (from, to) = (at(&write(now)), at(&write(end)));
        let status = TrialStatus::at(from, false, Some(to));
        let date = |seconds| OffsetDateTime::from_unix_timestamp(seconds).unwrap().date();
        #[allow(clippy::cast_precision_loss)]
        let days = (date(end) - date(now)).whole_days() as f64;
        prop_assert_eq!(status.days_left, days);
        prop_assert_eq!(status.ms_left, to - from);
        let expected = if to > from { TrialState::Trial } else { TrialState::Expired };
        prop_assert_eq!(status.state, expected);
        prop_assert!(status.days_left * DAY - DAY < status.ms_left);
    }
}
