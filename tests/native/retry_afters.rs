//! What `Retry-After` and `X-RateLimit-Reset` say, in every form in which they are seen.
#![allow(clippy::float_cmp, reason = "whole milliseconds are exact")]

use proptest::{option, prelude::*, sample::select};
use reportei_customers::call::retry_after::{RetryHeaders, retry_after_ms, whole_number};

/// 2026-11-23 15:00:00 UTC.
const NOW: f64 = 1_795_446_000_000.0;
/// The longest time that timers take.
const LONGEST: f64 = 2_147_483_647.0;

fn after(retry_after: &str) -> RetryHeaders<'_> {
    RetryHeaders { retry_after: Some(retry_after), ..RetryHeaders::default() }
}

fn reset(reset: &str) -> RetryHeaders<'_> {
    RetryHeaders { reset: Some(reset), ..RetryHeaders::default() }
}

#[test]
fn a_retry_after_is_seconds_of_which_a_part_is_rounded_up() {
    let table = [
        ("0", Some(0.0)),
        ("1", Some(1000.0)),
        ("61", Some(61_000.0)),
        ("007", Some(7000.0)),
        (" 5", Some(5000.0)),
        ("5\t", Some(5000.0)),
        ("299.997", Some(300_000.0)),
        ("1.5", Some(2000.0)),
        ("1.0", Some(1000.0)),
        ("1.", Some(1000.0)),
        ("0.0001", Some(1000.0)),
        (&*format!("{}5", "0".repeat(400)), Some(5000.0)),
        ("", None),
        (" ", None),
        (".", None),
        (".5", None),
        ("1.5.5", None),
        ("-1", None),
        ("+1", None),
        ("1e3", None),
        ("0x10", None),
        ("5s", None),
        ("1 0", None),
        ("soon", None),
        ("NaN", None),
        ("Infinity", None),
        ("٣", None),
        ("５", None),
        ("5\0", None),
    ];
    for (retry_after, expected) in table {
        assert_eq!(retry_after_ms(after(retry_after), 503, NOW), expected, "{retry_after:?}");
    }
    assert_eq!(retry_after_ms(RetryHeaders::default(), 503, NOW), None);
}

#[test]
fn of_several_values_the_longest_wait_counts() {
    let table = [
        ("5, 10", Some(10_000.0)),
        ("10,5", Some(10_000.0)),
        ("1,2", Some(2000.0)),
        ("soon, 7, later", Some(7000.0)),
        (",,3,", Some(3000.0)),
        ("5, Mon, 23 Nov 2026 15:00:30 GMT", Some(30_000.0)),
        ("Mon, 23 Nov 2026 15:00:30 GMT, 60", Some(60_000.0)),
        ("Monday, 23-Nov-26 15:00:30 GMT, Mon Nov 23 15:00:40 2026", Some(40_000.0)),
        (", ,", None),
        ("soon, later", None),
    ];
    for (values, expected) in table {
        assert_eq!(retry_after_ms(after(values), 503, NOW), expected, "{values:?}");
    }
}

#[test]
fn a_date_is_the_time_until_then_in_each_of_its_forms_and_a_second_at_least() {
    let table = [
        ("Mon, 23 Nov 2026 15:00:20 GMT", 20_000.0),
        ("Monday, 23-Nov-26 15:00:20 GMT", 20_000.0),
        ("Mon Nov 23 15:00:20 2026", 20_000.0),
        ("2026-11-23T15:00:20Z", 20_000.0),
        ("2026-11-23T12:00:20.5-03:00", 20_500.0),
        ("2026-11-23 15:00:20", 20_000.0),
        ("Mon, 23 Nov 2026 15:00:00 GMT", 1000.0),
        ("Mon, 23 Nov 2026 14:59:00 GMT", 1000.0),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 1000.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST),
    ];
    for (date, expected) in table {
        for status in [429, 503] {
            assert_eq!(retry_after_ms(after(date), status, NOW), Some(expected), "{date:?}");
        }
    }
    let rubbish = [
        "5 GMT",
        "GMT",
        "12:00",
        "2026-11-23",
        "Mon, 23 Nov 2026 15:00:01",
        "Mon, 23 Nov 2026 15:00:01 +0100",
        "Mon, 31 Nov 2026 15:00:01 GMT",
    ];
    for text in rubbish {
        assert_eq!(retry_after_ms(after(text), 503, NOW), None, "{text:?}");
    }
}

#[test]
fn times_are_reckoned_from_the_answers_own_date_whatever_the_local_clock_says() {
    let [date, later, reset] =
        ["Mon, 23 Nov 2026 15:00:00 GMT", "Mon, 23 Nov 2026 15:00:20 GMT", "1795446020"];
    let hour = 3_600_000.0;
    for wrong_by in [-8760.0 * hour, -hour, 0.0, hour, 8760.0 * hour] {
        let now = NOW + wrong_by;
        for date in [date, "Monday, 23-Nov-26 15:00:00 GMT", "Mon Nov 23 15:00:00 2026"] {
            let headers = RetryHeaders { date: Some(date), ..after(later) };
            assert_eq!(retry_after_ms(headers, 503, now), Some(20_000.0), "{date} {wrong_by}");
            let headers = RetryHeaders { date: Some(date), reset: Some(reset), retry_after: None };
            assert_eq!(retry_after_ms(headers, 429, now), Some(20_000.0), "{date} {wrong_by}");
        }
    }
    for date in ["", "now", "Mon, 23 Nov 2026"] {
        let headers = RetryHeaders { date: Some(date), ..after(later) };
        assert_eq!(retry_after_ms(headers, 503, NOW), Some(20_000.0), "the local clock: {date}");
    }
}

#[test]
fn the_end_of_a_window_is_told_by_its_size_to_be_a_time_or_a_number_of_seconds() {
    let table = [
        ("30", Some(30_000.0)),
        ("59.2", Some(60_000.0)),
        ("3600", Some(3_600_000.0)),
        ("1795446030", Some(30_000.0)),
        (" 1795446030 ", Some(30_000.0)),
        ("1795446029.5", Some(30_000.0)),
        ("1795446030000", Some(30_000.0)),
        ("1795446030000000", Some(30_000.0)),
        ("2026-11-23T15:00:30.000000Z", Some(30_000.0)),
        ("Mon, 23 Nov 2026 15:00:30 GMT", Some(30_000.0)),
        ("1795446000", Some(1000.0)),
        ("1795445999", Some(1000.0)),
        ("1795445999000", Some(1000.0)),
        ("0", Some(1000.0)),
        ("999999999", Some(LONGEST)),
        ("1000000000", Some(1000.0)),
        ("99999999999", Some(LONGEST)),
        ("100000000000", Some(1000.0)),
        ("99999999999999", Some(LONGEST)),
        ("100000000000000", Some(1000.0)),
        (&*"9".repeat(20), Some(LONGEST)),
        (&*"9".repeat(400), Some(LONGEST)),
        ("", None),
        ("soon", None),
        ("-1795446030", None),
    ];
    for (value, expected) in table {
        assert_eq!(retry_after_ms(reset(value), 429, NOW), expected, "{value:?}");
        // A `Retry-After` in the form of a reset is read as one.
        assert_eq!(retry_after_ms(after(value), 429, NOW), expected, "{value:?}");
    }
}

#[test]
fn the_end_of_a_window_counts_for_refusals_by_a_rate_limit_that_name_nothing_else() {
    for status in 0..=599 {
        let expected = (status == 429).then_some(30_000.0);
        assert_eq!(retry_after_ms(reset("1795446030"), status, NOW), expected, "{status}");
    }
    let table = [("7", 7000.0), ("soon", 30_000.0), ("", 30_000.0), ("soon, 7", 7000.0)];
    for (retry_after, expected) in table {
        let headers = RetryHeaders { reset: Some("30"), ..after(retry_after) };
        assert_eq!(retry_after_ms(headers, 429, NOW), Some(expected), "{retry_after:?}");
    }
}

#[test]
fn now_is_a_second_at_least_for_a_refusal_by_a_rate_limit() {
    assert_eq!(retry_after_ms(after("0"), 429, NOW), Some(1000.0));
    assert_eq!(retry_after_ms(after("0"), 503, NOW), Some(0.0));
}

proptest! {
    #![proptest_config(crate::support::inputs(1024))]

    #[test]
    fn whatever_the_headers_say_a_wait_is_none_or_one_that_a_timer_takes(
        retry_after in option::of(header()),
        reset in option::of(header()),
        date in option::of(header()),
        status in prop_oneof![Just(429_u32), Just(503), any::<u32>()],
        now in -8.64e15..8.64e15,
    ) {
        let headers = RetryHeaders {
            retry_after: retry_after.as_deref(),
            reset: reset.as_deref(),
            date: date.as_deref(),
        };
        if let Some(ms) = retry_after_ms(headers, status, now) {
            let least = if status == 429 { 1000.0 } else { 0.0 };
            prop_assert!((least..=LONGEST).contains(&ms) && ms.fract() == 0.0, "{}", ms);
            prop_assert!(retry_after.is_some() || status == 429 && reset.is_some());
        }
    }

    #[test]
    fn a_whole_number_is_digits_and_is_read_as_they_stand_as_far_as_a_double_is_exact(
        number in prop_oneof![0..=9_007_199_254_740_992_u64, any::<u64>()],
        before in select(vec!["", " ", "\t ", "\n", "000"]),
        stray in select(vec!["", "-", "+", ".", "e", ",", "_", " ", "٣", "\0"]),
        after in "[0-9]{1,2}",
    ) {
        #[allow(clippy::cast_precision_loss, reason = "it is exact up to there")]
        let expected = number.min(9_007_199_254_740_991) as f64;
        prop_assert_eq!(whole_number(&format!("{before}{number}")), Some(expected));
        let strange = format!("{number}{stray}{after}");
        prop_assert_eq!(whole_number(&strange).is_some(), stray.is_empty(), "{}", strange);
    }
}

/// Header values like those that are seen, and any others.
fn header() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{0,20}",
        "[ 0-9.,:+-]{0,12}( GMT)?",
        "(Mon, )?[0-3][0-9] (Jan|Nov) [0-9]{4} [0-2][0-9]:[0-6][0-9]:[0-6][0-9] GMT(, [0-9]{2})?",
        "[0-9]{400}",
        any::<String>(),
    ]
}
