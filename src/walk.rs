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
//! Nobody is left out as long as, between any two answers, customers are created or customers are
//! deleted. Of both between the same two, the total tells the difference alone. How likely that is
//! follows from the changes that were seen: where so many fell among so few answers that two of them
//! probably fell together, all is read a second time. Hardly anybody is left out by both readings.

use std::num::NonZero;

use crate::{
    error::{Error, Result},
    text::owned,
};

/// More requests than this for each page there is, and [`SPARE_REQUESTS`] more, are too many. Where
/// a creation or a deletion is drawn by lot between any two requests, walks stay below it; where a
/// deletion in front and a creation behind alternate so, no number would do.
pub const MOST_REQUESTS_PER_PAGE: u32 = 5;
/// See [`MOST_REQUESTS_PER_PAGE`].
pub const SPARE_REQUESTS: u32 = 50;
/// What is said then.
const TOO_MANY: &str =
    "customers are created or deleted faster than pages can be read: somebody would be left out";

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
///
/// Rows are told by their places, from 0. Sums wrap where a server claims billions of them.
#[derive(Debug)]
pub struct Walk {
    /// Unread are the rows from this one up to `gap_to`, but for that one, and all from `tail` on.
    /// Where there is no such gap, this is `tail`.
    gap_from: u32,
    /// See `gap_from`.
    gap_to: u32,
    /// See `gap_from`.
    tail: u32,
    /// The row behind the last page asked for, of those under way together; 0 where none is.
    asked: u32,
    /// Of these, the row behind the last page that came.
    came: u32,
    /// The rows before this one came when `due` requests had been sent: they are read once all of
    /// those are answered with the same total.
    unsure: u32,
    /// See `unsure`.
    due: u32,
    per_page: NonZero<u32>,
    /// The row behind the last.
    end: u32,
    /// Between which totals the last answers are.
    least: u32,
    /// See `least`.
    most: u32,
    sent: u32,
    answered: u32,
    /// How many answers must say the total of the one before until several are asked for at once.
    caution: u32,
    /// How many of them are yet to come.
    waits: u32,
    /// By how many rows the total was seen to change.
    changes: u32,
    /// Whether all is being read for the second time.
    again: bool,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            gap_from: 0,
            gap_to: 0,
            tail: 0,
            asked: 0,
            came: 0,
            unsure: 0,
            due: 0,
            // Before an answer says more, there is one row on one page.
            per_page: NonZero::<u32>::MIN,
            end: 1,
            least: 0,
            most: 0,
            sent: 0,
            answered: 0,
            caution: 1,
            waits: 0,
            changes: 0,
            again: false,
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
        let alone = self.least != self.most || self.waits > 0 || self.gap_from != self.tail;
        let mut row = self.gap_from.max(self.asked);
        if row >= self.end && self.asked == 0 && !self.again {
            // Of so many changes among so few answers, two probably fell between the same two.
            self.again = self.changes.wrapping_mul(self.changes) > self.answered;
            if self.again {
                (row, self.gap_from, self.tail) = (0, 0, 0);
            }
        }
        if row >= self.end || alone && self.asked > 0 {
            return Ok(None);
        }
        let per_page = self.per_page.get();
        let spare = SPARE_REQUESTS * per_page;
        if self.sent * per_page >= MOST_REQUESTS_PER_PAGE * self.end + spare {
            // The first reading did what it promises: the second may end anywhere.
            if self.again {
                return Ok(None);
            }
            return Err(Error::decode(TOO_MANY, owned("meta.total")));
        }
        let before = row / self.per_page;
        self.asked = (before + 1) * per_page;
        self.sent += 1;
        Ok(Some(before + 1))
    }

    /// Takes the answer to the page that was asked for first of those under way.
    pub fn answer(&mut self, page: u32, meta: Meta) {
        if self.least == self.most && self.due <= self.answered {
            self.read(0, self.unsure);
            (self.unsure, self.due) = (self.came, self.sent);
        }
        self.answered += 1;
        let total = meta.total;
        self.per_page = NonZero::new(meta.per_page).unwrap_or(NonZero::<u32>::MIN);
        let per_page = self.per_page.get();
        let to = page * per_page;
        self.end = ((meta.last_page.max(1) - 1) * per_page + 1).max(total);
        let is_last = self.sent == self.answered;
        if is_last && self.came == 0 {
            let up = self.least.saturating_sub(total);
            let down = total.saturating_sub(self.most);
            if self.sent > 1 {
                self.changes += up + down;
            }
            if up + down == 0 && self.waits > 0 {
                self.waits -= 1;
            }
            self.shift(up, down);
            self.read(to - per_page, to);
            (self.least, self.most) = (total, total);
        } else {
            self.least = self.least.min(total);
            self.most = self.most.max(total);
            self.came = self.came.max(to);
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
            self.read(0, self.came);
            return;
        }
        let difference = self.most - self.least;
        self.changes += difference;
        // Before the first of these answers, between any two, and until the next, rows may have moved
        // that far; but back each other time, for the total to have stayed between those two.
        let answers = self.came.saturating_sub(self.tail) / self.per_page + 1;
        let moved = difference * (answers / 2 + 1);
        self.shift(moved, moved);
        // Each time for three times as long: where rows move all the time, pages come one by one.
        self.caution *= 3;
        self.waits = self.caution;
    }

    /// Unread rows are now anywhere from so many places before to so many behind where they were.
    #[inline(never)]
    fn shift(&mut self, before: u32, behind: u32) {
        self.gap_from = self.gap_from.saturating_sub(before);
        self.tail = self.tail.saturating_sub(before);
        self.gap_to += behind;
    }

    /// These rows are read. What would leave two gaps leaves one, over what is between them.
    fn read(&mut self, from: u32, to: u32) {
        if from > self.tail || to >= self.gap_to {
            self.gap_to = from;
        }
        self.tail = self.tail.max(to);
        if from <= self.gap_from {
            self.gap_from = self.gap_from.max(to);
        }
        if self.gap_from >= self.gap_to {
            self.gap_from = self.tail;
        }
    }
}
