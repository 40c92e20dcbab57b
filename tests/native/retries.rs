//! Which attempts are repeated, when, and the outcome: the policy against its own words.
#![allow(clippy::float_cmp, reason = "whole milliseconds are exact")]

use std::collections::BTreeSet;

use crate::support::{endpoints, json::Parsed};
use proptest::prelude::*;
use reportei_customers::{
    api::endpoint::{CREATE, DELETE, Endpoint},
    api::problem,
    call::{
        budget::Budget,
        outcome::{History, Outcome},
        progress::{Limits, Progress},
        retry::{Verdict, delay_ms, judge, repeats},
        status::{RULES, Rule},
    },
    error::{Error, ErrorKind},
};
use serde_json::json;

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
        // The API's own: a 404 without a message is another's.
        let body = json!({ "success": false, "message": "No." });
        let refusal = |status| *problem::refusal(status, &Parsed(Some(&body)));
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

/// The statuses after which what is safe is made again, beside 429.
const REPEATED: [u32; 13] = [408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 527, 530];

/// The policy as it was required.
fn is_made_again(is_safe: bool, trouble: Trouble) -> bool {
    match trouble {
        // Create too: the server certainly did nothing.
        Status(429) | StatusWithTime(429 | 503) => true,
        Network | Timeout => is_safe,
        Status(status) | StatusWithTime(status) => is_safe && REPEATED.contains(&status),
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
            let history = History { attempts: 1, sent: true, unclear: false };
            assert_eq!(history.outcome(endpoint, &error), Outcome::Applied, "{name} {status}");
        }
    }
}

#[test]
fn the_reference_names_the_statuses_that_are_repeated() {
    let page = include_str!("../../pkg-template/docs/retries.md");
    let named = |verdict| {
        let rules = RULES.iter().filter(|rule| rule.verdict == verdict);
        let spans = rules.map(|Rule { first, last, .. }| match last - first {
            0 => first.to_string(),
            _ => format!("{first} to {last}"),
        });
        spans.collect::<Vec<_>>().join(", ")
    };
    for (verdict, row) in [
        (Verdict::Untouched, "; 503 with `Retry-After` | yes, all calls | `rejected` |"),
        (Verdict::Early, " | yes, all but `create` | `rejected` |"),
        (Verdict::Unclear, " | yes, all but `create` | `unknown` |"),
    ] {
        let row = format!("| {}{row}", named(verdict));
        assert!(page.contains(&row), "{row}");
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
        Status(200..=299 | 400..=499) | StatusWithTime(200..=299 | 400..=499 | 503) => &[false],
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

/// A call whose attempts failed.
struct Failed {
    progress: Progress,
    /// What the last attempt failed with.
    error: Error,
    /// Whether that is a success all the same.
    is_success: bool,
}

/// Plays a call whose attempts fail so, each but the last being repeated.
fn play(endpoint: &Endpoint, troubles: &[Trouble]) -> Failed {
    let mut progress = Progress::new(0.0);
    let (last, earlier) = troubles.split_last().unwrap();
    for trouble in earlier {
        progress.send();
        let mut error = trouble.error();
        progress.fail(endpoint, &mut error, false);
        wait(&mut progress, &error);
    }
    progress.send();
    let mut error = last.error();
    let is_success = progress.fail(endpoint, &mut error, false);
    Failed { progress, error, is_success }
}

/// Lets a failed attempt be repeated.
fn wait(progress: &mut Progress, error: &Error) {
    let limits = Limits { max_retries: 9, max_retry_delay_ms: 0, total_timeout_ms: 0 };
    progress.delay(error, limits, 0.0, 0.5, &Budget::default()).expect("a retry");
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
        Status(522),
        Status(526),
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
        // 14 of one attempt; of those that go on, 9 after a safe call's, 2 after a create's.
        let expected = if is_safe { 14 * (1 + 9 + 81) } else { 14 * (1 + 2 + 4) };
        assert_eq!(calls.len(), expected, "{name}");
        for call in calls {
            let outcome = play(endpoint, &call).error.outcome;
            assert_eq!(outcome, truth(writes, &call), "{name} after {call:?}");
        }
    }
}

#[test]
fn a_write_that_ends_between_two_attempts_says_what_holds_in_every_world() {
    assert_eq!(History::default().between(), Outcome::NotSent);
    for (name, endpoint, is_safe, writes) in calls().filter(|call| call.3) {
        for call in failing_calls(is_safe) {
            if !is_made_again(is_safe, *call.last().unwrap()) {
                continue;
            }
            let Failed { mut progress, error, .. } = play(endpoint, &call);
            wait(&mut progress, &error);
            let mut aborted = Aborted.error();
            progress.fail(endpoint, &mut aborted, true);
            assert_eq!(aborted.outcome, truth(writes, &call), "{name} after {call:?}");
        }
    }
}

#[test]
fn a_customer_that_is_not_found_was_removed_by_the_call_only_where_a_world_has_it_so() {
    for call in failing_calls(true) {
        let (last, earlier) = call.split_last().unwrap();
        if *last == Status(404) {
            let may_be_removed = !earlier.is_empty() && truth(true, earlier) == Outcome::Unknown;
            assert_eq!(play(&DELETE, &call).is_success, may_be_removed, "{call:?}");
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
            let outcome = play(endpoint, &[trouble]).error.outcome;
            let expected = match trouble {
                StatusWithTime(429 | 503) => Outcome::Rejected,
                Status(408) | StatusWithTime(408) => Outcome::Unknown,
                Status(status) | StatusWithTime(status) if matches!(status / 100, 2 | 4) => {
                    Outcome::Rejected
                }
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
            let outcome = play(endpoint, &call).error.outcome;
            let is_decode = matches!(call.last(), Some(Decode(_)));
            assert_ne!(outcome, Outcome::NotSent, "{name} after {call:?}");
            assert_eq!(outcome == Outcome::Applied, is_decode, "{name} after {call:?}");
        }
        for status in (300..400).chain([0]) {
            let outcome = play(endpoint, &[Status(status)]).error.outcome;
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
fn a_refusal_by_a_rate_limit_that_names_no_time_is_a_second_at_least() {
    for (made, random, expected) in
        [(0, 0.0, 1000.0), (0, 1.0, 1000.0), (1, 0.5, 1000.0), (2, 1.0, 2000.0), (9, 1.0, 8000.0)]
    {
        assert_eq!(delay_ms(&Status(429).error(), made, random), expected, "{made} {random}");
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
}
