//! Which page of all customers to ask for next, although rows move while pages are read.
//!
//! Pages are offsets: a customer that is created or deleted meanwhile moves all those behind it by
//! a row, over the edge of a page that was read or is yet to be. What can be noticed of that is
//! `meta.total`. So a [`Walk`] keeps which rows are unread, in the places that they have by the last
//! answer: where the total changed by some rows, each unread row may be that much before or behind
//! the place it had, and all of those places are unread.
//!
//! Of answers to requests that were under way together, nobody knows the order in which the server
//! gave them. Pages that came so count as read once all of them say the same total; where they do
//! not, none of them counts, and pages are asked for one at a time until rows stay in place.
//!
//! Creations and deletions in equal number between two answers leave the total as it was: those
//! cannot be noticed.

use crate::error::{Error, Result};

/// More requests than this for each page there is, and [`SPARE_REQUESTS`] more, are too many. Where
/// creations and deletions are drawn by lot between any two requests, walks stay below it; where a
/// deletion in front and a creation behind alternate so, no number would do.
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
    /// The row behind the last page asked for, of those under way together; 0 where none is.
    asked: u32,
    /// Of these, the row behind the last page that came.
    came: u32,
    /// The rows before this one came when `due` requests had been sent: they are read once all of
    /// those are answered with the same total.
    unsure: u32,
    /// See `unsure`.
    due: u32,
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
            asked: 0,
            came: 0,
            unsure: 0,
            due: 0,
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
        // Gaps are read alone, so that pages under way together are always those of one tail.
        let alone = self.least != self.most || self.waits > 0 || self.unread.len() > 1;
        let row = self.first().max(self.asked);
        if row >= self.end || alone && self.asked > 0 {
            return Ok(None);
        }
        let pages = self.end.div_ceil(self.per_page);
        let bound = pages.saturating_mul(MOST_REQUESTS_PER_PAGE).saturating_add(SPARE_REQUESTS);
        if self.sent >= bound {
            return Err(Error::decode(TOO_MANY, "meta.total".to_owned()));
        }
        let page = row / self.per_page + 1;
        self.asked = Rows::of_page(page, self.per_page).to;
        self.sent += 1;
        Ok(Some(page))
    }

    /// Takes the answer to the page that was asked for first of those under way.
    pub fn answer(&mut self, page: u32, meta: Meta) {
        if self.least == self.most && self.due <= self.answered {
            self.update(0, 0, Rows { from: 0, to: self.unsure });
            (self.unsure, self.due) = (self.came, self.sent);
        }
        self.answered += 1;
        self.per_page = meta.per_page.max(1);
        let rows = Rows::of_page(page, self.per_page);
        let end = meta.last_page.saturating_sub(1).saturating_mul(self.per_page).saturating_add(1);
        let end = end.max(meta.total);
        let is_last = self.sent == self.answered;
        if is_last && self.came == 0 {
            let up = self.least.saturating_sub(meta.total);
            let down = meta.total.saturating_sub(self.most);
            let stayed = self.least == meta.total && self.most == meta.total;
            self.waits = self.waits.saturating_sub(u32::from(stayed));
            self.update(up, down, rows);
            (self.least, self.most, self.end) = (meta.total, meta.total, end);
        } else {
            self.least = self.least.min(meta.total);
            self.most = self.most.max(meta.total);
            self.end = self.end.max(end);
            self.came = self.came.max(rows.to);
            if is_last {
                self.settle();
            }
        }
        if is_last {
            (self.asked, self.came, self.unsure) = (0, 0, 0);
        }
    }

    /// Once nothing is under way: the pages that came count as read, or all of them don't.
    fn settle(&mut self) {
        if self.least == self.most {
            self.update(0, 0, Rows { from: 0, to: self.came });
            return;
        }
        // Between any two of these answers, and until the next, rows may have moved that far.
        let answers = self.came.saturating_sub(self.first()) / self.per_page + 2;
        let moved = (self.most - self.least).saturating_mul(answers);
        self.update(moved, moved, Rows { from: 0, to: 0 });
        // Each time for twice as long: where rows move all the time, pages come one by one.
        self.caution = self.caution.saturating_mul(2).saturating_add(1);
        self.waits = self.caution;
    }

    /// The first row that is unread.
    fn first(&self) -> u32 {
        self.unread.first().map_or(u32::MAX, |rows| rows.from)
    }

    /// Unread rows are now anywhere from so many places before to so many behind where they were,
    /// but for those that were read.
    fn update(&mut self, before: u32, behind: u32, read: Rows) {
        let mut left: Vec<Rows> = Vec::new();
        for rows in &self.unread {
            let (from, to) = (rows.from.saturating_sub(before), rows.to.saturating_add(behind));
            for (from, to) in [(from, to.min(read.from)), (from.max(read.to), to)] {
                match left.last_mut() {
                    _ if from >= to => {}
                    Some(last) if last.to >= from => last.to = last.to.max(to),
                    _ => left.push(Rows { from, to }),
                }
            }
        }
        self.unread = left;
    }
}
