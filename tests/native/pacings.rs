//! When attempts begin: the queue of a client against servers that count, in time that passes as
//! the test says.

use std::collections::VecDeque;

use crate::support::traffic::{
    FOREVER, MILLISECOND, MINUTE, Micros, Names, Network, Run, SECOND, Server, Windows, micros, ms,
    run, run_over,
};
use proptest::{collection::vec, prelude::*, sample::select};
use reportei_customers::pacing::{Pacing, RateLimit, RateLimitInfo, is_refusal};

const fn per_second(per_second: u32) -> RateLimit {
    RateLimit::Fixed { per_second, per_minute: 0, concurrency: 0 }
}

const fn per_minute(per_minute: u32) -> RateLimit {
    RateLimit::Fixed { per_second: 0, per_minute, concurrency: 0 }
}

/// A pacing whose attempts end in the order in which they began.
struct InOrder {
    pacing: Pacing,
    turns: VecDeque<u32>,
}

impl InOrder {
    fn new(limit: RateLimit) -> Self {
        Self { pacing: Pacing::new(limit), turns: VecDeque::new() }
    }

    /// Begins an attempt, and returns 0, or in how many milliseconds to ask again.
    fn begin(&mut self, now: f64) -> f64 {
        match self.pacing.begin(now, f64::INFINITY) {
            Ok(turn) => {
                self.turns.push_back(turn);
                0.0
            }
            Err(wait) => wait,
        }
    }

    fn end(&mut self) {
        self.pacing.end(self.turns.pop_front().unwrap());
    }

    fn learn(&mut self, now: f64, info: &RateLimitInfo) {
        self.pacing.learn(now, info);
    }
}

/// Ways there and back of 5 to 20 ms together.
fn latencies() -> impl Strategy<Value = Vec<Micros>> {
    vec(2500..10_000_u64, 64..512)
}

/// The most requests that were sent within so short a time.
fn most_within(sent: &[Micros], span: Micros) -> usize {
    let within = |(index, first): (usize, &Micros)| {
        sent[index..].iter().take_while(|time| **time < first + span).count()
    };
    sent.iter().enumerate().map(within).max().unwrap_or(0)
}

// ===== Limits that the caller gives =====

#[test]
fn a_client_without_a_number_sends_at_once() {
    let run = run(500, per_second(0), Server::new(1000, FOREVER), &[1000]);
    assert_eq!((run.sent.last(), run.most_under_way), (Some(&0), 500));
}

#[test]
fn no_more_are_under_way_than_the_caller_allows() {
    for concurrency in [1, 2, 7] {
        let limit = RateLimit::Fixed { per_second: 0, per_minute: 0, concurrency };
        let run = run(50, limit, Server::new(1000, FOREVER), &[3000, 9000]);
        assert_eq!(run.most_under_way, concurrency as usize);
    }
}

#[test]
fn what_the_caller_allows_in_a_second_goes_out_at_once_and_the_rest_a_second_later() {
    let run = run(8, per_second(5), Server::new(1000, FOREVER), &[1000]);
    assert_eq!(run.sent[..5], [0; 5]);
    assert!(run.sent[5] >= SECOND && run.sent[5] <= SECOND + SECOND / 10, "{:?}", run.sent);
}

#[test]
fn both_a_second_and_a_minute_are_kept() {
    let limit = RateLimit::Fixed { per_second: 3, per_minute: 10, concurrency: 0 };
    let run = run(40, limit, Server::new(1000, FOREVER), &[1000]);
    assert_eq!(most_within(&run.sent, SECOND), 3);
    assert_eq!(most_within(&run.sent, MINUTE), 10);
}

fn one_at_once() -> Pacing {
    Pacing::new(RateLimit::Fixed { per_second: 0, per_minute: 0, concurrency: 1 })
}

#[test]
fn an_attempt_that_ends_without_an_answer_makes_room_too() {
    let mut pacing = one_at_once();
    let turn = pacing.begin(0.0, f64::INFINITY).unwrap();
    assert_eq!(pacing.begin(1.0, f64::INFINITY), Err(f64::INFINITY));
    pacing.end(turn);
    assert!(pacing.begin(2.0, f64::INFINITY).is_ok());
}

#[test]
fn a_turn_ends_by_itself_a_second_after_its_attempt_had_to_end() {
    let mut pacing = one_at_once();
    let lost = pacing.begin(100.0, 500.0).unwrap();
    assert_eq!(pacing.begin(200.0, 500.0), Err(1400.0));
    assert_eq!(pacing.begin(1599.0, 500.0), Err(1.0));
    let next = pacing.begin(1600.0, f64::INFINITY).unwrap();
    // Its end comes late, and takes nothing from the next.
    pacing.end(lost);
    assert_eq!(pacing.begin(1e12, 500.0), Err(f64::INFINITY));
    pacing.end(next);
    assert!(pacing.begin(1e12, 500.0).is_ok());
}

#[test]
fn turns_of_several_lengths_end_each_at_its_own_time() {
    let limit = RateLimit::Fixed { per_second: 0, per_minute: 0, concurrency: 3 };
    let mut pacing = Pacing::new(limit);
    for longest_ms in [5000.0, 1000.0, f64::INFINITY] {
        pacing.begin(0.0, longest_ms).unwrap();
    }
    assert_eq!(pacing.begin(0.0, 1000.0), Err(2000.0));
    pacing.begin(2000.0, f64::INFINITY).unwrap();
    assert_eq!(pacing.begin(2000.0, 1000.0), Err(4000.0));
    pacing.begin(6000.0, f64::INFINITY).unwrap();
    assert_eq!(pacing.begin(6000.0, 1000.0), Err(f64::INFINITY));
}

#[test]
fn a_lost_attempt_stops_no_client_that_learns_its_limit_from_the_headers() {
    let mut pacing = Pacing::new(RateLimit::Auto);
    let mut now = 0.0;
    // Before an answer names the limit there are few at once, and all of them are lost.
    while pacing.begin(now, 500.0).is_ok() {
        now += 1.0;
    }
    let wait = pacing.begin(now, 500.0).unwrap_err();
    assert!(wait <= 1500.0, "{wait}");
    assert!(pacing.begin(now + wait, 500.0).is_ok());
}

proptest! {
    #![proptest_config(crate::support::inputs(32))]

    /// The limits on both sides of those at which not every time is kept.
    #[test]
    fn no_second_has_more_than_the_caller_allows(
        most in prop_oneof![1..200_u32, select(vec![63, 64, 65, 127, 128, 129, 1000, 5000])],
        latencies in latencies(),
    ) {
        let calls = (most as usize * 3).max(50);
        let run = run(calls, per_second(most), Server::new(u32::MAX, FOREVER), &latencies);
        prop_assert!(most_within(&run.sent, SECOND) <= most as usize);
        let windows = f64::from(u32::try_from(calls).unwrap()) / f64::from(most);
        prop_assert!(run.seconds() <= windows * 1.1 + 0.1, "{} s", run.seconds());
    }

    #[test]
    fn a_server_with_the_limit_that_the_caller_says_never_refuses(
        most in prop_oneof![1..100_u32, Just(600_u32)],
        span in select(vec![SECOND, MINUTE]),
        windows in windows(),
        latencies in latencies(),
    ) {
        let limit = if span == SECOND { per_second(most) } else { per_minute(most) };
        let server = Server { windows, ..Server::new(most, span) };
        let run = run(most as usize * 4, limit, server, &latencies);
        prop_assert_eq!(run.refused, 0);
    }
}

// ===== Limits that the headers teach =====

/// Of calls that are all wanted at once: within a tenth of the time that the limit itself takes, and
/// none refused, where one in a hundred is the target.
fn assert_within_target(limit: RateLimit, server: &Server, run: &Run) {
    let ideal = 1000.0 / f64::from(server.limit) * ms(server.span) / 1000.0;
    let seconds = run.seconds();
    assert!(seconds <= ideal * 1.1, "{limit:?}: {seconds} s where {ideal} s are needed");
    assert_eq!(run.refused, 0, "{limit:?}");
}

fn windows() -> impl Strategy<Value = Windows> {
    prop_oneof![
        Just(Windows::AtFirst),
        Just(Windows::Offset(0)),
        (0..MINUTE).prop_map(Windows::Offset)
    ]
}

fn names() -> impl Strategy<Value = Names> {
    select(vec![Names::Seconds, Names::Nothing])
}

/// A server up to so far away, behind connections that take their time to open: what is sent over
/// one of those arrives later than what is sent over an open one.
fn networks(farthest: Micros) -> impl Strategy<Value = Network> {
    let far = (0..farthest, vec(MILLISECOND / 2..5 * MILLISECOND / 2, 64..512));
    let openings = vec(20 * MILLISECOND..150 * MILLISECOND, 64..512);
    (far, openings).prop_map(|((far, more), openings)| {
        let ways = more.iter().map(|more| far + more).collect::<Vec<_>>();
        Network { there: ways.clone(), back: ways, openings, keeps: 4 * SECOND }
    })
}

/// What is called before many calls are wanted at once, and when that is.
fn before() -> impl Strategy<Value = (Vec<(Micros, usize)>, Micros)> {
    let singly = (0..20).map(|call| (call * SECOND / 10, 1)).collect();
    select(vec![
        (vec![], 0),
        (vec![(0, 50)], 3 * SECOND),
        (vec![(0, 50)], 10 * SECOND),
        (vec![(0, 5)], 3 * SECOND),
        (singly, 3 * SECOND),
    ])
}

proptest! {
    #![proptest_config(crate::support::inputs(128))]

    /// The target itself: within a tenth of what a client takes that knows the server's windows.
    #[test]
    fn a_rush_over_connections_that_have_yet_to_open_keeps_within_the_target(
        windows in prop_oneof![windows(), Just(Windows::Sliding)],
        network in networks(150 * MILLISECOND),
        (mut wanted, begins) in before(),
    ) {
        wanted.push((begins, 1000));
        let server = Server { windows, ..Server::new(50, SECOND) };
        let run = run_over(&network, &wanted, per_second(50), server);
        prop_assert!(run.refused <= 10, "{} refused", run.refused);
        let ideal = ms(19 * SECOND + 2 * network.there.iter().min().unwrap());
        let took = ms(run.ended - begins);
        prop_assert!(took <= ideal * 1.1, "{took} ms where {ideal} ms are needed");
    }

    /// Whose windows turn over while many are under way, too.
    #[test]
    fn what_the_headers_teach_serves_a_thousand_calls_in_22_seconds_up_to_40_ms_away(
        windows in windows(),
        network in networks(20 * MILLISECOND),
    ) {
        let server = Server { windows, ..Server::new(50, SECOND) };
        let run = run_over(&network, &[(0, 1000)], RateLimit::Auto, server);
        prop_assert!(run.refused <= 10, "{} refused", run.refused);
        prop_assert!(run.seconds() <= 22.0, "{} s", run.seconds());
    }

    #[test]
    fn slow_answers_are_not_taken_for_late_requests_for_long(
        windows in windows(),
        network in networks(SECOND),
        (least, more) in select(vec![(0, 100), (400, 1), (50, 650)]),
        slow in vec(0.0..1.0_f64, 512),
    ) {
        let slow = slow.iter().map(|part| micros(f64::from(least) + part * f64::from(more)));
        let there = vec![MILLISECOND];
        let network = Network { there, back: slow.collect(), ..network };
        let server = Server { windows, ..Server::new(50, SECOND) };
        let run = run_over(&network, &[(0, 1000)], per_second(50), server);
        prop_assert!(run.refused <= 10, "{} refused", run.refused);
        // A refusal delays all of them for up to a second.
        let refused = f64::from(u32::try_from(run.refused).unwrap());
        prop_assert!(run.seconds() <= 22.0 + refused, "{} s", run.seconds());
    }
}

proptest! {
    #![proptest_config(crate::support::inputs(32))]

    #[test]
    fn a_thousand_calls_at_fifty_a_second_take_no_more_than_22_seconds_and_none_is_refused(
        windows in windows(),
        latencies in latencies(),
    ) {
        let server = Server { windows, ..Server::new(50, SECOND) };
        for limit in [RateLimit::Auto, per_second(50)] {
            let run = run(1000, limit, server.clone(), &latencies);
            assert_within_target(limit, &server, &run);
        }
    }

    #[test]
    fn a_thousand_calls_at_sixty_a_minute_take_no_more_than_1100_seconds_and_none_is_refused(
        windows in windows(),
        latencies in latencies(),
    ) {
        let server = Server { windows, ..Server::new(60, MINUTE) };
        for limit in [RateLimit::Auto, per_minute(60)] {
            let run = run(1000, limit, server.clone(), &latencies);
            assert_within_target(limit, &server, &run);
        }
    }

    /// Whatever the window is, and whoever else uses the limit up: it comes to an end, at the pace of
    /// the limit or of a minute's where that is slower.
    #[test]
    fn any_server_answers_all_calls_in_the_end(
        most in 1..40_u32,
        span in select(vec![SECOND / 2, SECOND, 10 * SECOND, MINUTE, 60 * MINUTE]),
        others in 0..5_u32,
        windows in windows(),
        names in names(),
        latencies in latencies(),
    ) {
        let server = Server { windows, names, others, ..Server::new(most, span) };
        let run = run(150, RateLimit::Auto, server, &latencies);
        let each = (most / (others + 1)).max(1);
        let spans = f64::from(150_u32.div_ceil(each) + 1);
        let longest = ms(span.max(MINUTE)) / 1000.0;
        prop_assert!(run.seconds() <= spans * (longest * 1.1 + 5.0), "{} s", run.seconds());
    }

    #[test]
    fn beside_another_client_as_busy_one_in_a_hundred_is_refused_at_most(
        most in select(vec![20, 50, 60, 100_u32]),
        span in select(vec![SECOND, MINUTE]),
        windows in windows(),
        names in names(),
        latencies in latencies(),
    ) {
        let server = Server { windows, names, others: 1, ..Server::new(most, span) };
        let run = run(1000, RateLimit::Auto, server, &latencies);
        prop_assert!(run.refused <= 10, "{}", run.refused);
    }
}

#[test]
fn half_of_what_a_window_has_goes_out_at_once_and_the_rest_evenly() {
    let run = run(60, RateLimit::Auto, Server::new(60, MINUTE), &[1000]);
    let at_once = run.sent.iter().filter(|time| **time < SECOND / 50).count();
    assert!((28..=32).contains(&at_once), "{at_once}");
    let longest = run.sent.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap();
    assert!(longest < SECOND / 20, "{longest}");
}

/// One call after another, then many at once: the window is a minute since its first request, not
/// since its last one.
#[test]
fn a_window_that_began_before_the_rush_is_not_waited_for_twice() {
    let mut server = Server::new(60, MINUTE);
    let mut pacing = InOrder::new(RateLimit::Auto);
    let mut now = 0;
    let mut longest = 0.0_f64;
    for call in 0..100 {
        now += if call < 20 { 2 * SECOND } else { 0 };
        loop {
            let wait = pacing.begin(ms(now));
            if wait <= 0.0 {
                break;
            }
            longest = longest.max(wait);
            now += micros(wait);
        }
        let info = server.answer(now + 1000, now);
        assert!(!info.is_refusal, "call {call} at {now}");
        now += 2000;
        pacing.learn(ms(now), &info);
        pacing.end();
    }
    assert!(longest < 22_000.0, "{longest} ms");
}

#[test]
fn a_minute_that_turns_out_to_be_a_second_is_given_up() {
    let mut pacing = InOrder::new(RateLimit::Auto);
    let mut now = 0.0;
    let mut call = |later: f64, remaining: f64| {
        now += later;
        let wait = pacing.begin(now);
        if wait > 0.0 {
            now += wait;
            assert!(pacing.begin(now) <= 0.0);
        }
        let info =
            RateLimitInfo { sent_at: now, limit: Some(50.0), remaining: Some(remaining), ..SILENT };
        now += 10.0;
        pacing.learn(now, &info);
        pacing.end();
        wait
    };
    call(0.0, 1.0);
    // The trial of the next second, which others have used up.
    call(0.0, 0.0);
    assert!(call(0.0, 49.0) > 58_000.0);
    // Then others are away, and a new window is seen each second.
    call(1000.0, 49.0);
    call(1000.0, 1.0);
    assert!(call(0.0, 49.0) <= 1000.0);
}

/// Its request was sent when what the window before had left was not all known, and its answer came
/// when that was taken not to be over for another moment.
#[test]
fn the_first_answer_of_a_window_is_never_taken_for_one_of_the_window_before() {
    let mut pacing = InOrder::new(RateLimit::Auto);
    assert!([0.0, 990.0, 995.0].into_iter().all(|now| pacing.begin(now) <= 0.0));
    for (sent_at, now, remaining) in
        [(0.0, 40.0, 49.0), (990.0, 1030.0, 1.0), (995.0, 1035.0, 49.0)]
    {
        let info =
            RateLimitInfo { sent_at, limit: Some(50.0), remaining: Some(remaining), ..SILENT };
        pacing.learn(now, &info);
        pacing.end();
    }
    let begun = (0..50).take_while(|_| pacing.begin(1035.0) <= 0.0).count();
    assert_eq!(begun, 24);
}

/// As the second that a window is taken for at first is over, the server's minute is over too.
#[test]
fn a_minute_that_is_over_after_a_second_by_chance_is_not_taken_for_one() {
    for over in (1000..1100).map(|after| after * MILLISECOND) {
        let server = Server { windows: Windows::Offset(over), ..Server::new(60, MINUTE) };
        let run = run(200, RateLimit::Auto, server, &[5 * MILLISECOND]);
        assert_eq!(run.refused, 0, "over after {over}");
    }
}

#[test]
fn before_the_first_answer_only_a_few_are_sent() {
    let mut pacing = InOrder::new(RateLimit::Auto);
    let begun = (0..100).filter(|_| pacing.begin(0.0) <= 0.0).count();
    assert_eq!(begun, 4);
    assert!(pacing.begin(1000.0).is_infinite());
}

/// An answer without a limit.
const SILENT: RateLimitInfo = RateLimitInfo {
    sent_at: 0.0,
    is_refusal: false,
    limit: None,
    remaining: None,
    retry_after_ms: None,
};

#[test]
fn a_server_that_names_no_limit_gets_them_all_after_the_first_answer() {
    for info in [
        SILENT,
        RateLimitInfo { limit: Some(60.0), ..SILENT },
        RateLimitInfo { remaining: Some(0.0), ..SILENT },
        RateLimitInfo { limit: Some(0.0), remaining: Some(0.0), ..SILENT },
    ] {
        let mut pacing = InOrder::new(RateLimit::Auto);
        assert!(pacing.begin(0.0) <= 0.0);
        pacing.learn(1.0, &info);
        pacing.end();
        assert!((0..1000).all(|_| pacing.begin(1.0) <= 0.0), "{info:?}");
    }
}

// ===== Refusals =====

/// One of each kind.
const LIMITS: [RateLimit; 3] = [RateLimit::Auto, per_second(0), per_minute(600)];

#[test]
fn a_refusal_holds_every_attempt_until_the_time_that_the_server_names() {
    for limit in LIMITS {
        let mut pacing = InOrder::new(limit);
        assert!(pacing.begin(0.0) <= 0.0 && pacing.begin(0.0) <= 0.0);
        pacing.learn(
            10.0,
            &RateLimitInfo { is_refusal: is_refusal(429), retry_after_ms: Some(7000.0), ..SILENT },
        );
        pacing.end();
        for (now, wait) in [(10.0, 7000.0), (1000.0, 6010.0), (7009.0, 1.0), (7010.0, 0.0)] {
            assert_eq!(pacing.pacing.pause_ms(now).to_bits(), f64::to_bits(wait), "at {now}");
            assert_eq!(pacing.begin(now).to_bits(), f64::to_bits(wait), "{limit:?} at {now}");
        }
        assert!(pacing.pacing.pause_ms(9000.0) <= 0.0, "{limit:?}");
    }
}

#[test]
fn a_shorter_time_of_a_later_refusal_ends_no_longer_one() {
    let mut pacing = InOrder::new(per_second(0));
    for retry_after_ms in [Some(5000.0), Some(2000.0), None] {
        pacing.learn(0.0, &RateLimitInfo { is_refusal: is_refusal(429), retry_after_ms, ..SILENT });
    }
    assert_eq!(pacing.begin(1000.0).to_bits(), f64::to_bits(4000.0));
}

#[test]
fn a_refusal_without_a_time_holds_every_attempt_for_a_second() {
    for limit in LIMITS {
        let mut pacing = InOrder::new(limit);
        assert!(pacing.begin(0.0) <= 0.0);
        pacing.learn(10.0, &RateLimitInfo { is_refusal: is_refusal(429), ..SILENT });
        pacing.end();
        assert_eq!(pacing.begin(10.0).to_bits(), f64::to_bits(1000.0), "{limit:?}");
        assert!(pacing.begin(1010.0) <= 0.0, "{limit:?}");
    }
}

#[test]
fn a_first_answer_that_refuses_teaches_as_much_as_any_other() {
    let mut pacing = InOrder::new(RateLimit::Auto);
    let none_left = RateLimitInfo { limit: Some(60.0), remaining: Some(0.0), ..SILENT };
    assert!(pacing.begin(0.0) <= 0.0);
    pacing.learn(
        10.0,
        &RateLimitInfo { is_refusal: is_refusal(429), retry_after_ms: Some(40_000.0), ..none_left },
    );
    pacing.end();
    // The trial of the next window, after which a minute is known to be one.
    assert!(pacing.begin(40_010.0) <= 0.0);
    let info =
        RateLimitInfo { sent_at: 40_010.0, limit: Some(60.0), remaining: Some(0.0), ..SILENT };
    pacing.learn(40_020.0, &info);
    pacing.end();
    assert_eq!(pacing.begin(40_020.0).to_bits(), f64::to_bits(60_000.0));
}

/// Many at once after a pause, their answers in another order than the server gave them.
#[test]
fn a_rush_after_a_pause_is_taken_for_a_window_of_its_own() {
    let mut pacing = InOrder::new(RateLimit::Auto);
    let answer = |pacing: &mut InOrder, sent_at: f64, now: f64, remaining: f64| {
        let info =
            RateLimitInfo { sent_at, limit: Some(20.0), remaining: Some(remaining), ..SILENT };
        pacing.learn(now, &info);
        pacing.end();
    };
    assert!(pacing.begin(0.0) <= 0.0);
    answer(&mut pacing, 0.0, 10.0, 19.0);
    let begun = (0..30).filter(|_| pacing.begin(9000.0) <= 0.0).count();
    assert_eq!(begun, 18);
    for remaining in (2..20).map(f64::from) {
        answer(&mut pacing, 9000.0, 9010.0, remaining);
    }
    let wait = pacing.begin(9010.0);
    assert!((400.0..=1000.0).contains(&wait), "{wait}");
}

/// The refusal's window need not be as old as the last one that was seen to begin.
#[test]
fn a_refusal_after_an_hour_of_silence_makes_no_hour_of_the_window() {
    let mut pacing = InOrder::new(RateLimit::Auto);
    let refused =
        RateLimitInfo { is_refusal: is_refusal(429), retry_after_ms: Some(30_000.0), ..SILENT };
    for (sent_at, remaining, info) in
        [(0.0, 59.0, SILENT), (3_600_000.0, 0.0, refused), (3_630_010.0, 59.0, SILENT)]
    {
        assert!(pacing.begin(sent_at) <= 0.0, "at {sent_at}");
        let info = RateLimitInfo { sent_at, limit: Some(60.0), remaining: Some(remaining), ..info };
        pacing.learn(sent_at + 10.0, &info);
        pacing.end();
    }
    let wait = (0..60).map(|_| pacing.begin(3_630_020.0)).find(|wait| *wait > 0.0).unwrap();
    assert!(wait <= 2100.0, "{wait} ms");
}

#[test]
fn a_refusal_that_names_no_time_to_come_holds_a_learnt_limit_for_a_second() {
    let mut pacing = InOrder::new(RateLimit::Auto);
    assert!(pacing.begin(0.0) <= 0.0);
    let info = RateLimitInfo { limit: Some(60.0), remaining: Some(0.0), ..SILENT };
    pacing.learn(
        10.0,
        &RateLimitInfo { is_refusal: is_refusal(429), retry_after_ms: Some(0.0), ..info },
    );
    pacing.end();
    assert_eq!(pacing.begin(10.0).to_bits(), f64::to_bits(1000.0));
}

#[test]
fn a_time_that_the_server_names_with_any_other_status_holds_nobody() {
    for limit in LIMITS {
        let mut pacing = InOrder::new(limit);
        assert!(pacing.begin(0.0) <= 0.0);
        pacing.learn(
            10.0,
            &RateLimitInfo { is_refusal: is_refusal(503), retry_after_ms: Some(7000.0), ..SILENT },
        );
        assert!(pacing.begin(10.0) <= 0.0, "{limit:?}");
    }
}

#[test]
fn a_trial_that_is_lost_is_followed_by_another() {
    let mut pacing = InOrder::new(RateLimit::Auto);
    assert!(pacing.begin(0.0) <= 0.0);
    pacing.learn(10.0, &RateLimitInfo { limit: Some(60.0), remaining: Some(0.0), ..SILENT });
    pacing.end();
    for now in [2000.0, 3000.0, 4000.0] {
        assert!(pacing.begin(now) <= 0.0, "at {now}");
        assert!(pacing.begin(now).is_infinite(), "at {now}");
        pacing.end();
    }
}
