//! How many retries the budget allows: one for five first attempts, and a few in any case.

use proptest::{collection::vec, prelude::*, sample::select};
use reportei_customers::call::budget::Budget;

/// How many retries there are in any case.
const FLOOR: usize = 10;
/// How many first attempts pay for a retry.
const PRICE: usize = 5;
/// How long an attempt counts.
const WINDOW_MS: u64 = 10_000;
/// By how much the window moves at a time.
const SLOT_MS: u64 = 1000;
/// Some time today: a wall clock's.
const TODAY: u64 = 1_795_446_000_000;

#[allow(clippy::cast_precision_loss, reason = "times are exact in a double")]
const fn ms(time: u64) -> f64 {
    time as f64
}

/// How many of the wanted retries the budget allows at that time.
fn allowed(budget: &Budget, wanted: usize, time: f64) -> usize {
    (0..wanted).filter(|_| budget.withdraw(time)).count()
}

fn deposit(budget: &Budget, count: usize, time: f64) {
    (0..count).for_each(|_| budget.deposit(time));
}

#[test]
fn a_lone_script_has_ten_retries_in_a_window() {
    for start in [0, 1, 999, 1000, TODAY, TODAY + 999] {
        let budget = Budget::default();
        assert_eq!(allowed(&budget, 100, ms(start)), FLOOR, "at {start}");
        let window_less_a_slot = start + WINDOW_MS - SLOT_MS;
        assert_eq!(allowed(&budget, 100, ms(window_less_a_slot)), 0, "at {start}");
        assert_eq!(allowed(&budget, 100, ms(start + WINDOW_MS)), FLOOR, "at {start}");
    }
}

#[test]
fn every_fifth_first_attempt_pays_for_a_retry() {
    for first in [0, 1, 4, 5, 9, 10, 99, 100, 10_000] {
        let budget = Budget::default();
        deposit(&budget, first, ms(TODAY));
        assert_eq!(allowed(&budget, 10_000, ms(TODAY)), FLOOR + first / PRICE, "{first}");
        deposit(&budget, PRICE, ms(TODAY + 1));
        assert_eq!(allowed(&budget, 10_000, ms(TODAY + 1)), 1, "{first}");
    }
}

#[test]
fn first_attempts_pay_for_a_window_and_no_longer() {
    let budget = Budget::default();
    deposit(&budget, 100, ms(TODAY));
    assert_eq!(allowed(&budget, 100, ms(TODAY + WINDOW_MS)), FLOOR);
}

#[test]
fn clients_do_not_share_a_budget() {
    let spent = Budget::default();
    assert_eq!(allowed(&spent, 100, ms(TODAY)), FLOOR);
    assert_eq!(allowed(&Budget::default(), 100, ms(TODAY)), FLOOR);
}

// ===== Clocks that jump =====

#[test]
fn a_clock_that_jumps_forward_begins_a_new_window() {
    let budget = Budget::default();
    for time in [TODAY, TODAY + WINDOW_MS, TODAY + 3_600_000, TODAY * 2] {
        assert_eq!(allowed(&budget, 100, ms(time)), FLOOR, "{time}");
    }
}

#[test]
fn a_time_that_no_clock_has_gives_ten_and_no_more() {
    let last = f64::from(u32::MAX) * ms(SLOT_MS);
    let times = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, -1e300, 1e300, last, last - 1e3];
    for time in times {
        let budget = Budget::default();
        assert_eq!(allowed(&budget, 100, time), FLOOR, "at {time}");
        deposit(&budget, PRICE, time);
        assert_eq!(allowed(&budget, 100, time), 1, "at {time}");
    }
}

#[test]
fn a_clock_that_is_set_back_neither_locks_the_budget_nor_refills_what_was_just_spent() {
    // By how much it is set back, and what is left then.
    let table = [(1, 0), (1000, 0), (8999, 0), (10_999, FLOOR), (3_600_000, FLOOR), (TODAY, FLOOR)];
    for (back, left) in table {
        let budget = Budget::default();
        assert_eq!(allowed(&budget, 100, ms(TODAY)), FLOOR);
        deposit(&budget, PRICE - 1, ms(TODAY - back));
        assert_eq!(allowed(&budget, 100, ms(TODAY - back)), left, "set back by {back}");
    }
}

#[test]
fn first_attempts_of_a_future_that_a_clock_came_back_from_pay_for_nothing() {
    let budget = Budget::default();
    deposit(&budget, 1000, ms(TODAY));
    assert_eq!(allowed(&budget, 1000, ms(TODAY - 3_600_500)), FLOOR);
}

// ===== Traffic at random =====

/// What a client does: begins a call, or would make an attempt again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    First,
    Extra,
}

/// What happened before, and when.
#[derive(Default)]
struct Log(Vec<(u64, Event)>);

impl Log {
    /// How many of these there were from `since` to `until`, both included.
    fn count(&self, event: Event, since: u64, until: u64) -> usize {
        let counts =
            |(time, made): &&(u64, Event)| *made == event && (since..=until).contains(time);
        self.0.iter().filter(counts).count()
    }
}

/// Some calls, each so long after the one before.
fn traffic() -> impl Strategy<Value = Vec<(u64, Event)>> {
    let pause = prop_oneof![
        6 => Just(0_u64),
        6 => 0..50_u64,
        2 => 0..1500_u64,
        1 => (1..12_u64).prop_map(|slots| slots * SLOT_MS),
        1 => 9000..11_000_u64,
    ];
    let event = prop_oneof![2 => Just(Event::First), 3 => Just(Event::Extra)];
    vec((pause, event), 1..300)
}

proptest! {
    #![proptest_config(crate::support::inputs(256))]

    /// The reference: a list of all that ever happened, counted anew each time.
    #[test]
    fn it_allows_what_a_count_of_the_current_second_and_the_nine_before_it_allows(
        start in prop_oneof![0..2000_u64, TODAY..TODAY + 2000],
        traffic in traffic(),
    ) {
        let (budget, mut log, mut now) = (Budget::default(), Log::default(), start);
        for (pause, event) in traffic {
            now += pause;
            if event == Event::First {
                budget.deposit(ms(now));
            } else {
                let since = (now / SLOT_MS).saturating_sub(9) * SLOT_MS;
                let most = FLOOR + log.count(Event::First, since, now) / PRICE;
                let expected = log.count(Event::Extra, since, now) < most;
                prop_assert_eq!(budget.withdraw(ms(now)), expected, "at {}", now);
                if !expected {
                    continue;
                }
            }
            log.0.push((now, event));
        }
    }

    /// The exact bound, seen from outside: in any nine seconds (the window less the slot that it
    /// moves by) at most ten, and a fifth of the first attempts of ten; and whoever was refused had
    /// had that many in ten seconds, with a fifth of the first attempts of nine.
    #[test]
    fn in_any_nine_seconds_there_are_at_most_ten_and_a_fifth_of_the_first_attempts_of_ten(
        start in prop_oneof![0..20_000_u64, TODAY..TODAY + 2000],
        traffic in traffic(),
    ) {
        let (budget, mut log, mut now) = (Budget::default(), Log::default(), start);
        for (pause, event) in traffic {
            now += pause;
            let short = (now + 1).saturating_sub(WINDOW_MS - SLOT_MS);
            let long = (now + 1).saturating_sub(WINDOW_MS);
            let firsts = |since| log.count(Event::First, since, now);
            let extras = |since| log.count(Event::Extra, since, now);
            if event == Event::First {
                budget.deposit(ms(now));
            } else if budget.withdraw(ms(now)) {
                prop_assert!(extras(short) < FLOOR + firsts(long) / PRICE, "at {}", now);
            } else {
                prop_assert!(extras(long) >= FLOOR + firsts(short) / PRICE, "at {}", now);
                continue;
            }
            log.0.push((now, event));
        }
    }
    /// The exact bound where clocks jump: each time that one is set back opens at most one window
    /// anew. From there on, in any nine seconds of it, there are at most ten, and a fifth of the
    /// first attempts that it dates within ten seconds, before or after; and whoever was refused had
    /// ten within ten seconds.
    #[test]
    fn each_time_that_a_clock_is_set_back_opens_at_most_one_window(
        traffic in vec((jump(), select(vec![Event::First, Event::Extra, Event::Extra])), 1..300),
    ) {
        let (budget, mut log, mut now) = (Budget::default(), Log::default(), TODAY);
        let mut set_back = 0;
        for (jump, event) in traffic {
            now = now.saturating_add_signed(jump);
            if jump < 0 {
                set_back = log.0.len();
            }
            let near = |event| log.count(event, (now + 1).saturating_sub(WINDOW_MS), now + WINDOW_MS - 1);
            let since = (now + 1).saturating_sub(WINDOW_MS - SLOT_MS);
            let extra = |(time, event): &&(u64, Event)| *event == Event::Extra && *time >= since;
            let extras = log.0[set_back..].iter().filter(extra).count();
            if event == Event::First {
                budget.deposit(ms(now));
            } else if budget.withdraw(ms(now)) {
                prop_assert!(extras < FLOOR + near(Event::First) / PRICE, "at {}", now);
            } else {
                prop_assert!(near(Event::Extra) >= FLOOR, "at {}", now);
                continue;
            }
            log.0.push((now, event));
        }
    }
}

/// How far a clock goes, or is set, between two events.
fn jump() -> impl Strategy<Value = i64> {
    prop_oneof![
        12 => 0..50_i64,
        2 => 0..1500_i64,
        1 => -12_000..12_000_i64,
        1 => -4_000_000..4_000_000_i64,
        1 => Just(i64::MIN),
    ]
}
