//! What a caller may hand over under a name, and the check that it did.
//!
//! Options and parameters are tables of [`Param`]: the boundary reads the named fields of a
//! caller's object into [`Value`]s and hands them here, so that every rule is written once, stands
//! beside its name, and is tested without JavaScript. A message names the field and the rule,
//! never the value, which may be a token.

use crate::{
    error::{Error, Result},
    text::{NONE, byte_at, digit_at, is_one_of, owned, push_decimal},
    value::{Sort, Value},
};

/// The longest time that timers hold, in milliseconds: beyond it they fire at once.
pub const MAX_DURATION_MS: u32 = i32::MAX.unsigned_abs();

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
        let (fits, problem) = match (value.sort(), self.rule) {
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
            (_, Rule::UpTo(_) | Rule::Count(_) | Rule::Duration) => {
                return self.check_number(value);
            }
            (Sort::Text, _) if text.is_empty() => (false, "is empty"),
            (Sort::Text, _) => (
                text.as_bytes().iter().all(u8::is_ascii_graphic),
                "holds a space, a line break or another character that no token has",
            ),
            (_, Rule::Token) => (false, "must be a string"),
            (_, Rule::TokenSource) => (is_function, "must be a string or a function"),
        };
        if fits { Ok(()) } else { Err(Error::argument(self.name, problem)) }
    }

    fn check_number(&self, value: &Value) -> Result<()> {
        let number = value.number();
        let (least, most, problem) = match self.rule {
            Rule::UpTo(most) => (1, most, "must be a whole number from 1 to "),
            Rule::Count(most) => (0, most, "must be a whole number from 0 to "),
            _ => (0, MAX_DURATION_MS, "must be a number of milliseconds from 0 to "),
        };
        let is_whole = number.fract() == 0.0;
        if value.is(Sort::Number)
            & (number >= f64::from(least))
            & (number <= f64::from(most))
            & (is_whole | (self.rule == Rule::Duration))
        {
            return Ok(());
        }
        let mut problem = owned(problem);
        push_decimal(&mut problem, most);
        Err(Error::argument(self.name, &problem))
    }
}

/// Whether it is a UUID of any version and case in its usual form.
fn is_uuid(text: &str) -> bool {
    for place in 0..36 {
        let at = place as usize;
        let fits = if is_one_of(place, &[8, 13, 18, 23]) {
            byte_at(text.as_bytes(), at) == u32::from(b'-')
        } else {
            digit_at(text.as_bytes(), at) != NONE
        };
        if !fits {
            return false;
        }
    }
    text.len() == 36
}
