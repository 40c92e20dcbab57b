//! An attempt whose answer is slow may have reached the server late: the next waits for as long, up to a bound.
#![allow(clippy::float_cmp, reason = "whole milliseconds are exact")]

use reportei_customers::pacing::{Pacing, RateLimit, RateLimitInfo};

const SPAN: f64 = 1020.0;
/// How long late attempts are waited for at most.
const MOST: f64 = 300.0;
/// Of the time, how much may go into such waits.
const SHARE: f64 = 0.03;

fn per_second(per_second: u32) -> Pacing {
    Pacing::new(RateLimit::Fixed { per_second, per_minute: 0, concurrency: 0 })
}

/// Sends an attempt that is answered after 10 ms.
fn send(pacing: &mut Pacing, sent_at: f64) {
    send_to(pacing, sent_at, 10.0);
}

/// Sends an attempt that is answered after that time.
fn send_to(pacing: &mut Pacing, sent_at: f64, took_ms: f64) {
    let turn = pacing.begin(sent_at, f64::INFINITY).unwrap();
    let info = RateLimitInfo {
        sent_at,
        is_refusal: false,
        limit: None,
        remaining: None,
        retry_after_ms: None,
    };
    pacing.learn(sent_at + took_ms, &info);
    pacing.end(turn);
}

#[test]
fn the_next_attempt_waits_by_as_much_longer_as_the_answer_takes() {
    let mut pacing = per_second(1);
    // The first answer comes over a connection that was opened for it: it is late by all its time.
    send(&mut pacing, 0.0);
    assert_eq!(pacing.begin(500.0, 0.0), Err(SPAN + 10.0 - 500.0));
    send(&mut pacing, SPAN + 10.0);
    let sent_at = 2.0 * SPAN + 10.0;
    let slow = pacing.begin(sent_at, f64::INFINITY).unwrap();
    for (after, late) in [(5.0, 0.0), (10.0, 0.0), (50.0, 40.0), (310.0, MOST), (450.0, MOST)] {
        let wait = pacing.begin(sent_at + after, f64::INFINITY).unwrap_err();
        assert_eq!(wait, SPAN + late - after, "{after} ms after it was sent");
    }
    // It came after 450 ms, and is waited for no longer than that.
    pacing.end(slow);
    assert_eq!(pacing.begin(sent_at + 900.0, 0.0), Err(SPAN + MOST - 900.0));
    // All that was saved up is used; since then there is its share of the time.
    let sent_at = sent_at + SPAN + MOST;
    pacing.begin(sent_at, f64::INFINITY).unwrap();
    let wait = pacing.begin(sent_at + 900.0, 0.0).unwrap_err();
    assert!((wait - (SPAN + SHARE * (SPAN + MOST) - 900.0)).abs() < 1e-6, "{wait}");
}

#[test]
fn of_several_answers_the_quickest_tells_the_usual_time() {
    for times in [[20.0, 10.0], [10.0, 20.0]] {
        let mut pacing = per_second(1);
        send(&mut pacing, 0.0);
        send_to(&mut pacing, 1500.0, times[0]);
        send_to(&mut pacing, 3000.0, times[1]);
        pacing.begin(4500.0, f64::INFINITY).unwrap();
        assert_eq!(pacing.begin(4550.0, f64::INFINITY), Err(SPAN + 40.0 - 50.0), "{times:?}");
    }
}

#[test]
fn after_three_seconds_without_an_attempt_the_first_answer_tells_no_usual_time() {
    for (pause, late) in [(2900.0, 0.0), (3100.0, 10.0)] {
        let mut pacing = per_second(1);
        send(&mut pacing, 0.0);
        send(&mut pacing, pause);
        let wait = pacing.begin(pause + 500.0, 0.0);
        assert_eq!(wait, Err(SPAN + late - 500.0), "after {pause} ms");
    }
}

#[test]
fn of_a_high_limit_a_whole_run_is_waited_for() {
    let mut pacing = per_second(128);
    let turns: Vec<u32> = (0..128).map(|_| pacing.begin(0.0, f64::INFINITY).unwrap()).collect();
    assert_eq!(pacing.begin(50.0, f64::INFINITY), Err(SPAN + 50.0 - 50.0));
    assert_eq!(pacing.begin(1000.0, f64::INFINITY), Err(SPAN + MOST - 1000.0));
    // Each of the 64 runs ends late, and uses a 64th of what the one before left.
    for turn in turns {
        pacing.end(turn);
    }
    let (sent_at, left) = (SPAN + MOST, MOST * (63.0_f64 / 64.0).powi(64));
    for _ in 0..128 {
        pacing.begin(sent_at, f64::INFINITY).unwrap();
    }
    let wait = pacing.begin(sent_at + 900.0, 0.0).unwrap_err();
    assert!((wait - (SPAN + left + SHARE * sent_at - 900.0)).abs() < 1e-6, "{wait}");
}
