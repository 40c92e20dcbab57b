//! Which attempts are repeated, when, and the outcome: the policy against its own words.
#![allow(clippy::float_cmp, reason = "whole milliseconds are exact")]

use std::collections::BTreeSet;

use crate::support::{endpoints, json::Parsed};
use proptest::{option, prelude::*, sample::select};
use reportei_customers::{
    api::endpoint::{CREATE, DELETE, Endpoint},
    api::problem,
    call::{
        outcome::{History, Outcome},
        retry::{RetryHeaders, Verdict, delay_ms, judge, repeats, retry_after_ms, whole_number},
    },
    error::{Error, ErrorKind},
};

/// Each call with whether it is safe to repeat and whether it writes.
fn calls() -> impl Iterator<Item = (&'static str, &'static Endpoint, bool, bool)> {
    endpoints::rows()
        .map(|(endpoint, row)| (&*row.call, endpoint, row.is_repeatable, row.method != "GET"))
}

/// How an attempt fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Network,
    Timeout,
    Aborted,
    InvalidArgument,
    /// A success of that status whose body is not what the contract says.
    Decode(u32),
    Status(u32),
    /// A status, and the time to come back.
    StatusWithTime(u32),
}
use Trouble::{Aborted, Decode, InvalidArgument, Network, Status, StatusWithTime, Timeout};

impl Trouble {
    /// The error that the boundary makes of it.
    fn error(self) -> Error {
        let refusal = |status| *problem::refusal(status, &Parsed(None));
        match self {
            Network => *Error::new(ErrorKind::Network, "the connection failed"),
            Timeout => *Error::new(ErrorKind::Timeout, "no whole answer came"),
            Aborted => *Error::new(ErrorKind::Aborted, "the caller aborted the call"),
            InvalidArgument => *Error::argument("accessToken", "gave no token"),
            Decode(status) => {
                Error { status: Some(status), ..*Error::decode("no JSON", String::new()) }
            }
            Status(status) => refusal(status),
            StatusWithTime(status) => Error { retry_after_ms: Some(1000.0), ..refusal(status) },
        }
    }
}

fn every_trouble() -> Vec<Trouble> {
    let mut all = vec![Network, Timeout, Aborted, InvalidArgument];
    all.extend((200..300).map(Decode));
    all.extend((0..=599).flat_map(|status| [Status(status), StatusWithTime(status)]));
    all
}

// ===== Which =====

/// The policy as it was required.
fn is_made_again(is_safe: bool, trouble: Trouble) -> bool {
    match trouble {
        // Create too: the server certainly did nothing.
        Status(429) | StatusWithTime(429 | 503) => true,
        Network | Timeout => is_safe,
        Status(status) | StatusWithTime(status) => {
            is_safe && [408, 425, 500, 502, 503, 504].contains(&status)
        }
        Aborted | InvalidArgument | Decode(_) => false,
    }
}

#[test]
fn each_call_is_made_again_after_exactly_the_failures_of_the_policy() {
    for (name, endpoint, is_safe, _) in calls() {
        for trouble in every_trouble() {
            let again = repeats(endpoint, judge(&trouble.error()));
            assert_eq!(again, is_made_again(is_safe, trouble), "{name} after {trouble:?}");
        }
    }
}

#[test]
fn create_is_made_again_only_where_the_server_said_that_it_did_nothing() {
    let again = |trouble: &Trouble| repeats(&CREATE, judge(&trouble.error()));
    let found: Vec<_> = every_trouble().into_iter().filter(again).collect();
    assert_eq!(found, [Status(429), StatusWithTime(429), StatusWithTime(503)]);
}

#[test]
fn a_success_that_cannot_be_read_is_final_and_applied_whatever_its_headers_say() {
    for status in 200..300 {
        let error = Error { retry_after_ms: Some(0.0), ..Decode(status).error() };
        assert_eq!(judge(&error), Verdict::Final, "{status}");
        for (name, endpoint, ..) in calls() {
            let history = History { attempts: 1, unclear: false };
            assert_eq!(history.outcome(endpoint, &error), Outcome::Applied, "{name} {status}");
        }
    }
}

// ===== What is known in the end =====

/// Whether the server did what such an attempt asked for, in each world that its failure leaves
/// possible. Only writes differ: a read changes nothing in any world.
fn worlds(writes: bool, trouble: Trouble) -> &'static [bool] {
    match trouble {
        _ if !writes => &[false],
        Decode(_) => &[true],
        // Something after the server may have lost or replaced its answer; a redirect is how many
        // servers answer a form that they did accept; a proxy gives up on what it passed on (408).
        Network | Timeout | Aborted | Status(408) | StatusWithTime(408) => &[false, true],
        // It refused.
        Status(400..=499) | StatusWithTime(400..=499 | 503) => &[false],
        _ => &[false, true],
    }
}

/// The outcome after these attempts: what is true in all worlds.
fn truth(writes: bool, troubles: &[Trouble]) -> Outcome {
    let mut applied = BTreeSet::from([false]);
    for trouble in troubles {
        let effects = worlds(writes, *trouble);
        applied = applied
            .iter()
            .flat_map(|before| effects.iter().map(move |effect| *before || *effect))
            .collect();
    }
    match (applied.contains(&false), applied.contains(&true)) {
        (true, true) => Outcome::Unknown,
        (false, _) => Outcome::Applied,
        (true, false) => Outcome::Rejected,
    }
}

/// Plays a call whose attempts fail so, and gives its history before the last one's failure, and
/// the outcome of that error.
fn play(endpoint: &Endpoint, troubles: &[Trouble]) -> (History, Outcome) {
    let mut history = History::default();
    let (last, earlier) = troubles.split_last().unwrap();
    for trouble in earlier {
        history.attempts += 1;
        history.unclear |= judge(&trouble.error()) == Verdict::Unclear;
    }
    history.attempts += 1;
    (history, history.outcome(endpoint, &last.error()))
}

/// All the ways in which a call fails in up to three attempts, each but the last being repeated.
fn failing_calls(is_safe: bool) -> Vec<Vec<Trouble>> {
    let alphabet = [
        Network,
        Timeout,
        Status(429),
        StatusWithTime(503),
        Status(503),
        Status(500),
        Status(408),
        Status(425),
        Status(404),
        Status(422),
        Status(302),
        Decode(201),
    ];
    let mut all: Vec<Vec<Trouble>> = alphabet.iter().map(|trouble| vec![*trouble]).collect();
    let mut longest = all.clone();
    for _ in 1..3 {
        let begun = longest.iter().filter(|call| is_made_again(is_safe, *call.last().unwrap()));
        let continued = |call: &Vec<Trouble>| {
            let call = call.clone();
            alphabet.map(move |trouble| [&call[..], &[trouble]].concat())
        };
        longest = begun.flat_map(continued).collect();
        all.extend_from_slice(&longest);
    }
    all
}

#[test]
fn a_failed_write_says_what_holds_in_every_world_that_its_attempts_leave_possible() {
    for (name, endpoint, is_safe, writes) in calls().filter(|call| call.3) {
        let calls = failing_calls(is_safe);
        // 12 of one attempt; of those that go on, 8 after a safe call's, 2 after a create's.
        let expected = if is_safe { 12 * (1 + 8 + 64) } else { 12 * (1 + 2 + 4) };
        assert_eq!(calls.len(), expected, "{name}");
        for call in calls {
            let (_, outcome) = play(endpoint, &call);
            assert_eq!(outcome, truth(writes, &call), "{name} after {call:?}");
        }
    }
}

#[test]
fn a_write_that_ends_between_two_attempts_says_what_holds_in_every_world() {
    assert_eq!(History::default().between(), Outcome::NotSent);
    for (name, endpoint, is_safe, writes) in calls().filter(|call| call.3) {
        for call in failing_calls(is_safe) {
            let (last, _) = call.split_last().map(|(last, earlier)| (*last, earlier)).unwrap();
            if !is_made_again(is_safe, last) {
                continue;
            }
            let (mut history, _) = play(endpoint, &call);
            history.unclear |= judge(&last.error()) == Verdict::Unclear;
            assert_eq!(history.between(), truth(writes, &call), "{name} after {call:?}");
        }
    }
}

#[test]
fn a_customer_that_is_not_found_was_removed_by_the_call_only_where_a_world_has_it_so() {
    for call in failing_calls(true) {
        let (last, earlier) = call.split_last().unwrap();
        if *last == Status(404) {
            let (history, _) = play(&DELETE, &call);
            let may_be_removed = truth(true, earlier) == Outcome::Unknown;
            assert_eq!(history.unclear, may_be_removed, "{call:?}");
        }
    }
}

#[test]
fn one_attempt_of_a_write_was_refused_by_a_client_error_and_is_unclear_after_anything_else() {
    for (name, endpoint, _, writes) in calls().filter(|call| call.3) {
        for trouble in every_trouble() {
            // It is made before anything is sent.
            if trouble == InvalidArgument {
                continue;
            }
            let (_, outcome) = play(endpoint, &[trouble]);
            let expected = match trouble {
                StatusWithTime(429 | 503) => Outcome::Rejected,
                Status(408) | StatusWithTime(408) => Outcome::Unknown,
                Status(status) | StatusWithTime(status) if status / 100 == 4 => Outcome::Rejected,
                Decode(_) => Outcome::Applied,
                _ => Outcome::Unknown,
            };
            assert_eq!(outcome, expected, "{name} after {trouble:?}");
            assert_eq!(outcome, truth(writes, &[trouble]), "{name} after {trouble:?}");
        }
    }
}

#[test]
fn a_read_that_was_sent_never_says_that_it_was_not_and_a_redirect_refused_it() {
    for (name, endpoint, is_safe, _) in calls().filter(|call| !call.3) {
        for call in failing_calls(is_safe) {
            let (_, outcome) = play(endpoint, &call);
            let is_decode = matches!(call.last(), Some(Decode(_)));
            assert_ne!(outcome, Outcome::NotSent, "{name} after {call:?}");
            assert_eq!(outcome == Outcome::Applied, is_decode, "{name} after {call:?}");
        }
        for status in (300..400).chain([0]) {
            let (_, outcome) = play(endpoint, &[Status(status)]);
            assert_eq!(outcome, Outcome::Rejected, "{name} after {status}");
        }
    }
}

// ===== After how long =====

#[test]
fn waits_double_from_half_a_second_up_to_eight() {
    let error = Network.error();
    let longest = [500.0, 1000.0, 2000.0, 4000.0, 8000.0, 8000.0, 8000.0];
    for (made, most) in (0..).zip(longest) {
        assert_eq!(delay_ms(&error, made, 1.0), most, "after {made}");
        assert_eq!(delay_ms(&error, made, 0.5), most / 2.0, "after {made}");
        assert_eq!(delay_ms(&error, made, 0.0), 0.0, "after {made}");
    }
    for made in [15, 16, 17, 31, 32, 33, 63, 64, 100, u32::MAX] {
        assert_eq!(delay_ms(&error, made, 1.0), 8000.0, "after {made}");
    }
}

#[test]
fn the_time_that_the_server_named_wins_over_any_other() {
    for named in [0.0, 1.0, 499.0, 61_000.0, 1e15] {
        for made in [0, 1, 40, u32::MAX] {
            for random in [0.0, 0.5, 1.0] {
                let error = Error { retry_after_ms: Some(named), ..Status(503).error() };
                assert_eq!(delay_ms(&error, made, random), named);
            }
        }
    }
}

/// 2026-11-23 15:00:00 UTC.
const NOW: f64 = 1_795_446_000_000.0;

/// The wait of a 503 with that `Retry-After`, which the platform's parser takes for that date.
fn wait_for(retry_after: &str, date: f64) -> Option<f64> {
    let headers = RetryHeaders {
        retry_after: Some(retry_after),
        retry_after_date: Some(date),
        ..RetryHeaders::default()
    };
    retry_after_ms(headers, 503, NOW)
}

#[test]
fn a_retry_after_of_whole_seconds_is_that_long() {
    let table = [
        ("0", Some(0.0)),
        ("1", Some(1000.0)),
        ("61", Some(61_000.0)),
        ("007", Some(7000.0)),
        (" 5", Some(5000.0)),
        ("5\t", Some(5000.0)),
        ("31536000", Some(31_536_000_000.0)),
        ("9007199254740991", Some(9_007_199_254_740_991_000.0)),
        // Beyond what is exact it is still a very long time, and never none.
        ("9007199254740993", Some(9_007_199_254_740_991_000.0)),
        ("99999999999999999999", Some(9_007_199_254_740_991_000.0)),
        (&*"9".repeat(400), Some(9_007_199_254_740_991_000.0)),
        (&*format!("{}5", "0".repeat(400)), Some(5000.0)),
        ("", None),
        (" ", None),
        ("1.5", None),
        ("-1", None),
        ("+1", None),
        ("1e3", None),
        ("0x10", None),
        ("5s", None),
        ("1 0", None),
        ("1,2", None),
        ("soon", None),
        ("NaN", None),
        ("Infinity", None),
        ("٣", None),
        ("５", None),
        ("5\0", None),
    ];
    for (retry_after, expected) in table {
        assert_eq!(wait_for(retry_after, f64::NAN), expected, "{retry_after:?}");
    }
    assert_eq!(retry_after_ms(RetryHeaders::default(), 503, NOW), None);
}

#[test]
fn a_retry_after_that_is_a_date_is_the_time_until_then() {
    let date = "Mon, 23 Nov 2026 15:00:01 GMT";
    let table = [
        (NOW + 1000.0, Some(1000.0)),
        (NOW + 1.0, Some(1.0)),
        (NOW, Some(0.0)),
        (NOW - 1.0, Some(0.0)),
        (0.0, Some(0.0)),
        (-8.64e15, Some(0.0)),
        (8.64e15, Some(8.64e15 - NOW)),
        (f64::NAN, None),
        (f64::INFINITY, None),
        (f64::NEG_INFINITY, None),
    ];
    for (parsed, expected) in table {
        assert_eq!(wait_for(date, parsed), expected, "{parsed}");
    }
}

#[test]
fn only_http_dates_are_dates_however_much_the_platforms_parser_takes_for_one() {
    // What `Date.parse` makes of these: some day in 2001, or a time in the reader's own zone.
    let rubbish = [
        "1.5",
        "-5",
        "-1",
        "+1",
        "1,2",
        "5, 10",
        "soon 5",
        "a 7",
        "5 GMT",
        "GMT",
        "12:00",
        "2026-11-23",
        "2026-11-23 15:00:01",
        "Mon Nov 23 15:00:01 2026",
        "Mon, 23 Nov 2026 15:00:01",
        "Mon, 23 Nov 2026 15:00:01 +0100",
    ];
    for text in rubbish {
        for parsed in [978_307_200_000.0, NOW + 1000.0] {
            assert_eq!(wait_for(text, parsed), None, "{text:?}");
            let headers = RetryHeaders {
                retry_after: Some(text),
                retry_after_date: Some(parsed),
                reset: Some("1795446030"),
            };
            assert_eq!(retry_after_ms(headers, 429, NOW), Some(30_000.0), "{text:?}");
        }
    }
    for text in ["Mon, 23 Nov 2026 15:00:01 GMT", "Monday, 23-Nov-26 15:00:01 GMT"] {
        assert_eq!(wait_for(text, NOW + 1000.0), Some(1000.0), "{text:?}");
    }
}

#[test]
fn seconds_win_over_the_date_that_a_lenient_parser_makes_of_them() {
    // `Date.parse("5")` is May 2001, or the 5th year.
    assert_eq!(wait_for("5", 988_668_000_000.0), Some(5000.0));
    assert_eq!(wait_for("120", NOW + 1.0), Some(120_000.0));
}

#[test]
fn the_end_of_a_window_speaks_only_to_those_who_were_sent_away_and_heard_nothing_else() {
    let headers = |retry_after, reset| RetryHeaders {
        retry_after,
        retry_after_date: retry_after.map(|_| f64::NAN),
        reset: Some(reset),
    };
    let end = "1795446030";
    for status in 0..=599 {
        let expected = (status == 429).then_some(30_000.0);
        assert_eq!(retry_after_ms(headers(None, end), status, NOW), expected, "{status}");
    }
    let table = [
        (Some("7"), end, Some(7000.0)),
        (Some("0"), end, Some(0.0)),
        (Some("soon"), end, Some(30_000.0)),
        (Some(""), " 1795446030 ", Some(30_000.0)),
        (None, "1795446000", Some(0.0)),
        (None, "1795445999", Some(0.0)),
        (None, "0", Some(0.0)),
        (None, "", None),
        (None, "soon", None),
        (None, "-1795446030", None),
        (None, "1795446030.5", None),
        (None, "2026-11-23 15:00:30", None),
    ];
    for (retry_after, reset, expected) in table {
        let found = retry_after_ms(headers(retry_after, reset), 429, NOW);
        assert_eq!(found, expected, "{retry_after:?} {reset:?}");
    }
}

proptest! {
    #![proptest_config(crate::support::inputs(1024))]

    #[test]
    fn a_wait_is_a_random_share_of_its_longest_in_whole_milliseconds(
        made in prop_oneof![0..8_u32, any::<u32>()],
        random in 0.0..=1.0,
    ) {
        let most = if made < 4 { 500.0 * f64::from(1 << made) } else { 8000.0 };
        let delay = delay_ms(&Network.error(), made, random);
        prop_assert!((0.0..=most).contains(&delay) && delay.fract() == 0.0, "{}", delay);
        prop_assert!((delay - random * most).abs() < 1.0, "{}", delay);
    }

    #[test]
    fn whatever_the_headers_say_a_wait_is_none_or_finite_and_not_negative(
        retry_after in option::of(header()),
        date in option::of(prop_oneof![any::<f64>(), Just(f64::NAN), -8.64e15..8.64e15]),
        reset in option::of(header()),
        status in prop_oneof![Just(429_u32), Just(503), any::<u32>()],
        now in 0.0..8.64e15,
    ) {
        let headers = RetryHeaders {
            retry_after: retry_after.as_deref(),
            retry_after_date: date,
            reset: reset.as_deref(),
        };
        if let Some(ms) = retry_after_ms(headers, status, now) {
            prop_assert!(ms >= 0.0 && ms.is_finite(), "{}", ms);
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
    prop_oneof!["[0-9]{0,20}", "[ 0-9.,:+-]{0,12}( GMT)?", "[0-9]{400}", any::<String>()]
}
