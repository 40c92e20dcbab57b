//! The line of those who wait for a turn.
//!
//! Whoever waits says until when it will have looked again. A runtime may drop the request that it belongs
//! to, and then it never looks: it is passed over, since nobody else would have a turn. One that comes
//! later than its place in the line is the last again.

use std::collections::VecDeque;

use super::LATE_MS;

/// A line, whose members are woken by what is of the type `N`.
#[derive(Debug)]
pub struct Line<N> {
    places: VecDeque<Place<N>>,
    last: u32,
}

#[derive(Debug)]
struct Place<N> {
    number: u32,
    /// When it is lost.
    until: f64,
    news: Option<N>,
}

impl<N> Default for Line<N> {
    fn default() -> Self {
        Self { places: VecDeque::new(), last: 0 }
    }
}

impl<N> Line<N> {
    /// The number of a new place, which is taken when it is first looked at.
    pub const fn join(&mut self) -> u32 {
        self.last = self.last.wrapping_add(1);
        self.last
    }

    /// Looks at a place: whether it is the first.
    pub fn is_first(&mut self, number: u32, now: f64) -> bool {
        if self.find(number).is_none() {
            self.places.push_back(Place { number, until: f64::INFINITY, news: None });
        }
        self.pass_over(now, number);
        self.places.front().is_some_and(|first| first.number == number)
    }

    /// Notes in how many milliseconds a place is looked at again, and what wakes it before.
    pub fn wait(&mut self, number: u32, now: f64, ms: f64, news: Option<N>) {
        if let Some(place) = self.find(number) {
            place.until = now + ms + LATE_MS;
            place.news = news;
        }
    }

    /// Gives up a place.
    pub fn leave(&mut self, number: u32) {
        if let Some(place) = self.find(number) {
            place.until = f64::NEG_INFINITY;
        }
    }

    /// What wakes the first, once.
    pub fn news_of_first(&mut self) -> Option<N> {
        self.pass_over(f64::MIN, 0);
        self.places.front_mut()?.news.take()
    }

    /// Passes over whoever is lost before that place.
    fn pass_over(&mut self, now: f64, number: u32) {
        while self.places.front().is_some_and(|first| first.until < now && first.number != number) {
            self.places.pop_front();
        }
    }

    /// Who looks is the first, or came last.
    fn find(&mut self, number: u32) -> Option<&mut Place<N>> {
        if self.places.front().is_some_and(|first| first.number == number) {
            return self.places.front_mut();
        }
        self.places.iter_mut().rev().find(|place| place.number == number)
    }
}
