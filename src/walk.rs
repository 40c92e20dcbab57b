//! Which page of all customers to ask for next, although rows move while pages are read.
//!
//! Pages are offsets: a customer that is created or deleted meanwhile moves all those behind it by
//! a row, over the edge of a page that was read or is yet to be. What can be noticed of that is
//! `meta.total`. So a [`Walk`] keeps which rows are unread, in the places that they have by the last
//! answer: where the total changed by some rows, each unread row may be that much before or behind
//! the place it had, and all of those places are unread.
//!
//! Of answers to requests that were under way together, nobody knows the order in which the server
//! gave them. A page that came so counts as read once all of them say the same total; where they
//! do not, none of them counts, and pages are asked for one at a time until rows stay in place.
//!
//! Creations and deletions in equal number between two answers leave the total as it was: those
//! cannot be noticed.

use crate::error::{Error, Result};

/// More requests than this for each page there is, and [`SPARE_REQUESTS`] more, are too many. Where
/// a customer is created or deleted between any two requests, walks over pages of 100 take up to
/// 4.5 for each page.
pub const MOST_REQUESTS_PER_PAGE: u32 = 5;
/// See [`MOST_REQUESTS_PER_PAGE`].
pub const SPARE_REQUESTS: u32 = 50;
/// What is said then.
const TOO_MANY: &str =
    "customers are created or deleted faster than pages can be read: somebody would be left out";

/// Rows by their places, from 0; `to` is the one behind the last.
#[derive(Debug, Clone, Copy)]
struct Rows {
    from: u32,
    to: u32,
}

impl Rows {
    /// Those of a page, numbered from 1.
    const fn of_page(page: u32, per_page: u32) -> Self {
        let to = page.saturating_mul(per_page);
        Self { from: to.saturating_sub(per_page), to }
    }
}

/// A page that came while others were under way.
#[derive(Debug)]
struct Unsure {
    rows: Rows,
    /// How many requests had been sent when it came: those are not of a time after it.
    sent: u32,
}

/// What an answer's `meta` says.
#[derive(Debug, Clone, Copy)]
pub struct Meta {
    /// How many customers there are on all pages.
    pub total: u32,
    /// How many rows a page has.
    pub per_page: u32,
    /// The last page's number.
    pub last_page: u32,
}

/// A walk over all pages. Answers are taken in the order in which their pages were asked for.
#[derive(Debug)]
pub struct Walk {
    /// In order, and not touching each other.
    unread: Vec<Rows>,
    /// The pages under way.
    asked: Vec<u32>,
    unsure: Vec<Unsure>,
    per_page: u32,
    /// The row behind the last.
    end: u32,
    /// Between which totals the last answers are.
    least: u32,
    /// See `least`.
    most: u32,
    sent: u32,
    answered: u32,
    /// How many answers in a row must say the same total before several are asked for at once.
    caution: u32,
    /// How many of them are yet to come.
    waits: u32,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            unread: vec![Rows { from: 0, to: u32::MAX }],
            asked: Vec::new(),
            unsure: Vec::new(),
            per_page: 1,
            end: 1,
            // No total is known: one page is asked for alone, which settles it.
            least: u32::MAX,
            most: 0,
            sent: 0,
            answered: 0,
            caution: 0,
            waits: 0,
        }
    }
}

impl Walk {
    /// The page to ask for now, if there is any: none before an answer has come, or none at all.
    ///
    /// # Errors
    /// `decode` where so many pages moved that no end of it is in sight.
    pub fn ask(&mut self) -> Result<Option<u32>> {
        let alone = self.least != self.most || self.waits > 0;
        if alone && !self.asked.is_empty() {
            return Ok(None);
        }
        let Some(page) = self.lowest() else { return Ok(None) };
        let pages = self.end.div_ceil(self.per_page.max(1));
        let bound = pages.saturating_mul(MOST_REQUESTS_PER_PAGE).saturating_add(SPARE_REQUESTS);
        if self.sent >= bound {
            return Err(Error::decode(TOO_MANY, "meta.total".to_owned()));
        }
        self.sent += 1;
        self.asked.push(page);
        Ok(Some(page))
    }

    /// Takes the answer to the page that was asked for first of those under way.
    pub fn answer(&mut self, page: u32, meta: Meta) {
        self.asked.retain(|asked| *asked != page);
        self.answered += 1;
        if self.least == self.most {
            let answered = self.answered;
            self.count_as_read(|unsure| unsure.sent < answered);
        }
        self.per_page = meta.per_page.max(1);
        let end = meta.last_page.saturating_sub(1).saturating_mul(self.per_page).saturating_add(1);
        let end = end.max(meta.total);
        if self.unsure.is_empty() && self.asked.is_empty() {
            let up = self.least.saturating_sub(meta.total);
            let down = meta.total.saturating_sub(self.most);
            let stayed = self.least == meta.total && self.most == meta.total;
            self.waits = self.waits.saturating_sub(u32::from(stayed));
            self.widen(up, down);
            (self.least, self.most, self.end) = (meta.total, meta.total, end);
        } else {
            self.least = self.least.min(meta.total);
            self.most = self.most.max(meta.total);
            self.end = self.end.max(end);
        }
        self.unsure.push(Unsure { rows: Rows::of_page(page, self.per_page), sent: self.sent });
        if self.asked.is_empty() {
            self.settle();
        }
    }

    /// Once nothing is under way: the pages that came count as read, or all of them don't.
    fn settle(&mut self) {
        if self.least == self.most {
            self.count_as_read(|_| true);
            return;
        }
        // Between any two of these answers, and until the next, rows may have moved that far.
        let answers = u32::try_from(self.unsure.len()).unwrap_or(u32::MAX).saturating_add(1);
        let moved = (self.most - self.least).saturating_mul(answers);
        self.widen(moved, moved);
        self.unsure.clear();
        // Each time for twice as long: where rows move all the time, pages come one by one.
        self.caution = self.caution.saturating_mul(2).saturating_add(1);
        self.waits = self.caution;
    }

    /// The page of the first unread row, but those that are under way or came just now.
    fn lowest(&self) -> Option<u32> {
        for rows in &self.unread {
            let mut row = rows.from;
            while row < rows.to.min(self.end) {
                let page = row / self.per_page.max(1) + 1;
                let next = Rows::of_page(page, self.per_page).to;
                let came = self.unsure.iter().find(|Unsure { rows, .. }| holds(*rows, row));
                match came {
                    Some(came) => row = came.rows.to,
                    None if self.asked.contains(&page) => row = next,
                    None => return Some(page),
                }
            }
        }
        None
    }

    fn count_as_read(&mut self, is_sure: impl Fn(&Unsure) -> bool) {
        let Self { unread, unsure, .. } = self;
        unsure.retain(|unsure| {
            let sure = is_sure(unsure);
            if sure {
                let read = unsure.rows;
                let around = |rows: &Rows| {
                    let before = Rows { from: rows.from, to: rows.to.min(read.from) };
                    [before, Rows { from: rows.from.max(read.to), to: rows.to }]
                };
                let left = unread.iter().flat_map(around).filter(|rows| rows.from < rows.to);
                *unread = left.collect();
            }
            !sure
        });
    }

    /// Unread rows are now anywhere from so many places before to so many behind where they were.
    fn widen(&mut self, before: u32, behind: u32) {
        let mut wide: Vec<Rows> = Vec::new();
        for rows in &self.unread {
            let from = rows.from.saturating_sub(before);
            let to = rows.to.saturating_add(behind);
            match wide.last_mut() {
                Some(last) if last.to >= from => last.to = last.to.max(to),
                _ => wide.push(Rows { from, to }),
            }
        }
        self.unread = wide;
    }
}

const fn holds(rows: Rows, row: u32) -> bool {
    rows.from <= row && row < rows.to
}
