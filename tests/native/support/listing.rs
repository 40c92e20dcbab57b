//! The API's list of customers as a walk sees it, while others create and delete some.
#![allow(clippy::cast_possible_truncation, reason = "small numbers")]

use std::collections::{BTreeSet, VecDeque};

use proptest::{
    collection::{btree_map, vec},
    prelude::*,
};
use reportei_customers::list::walk::Meta;

/// What becomes of one customer, so many hundredths of the way.
#[derive(Debug, Clone, Copy)]
pub enum Event {
    Created(u32),
    Deleted(u32),
}
use Event::{Created, Deleted};

pub const IN_FRONT: u32 = 0;
pub const BEHIND: u32 = 100;
/// Too few for a second reading of more than as many pages squared.
const MOST_OF_FEW: usize = 6;

/// How a server's pages go wrong although nobody comes or goes.
#[derive(Debug, Clone)]
pub enum Manner {
    Right,
    /// It sends so many rows at most, and promises as many pages as if it did not.
    Capped(u32),
    /// It leaves rows out of each page, but still counts them.
    Filtered(u32),
    /// The rows of one name, from the first to the last of these, come in any order.
    Ties(u32, u32),
    /// Something on the way ignores the query, and has kept the first page.
    Cached,
}

pub struct Server {
    pub manner: Manner,
    lots: u64,
    rows: Vec<u32>,
    next: u32,
    /// Who was there from the beginning and still is.
    pub throughout: BTreeSet<u32>,
    moments: VecDeque<Vec<Event>>,
    per_page: u32,
    pub requests: u32,
    pub changes: u32,
}

pub struct Answer {
    pub rows: Vec<u32>,
    pub meta: Meta,
}

impl Server {
    /// With what happens before each request.
    pub fn new(customers: u32, per_page: u32, moments: Vec<Vec<Event>>) -> Self {
        Self {
            manner: Manner::Right,
            lots: 1,
            rows: (0..customers).collect(),
            next: customers,
            throughout: (0..customers).collect(),
            moments: moments.into(),
            per_page,
            requests: 0,
            changes: 0,
        }
    }

    pub fn last_page(&self) -> u32 {
        (self.rows.len() as u32).div_ceil(self.per_page).max(1)
    }

    pub fn answer(&mut self, page: u32) -> Answer {
        for event in self.moments.pop_front().unwrap_or_default() {
            self.suffer(event);
        }
        self.requests += 1;
        let mut rows = self.rows.clone();
        let (mut current_page, mut size, mut sent) = (page, self.per_page, self.per_page);
        match self.manner {
            Manner::Right => {}
            Manner::Capped(most) => (size, sent) = (size.min(most), size.min(most)),
            Manner::Filtered(left_out) => sent = size.saturating_sub(left_out),
            Manner::Ties(from, to) => self.shuffle(&mut rows, from as usize, to as usize),
            Manner::Cached => current_page = 1,
        }
        let skipped = ((current_page - 1) * size) as usize;
        let rows = rows.iter().skip(skipped).take(sent as usize).copied().collect();
        let meta = Meta {
            current_page,
            total: self.rows.len() as u32,
            per_page: self.per_page,
            last_page: self.last_page(),
        };
        Answer { rows, meta }
    }

    fn shuffle(&mut self, rows: &mut [u32], from: usize, to: usize) {
        let to = to.min(rows.len());
        for place in from + 1..to {
            self.lots = self.lots.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let other = from + (self.lots >> 33) as usize % (place + 1 - from);
            rows.swap(place, other);
        }
    }

    pub fn seed(&mut self, seed: u64) {
        self.lots = seed;
    }

    fn suffer(&mut self, event: Event) {
        match event {
            Created(place) => {
                self.rows.insert(self.rows.len() * place as usize / 100, self.next);
                self.next += 1;
            }
            Deleted(_) if self.rows.is_empty() => return,
            Deleted(place) => {
                let gone = self.rows.remove((self.rows.len() - 1) * place as usize / 100);
                self.throughout.remove(&gone);
            }
        }
        self.changes += 1;
    }
}

/// What may happen between two answers.
#[derive(Debug, Clone, Copy)]
pub enum Kinds {
    /// Creations, or else deletions.
    One,
    /// Creations and deletions.
    Both,
}

/// One event each before a few of the first requests.
pub fn few_events() -> impl Strategy<Value = Vec<Vec<Event>>> {
    let event = (any::<bool>(), prop_oneof![Just(IN_FRONT), Just(BEHIND), IN_FRONT..=BEHIND])
        .prop_map(|(creates, place)| if creates { Created(place) } else { Deleted(place) });
    btree_map(0..25_usize, event, 0..=MOST_OF_FEW).prop_map(|events| {
        (0..25).map(|moment| events.get(&moment).copied().into_iter().collect()).collect()
    })
}

/// Moments of up to so many events, from now and then to before every single request.
pub fn history(most: usize, kinds: Kinds) -> impl Strategy<Value = Vec<Vec<Event>>> {
    // A moment's lots are drawn as bytes, since to draw all of them one by one takes long.
    let moments = vec(any::<[u8; 9]>(), 1..400);
    (0..=100_u8, moments).prop_map(move |(often, moments)| {
        let moment = |[chance, kind, many, lots @ ..]: [u8; 9]| {
            let many = if chance % 100 < often { 1 + many as usize % most } else { 0 };
            let event = |lot: u8| {
                let place = match u32::from(lot / 2) {
                    101..114 => IN_FRONT,
                    114.. => BEHIND,
                    place => place,
                };
                let own = if matches!(kinds, Kinds::One) { kind } else { lot };
                if own % 2 == 0 { Created(place) } else { Deleted(place) }
            };
            lots.into_iter().take(many).map(event).collect()
        };
        moments.into_iter().map(moment).collect()
    })
}
