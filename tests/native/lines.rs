//! The line of those who wait for a turn.

use reportei_customers::pacing::line::Line;

#[test]
fn the_first_who_looks_is_the_first_and_the_next_follow_in_order() {
    let mut line = Line::<&str>::default();
    let [one, two, three] = [line.join(), line.join(), line.join()];
    assert!(line.is_first(one, 0.0));
    assert!(!line.is_first(two, 0.0));
    assert!(!line.is_first(three, 0.0));
    line.leave(two);
    line.leave(one);
    assert!(line.is_first(three, 0.0));
}

#[test]
fn what_wakes_the_first_is_given_once() {
    let mut line = Line::default();
    let [one, two] = [line.join(), line.join()];
    for place in [one, two] {
        line.is_first(place, 0.0);
    }
    line.wait(one, 0.0, f64::INFINITY, Some("one"));
    line.wait(two, 0.0, f64::INFINITY, Some("two"));
    assert_eq!(line.news_of_first(), Some("one"));
    assert_eq!(line.news_of_first(), None);
    line.leave(one);
    assert_eq!(line.news_of_first(), Some("two"));
    line.leave(two);
    assert_eq!(line.news_of_first(), None);
}

#[test]
fn one_that_does_not_look_again_in_time_is_passed_over() {
    let mut line = Line::<()>::default();
    let [lost, also_lost, next] = [line.join(), line.join(), line.join()];
    for place in [lost, also_lost, next] {
        line.is_first(place, 0.0);
        line.wait(place, 0.0, 20.0, None);
    }
    // A timer may be late by a second.
    assert!(!line.is_first(next, 1020.0));
    line.wait(next, 1020.0, 20.0, None);
    assert!(line.is_first(next, 1020.5));
    // One that comes late is the last.
    let behind = line.join();
    assert!(!line.is_first(behind, 1021.0));
    assert!(!line.is_first(lost, 1022.0));
    line.leave(next);
    assert!(line.is_first(behind, 1023.0));
}

#[test]
fn one_that_waits_for_news_alone_is_never_lost() {
    let mut line = Line::default();
    let [one, two] = [line.join(), line.join()];
    line.is_first(one, 0.0);
    line.wait(one, 0.0, f64::INFINITY, Some(()));
    assert!(!line.is_first(two, 1e12));
    assert!(line.is_first(one, 1e12));
}
