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

/// What a number must be, beside being in its range.
const WHOLE: &str = "whole number";
const MILLISECONDS: &str = "number of milliseconds";

/// A caller's value, as far as the rules look into it.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    /// Not there, or undefined.
    #[default]
    Missing,
    /// A string.
    Text(String),
    /// A boolean.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A string with half of a surrogate pair: it would reach the API as another text.
    BrokenText,
    /// A function.
    Function,
    /// Something with the shape of an abort signal.
    Signal,
    /// Anything else.
    Other,
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
    /// The character that stands for it in a table's text, and its number; 0 where it has none.
    pub(crate) const fn code(self) -> (u8, u32) {
        match self {
            Self::Text => (b'!', 0),
            Self::Name => (b'"', 0),
            Self::Uuid => (b'#', 0),
            Self::Token => (b'$', 0),
            Self::Credentials => (b'%', 0),
            Self::Flag => (b'&', 0),
            Self::UpTo(most) => (b'\'', most),
            Self::Count(most) => (b'(', most),
            Self::Duration => (b')', 0),
            Self::TokenSource => (b'*', 0),
            Self::Function => (b'+', 0),
            Self::Signal => (b',', 0),
            Self::Opaque => (b'-', 0),
        }
    }

    /// The rule that this stands for.
    pub(crate) const fn of_code(character: u8, number: u32) -> Self {
        match character {
            b'!' => Self::Text,
            b'"' => Self::Name,
            b'#' => Self::Uuid,
            b'$' => Self::Token,
            b'%' => Self::Credentials,
            b'&' => Self::Flag,
            b'\'' => Self::UpTo(number),
            b'(' => Self::Count(number),
            b')' => Self::Duration,
            b'*' => Self::TokenSource,
            b'+' => Self::Function,
            b',' => Self::Signal,
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
        let text = if let Value::Text(text) = value { Some(&**text) } else { None };
        let is_function = matches!(value, Value::Function);
        let (fits, problem) = match (value, self.rule) {
            (Value::Missing, _) => (!self.required, "is required"),
            (Value::BrokenText, _) => (false, "holds half of a surrogate pair, which is no text"),
            (_, Rule::Opaque) => (true, ""),
            (_, Rule::Text) => (text.is_some(), "must be a string"),
            (_, Rule::Name) => (text.is_some_and(is_name), "must be a string that is not empty"),
            (_, Rule::Uuid) => {
                (text.is_some_and(is_uuid), "must be a customer's UUID, 36 characters with hyphens")
            }
            (_, Rule::Flag) => (matches!(value, Value::Flag(_)), "must be a boolean"),
            (_, Rule::Function) => (is_function, "must be a function"),
            (_, Rule::Signal) => (matches!(value, Value::Signal), "must be an AbortSignal"),
            (_, Rule::Credentials) => (
                matches!(text, Some("omit" | "same-origin" | "include")),
                "must be one of: omit, same-origin, include",
            ),
            (_, Rule::UpTo(most)) => return self.check_number(value, 1, most, WHOLE),
            (_, Rule::Count(most)) => return self.check_number(value, 0, most, WHOLE),
            (_, Rule::Duration) => {
                return self.check_number(value, 0, MAX_DURATION_MS, MILLISECONDS);
            }
            (_, Rule::Token | Rule::TokenSource) => match (text, self.rule) {
                (Some(""), _) => (false, "is empty"),
                (Some(token), _) => (
                    token.as_bytes().iter().all(u8::is_ascii_graphic),
                    "holds a space, a line break or another character that no token has",
                ),
                (_, Rule::Token) => (false, "must be a string"),
                _ => (is_function, "must be a string or a function"),
            },
        };
        if fits { Ok(()) } else { Err(Error::argument(self.name, problem)) }
    }

    fn check_number(&self, value: &Value, least: u32, most: u32, unit: &str) -> Result<()> {
        if let Value::Number(number) = value
            && *number >= f64::from(least)
            && *number <= f64::from(most)
            && (unit != WHOLE || number.fract() == 0.0)
        {
            return Ok(());
        }
        let problem =
            concat(&["must be a ", unit, " from ", &decimal(least), " to ", &decimal(most)]);
        Err(Error::argument(self.name, &problem))
    }
}

const fn is_name(text: &str) -> bool {
    !text.is_empty()
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

/// What a caller handed over, value by value, each in its place.
#[derive(Default)]
pub struct Values(Vec<Value>);

impl Values {
    /// None.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Puts a value in its place.
    pub fn set(&mut self, place: usize, value: Value) {
        while self.0.len() <= place {
            self.0.push(Value::Missing);
        }
        if let Some(old) = self.0.get_mut(place) {
            *old = value;
        }
    }

    /// Takes the value in that place.
    pub fn take(&mut self, place: usize) -> Value {
        self.0.get_mut(place).map(core::mem::take).unwrap_or_default()
    }

    /// The value in that place.
    #[must_use]
    pub fn get(&self, place: usize) -> &Value {
        self.0.get(place).unwrap_or(&Value::Missing)
    }

    /// The number in that place as a whole one, or that other where there is none.
    #[must_use]
    pub fn whole_or(&self, place: usize, default: u32) -> u32 {
        self.get(place).whole().unwrap_or(default)
    }

    /// The text in that place; an empty one where there is none.
    #[must_use]
    pub fn str(&self, place: usize) -> &str {
        self.get(place).str()
    }

    /// Whether there is any from that place on.
    #[must_use]
    pub fn reach(&self, place: usize) -> bool {
        self.0.len() > place
    }

    /// Whether the value in that place is that yes.
    #[must_use]
    pub fn is_true(&self, place: usize) -> bool {
        matches!(self.get(place), Value::Flag(true))
    }

    /// Whether the value in that place is a function.
    #[must_use]
    pub fn is_function(&self, place: usize) -> bool {
        matches!(self.get(place), Value::Function)
    }

    /// Takes the text in that place, where there is one.
    pub fn text(&mut self, place: usize) -> Option<String> {
        self.take(place).text()
    }

    /// The values from that place on.
    #[must_use]
    pub fn from(&self, place: usize) -> &[Value] {
        self.0.get(place..).unwrap_or_default()
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

impl Value {
    /// The value that JavaScript calls by that number, with what it holds.
    #[must_use]
    pub fn of_sort(sort: u32, number: f64, text: String) -> Self {
        match sort {
            0 => Self::Missing,
            1 => Self::Flag(number != 0.0),
            2 => Self::Number(number),
            3 => Self::Text(text),
            4 => Self::BrokenText,
            5 => Self::Function,
            6 => Self::Signal,
            _ => Self::Other,
        }
    }

    /// The text, where it is one.
    #[must_use]
    pub fn text(self) -> Option<String> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The text, where it is one; else an empty one.
    #[must_use]
    pub fn str(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }

    /// The number as a whole one, rounded up, where it is one and was checked.
    #[must_use]
    pub fn whole(&self) -> Option<u32> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        if let Self::Number(number) = self { Some(number.ceil() as u32) } else { None }
    }
}
