//! What comes after a failed attempt: another one, or the end, and what the error says of the call.
#![allow(clippy::float_cmp, reason = "whole milliseconds are exact")]

use reportei_customers::{
    api::endpoint::{CREATE, DELETE, Endpoint, SHOW, UPDATE},
    call::{
        budget::Budget,
        causes::{Cause, unanswered},
        outcome::Outcome,
        progress::{Limits, Progress},
        retry::Verdict,
    },
    error::{Error, ErrorKind},
};

const BEGUN: f64 = 5000.0;
/// As far as they go.
const NONE: Limits = Limits { max_retries: 9, max_retry_delay_ms: 0, total_timeout_ms: 0 };

/// The error of a server that fails, and asks to wait that long.
fn busy(retry_after_ms: f64) -> Error {
    let error = *Error::new(ErrorKind::Server, "try again later");
    Error { status: Some(503), retry_after_ms: Some(retry_after_ms), ..error }
}

fn refusal(status: u32, kind: ErrorKind) -> Error {
    Error { status: Some(status), ..*Error::new(kind, "no") }
}

fn lost() -> Error {
    *Error::new(ErrorKind::Network, "the connection failed")
}

/// A call whose first attempt was sent, and failed with that.
fn failed(endpoint: &Endpoint, error: &mut Error) -> Progress {
    let mut progress = Progress::new(BEGUN);
    progress.send();
    progress.fail(endpoint, error, false);
    progress
}

/// How long such a call waits after its first attempt.
fn delay_after(mut error: Error, limits: Limits, now: f64) -> Option<f64> {
    failed(&SHOW, &mut error).delay(&error, limits, now, 1.0, &Budget::default())
}

// ===== How often, and after how long =====

#[test]
fn an_attempt_is_repeated_as_often_as_the_caller_allows_and_each_wait_is_longer() {
    for max_retries in 0..4 {
        let (mut progress, budget) = (Progress::new(BEGUN), Budget::default());
        let limits = Limits { max_retries, ..NONE };
        let mut waits = Vec::new();
        for attempt in 1..=5 {
            progress.send();
            let mut error = lost();
            progress.fail(&SHOW, &mut error, false);
            assert_eq!((error.attempts, progress.attempts()), (attempt, attempt));
            waits.push(progress.delay(&error, limits, BEGUN, 1.0, &budget));
        }
        let mut expected = [500.0, 1000.0, 2000.0, 4000.0, 8000.0].map(Some);
        expected[max_retries as usize..].fill(None);
        assert_eq!(waits, expected, "{max_retries} retries");
    }
}

#[test]
fn a_wait_is_at_most_what_the_caller_allows_or_what_a_timer_takes() {
    let limits = |max_retry_delay_ms| Limits { max_retry_delay_ms, ..NONE };
    let longest = f64::from(i32::MAX);
    for (allowed, asked, waits) in [
        (1000, 1000.0, true),
        (1000, 1001.0, false),
        (0, 1001.0, true),
        (0, longest, true),
        (0, longest + 1.0, false),
    ] {
        let expected = waits.then_some(asked);
        assert_eq!(delay_after(busy(asked), limits(allowed), BEGUN), expected, "{allowed} {asked}");
    }
}

#[test]
fn a_wait_ends_before_the_time_of_the_whole_call() {
    let limits = Limits { total_timeout_ms: 10_000, ..NONE };
    for (passed, asked, waits) in [
        (0.0, 9999.0, true),
        (0.0, 10_000.0, false),
        (4000.0, 5999.0, true),
        (4000.0, 6000.0, false),
        (10_000.0, 0.0, false),
    ] {
        let expected = waits.then_some(asked);
        let delay = delay_after(busy(asked), limits, BEGUN + passed);
        assert_eq!(delay, expected, "{asked} after {passed}");
    }
}

#[test]
fn a_retry_is_taken_out_of_the_budget_and_none_is_made_without_it() {
    let budget = Budget::default();
    let delay = |mut error: Error, limits| {
        failed(&SHOW, &mut error).delay(&error, limits, BEGUN, 1.0, &budget)
    };
    // What is not repeated for another reason takes nothing out.
    for _ in 0..100 {
        assert_eq!(delay(busy(1001.0), Limits { max_retry_delay_ms: 1000, ..NONE }), None);
        assert_eq!(delay(lost(), Limits { max_retries: 0, ..NONE }), None);
        assert_eq!(delay(refusal(422, ErrorKind::Validation), NONE), None);
    }
    let retries = (0..100).filter(|_| delay(lost(), NONE).is_some()).count();
    assert_eq!(retries, 10);
}

#[test]
fn a_call_that_ends_here_is_not_repeated() {
    let mut progress = Progress::new(BEGUN);
    progress.send();
    let mut error = lost();
    progress.fail(&SHOW, &mut error, true);
    assert_eq!(progress.delay(&error, NONE, BEGUN, 1.0, &Budget::default()), None);
}

#[test]
fn a_refusal_is_repeated_only_where_something_about_it_can_be_changed() {
    let mut error = refusal(401, ErrorKind::Authentication);
    let mut progress = failed(&CREATE, &mut error);
    let budget = Budget::default();
    assert_eq!(progress.delay(&error, NONE, BEGUN, 1.0, &budget), None);
    progress.allow_repeat();
    assert!(progress.delay(&error, NONE, BEGUN, 1.0, &budget).is_some());
}

// ===== What is known =====

#[test]
fn a_failure_before_an_attempt_is_sent_says_what_the_attempts_before_it_did() {
    let early = |progress: &mut Progress| {
        let mut error = *Error::argument("accessToken", "gave no token");
        progress.fail(&UPDATE, &mut error, false);
        (error.attempts, error.outcome)
    };
    let mut progress = Progress::new(BEGUN);
    assert_eq!(early(&mut progress), (0, Outcome::NotSent));
    // What it does afterwards is not repeated either.
    assert_eq!(progress.delay(&lost(), NONE, BEGUN, 1.0, &Budget::default()), None);
    let unsent = *unanswered(Some(Cause::Unreached), "ECONNREFUSED");
    for (mut error, outcome) in
        [(unsent, Outcome::NotSent), (busy(1.0), Outcome::Rejected), (lost(), Outcome::Unknown)]
    {
        let mut progress = failed(&UPDATE, &mut error);
        assert_eq!(error.outcome, outcome);
        assert!(progress.delay(&error, NONE, BEGUN, 1.0, &Budget::default()).is_some());
        assert_eq!(early(&mut progress), (1, outcome));
    }
}

#[test]
fn a_customer_that_is_not_found_was_deleted_by_an_attempt_whose_answer_was_lost() {
    let not_found = || refusal(404, ErrorKind::NotFound);
    let after = |endpoint: &Endpoint, mut earlier: Error, mut last: Error| {
        let mut progress = failed(endpoint, &mut earlier);
        progress.send();
        progress.fail(endpoint, &mut last, false)
    };
    assert!(after(&DELETE, lost(), not_found()));
    assert!(!after(&DELETE, busy(0.0), not_found()), "the one before did nothing");
    assert!(!after(&SHOW, lost(), not_found()), "it deletes nothing");
    assert!(!after(&UPDATE, lost(), not_found()), "it deletes nothing");
    assert!(!after(&DELETE, lost(), lost()), "it may be there");
    assert!(!after(&DELETE, lost(), refusal(403, ErrorKind::Permission)), "it may be there");
}

#[test]
fn a_customer_whose_token_was_not_stored_is_there_unless_it_was_deleted_again() {
    let outcome = |is_gone| {
        let mut progress = Progress::new(BEGUN);
        progress.send();
        let mut error = Error::token_not_stored(is_gone);
        progress.fail(&CREATE, &mut error, false);
        error.outcome
    };
    assert_eq!(outcome(true), Outcome::Rejected);
    assert_eq!(outcome(false), Outcome::Applied);
}

#[test]
fn a_success_about_another_customer_does_not_say_that_this_one_was_changed() {
    for (verdict, outcome) in [(None, Outcome::Applied), (Some(Verdict::Final), Outcome::Unknown)] {
        let mut error =
            Error { verdict, ..*Error::decode("is another customer", "uuid".to_owned()) };
        failed(&UPDATE, &mut error);
        assert_eq!(error.outcome, outcome, "{verdict:?}");
    }
}
