//! What a client learns of a server's windows from each answer, and when it sends its next attempts.
#![allow(clippy::float_cmp, reason = "whole milliseconds are exact")]

use reportei_customers::pacing::{Pacing, RateLimit, RateLimitInfo};

const SECOND: f64 = 1000.0;
const MINUTE: f64 = 60.0 * SECOND;

/// A client of a server that allows so many attempts in a window.
struct Client {
    pacing: Pacing,
    limit: f64,
}

/// An attempt under way.
#[derive(Clone, Copy)]
struct Attempt {
    turn: u32,
    info: RateLimitInfo,
}

impl Client {
    fn new(limit: f64) -> Self {
        Self { pacing: Pacing::new(RateLimit::Auto), limit }
    }

    /// One that was refused for a minute at 0, and knows from that how long a window is.
    fn that_knows_the_minute(limit: f64) -> Self {
        let mut client = Self::new(limit);
        let attempt = client.send(0.0);
        client.refuse(attempt, 0.0, Some(MINUTE));
        client
    }

    fn try_send(&mut self, now: f64) -> Result<Attempt, f64> {
        let turn = self.pacing.begin(now, f64::INFINITY)?;
        let info = RateLimitInfo {
            sent_at: now,
            is_refusal: false,
            limit: Some(self.limit),
            remaining: None,
            retry_after_ms: None,
        };
        Ok(Attempt { turn, info })
    }

    fn send(&mut self, now: f64) -> Attempt {
        self.try_send(now).unwrap_or_else(|wait| panic!("waits for {wait} ms at {now}"))
    }

    /// Sends as many as may be sent at once.
    fn rush(&mut self, now: f64) -> Vec<Attempt> {
        std::iter::from_fn(|| self.try_send(now).ok()).collect()
    }

    /// For how long the next attempt waits.
    fn wait(&mut self, now: f64) -> f64 {
        self.try_send(now).err().unwrap_or(0.0)
    }

    fn answer(&mut self, attempt: Attempt, now: f64, remaining: u32) {
        let info = RateLimitInfo { remaining: Some(remaining.into()), ..attempt.info };
        self.pacing.learn(now, &info);
        self.pacing.end(attempt.turn);
    }

    fn refuse(&mut self, attempt: Attempt, now: f64, retry_after_ms: Option<f64>) {
        let remaining = Some(0.0);
        let info = RateLimitInfo { is_refusal: true, remaining, retry_after_ms, ..attempt.info };
        self.pacing.learn(now, &info);
        self.pacing.end(attempt.turn);
    }
}

// ===== How long a window is =====

#[test]
fn a_window_that_does_not_end_is_tried_after_a_minute_then_after_twice_the_time_then_each_hour() {
    let mut client = Client::new(2.0);
    let attempt = client.send(0.0);
    client.answer(attempt, 10.0, 1);
    let attempt = client.send(10.0 + SECOND);
    client.answer(attempt, 20.0 + SECOND, 0);
    for minutes in [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0] {
        let due = 10.0 + minutes * MINUTE;
        assert_eq!(client.wait(due - 1.0), 1.0, "before {minutes} minutes");
        let attempt = client.send(due);
        client.refuse(attempt, due + 10.0, None);
    }
    let due = 20.0 + 120.0 * MINUTE;
    assert_eq!(client.wait(due - 1.0), 1.0);
    client.send(due);
}

/// Others used up a window that began during the silence.
#[test]
fn refusals_without_a_time_after_an_hour_of_silence_make_no_hour_of_the_window() {
    let mut client = Client::new(60.0);
    let attempt = client.send(0.0);
    client.answer(attempt, 10.0, 59);
    // The second one tries whether the window is a second long.
    for now in [60.0 * MINUTE, 60.0 * MINUTE + SECOND] {
        let attempt = client.send(now);
        client.refuse(attempt, now, None);
    }
    let next = 61.0 * MINUTE + SECOND;
    assert_eq!(client.wait(next - 1.0), 1.0);
    let attempt = client.send(next);
    client.answer(attempt, next, 59);
    // Others use this one up as well.
    let attempt = client.send(next);
    client.answer(attempt, next, 0);
    assert_eq!(client.wait(next), MINUTE);
}

/// Others left two of the window that began during the silence. The second tries whether it is a second long.
#[test]
fn a_window_that_others_began_during_a_silence_is_waited_for_without_a_refusal() {
    let mut client = Client::new(60.0);
    let attempt = client.send(0.0);
    client.answer(attempt, 10.0, 59);
    let attempt = client.send(10.0 * MINUTE);
    client.answer(attempt, 10.0 * MINUTE, 1);
    let attempt = client.send(10.0 * MINUTE + SECOND);
    client.answer(attempt, 10.0 * MINUTE + SECOND, 0);
    assert_eq!(client.wait(10.0 * MINUTE + SECOND), MINUTE);
}

/// Servers round the time up, or add a second.
#[test]
fn a_refusal_for_up_to_two_seconds_does_not_prove_more_than_a_second() {
    for wait in [SECOND, 2.0 * SECOND] {
        let mut client = Client::new(10.0);
        let attempt = client.send(0.0);
        client.answer(attempt, 10.0, 9);
        let attempt = client.send(500.0);
        client.refuse(attempt, 510.0, Some(wait));
        let next = 510.0 + wait;
        let attempt = client.send(next);
        client.answer(attempt, next + 10.0, 9);
        // Others use the window up.
        let attempt = client.send(next + 10.0);
        client.answer(attempt, next + 20.0, 0);
        assert_eq!(client.wait(next + 20.0), SECOND - 10.0, "refused for {wait} ms");
    }
}

/// The server counts by the whole seconds of its clock: one of them begins 100 ms after the window.
#[test]
fn a_refusal_at_any_time_of_a_window_of_five_minutes_tells_the_five_minutes() {
    for after in [5.0 * SECOND, 40.0 * SECOND, 59.5 * SECOND] {
        // The last minute of a window that others used up.
        let mut client = Client::that_knows_the_minute(60.0);
        let attempt = client.send(MINUTE);
        client.answer(attempt, MINUTE, 59);
        // Others use this one up as well.
        let attempt = client.send(MINUTE + after - 10.0);
        let wait = 5.0 * MINUTE - ((after + 900.0) / SECOND).floor() * SECOND;
        client.refuse(attempt, MINUTE + after, Some(wait));
        let next = MINUTE + after + wait;
        let attempt = client.send(next);
        client.answer(attempt, next, 59);
        let attempt = client.send(next);
        client.answer(attempt, next, 0);
        assert_eq!(client.wait(next), 5.0 * MINUTE, "refused after {after} ms");
    }
}

/// A gateway refuses without the server's headers.
#[test]
fn a_refusal_that_names_only_its_time_uses_up_the_window_too() {
    let mut client = Client::new(10.0);
    let attempt = client.send(0.0);
    client.answer(attempt, 10.0, 9);
    let mut attempt = client.send(20.0);
    attempt.info.limit = None;
    client.pacing.learn(
        30.0,
        &RateLimitInfo { is_refusal: true, retry_after_ms: Some(MINUTE), ..attempt.info },
    );
    client.pacing.end(attempt.turn);
    // One tries whether the window has ended, and the others wait for its answer.
    assert_eq!(client.rush(30.0 + MINUTE).len(), 1);
}

// ===== When a window begins =====

/// Its windows begin with whole seconds, and its first one with the client had only 100 ms left.
#[test]
fn a_next_window_that_begins_before_a_distant_server_is_asked_again_is_noticed() {
    let mut client = Client::new(10.0);
    let attempts = client.rush(800.0);
    for (attempt, remaining) in attempts.into_iter().zip([9, 8, 7, 6]) {
        client.answer(attempt, 1000.0, remaining);
    }
    let attempt = client.send(1050.0);
    client.answer(attempt, 1250.0, 9);
    assert_eq!(client.rush(1250.0).len(), 4);
}

#[test]
fn answers_in_another_order_within_one_tick_of_the_clock_show_no_new_window() {
    let mut client = Client::new(10.0);
    let attempts = client.rush(100.0);
    for (attempt, remaining) in attempts.into_iter().zip([6, 7, 8, 9]) {
        client.answer(attempt, 100.0, remaining);
    }
    // One more, and half of the window is used up.
    assert_eq!(client.rush(100.0).len(), 1);
}

#[test]
fn a_slow_refusal_from_the_last_window_does_not_hide_the_next_one() {
    let mut client = Client::new(10.0);
    let [refused, slow] = [client.send(0.0), client.send(0.0)];
    client.refuse(refused, 10.0, Some(MINUTE));
    let attempt = client.send(10.0 + MINUTE);
    client.refuse(slow, 20.0 + MINUTE, Some(SECOND));
    // Another client was answered before.
    client.answer(attempt, 30.0 + MINUTE, 8);
    assert_eq!(client.rush(20.0 + MINUTE + SECOND).len(), 3);
}

#[test]
fn a_window_that_begins_just_when_the_last_one_ends_does_not_prove_a_shorter_time() {
    let mut client = Client::that_knows_the_minute(10.0);
    let attempt = client.send(MINUTE);
    client.answer(attempt, MINUTE + 10.0, 9);
    let attempt = client.send(2.0 * MINUTE);
    client.answer(attempt, 2.0 * MINUTE + 10.0, 9);
    // Half of it goes out at once, and the other four evenly over the minute.
    let now = 2.0 * MINUTE + 10.0;
    assert_eq!(client.rush(now).len(), 5);
    assert_eq!(client.wait(now), MINUTE / 5.0);
}

// ===== The first attempt of a window =====

#[test]
fn the_first_attempt_reaches_a_distant_server_just_after_the_window_ends() {
    let mut client = Client::new(4.0);
    // A connection opens.
    let attempt = client.send(0.0);
    client.answer(attempt, 200.0, 3);
    // Over the open connection, an answer takes 120 ms.
    let attempt = client.send(210.0);
    client.answer(attempt, 330.0, 1);
    assert_eq!(client.wait(330.0), 200.0 + SECOND - (120.0 - 20.0) - 330.0);
}

#[test]
fn the_first_attempt_waits_for_all_under_way_while_the_windows_length_is_not_known() {
    let mut client = Client::new(4.0);
    let attempt = client.send(0.0);
    client.answer(attempt, 0.0, 3);
    let [one, two] = [client.send(0.0), client.send(SECOND / 2.0)];
    assert_eq!(client.wait(SECOND / 2.0), SECOND / 2.0);
    assert_eq!(client.wait(SECOND), f64::INFINITY);
    client.answer(one, SECOND, 2);
    assert_eq!(client.wait(SECOND), f64::INFINITY);
    client.answer(two, SECOND, 1);
    assert_eq!(client.rush(SECOND).len(), 1);
}

#[test]
fn the_first_attempt_waits_for_none_under_way_once_the_windows_length_is_known() {
    let mut client = Client::that_knows_the_minute(4.0);
    let attempt = client.send(MINUTE);
    client.answer(attempt, MINUTE, 3);
    for now in [1.0, 1.0, 1.5] {
        client.send(now * MINUTE);
    }
    assert_eq!(client.wait(1.5 * MINUTE), MINUTE / 2.0);
    let first = client.send(2.0 * MINUTE);
    // The second of the window waits for the first one's answer.
    assert_eq!(client.wait(2.0 * MINUTE), f64::INFINITY);
    client.answer(first, 2.0 * MINUTE, 3);
    assert_eq!(client.wait(2.0 * MINUTE), MINUTE);
}
