//! Which page of all customers to request next, although rows move while pages are read.
//!
//! Pages are offsets: if a customer is created or deleted meanwhile, every row behind it moves by one
//! place, across the edge of a page that was read or is still to be read. All that shows it is
//! `meta.total`. So a [`Walk`] keeps which rows are unread, in the places that they have by the last
//! answer. Where the total changed by some rows, each unread row can be that many places before or
//! behind its old place, and all of those places count as unread.
//!
//! The order in which the server answered requests that were under way together is not known. Their
//! pages count as read if all of their answers have the same total. Otherwise none of them counts, and
//! pages are requested one at a time until the total stays the same.
//!
//! No customer is missed as long as, between any two answers, customers are only created or only
//! deleted. Where both happen between the same two answers, the total shows only the difference. How
//! likely that is follows from the changes that were seen: where there were so many among so few
//! answers that two of them probably happened between the same two, all pages are read a second time.
//! Hardly any customer is missed by both readings.
//!
//! Rows may not add up although the total stays the same: a sort with ties puts them in another order
//! for each request, and a server may send shorter pages than it says. A walk that came to the end with
//! fewer customers than the first total, without those who may have been deleted since, has proof of it.
//! It goes on behind the last page as long as that brings new customers, then reads all pages again, and
//! fails where that is in vain.

use std::num::NonZero;

use crate::{
    call::outcome::Outcome,
    error::{Error, Result},
};

/// A walk fails after this many requests for each page, and [`SPARE_REQUESTS`] more. Walks stay below
/// it where a random creation or deletion happens between any two requests. Where a deletion in front
/// and a creation behind alternate, no number would be enough.
pub const MAX_REQUESTS_PER_PAGE: u32 = 5;
/// See [`MAX_REQUESTS_PER_PAGE`].
pub const SPARE_REQUESTS: u32 = 50;
/// The message then.
const TOO_MANY: &str =
    "customers are created or deleted faster than pages can be read: somebody would be left out";
/// How often in a row all pages are read again without a new customer until the walk fails.
pub const MAX_READINGS_IN_VAIN: u32 = 3;
/// The message then.
const TOO_FEW: &str =
    "the pages have fewer customers than meta.total says, however often they are read";
const OTHER_PAGE: &str = "the API answered with another page than the one that was requested: \
    something on the way, such as a cache, may ignore the query";

/// The `meta` of an answer.
#[derive(Debug, Clone, Copy)]
pub struct Meta {
    /// The page's own number.
    pub current_page: u32,
    /// How many customers there are on all pages.
    pub total: u32,
    /// How many rows a page has.
    pub per_page: u32,
    /// The last page's number.
    pub last_page: u32,
}

/// A walk over all pages. Answers are recorded in the order in which their pages were requested.
///
/// Rows are places, from 0. Sums wrap where a server claims to have billions of rows.
#[derive(Debug)]
pub struct Walk {
    /// Unread are the rows from `gap_from` up to but without `gap_to`, and all rows from `tail` on.
    /// Where there is no such gap, `gap_from` is `tail`.
    gap_from: u32,
    gap_to: u32,
    tail: u32,
    /// The row behind the last page that was requested, of those under way; 0 where none is.
    requested_to: u32,
    /// Of the pages under way together, the row behind the last page that was answered.
    answered_to: u32,
    /// The rows before this one were answered when `due` requests had been sent. They count as read
    /// after all of those are answered with the same total.
    unsure_to: u32,
    due: u32,
    per_page: NonZero<u32>,
    /// The row behind the last.
    end: u32,
    /// The smallest and the largest total of the answers under way together, or of the last answer.
    least: u32,
    most: u32,
    sent: u32,
    answered: u32,
    /// How many answers must have the total of the one before until pages are requested ahead.
    caution: u32,
    /// How many of those answers are still to come.
    waits: u32,
    /// By how many rows the total was seen to change.
    changes: u32,
    /// Whether all pages were read, and are being read again.
    is_second: bool,
    /// How many customers came.
    seen: u32,
    /// How many must have come: the first total, less by each deletion that the totals show.
    expected: u32,
    /// Whether the last answer had a new customer, and whether this reading had one.
    is_page_new: bool,
    is_reading_new: bool,
    /// How many readings in a row were in vain.
    in_vain: u32,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            gap_from: 0,
            gap_to: 0,
            tail: 0,
            requested_to: 0,
            answered_to: 0,
            unsure_to: 0,
            due: 0,
            // Until an answer says more, there is one row on one page.
            per_page: NonZero::<u32>::MIN,
            end: 1,
            least: 0,
            most: 0,
            sent: 0,
            answered: 0,
            caution: 1,
            waits: 0,
            changes: 0,
            is_second: false,
            seen: 0,
            expected: 0,
            is_page_new: false,
            is_reading_new: true,
            in_vain: 0,
        }
    }
}

impl Walk {
    /// The page to request now; `None` where an answer is needed first, and at the end.
    ///
    /// # Errors
    /// `decode` where rows move so fast that the walk does not come to an end, and where customers
    /// stay missing.
    pub fn next_page(&mut self) -> Result<Option<u32>> {
        // Gaps are read alone, so that pages under way together always belong to one tail.
        let alone = self.least != self.most || self.waits > 0 || self.gap_from != self.tail;
        let mut row = self.gap_from.max(self.requested_to);
        let is_short = self.seen < self.expected;
        let mut is_behind = false;
        if row >= self.end && self.requested_to == 0 {
            is_behind = is_short && self.is_page_new;
            // With so many changes among so few answers, two probably happened between the same two.
            let is_doubtful =
                !self.is_second && self.changes.wrapping_mul(self.changes) > self.answered;
            if is_short && !is_behind {
                self.in_vain = if self.is_reading_new { 0 } else { self.in_vain + 1 };
                if self.in_vain >= MAX_READINGS_IN_VAIN {
                    return Err(self.failure(TOO_FEW, "meta.total"));
                }
            }
            if !is_behind && (is_short || is_doubtful) {
                (self.is_second, self.is_reading_new) = (true, false);
                (row, self.gap_from, self.tail) = (0, 0, 0);
            }
        }
        if row >= self.end && !is_behind || alone && self.requested_to > 0 {
            return Ok(None);
        }
        let per_page = self.per_page.get();
        let spare = SPARE_REQUESTS * per_page;
        if !is_behind && self.sent * per_page >= MAX_REQUESTS_PER_PAGE * self.end + spare {
            if self.requested_to > 0 {
                return Ok(None);
            }
            // Another reading may end anywhere, since the first kept its promise.
            return match (is_short, self.is_second) {
                (true, _) => Err(self.failure(TOO_FEW, "meta.total")),
                (false, true) => Ok(None),
                (false, false) => Err(self.failure(TOO_MANY, "meta.total")),
            };
        }
        let before = row / self.per_page;
        self.requested_to = (before + 1) * per_page;
        self.sent += 1;
        Ok(Some(before + 1))
    }

    /// Records the answer to the page that was requested first of those under way: it had so many
    /// customers who did not come before.
    ///
    /// # Errors
    /// `decode` where the answer is another page. Behind the last page, the last may stand for it.
    pub fn record(&mut self, page: u32, meta: Meta, new: u32) -> Result<()> {
        let is_last_instead = page > meta.last_page && meta.current_page == meta.last_page;
        if meta.current_page != page && !is_last_instead {
            return Err(self.failure(OTHER_PAGE, "meta.current_page"));
        }
        self.seen += new;
        if self.answered == 0 {
            self.expected = meta.total;
        }
        self.is_page_new = new > 0;
        self.is_reading_new |= self.is_page_new;
        if self.least == self.most && self.due <= self.answered {
            self.read(0, self.unsure_to);
            (self.unsure_to, self.due) = (self.answered_to, self.sent);
        }
        self.answered += 1;
        let total = meta.total;
        self.per_page = NonZero::new(meta.per_page).unwrap_or(NonZero::<u32>::MIN);
        let per_page = self.per_page.get();
        let to = page * per_page;
        self.end = ((meta.last_page.max(1) - 1) * per_page + 1).max(total);
        let is_last = self.sent == self.answered;
        if is_last && self.answered_to == 0 {
            let up = self.least.saturating_sub(total);
            let down = total.saturating_sub(self.most);
            if self.sent > 1 {
                self.changes += up + down;
                self.expected = self.expected.saturating_sub(up);
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
            self.answered_to = self.answered_to.max(to);
            if is_last {
                self.settle();
            }
        }
        if is_last {
            (self.requested_to, self.answered_to, self.unsure_to) = (0, 0, 0);
        }
        Ok(())
    }

    /// After the last answer of pages under way together: all of them count as read, or none.
    fn settle(&mut self) {
        if self.least == self.most {
            self.read(0, self.answered_to);
            return;
        }
        let difference = self.most - self.least;
        self.changes += difference;
        // Before the first of these answers, between any two and until the next, rows may have moved
        // that far; but every other time back, since the total stayed between those two.
        let answers = self.answered_to.saturating_sub(self.tail) / self.per_page + 1;
        let moved = difference * (answers / 2 + 1);
        self.shift(moved, moved);
        self.expected = self.expected.saturating_sub(moved);
        // Three times as long each time: where rows move all the time, pages are read one by one.
        self.caution *= 3;
        self.waits = self.caution;
    }

    /// Unread rows are now anywhere from `before` places before to `behind` places behind.
    fn shift(&mut self, before: u32, behind: u32) {
        self.gap_from = self.gap_from.saturating_sub(before);
        self.tail = self.tail.saturating_sub(before);
        self.gap_to += behind;
    }

    /// An error about answers that cannot be used together.
    fn failure(&self, message: &str, path: &str) -> Box<Error> {
        let mut error = Error::decode(message, path.to_owned());
        (error.attempts, error.outcome) = (self.sent, Outcome::Applied);
        error
    }

    /// These rows are read. Where that would leave two gaps, it leaves one gap over both.
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
