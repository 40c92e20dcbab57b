//! A walk misses no customer and makes no needless request, as examples show it.
#![allow(clippy::cast_possible_truncation, reason = "small numbers")]

use crate::support::{
    listing::{
        BEHIND,
        Event::{self, Created, Deleted},
        IN_FRONT, Manner, Server,
    },
    walked::{TOO_MANY, left_out, undisturbed, walk},
};
use reportei_customers::list::walk::{
    MAX_READINGS_IN_VAIN, MAX_REQUESTS_PER_PAGE, Meta, SPARE_REQUESTS, Walk,
};

#[test]
fn each_page_is_asked_for_once_in_order_where_no_row_moves() {
    for at_once in 1..=9 {
        for (customers, pages) in [(0, 1), (1, 1), (9, 1), (10, 1), (11, 2), (200, 20)] {
            let (server, walked) = undisturbed(customers, 10, at_once);
            assert_eq!(server.requests, pages, "{customers} customers, {at_once} at once");
            assert_eq!(walked.yielded, (0..customers).collect::<Vec<_>>());
        }
    }
}

#[test]
fn so_many_requests_are_under_way_as_may_be_but_the_first_goes_alone() {
    for at_once in 1..=9 {
        let (_, walked) = undisturbed(200, 10, at_once);
        assert_eq!(walked.at_once[0], 1);
        assert_eq!(walked.at_once.into_iter().max(), Some(at_once));
        assert_eq!(undisturbed(10, 10, at_once).1.at_once, [1]);
    }
}

#[test]
fn after_a_change_pages_are_asked_for_one_at_a_time_until_rows_stay_in_place() {
    let mut moments = vec![Vec::new(); 20];
    moments[10] = vec![Created(BEHIND)];
    let mut server = Server::new(400, 10, moments);
    let mut at_once = walk(&mut server, 9, &[0]).at_once;
    at_once.retain(|count| [1, 9].contains(count));
    at_once.dedup();
    assert_eq!(at_once, [1, 9, 1, 9, 1]);
}

#[test]
fn a_change_has_only_the_last_few_pages_read_again() {
    for at_once in [2, 3, 9] {
        for moment in [20, 30, 38] {
            let mut moments = vec![Vec::new(); 40];
            moments[moment] = vec![Deleted(IN_FRONT)];
            let mut server = Server::new(400, 10, moments);
            let walked = walk(&mut server, at_once, &[0]);
            assert!(left_out(&server, &walked).is_empty());
            // Of its 40 pages.
            let again = walked.requests - 40;
            assert!(again as usize <= 3 * at_once, "{again}, {at_once} at once, after {moment}");
        }
    }
}

/// The pages that a walk requests together, when the answers have these totals.
fn together(walk: &mut Walk, per_page: u32, totals: &[u32]) -> Vec<u32> {
    let pages: Vec<u32> = totals.iter().map_while(|_| walk.next_page().unwrap()).collect();
    for (page, total) in pages.iter().zip(totals) {
        let last_page = total.div_ceil(per_page);
        let meta = Meta { current_page: *page, total: *total, per_page, last_page };
        // Nobody is missing.
        walk.record(*page, meta, *total).unwrap();
    }
    pages
}

#[test]
fn as_far_as_rows_may_have_moved_between_answers_under_way_together_they_are_read_again() {
    // Creations behind undo the deletions in front, but for those before the answer after them.
    for (at_once, deleted) in (2..=9).flat_map(|at_once| [(at_once, 1), (at_once, 3)]) {
        let mut walk = Walk::default();
        (0..20).for_each(|_| drop(together(&mut walk, 1, &[100])));
        together(&mut walk, 1, &[100 - deleted, 100].repeat(at_once)[..at_once]);
        let deletions = deleted * (at_once as u32 / 2 + 1);
        let next = walk.next_page().unwrap();
        assert!(next <= Some(21 - deletions), "{deleted} deleted, {at_once} at once: {next:?}");
    }
    // Where what is unread begins within a page.
    let mut walk = Walk::default();
    (0..20).for_each(|_| drop(together(&mut walk, 2, &[100])));
    assert_eq!(together(&mut walk, 2, &[99]), [21]);
    assert_eq!(together(&mut walk, 2, &[98]), [20]);
    assert_eq!(together(&mut walk, 2, &[97, 98]), [21, 22]);
    assert_eq!(walk.next_page().unwrap(), Some(20));
}

#[test]
fn a_deletion_after_many_creations_has_one_page_read_again() {
    let mut walk = Walk::default();
    (0..20).for_each(|_| drop(together(&mut walk, 1, &[100])));
    let pages = [150, 149, 149, 149].map(|total| together(&mut walk, 1, &[total]));
    assert_eq!(pages.concat(), [21, 22, 21, 23]);
}

#[test]
fn pages_are_requested_together_again_after_three_answers_without_a_change() {
    let mut walk = Walk::default();
    (0..20).for_each(|_| drop(together(&mut walk, 1, &[200])));
    assert_eq!(together(&mut walk, 1, &[200, 201]).len(), 2);
    let totals = [201, 202, 203, 204, 204, 204, 204, 204];
    let requested = totals.map(|total| together(&mut walk, 1, &[total, total]).len());
    assert_eq!(requested, [1, 1, 1, 1, 1, 1, 2, 2]);
}

/// The pages that a walk requests, one at a time, with these answers.
fn asked_for(metas: &[Meta]) -> Vec<u32> {
    let mut walk = Walk::default();
    let mut pages = Vec::new();
    while let Some(page) = walk.next_page().unwrap() {
        assert!(pages.len() < TOO_MANY, "{pages:?}");
        let meta = metas[pages.len().min(metas.len() - 1)];
        // Nobody is missing.
        walk.record(page, Meta { current_page: page, ..meta }, meta.total).unwrap();
        pages.push(page);
    }
    pages
}

#[test]
fn a_deletion_has_the_page_before_read_again() {
    let meta =
        |total: u32| Meta { current_page: 1, total, per_page: 10, last_page: total.div_ceil(10) };
    assert_eq!(asked_for(&[meta(30), meta(30), meta(30)]), [1, 2, 3]);
    assert_eq!(asked_for(&[meta(30), meta(29), meta(29), meta(29)]), [1, 2, 1, 3]);
    assert_eq!(asked_for(&[meta(30), meta(30), meta(29), meta(29)]), [1, 2, 3, 2]);
    // It alone, even where several may be under way.
    let mut server = Server::new(20, 10, vec![Vec::new(), vec![Deleted(IN_FRONT)]]);
    assert_eq!(walk(&mut server, 3, &[0]).requests, 3);
    // Then all pages once more, since so many were deleted.
    assert_eq!(asked_for(&[meta(30), meta(30), meta(15)]), [1, 2, 3, 1, 2, 1, 2]);
}

#[test]
fn a_creation_only_makes_the_walk_longer() {
    let meta = |total| Meta { current_page: 1, total, per_page: 10, last_page: 3 };
    assert_eq!(asked_for(&[meta(20), meta(21)]), [1, 2, 3]);
}

#[test]
fn whichever_of_total_and_last_page_promises_more_is_believed() {
    assert_eq!(
        asked_for(&[Meta { current_page: 1, total: 4, per_page: 100, last_page: 2 }]),
        [1, 2]
    );
    assert_eq!(
        asked_for(&[Meta { current_page: 1, total: 101, per_page: 100, last_page: 1 }]),
        [1, 2]
    );
    assert_eq!(asked_for(&[Meta { current_page: 1, total: 0, per_page: 0, last_page: 0 }]), [1]);
}

#[test]
fn pages_are_as_large_as_the_server_says() {
    assert_eq!(
        asked_for(&[Meta { current_page: 1, total: 31, per_page: 15, last_page: 3 }]),
        [1, 2, 3]
    );
}

#[test]
fn where_many_changes_are_seen_all_pages_are_read_once_more() {
    let meta =
        |total: u32| Meta { current_page: 1, total, per_page: 10, last_page: total.div_ceil(10) };
    assert_eq!(asked_for(&[50, 51, 52].map(meta)), [1, 2, 3, 4, 5, 6]);
    // As many as answers, squared.
    assert_eq!(asked_for(&[38, 39, 40].map(meta)), [1, 2, 3, 4]);
    let twice = [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6];
    assert_eq!(asked_for(&[50, 51, 52, 53].map(meta)), twice);
    assert_eq!(asked_for(&[50, 53].map(meta)), twice);
}

#[test]
fn changes_among_answers_under_way_together_count_like_others() {
    let reading = |totals: &[u32]| {
        let mut walk = Walk::default();
        together(&mut walk, 1, &[9]);
        together(&mut walk, 1, totals);
        std::iter::from_fn(|| together(&mut walk, 1, &[9]).pop()).collect::<Vec<_>>()
    };
    let pages: Vec<u32> = (1..=9).collect();
    assert_eq!(reading(&[9, 9, 9]), pages[4..]);
    // All are read again, since rows may have moved so far, and then once more.
    assert_eq!(reading(&[9, 14, 9]), [&pages[..], &pages].concat());
}

/// Deletions that undo what the last request did, on pages of so many.
fn undoing(per_page: usize) -> Vec<Vec<Event>> {
    let events = [Deleted(IN_FRONT), Created(BEHIND)].repeat(10_000);
    events.into_iter().map(|event| vec![event; per_page]).collect()
}

#[test]
fn where_no_end_is_in_sight_the_walk_gives_up_and_says_why() {
    for per_page in 1..=4 {
        let mut server = Server::new(20 * per_page, per_page, undoing(per_page as usize));
        let walked = walk(&mut server, 1, &[0]);
        assert!(walked.gave_up);
        let bound = |pages| pages * MAX_REQUESTS_PER_PAGE + SPARE_REQUESTS;
        let requests = server.requests;
        assert!((bound(19)..=bound(20)).contains(&requests), "{requests} pages of {per_page}");
    }
}

#[test]
fn a_walk_that_gives_up_waits_for_the_answers_under_way() {
    let gave_up = (100..150).filter(|changes| {
        let mut server = Server::new(20, 1, undoing(1)[..*changes].to_vec());
        let walked = walk(&mut server, 3, &[0]);
        walked.gave_up && walked.at_once.iter().any(|count| *count > 1)
    });
    assert!(gave_up.count() > 0);
}

#[test]
fn where_no_end_of_the_second_reading_is_in_sight_it_ends_all_the_same() {
    let mut moments = vec![Vec::new(); 26];
    moments[1] = vec![Created(BEHIND); 6];
    moments.extend(undoing(1));
    let mut server = Server::new(20, 1, moments);
    let walked = walk(&mut server, 1, &[0]);
    assert!(!walked.gave_up);
    let bound = |pages| pages * MAX_REQUESTS_PER_PAGE + SPARE_REQUESTS;
    assert!((bound(25)..=bound(26)).contains(&server.requests));
}

#[test]
fn an_answer_with_another_page_than_the_one_requested_is_an_error() {
    for at_once in 1..=3 {
        let mut server = Server::new(300, 100, Vec::new());
        server.manner = Manner::Cached;
        let walked = walk(&mut server, at_once, &[0]);
        assert_eq!(walked.path.as_deref(), Some("meta.current_page"));
        assert_eq!(walked.yielded.len(), 100);
    }
    // One page is all there is.
    let mut server = Server::new(100, 100, Vec::new());
    server.manner = Manner::Cached;
    assert_eq!(walk(&mut server, 3, &[0]).yielded.len(), 100);
    let meta = Meta { current_page: 2, total: 20, per_page: 10, last_page: 2 };
    for (page, current_page, is_right) in
        [(1, 2, false), (2, 2, true), (2, 1, false), (2, 0, false), (3, 2, true), (3, 1, false)]
    {
        let mut walk = Walk::default();
        let recorded = walk.record(page, Meta { current_page, ..meta }, 10);
        assert_eq!(recorded.is_ok(), is_right, "{current_page} for {page}");
    }
}

#[test]
fn behind_the_promised_end_a_walk_goes_on_while_that_brings_who_is_missing() {
    for at_once in 1..=9 {
        for (customers, most) in [(250, 50), (250, 99), (101, 1), (1_000, 7), (300, 60)] {
            let mut server = Server::new(customers, 100, Vec::new());
            server.manner = Manner::Capped(most);
            let walked = walk(&mut server, at_once, &[3, 1, 2]);
            assert!(!walked.gave_up);
            assert_eq!(walked.yielded, (0..customers).collect::<Vec<_>>());
            assert_eq!(walked.requests, customers.div_ceil(most));
        }
    }
}

#[test]
fn where_pages_stay_short_the_walk_says_so_after_a_few_readings() {
    let mut server = Server::new(300, 100, Vec::new());
    server.manner = Manner::Filtered(40);
    let walked = walk(&mut server, 1, &[0]);
    assert_eq!(walked.path.as_deref(), Some("meta.total"));
    assert_eq!(walked.yielded.len(), 180);
    assert_eq!(walked.requests, 3 * (1 + MAX_READINGS_IN_VAIN) + 1);
    // Of one page too.
    let mut server = Server::new(50, 100, Vec::new());
    server.manner = Manner::Filtered(60);
    let walked = walk(&mut server, 1, &[0]);
    assert_eq!(walked.path.as_deref(), Some("meta.total"));
    assert_eq!(walked.yielded.len(), 40);
}

#[test]
fn rows_of_an_unstable_order_are_read_again_until_nobody_is_missing() {
    let mut gave_up = 0;
    for seed in 1..=300 {
        let mut server = Server::new(250, 50, Vec::new());
        server.manner = Manner::Ties(80, 120);
        server.seed(seed);
        let walked = walk(&mut server, 1 + seed as usize % 4, &[1, 0]);
        gave_up += u32::from(walked.gave_up);
        assert_eq!(walked.yielded.len() == 250, !walked.gave_up);
    }
    assert!(gave_up <= 6, "{gave_up} of 300");
}
