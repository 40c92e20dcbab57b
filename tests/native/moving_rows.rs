//! However rows move during a walk, and whatever the server does to them, nobody is quietly left out.

use crate::support::{
    listing::{BEHIND, Event::Created, Kinds, Manner, Server, few_events, history},
    walked::{left_out, walk},
};
use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};
use reportei_customers::list::walk::{MAX_REQUESTS_PER_PAGE, SPARE_REQUESTS};

#[test]
fn amid_creations_and_deletions_alike_few_walks_leave_somebody_out() {
    let mut runner = TestRunner::deterministic();
    let walks =
        (100..400_u32, 5..20_u32, 0..=8_usize, history(5, Kinds::Both), vec(any::<u8>(), 1..100));
    let incomplete = (0..500).filter(|_| {
        let drawn = walks.new_tree(&mut runner).unwrap().current();
        let (customers, per_page, prefetch, moments, order) = drawn;
        let mut server = Server::new(customers, per_page, moments);
        let walked = walk(&mut server, prefetch + 1, &order);
        walked.gave_up || !left_out(&server, &walked).is_empty()
    });
    let incomplete = incomplete.count();
    assert!(incomplete <= 20, "{incomplete} of 500");
}

fn manners() -> impl Strategy<Value = Manner> {
    prop_oneof![
        (1..120_u32).prop_map(Manner::Capped),
        (0..30_u32).prop_map(Manner::Filtered),
        (0..400_u32, 0..400_u32).prop_map(|(one, other)| Manner::Ties(one, other)),
        Just(Manner::Cached),
    ]
}

proptest! {
    #![proptest_config(crate::support::inputs(1024))]

    #[test]
    fn a_walk_never_ends_quietly_with_fewer_than_the_total(
        customers in 0..400_u32,
        per_page in 1..100_u32,
        prefetch in 0..=8_usize,
        manner in manners(),
        seed in any::<u64>(),
        order in vec(any::<u8>(), 1..100),
    ) {
        let mut server = Server::new(customers, per_page, Vec::new());
        server.manner = manner;
        server.seed(seed);
        let pages = server.last_page();
        let walked = walk(&mut server, prefetch + 1, &order);
        prop_assert_eq!(walked.gave_up, walked.yielded.len() < customers as usize);
        let most = pages * MAX_REQUESTS_PER_PAGE + SPARE_REQUESTS + customers;
        prop_assert!(walked.requests <= most);
    }

    #[test]
    fn nor_does_it_where_customers_are_created_meanwhile(
        customers in 0..400_u32,
        per_page in 2..100_u32,
        prefetch in 0..=8_usize,
        manner in manners(),
        created in vec(0..=BEHIND, 0..10),
        order in vec(any::<u8>(), 1..100),
    ) {
        let moments = created.into_iter().map(|place| vec![Created(place)]).collect();
        let mut server = Server::new(customers, per_page, moments);
        server.manner = manner;
        // One at a time, so that each total is compared with the one before.
        let at_once = if matches!(server.manner, Manner::Cached) { prefetch + 1 } else { 1 };
        let walked = walk(&mut server, at_once, &order);
        prop_assert!(walked.gave_up || walked.yielded.len() >= customers as usize);
    }

    #[test]
    fn each_customer_that_is_there_throughout_is_yielded_exactly_once(
        customers in 0..400_u32,
        per_page in 2..20_u32,
        prefetch in 0..=8_usize,
        moments in history(1, Kinds::One),
        order in vec(any::<u8>(), 1..100),
    ) {
        let mut server = Server::new(customers, per_page, moments);
        let pages_before = server.last_page();
        let walked = walk(&mut server, prefetch + 1, &order);
        prop_assert!(!walked.gave_up);
        let missed = left_out(&server, &walked);
        prop_assert!(missed.is_empty(), "{missed:?} were left out");
        let pages = pages_before.max(server.last_page() + server.changes);
        prop_assert!(walked.requests <= pages * MAX_REQUESTS_PER_PAGE + SPARE_REQUESTS);
        if server.changes == 0 {
            prop_assert_eq!(walked.requests, pages_before);
        }
    }

    #[test]
    fn so_it_is_where_several_are_created_or_else_several_deleted_between_two_answers(
        customers in 0..400_u32,
        per_page in 5..20_u32,
        prefetch in 0..=8_usize,
        moments in history(6, Kinds::One),
        order in vec(any::<u8>(), 1..100),
    ) {
        let mut server = Server::new(customers, per_page, moments);
        let walked = walk(&mut server, prefetch + 1, &order);
        prop_assume!(!walked.gave_up);
        let missed = left_out(&server, &walked);
        prop_assert!(missed.is_empty(), "{missed:?} were left out");
    }

    #[test]
    fn the_first_reading_is_enough_for_a_few_of_them(
        customers in 160..240_u32,
        per_page in 2..=4_u32,
        prefetch in 0..=8_usize,
        moments in few_events(),
        order in vec(any::<u8>(), 1..100),
    ) {
        let mut server = Server::new(customers, per_page, moments);
        let walked = walk(&mut server, prefetch + 1, &order);
        let missed = left_out(&server, &walked);
        prop_assert!(missed.is_empty(), "{missed:?} were left out");
    }
}
