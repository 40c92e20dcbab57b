//! What a caller handed over: values, each in its place, as far as rules look into them.
//!
//! The boundary reads the named fields of a caller's object into these, and [`crate::param`] says
//! whether they are what they must be. The places are fixed, so that each is read at an address of
//! its own, and nothing grows.

use crate::{error::Result, table::Table};

/// What sort of value it is, by the numbers that `args.js` has for them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(u32)]
pub enum Sort {
    /// Not there, or undefined.
    #[default]
    Missing = 0,
    /// A boolean.
    Flag = 1,
    /// A number.
    Number = 2,
    /// A string.
    Text = 3,
    /// A string with half of a surrogate pair: it would reach the API as another text.
    BrokenText = 4,
    /// A function.
    Function = 5,
    /// Something with the shape of an abort signal.
    Signal = 6,
    /// Anything else.
    Other = 7,
}

impl Sort {
    const fn of(number: u32) -> Self {
        match number {
            0 => Self::Missing,
            1 => Self::Flag,
            2 => Self::Number,
            3 => Self::Text,
            4 => Self::BrokenText,
            5 => Self::Function,
            6 => Self::Signal,
            _ => Self::Other,
        }
    }
}

/// A caller's value, as far as the rules look into it. One that is no text has an empty one, and one
/// that is neither a number nor a flag has 0: so either can be read without asking what it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Value {
    sort: Sort,
    number: f64,
    text: String,
}

impl Value {
    /// None.
    pub const MISSING: Self = Self::of(Sort::Missing);

    /// One that is neither a text nor a number nor a flag.
    #[must_use]
    pub const fn of(sort: Sort) -> Self {
        Self { sort, number: 0.0, text: String::new() }
    }

    /// The value that JavaScript calls by that number, with what it holds.
    #[must_use]
    pub const fn new(sort: u32, number: f64, text: String) -> Self {
        Self { sort: Sort::of(sort), number, text }
    }

    /// Of which sort it is.
    #[must_use]
    pub const fn sort(&self) -> Sort {
        self.sort
    }

    /// The number; 1 for a yes, and 0 for whatever is no number.
    #[must_use]
    pub const fn number(&self) -> f64 {
        self.number
    }

    /// Whether it is of that sort.
    #[must_use]
    pub const fn is(&self, sort: Sort) -> bool {
        self.sort as u32 == sort as u32
    }

    /// Whether it is that yes.
    #[must_use]
    pub const fn is_true(&self) -> bool {
        self.is(Sort::Flag) && self.number != 0.0
    }

    /// The text; an empty one where it is none.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes the text. What is left is none.
    fn take_text(&mut self) -> String {
        self.sort = Sort::Missing;
        self.number = 0.0;
        core::mem::take(&mut self.text)
    }

    /// The number as a whole one, rounded up, where it was checked; 0 where it is none.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was checked")]
    pub const fn whole(&self) -> u32 {
        self.number.ceil() as u32
    }
}

static NOTHING: Value = Value::MISSING;

/// How many places there are: as many as a client's options take, and what stands behind these.
const PLACES: usize = 21;

/// What a caller handed over, value by value, each in its place.
#[derive(Default)]
pub struct Values {
    places: [Value; PLACES],
}

impl Values {
    /// None.
    #[must_use]
    pub const fn new() -> Self {
        Self { places: [const { Value::MISSING }; PLACES] }
    }

    /// Puts a value in its place.
    pub fn set(&mut self, place: usize, value: Value) {
        if let Some(old) = self.places.get_mut(place) {
            *old = value;
        }
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        for place in 0..PLACES {
            self.take_text(place);
        }
    }

    /// The value in that place.
    #[must_use]
    pub fn get(&self, place: usize) -> &Value {
        self.places.get(place).unwrap_or(&NOTHING)
    }

    /// The number in that place as a whole one, or that other where there is none.
    #[inline(never)]
    #[must_use]
    pub fn whole_or(&self, place: usize, default: u32) -> u32 {
        let value = self.get(place);
        if value.is(Sort::Number) { value.whole() } else { default }
    }

    /// Takes the text in that place; an empty one where there is none.
    #[inline(never)]
    pub fn take_text(&mut self, place: usize) -> String {
        self.places.get_mut(place).map(Value::take_text).unwrap_or_default()
    }

    /// Checks the values from that place on against these rules.
    ///
    /// # Errors
    /// `invalid_argument` that names the first field that is wrong.
    pub fn check(&self, mut place: usize, table: Table) -> Result<()> {
        for param in table.params() {
            param.check(self.get(place))?;
            place += 1;
        }
        Ok(())
    }
}
