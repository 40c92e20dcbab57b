//! Time stamps, and what is left of a trial.
#![allow(clippy::float_cmp, reason = "whole milliseconds are exact")]

use proptest::prelude::*;
use reportei_customers::api::time::{
    TrialState, TrialStatus, format_timestamp, parse_http_date, parse_timestamp,
};
use time::{
    OffsetDateTime,
    macros::{datetime, format_description},
};

const DAY: f64 = 86_400_000.0;

#[allow(clippy::cast_precision_loss, reason = "times are exact in a double")]
fn ms(time: OffsetDateTime) -> f64 {
    time.unix_timestamp() as f64 * 1000.0
}

fn parse(text: &str) -> Option<f64> {
    parse_timestamp(text.as_bytes())
}

fn time(second: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(second).unwrap()
}

#[test]
fn a_customer_is_in_one_of_four_states() {
    let end = ms(datetime!(2024-10-01 17:07:34 UTC));
    let state = |now, is_paying, end| TrialStatus::at(now, is_paying, end).state.name();
    assert_eq!(state(end - 1.0, false, Some(end)), "trial");
    assert_eq!(state(end, false, Some(end)), "expired");
    assert_eq!(state(end + 1.0, false, Some(end)), "expired");
    assert_eq!(state(end, false, None), "none");
    for other in [None, Some(end - 1.0), Some(end), Some(end + 1.0)] {
        assert_eq!(state(end, true, other), "paying");
    }
}

#[test]
fn days_are_those_of_a_calendar() {
    let table = [
        (datetime!(2024-09-24 17:07:34 UTC), 7.0),
        (datetime!(2024-09-25 00:00:00 UTC), 6.0),
        (datetime!(2024-09-30 00:00:00 UTC), 1.0),
        (datetime!(2024-09-30 23:59:59 UTC), 1.0),
        (datetime!(2024-10-01 00:00:00 UTC), 0.0),
        (datetime!(2024-10-01 17:07:33 UTC), 0.0),
        (datetime!(2024-10-01 17:07:34 UTC), 0.0),
        (datetime!(2024-12-01 00:00:00 UTC), 0.0),
    ];
    let end = ms(datetime!(2024-10-01 17:07:34 UTC));
    for (now, days) in table {
        for is_paying in [false, true] {
            let status = TrialStatus::at(ms(now), is_paying, Some(end));
            assert_eq!(status.days_left, days, "{now}");
            assert_eq!(status.ms_left, (end - ms(now)).max(0.0), "{now}");
        }
    }
    let none = TrialStatus::at(end, false, None);
    assert_eq!((none.ms_left, none.days_left), (0.0, 0.0));
}

#[test]
fn a_time_stamp_is_a_time_of_the_calendar_in_the_apis_way_of_writing() {
    let table = [
        ("1970-01-01 00:00:00", 0.0),
        ("2024-09-24 17:07:34", 1_727_197_654_000.0),
        ("2024-02-29 23:59:59", 1_709_251_199_000.0),
        ("2000-02-29 00:00:00", 951_782_400_000.0),
        ("1969-12-31 23:59:59", -1000.0),
        ("0000-01-01 00:00:00", -62_167_219_200_000.0),
        ("9999-12-31 23:59:59", 253_402_300_799_000.0),
    ];
    for (text, time) in table {
        assert_eq!(parse(text), Some(time), "{text}");
        assert_eq!(format_timestamp(time).as_deref(), Some(text));
    }
    let wrong = [
        "",
        "2024-09-24",
        "2024-09-24  17:07:34",
        " 2024-09-24 17:07:34",
        "2024-9-24 17:07:34",
        "2024-09-24 17:07",
        "2024-02-30 00:00:00",
        "2023-02-29 00:00:00",
        "1900-02-29 00:00:00",
        "2024-04-31 00:00:00",
        "2024-00-01 00:00:00",
        "2024-13-01 00:00:00",
        "2024-01-00 00:00:00",
        "2024-01-01 24:00:00",
        "2024-01-01 00:60:00",
        "2016-12-31 23:59:60",
        "-024-01-01 00:00:00",
        "+024-01-01 00:00:00",
        "２０２４-01-01 00:00:00",
        "2024-01-01\u{a0}00:00:00",
        "-0001-11-30 00:00:00",
        "0000-00-00 00:00:00",
        "2024-09-24_17:07:34",
        "2024-09-24 17:07:34.",
        "2024-09-24 17:07:34.Z",
        "2024-09-24 17:07:34,5",
        "2024-09-24 17:07:34 ",
        "2024-09-24 17:07:34 Z",
        "2024-09-24 17:07:34UTC",
        "2024-09-24 17:07:34+",
        "2024-09-24 17:07:34+3",
        "2024-09-24 17:07:34+03:",
        "2024-09-24 17:07:34+03:0",
        "2024-09-24 17:07:34+0300Z",
        "2024-09-24 17:07:34+24:00",
        "2024-09-24 17:07:34-03:60",
        "2024-09-24 17:07:34ZZ",
    ];
    for text in wrong {
        assert_eq!(parse(text), None, "{text:?}");
    }
}

#[test]
fn a_time_stamp_may_have_a_t_a_fraction_and_a_zone() {
    let second = 1_727_197_654_000.0;
    let table = [
        ("2024-09-24T17:07:34", second),
        ("2024-09-24t17:07:34z", second),
        ("2024-09-24 17:07:34Z", second),
        ("2024-09-24 17:07:34.5", second + 500.0),
        ("2024-09-24 17:07:34.000", second),
        ("2024-09-24T17:07:34.250000Z", second + 250.0),
        ("2024-09-24T17:07:34+00:00", second),
        ("2024-09-24T14:07:34-03:00", second),
        ("2024-09-24 14:07:34-0300", second),
        ("2024-09-24 14:07:34-03", second),
        ("2024-09-24T22:37:34.125+05:30", second + 125.0),
        ("2024-09-25T07:07:34+14:00", second),
        ("1969-12-31T23:59:59.500Z", -500.0),
    ];
    for (text, time) in table {
        assert_eq!(parse(text), Some(time), "{text}");
    }
    // As many digits as anybody writes.
    let close = parse("2024-09-24T17:07:34.123456789Z").unwrap() - second;
    assert!((close - 123.456_789).abs() < 0.001, "{close}");
    assert!(parse(&format!("2024-09-24T17:07:34.{}Z", "9".repeat(400))).is_some());
}

#[test]
fn https_dates_are_read_in_each_of_its_forms() {
    let date = |text: &str| parse_http_date(text.as_bytes());
    let time = 784_111_777_000.0;
    for text in ["06 Nov 1994 08:49:37 GMT", "06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
        assert_eq!(date(text), Some(time), "{text}");
    }
    assert_eq!(date("23-Nov-26 15:00:00 GMT"), Some(1_795_446_000_000.0));
    assert_eq!(date("Mon Nov 23 15:00:00 2026"), Some(1_795_446_000_000.0));
    assert_eq!(date("01-Jan-69 00:00:00 GMT"), Some(ms(datetime!(2069-01-01 00:00:00 UTC))));
    assert_eq!(date("01-Jan-70 00:00:00 GMT"), Some(0.0));
    let wrong = [
        "",
        "06 Nov 1994 08:49:37",
        "06 Nov 1994 08:49:37 UTC",
        "06 Nov 1994 08:49:37 +0100",
        "06 Nov 1994 08:49:37 GMT+1",
        "6 Nov 1994 08:49:37 GMT",
        "06 nov 1994 08:49:37 GMT",
        "31 Nov 1994 08:49:37 GMT",
        "06 Nov 1994 24:49:37 GMT",
        "06 Nov 1994 08:49 GMT",
        "06 Nov 94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994",
        "Sun Nov  x 08:49:37 1994",
        "2024-09-24 17:07:34",
    ];
    for text in wrong {
        assert_eq!(date(text), None, "{text}");
    }
}

#[test]
fn a_time_is_written_to_the_second_as_a_date_has_it() {
    let table = [
        (0.9, Some("1970-01-01 00:00:00")),
        (-0.9, Some("1970-01-01 00:00:00")),
        (-1.0, Some("1969-12-31 23:59:59")),
        (999.9, Some("1970-01-01 00:00:00")),
        (1000.0, Some("1970-01-01 00:00:01")),
        (253_402_300_799_999.9, Some("9999-12-31 23:59:59")),
        (253_402_300_800_000.0, None),
        (-62_167_219_200_000.9, Some("0000-01-01 00:00:00")),
        (-62_167_219_200_001.0, None),
        (8.64e15, None),
        (-8.64e15, None),
        (f64::MAX, None),
        (f64::NAN, None),
        (f64::INFINITY, None),
        (f64::NEG_INFINITY, None),
    ];
    for (time, text) in table {
        assert_eq!(format_timestamp(time).as_deref(), text, "{time}");
    }
}

/// Seconds since 1970 of any time with a year of four digits.
fn any_second() -> std::ops::RangeInclusive<i64> {
    -62_167_219_200..=253_402_300_799
}

proptest! {
    #![proptest_config(crate::support::inputs(2048))]

    #[test]
    fn a_time_stamp_is_written_as_another_crate_writes_it_and_read_back(second in any_second()) {
        let other = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
        let text = time(second).format(other).unwrap();
        let time = ms(time(second));
        prop_assert_eq!(format_timestamp(time), Some(text.clone()));
        prop_assert_eq!(parse(&text), Some(time));
    }

    #[test]
    fn any_text_is_a_time_stamp_only_if_it_is_written_so(
        text in prop_oneof![any::<String>(), "[0-9]{4}-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-6][0-9]:[0-6][0-9]"],
    ) {
        if let Some(time) = parse(&text).filter(|_| text.len() == 19) {
            prop_assert_eq!(format_timestamp(time), Some(text.replace(['T', 't'], " ")));
        }
    }

    #[test]
    fn days_left_are_the_dates_apart(
        now in any_second(),
        ahead in 0..20_000_000_i64,
        is_paying in any::<bool>(),
    ) {
        let (now, end) = (time(now), time(now.saturating_add(ahead).min(*any_second().end())));
        let status = TrialStatus::at(ms(now), is_paying, Some(ms(end)));
        #[allow(clippy::cast_precision_loss)]
        let days = (end.date() - now.date()).whole_days() as f64;
        prop_assert_eq!(status.days_left, days);
        prop_assert_eq!(status.ms_left, ms(end) - ms(now));
        let expected = match (is_paying, end > now) {
            (true, _) => TrialState::Paying,
            (_, true) => TrialState::Trial,
            _ => TrialState::Expired,
        };
        prop_assert_eq!(status.state, expected);
        prop_assert!(status.days_left * DAY - DAY < status.ms_left);
    }

    #[test]
    fn nothing_is_left_of_a_trial_that_is_over(now in any_second(), ago in 0..20_000_000_i64) {
        let end = now.saturating_sub(ago).max(*any_second().start());
        let status = TrialStatus::at(ms(time(now)), false, Some(ms(time(end))));
        prop_assert_eq!(status.state, TrialState::Expired);
        prop_assert_eq!((status.ms_left, status.days_left), (0.0, 0.0));
    }
}
