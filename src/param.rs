//! What a caller may hand over under a name, and the check that it did.
//!
//! Options and parameters are tables of [`Param`]: the boundary reads the named fields of a
//! caller's object into [`Value`]s and hands them here, so that every rule is written once, stands
//! beside its name, and is tested without JavaScript. A message names the field and the rule,
//! never the value, which may be a token.

use crate::{
    error::{Error, Result},
    table::Table,
    text::{concat, decimal},
};

/// The longest time that timers hold, in milliseconds: beyond it they fire at once.
pub const MAX_DURATION_MS: u32 = i32::MAX.unsigned_abs();

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

    /// The same, to keep.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The number as a whole one, rounded up, where it was checked; 0 where it is none.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was checked")]
    pub const fn whole(&self) -> u32 {
        self.number.ceil() as u32
    }
}

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A string.
    Text,
    /// A string that is not empty.
    Name,
    /// A customer's UUID.
    Uuid,
    /// A string of visible ASCII that is not empty: what can go into a header as a token.
    Token,
    /// A word that `fetch` knows for its option of that name.
    Credentials,
    /// A boolean.
    Flag,
    /// A whole number from 1 to this.
    UpTo(u32),
    /// A whole number from 0 to this.
    Count(u32),
    /// Milliseconds, from 0 to what timers hold.
    Duration,
    /// A [`Rule::Token`], or a function that gives one.
    TokenSource,
    /// A function.
    Function,
    /// An abort signal.
    Signal,
    /// Whatever it is: the boundary reads it itself.
    Opaque,
}

impl Rule {
    /// What stands for it in a table's text: its place in this list, and its number; 0 where it has
    /// none.
    pub(crate) const fn code(self) -> (u8, u32) {
        match self {
            Self::Text => (0, 0),
            Self::Name => (1, 0),
            Self::Uuid => (2, 0),
            Self::Token => (3, 0),
            Self::Credentials => (4, 0),
            Self::Flag => (5, 0),
            Self::UpTo(most) => (6, most),
            Self::Count(most) => (7, most),
            Self::Duration => (8, 0),
            Self::TokenSource => (9, 0),
            Self::Function => (10, 0),
            Self::Signal => (11, 0),
            Self::Opaque => (12, 0),
        }
    }

    /// The rule that this stands for.
    pub(crate) const fn of_code(place: u32, number: u32) -> Self {
        match place {
            0 => Self::Text,
            1 => Self::Name,
            2 => Self::Uuid,
            3 => Self::Token,
            4 => Self::Credentials,
            5 => Self::Flag,
            6 => Self::UpTo(number),
            7 => Self::Count(number),
            8 => Self::Duration,
            9 => Self::TokenSource,
            10 => Self::Function,
            11 => Self::Signal,
            _ => Self::Opaque,
        }
    }
}

/// A field of a caller's object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// What it must be.
    pub rule: Rule,
    /// Whether it must be there.
    pub required: bool,
}

impl Param {
    /// A field that may be left out.
    #[must_use]
    pub const fn optional(name: &'static str, rule: Rule) -> Self {
        Self { name, rule, required: false }
    }

    /// A field that must be there.
    #[must_use]
    pub const fn required(name: &'static str, rule: Rule) -> Self {
        Self { name, rule, required: true }
    }

    /// Checks a value against the rule.
    ///
    /// # Errors
    /// `invalid_argument` that names the field.
    pub fn check(&self, value: &Value) -> Result<()> {
        let text = value.text();
        let is_text = value.is(Sort::Text);
        let is_function = value.is(Sort::Function);
        let (fits, problem) = match (value.sort, self.rule) {
            (Sort::Missing, _) => (!self.required, "is required"),
            (Sort::BrokenText, _) => (false, "holds half of a surrogate pair, which is no text"),
            (_, Rule::Opaque) => (true, ""),
            (_, Rule::Text) => (is_text, "must be a string"),
            (_, Rule::Name) => (!text.is_empty(), "must be a string that is not empty"),
            (_, Rule::Uuid) => {
                (is_uuid(text), "must be a customer's UUID, 36 characters with hyphens")
            }
            (_, Rule::Flag) => (value.is(Sort::Flag), "must be a boolean"),
            (_, Rule::Function) => (is_function, "must be a function"),
            (_, Rule::Signal) => (value.is(Sort::Signal), "must be an AbortSignal"),
            (_, Rule::Credentials) => (
                matches!(text, "omit" | "same-origin" | "include"),
                "must be one of: omit, same-origin, include",
            ),
            (_, Rule::UpTo(most)) => return self.check_number(value, 1, most, true),
            (_, Rule::Count(most)) => return self.check_number(value, 0, most, true),
            (_, Rule::Duration) => {
                return self.check_number(value, 0, MAX_DURATION_MS, false);
            }
            (Sort::Text, _) => match text {
                "" => (false, "is empty"),
                token => (
                    token.as_bytes().iter().all(u8::is_ascii_graphic),
                    "holds a space, a line break or another character that no token has",
                ),
            },
            (_, Rule::Token) => (false, "must be a string"),
            (_, Rule::TokenSource) => (is_function, "must be a string or a function"),
        };
        if fits { Ok(()) } else { Err(Error::argument(self.name, problem)) }
    }

    fn check_number(&self, value: &Value, least: u32, most: u32, is_whole: bool) -> Result<()> {
        let number = value.number;
        if value.is(Sort::Number)
            && number >= f64::from(least)
            && number <= f64::from(most)
            && (!is_whole || number.fract() == 0.0)
        {
            return Ok(());
        }
        let unit = if is_whole { "whole number" } else { "number of milliseconds" };
        let least = concat("must be a ", unit, &concat(" from ", &decimal(least), ""));
        let problem = concat(&least, " to ", &decimal(most));
        Err(Error::argument(self.name, &problem))
    }
}

/// Whether it is a UUID of any version and case in its usual form.
fn is_uuid(text: &str) -> bool {
    for (index, byte) in text.as_bytes().iter().enumerate() {
        let fits = match index {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        };
        if !fits {
            return false;
        }
    }
    text.len() == 36
}

static NOTHING: Value = Value::MISSING;

/// How many places there are: as many as a client's options take, and what stands behind these.
const PLACES: usize = 21;

/// What a caller handed over, value by value, each in its place.
#[derive(Default)]
pub struct Values {
    places: [Value; PLACES],
    /// How many of them may have a value, from the first on.
    reach: usize,
}

impl Values {
    /// None.
    #[must_use]
    pub const fn new() -> Self {
        Self { places: [const { Value::MISSING }; PLACES], reach: 0 }
    }

    /// Puts a value in its place.
    pub fn set(&mut self, place: usize, value: Value) {
        self.reach = self.reach.max(place + 1);
        if let Some(old) = self.places.get_mut(place) {
            *old = value;
        }
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        for place in &mut self.places {
            *place = Value::MISSING;
        }
        self.reach = 0;
    }

    /// Takes the value in that place.
    pub fn take(&mut self, place: usize) -> Value {
        self.places.get_mut(place).map(core::mem::take).unwrap_or_default()
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
    pub fn take_text(&mut self, place: usize) -> String {
        self.take(place).into_text()
    }

    /// Whether there is any from that place on.
    #[must_use]
    pub const fn reach(&self, place: usize) -> bool {
        self.reach > place
    }

    /// Checks the values from that place on against these rules.
    ///
    /// # Errors
    /// `invalid_argument` that names the first field that is wrong.
    pub fn check(&self, place: usize, table: Table) -> Result<()> {
        for (index, param) in table.params().enumerate() {
            param.check(self.get(place + index))?;
        }
        Ok(())
    }
}
