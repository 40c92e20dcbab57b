//! What is left of a trial, its days against another crate's calendar.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::float_cmp, reason = "whole milliseconds are exact")]

mod support;

use proptest::prelude::*;
use reportei_customers::trial::{TrialState, TrialStatus};
use time::{OffsetDateTime, macros::datetime};

const DAY: f64 = 86_400_000.0;

#[allow(clippy::cast_precision_loss, reason = "times are exact in a double")]
fn ms(time: OffsetDateTime) -> f64 {
    time.unix_timestamp() as f64 * 1000.0
}

fn time(second: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(second).unwrap()
}

#[test]
fn a_customer_is_in_one_of_four_states() {
    let end = ms(datetime!(2024-10-01 17:07:34 UTC));
    let state = |now, is_paying, end| TrialStatus::at(now, is_paying, end).state;
    assert_eq!(state(end - 1.0, false, end), TrialState::Trial);
    assert_eq!(state(end, false, end), TrialState::Expired);
    assert_eq!(state(end + 1.0, false, end), TrialState::Expired);
    assert_eq!(state(end, false, f64::NAN), TrialState::None);
    for other in [f64::NAN, end - 1.0, end, end + 1.0] {
        assert_eq!(state(end, true, other), TrialState::Paying);
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
            let status = TrialStatus::at(ms(now), is_paying, end);
            assert_eq!(status.days_left, days, "{now}");
            assert_eq!(status.ms_left, (end - ms(now)).max(0.0), "{now}");
        }
    }
    let none = TrialStatus::at(end, false, f64::NAN);
    assert_eq!((none.ms_left, none.days_left), (0.0, 0.0));
}

/// Seconds since 1970 of any time with a year of four digits.
fn any_second() -> std::ops::RangeInclusive<i64> {
    -62_167_219_200..=253_402_300_799
}

proptest! {
    #![proptest_config(support::inputs(2048))]

    #[test]
    fn days_left_are_the_dates_apart(
        now in any_second(),
        ahead in 0..20_000_000_i64,
        is_paying in any::<bool>(),
    ) {
        let (now, end) = (time(now), time(now.saturating_add(ahead).min(*any_second().end())));
        let status = TrialStatus::at(ms(now), is_paying, ms(end));
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
        let status = TrialStatus::at(ms(time(now)), false, ms(time(end)));
        prop_assert_eq!(status.state, TrialState::Expired);
        prop_assert_eq!((status.ms_left, status.days_left), (0.0, 0.0));
    }
}
