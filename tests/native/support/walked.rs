//! A walk over a server's pages, and what came of it.
#![allow(clippy::cast_possible_truncation, reason = "small numbers")]

use super::listing::{Answer, Manner, Server};
use reportei_customers::{error::ErrorKind, list::walk::Walk};
use std::collections::{BTreeSet, VecDeque};

/// More answers than any walk here waits for.
pub const TOO_MANY: usize = 5000;

/// What came of a walk.
pub struct Walked {
    pub yielded: Vec<u32>,
    pub requests: u32,
    /// How many were under way whenever an answer was waited for.
    pub at_once: Vec<usize>,
    pub gave_up: bool,
    /// The path in the error.
    pub path: Option<String>,
}

/// Walks over all pages with up to `at_once` requests under way, which the server takes in an order
/// that `order` draws lots for.
pub fn walk(server: &mut Server, at_once: usize, order: &[u8]) -> Walked {
    let mut lots = order.iter().copied().cycle();
    let mut walk = Walk::default();
    let mut under_way: VecDeque<(u32, Option<Answer>)> = VecDeque::new();
    let mut seen = BTreeSet::new();
    let mut walked = Walked {
        yielded: Vec::new(),
        requests: 0,
        at_once: Vec::new(),
        gave_up: false,
        path: None,
    };
    let adds_up = matches!(server.manner, Manner::Right);
    let mut known_end = 1;
    loop {
        while under_way.len() < at_once {
            match walk.next_page() {
                Ok(Some(page)) => {
                    assert!(page <= known_end + 1 || !adds_up, "page {page} of {known_end}");
                    assert!(under_way.iter().all(|(other, _)| *other != page), "{page} twice");
                    under_way.push_back((page, None));
                }
                Ok(None) => break,
                Err(error) => {
                    assert_eq!(error.kind, ErrorKind::Decode);
                    assert_eq!(error.path.as_deref(), Some("meta.total"));
                    assert!(under_way.is_empty(), "{} more answers come", under_way.len());
                    (walked.gave_up, walked.path) = (true, error.path);
                    walked.requests = server.requests;
                    return walked;
                }
            }
        }
        if under_way.is_empty() {
            let is_at_end = (0..9).all(|_| walk.next_page().unwrap().is_none());
            assert!(is_at_end, "it goes on");
            walked.requests = server.requests;
            return walked;
        }
        walked.at_once.push(under_way.len());
        assert!(walked.at_once.len() < TOO_MANY, "no end");
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
        let new: Vec<u32> = rows.into_iter().filter(|row| seen.insert(*row)).collect();
        if let Err(error) = walk.record(page, meta, new.len() as u32) {
            assert_eq!(error.kind, ErrorKind::Decode);
            (walked.gave_up, walked.path) = (true, error.path);
            walked.requests = server.requests;
            return walked;
        }
        walked.yielded.extend(new);
    }
}

/// Over a server where all stays as it is.
pub fn undisturbed(customers: u32, per_page: u32, at_once: usize) -> (Server, Walked) {
    let mut server = Server::new(customers, per_page, Vec::new());
    let walked = walk(&mut server, at_once, &[3, 1, 2]);
    (server, walked)
}

/// The customers that were there throughout and were not yielded. None may be yielded twice.
pub fn left_out(server: &Server, walked: &Walked) -> Vec<u32> {
    let yielded: BTreeSet<u32> = walked.yielded.iter().copied().collect();
    assert_eq!(yielded.len(), walked.yielded.len(), "somebody came twice");
    server.throughout.difference(&yielded).copied().collect()
}
