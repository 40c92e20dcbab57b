//! Nobody is left out and nothing is asked for in vain, whatever becomes of the rows meanwhile.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::cast_possible_truncation, reason = "small numbers")]

mod support;

use std::collections::{BTreeSet, VecDeque};

use proptest::{collection::vec, prelude::*};
use reportei_customers::{
    error::ErrorKind,
    walk::{MOST_REQUESTS_PER_PAGE, Meta, SPARE_REQUESTS, Walk},
};

/// What happens to the customers between two requests, or nothing.
#[derive(Debug, Clone, Copy)]
enum Event {
    Nothing,
    CreatedInFront,
    CreatedBehind,
    /// The one so many hundredths of the way.
    Deleted(u32),
}
use Event::{CreatedBehind, CreatedInFront, Deleted, Nothing};

/// The API, as far as a walk sees it.
struct Server {
    rows: VecDeque<u32>,
    next: u32,
    /// Who was there from the beginning and still is.
    throughout: BTreeSet<u32>,
    events: VecDeque<Event>,
    per_page: u32,
    requests: u32,
    changes: u32,
}

struct Answer {
    rows: Vec<u32>,
    meta: Meta,
}

impl Server {
    fn new(customers: u32, per_page: u32, events: Vec<Event>) -> Self {
        Self {
            rows: (0..customers).collect(),
            next: customers,
            throughout: (0..customers).collect(),
            events: events.into(),
            per_page,
            requests: 0,
            changes: 0,
        }
    }

    fn pass_time(&mut self) {
        match self.events.pop_front().unwrap_or(Nothing) {
            CreatedInFront => self.rows.push_front(self.next),
            CreatedBehind => self.rows.push_back(self.next),
            Deleted(place) if !self.rows.is_empty() => {
                let index = (self.rows.len() - 1) * place as usize / 100;
                let gone = self.rows.remove(index).unwrap();
                self.throughout.remove(&gone);
            }
            Nothing | Deleted(_) => return,
        }
        self.next += 1;
        self.changes += 1;
    }

    fn last_page(&self) -> u32 {
        (self.rows.len() as u32).div_ceil(self.per_page).max(1)
    }

    fn answer(&mut self, page: u32) -> Answer {
        self.pass_time();
        self.requests += 1;
        let skipped = ((page - 1) * self.per_page) as usize;
        let rows = self.rows.iter().skip(skipped).take(self.per_page as usize).copied().collect();
        let meta = Meta {
            total: self.rows.len() as u32,
            per_page: self.per_page,
            last_page: self.last_page(),
        };
        Answer { rows, meta }
    }
}

/// What came of a walk.
struct Walked {
    yielded: Vec<u32>,
    requests: u32,
    most_at_once: usize,
    gave_up: bool,
}

/// Walks over all pages with up to `at_once` requests under way, which the server takes in an order
/// that `order` draws lots for.
fn walk(server: &mut Server, at_once: usize, order: &[u8]) -> Walked {
    let mut lots = order.iter().copied().cycle();
    let mut walk = Walk::default();
    let mut under_way: VecDeque<(u32, Option<Answer>)> = VecDeque::new();
    let mut seen = BTreeSet::new();
    let mut walked = Walked { yielded: Vec::new(), requests: 0, most_at_once: 0, gave_up: false };
    let mut known_end = 1;
    loop {
        while under_way.len() < at_once {
            match walk.ask() {
                Ok(Some(page)) => {
                    assert!(page <= known_end, "page {page} of {known_end}");
                    assert!(under_way.iter().all(|(other, _)| *other != page), "{page} twice");
                    under_way.push_back((page, None));
                }
                Ok(None) => break,
                Err(error) => {
                    assert_eq!(error.kind, ErrorKind::Decode);
                    assert_eq!(error.path.as_deref(), Some("meta.total"));
                    walked.gave_up = true;
                    return walked;
                }
            }
        }
        walked.most_at_once = walked.most_at_once.max(under_way.len());
        if under_way.is_empty() {
            walked.requests = server.requests;
            return walked;
        }
        // The server takes any of those under way, until the first is there.
        while under_way[0].1.is_none() {
            let waiting: Vec<usize> =
                (0..under_way.len()).filter(|index| under_way[*index].1.is_none()).collect();
            let drawn = waiting[lots.next().unwrap_or(0) as usize % waiting.len()];
            let page = under_way[drawn].0;
            under_way[drawn].1 = Some(server.answer(page));
        }
        let (page, answer) = under_way.pop_front().unwrap();
        let Answer { rows, meta } = answer.unwrap();
        known_end =
            if under_way.is_empty() { meta.last_page } else { known_end.max(meta.last_page) };
        walk.answer(page, meta);
        walked.yielded.extend(rows.into_iter().filter(|row| seen.insert(*row)));
    }
}

/// Over a server where all stays as it is.
fn undisturbed(customers: u32, per_page: u32, at_once: usize) -> (Server, Walked) {
    let mut server = Server::new(customers, per_page, Vec::new());
    let walked = walk(&mut server, at_once, &[3, 1, 2]);
    (server, walked)
}

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
        assert_eq!(undisturbed(200, 10, at_once).1.most_at_once, at_once);
        assert_eq!(undisturbed(10, 10, at_once).1.most_at_once, 1);
    }
}

/// The pages that a walk asks for, one at a time, when the answers say this.
fn asked_for(metas: &[Meta]) -> Vec<u32> {
    let mut walk = Walk::default();
    let mut pages = Vec::new();
    while let Some(page) = walk.ask().unwrap() {
        walk.answer(page, metas[pages.len().min(metas.len() - 1)]);
        pages.push(page);
    }
    pages
}

#[test]
fn a_deletion_has_the_page_before_read_again() {
    let meta = |total: u32| Meta { total, per_page: 10, last_page: total.div_ceil(10) };
    assert_eq!(asked_for(&[meta(30), meta(30), meta(30)]), [1, 2, 3]);
    assert_eq!(asked_for(&[meta(30), meta(29), meta(29), meta(29)]), [1, 2, 1, 3]);
    assert_eq!(asked_for(&[meta(30), meta(30), meta(29), meta(29)]), [1, 2, 3, 2]);
    assert_eq!(asked_for(&[meta(30), meta(30), meta(15)]), [1, 2, 3, 1, 2]);
}

#[test]
fn a_creation_only_makes_the_walk_longer() {
    let meta = |total| Meta { total, per_page: 10, last_page: 3 };
    assert_eq!(asked_for(&[meta(20), meta(21)]), [1, 2, 3]);
}

#[test]
fn whichever_of_total_and_last_page_promises_more_is_believed() {
    assert_eq!(asked_for(&[Meta { total: 4, per_page: 100, last_page: 2 }]), [1, 2]);
    assert_eq!(asked_for(&[Meta { total: 101, per_page: 100, last_page: 1 }]), [1, 2]);
    assert_eq!(asked_for(&[Meta { total: 0, per_page: 0, last_page: 0 }]), [1]);
}

#[test]
fn pages_are_as_large_as_the_server_says() {
    assert_eq!(asked_for(&[Meta { total: 31, per_page: 15, last_page: 3 }]), [1, 2, 3]);
}

#[test]
fn where_no_end_is_in_sight_the_walk_gives_up_and_says_why() {
    // On pages of one, each deletion undoes what the last request did.
    let events = [Deleted(0), CreatedBehind].repeat(10_000);
    let mut server = Server::new(20, 1, events);
    let walked = walk(&mut server, 1, &[0]);
    assert!(walked.gave_up);
    let bound = |pages| pages * MOST_REQUESTS_PER_PAGE + SPARE_REQUESTS;
    assert!((bound(19)..=bound(20)).contains(&server.requests));
}

prop_compose! {
    /// What happens, from now and then to before every single request.
    fn history()(often in 0..=100_u32)(
        events in vec((0..100_u32, 0..4_u8, 0..=100_u32), 1..400), often in Just(often),
    ) -> Vec<Event> {
        let event = |(chance, what, place)| match what {
            _ if chance >= often => Nothing,
            0 => CreatedInFront,
            1 => CreatedBehind,
            _ => Deleted(place),
        };
        events.into_iter().map(event).collect()
    }
}

proptest! {
    #![proptest_config(support::inputs(1024))]

    #[test]
    fn each_customer_that_is_there_throughout_is_yielded_exactly_once(
        customers in 0..400_u32,
        per_page in 2..20_u32,
        prefetch in 0..=8_usize,
        events in history(),
        order in vec(any::<u8>(), 1..100),
    ) {
        let mut server = Server::new(customers, per_page, events);
        let pages_before = server.last_page();
        let walked = walk(&mut server, prefetch + 1, &order);
        prop_assert!(!walked.gave_up);
        let yielded: BTreeSet<u32> = walked.yielded.iter().copied().collect();
        prop_assert_eq!(yielded.len(), walked.yielded.len());
        let missed: Vec<_> = server.throughout.difference(&yielded).collect();
        prop_assert!(missed.is_empty(), "{missed:?} were left out");
        let pages = pages_before.max(server.last_page() + server.changes);
        prop_assert!(walked.requests <= pages * MOST_REQUESTS_PER_PAGE + SPARE_REQUESTS);
        if server.changes == 0 {
            prop_assert_eq!(walked.requests, pages_before);
        }
    }
}
