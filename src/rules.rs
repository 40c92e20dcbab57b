//! What a caller may give as an option or argument, and the check that it is.
//!
//! The boundary reads a caller's value into [`Given`], and each method of [`Argument`] is one rule.
//! `undefined` is no value, and passes every rule: [`required`] is a rule of its own. A message names
//! the argument and the rule and never shows the value, which may be a token.

use core::ops::RangeInclusive;

use crate::{
    error::{Error, Result},
    secret::Secret,
};

/// The longest time that timers support, in milliseconds: beyond it they fire at once.
pub const MAX_DURATION_MS: u32 = i32::MAX.unsigned_abs();

/// A value that a caller gave, as far as the rules look into it.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// None, or `undefined`.
    Missing,
    /// A string.
    Text(String),
    /// A string with half of a surrogate pair, which would reach the API as another text.
    BrokenText,
    /// A number.
    Number(f64),
    /// A boolean.
    Flag(bool),
    /// A function.
    Function,
    /// Anything else.
    Other,
}

/// An option or argument of a caller's, by its name.
#[derive(Debug)]
pub struct Argument<'a> {
    /// What errors call it.
    pub name: &'a str,
    /// The value.
    pub given: Given,
}

impl Argument<'_> {
    /// Any string.
    ///
    /// # Errors
    /// `invalid_argument`.
    pub fn text(self) -> Result<Option<String>> {
        self.string("must be a string")
    }

    /// A string that is not empty.
    ///
    /// # Errors
    /// `invalid_argument`.
    pub fn name(self) -> Result<Option<String>> {
        self.string_that(|text| !text.is_empty(), "must be a string that is not empty")
    }

    /// A customer's UUID, of any version and in any case.
    ///
    /// # Errors
    /// `invalid_argument`.
    pub fn uuid(self) -> Result<Option<String>> {
        self.string_that(is_uuid, "must be a customer's UUID, 36 characters with hyphens")
    }

    /// A token: visible ASCII, since it goes into a header.
    ///
    /// # Errors
    /// `invalid_argument`.
    pub fn token(self) -> Result<Option<Secret>> {
        self.secret("must be a string")
    }

    /// A token, or a function that returns one, for which this is `None`.
    ///
    /// # Errors
    /// `invalid_argument`.
    pub fn token_source(self) -> Result<Option<Secret>> {
        match self.given {
            Given::Function => Ok(None),
            _ => self.secret("must be a string or a function"),
        }
    }

    /// A boolean.
    ///
    /// # Errors
    /// `invalid_argument`.
    pub fn flag(self) -> Result<Option<bool>> {
        match self.given {
            Given::Missing => Ok(None),
            Given::Flag(flag) => Ok(Some(flag)),
            _ => Err(self.wrong("must be a boolean")),
        }
    }

    /// A whole number within that range.
    ///
    /// # Errors
    /// `invalid_argument`.
    pub fn whole(self, range: RangeInclusive<u32>) -> Result<Option<u32>> {
        let (least, most) = (*range.start(), *range.end());
        match self.given {
            Given::Missing => Ok(None),
            Given::Number(number) if number.fract() == 0.0 && is_within(number, least, most) => {
                Ok(Some(rounded_up(number)))
            }
            _ => Err(self.wrong(&format!("must be a whole number from {least} to {most}"))),
        }
    }

    /// A number of milliseconds that timers support, rounded up.
    ///
    /// # Errors
    /// `invalid_argument`.
    pub fn duration(self) -> Result<Option<u32>> {
        match self.given {
            Given::Missing => Ok(None),
            Given::Number(number) if is_within(number, 0, MAX_DURATION_MS) => {
                Ok(Some(rounded_up(number)))
            }
            _ => Err(self
                .wrong(&format!("must be a number of milliseconds from 0 to {MAX_DURATION_MS}"))),
        }
    }

    /// One of these words.
    ///
    /// # Errors
    /// `invalid_argument`.
    pub fn one_of(self, words: &[&'static str]) -> Result<Option<&'static str>> {
        let word = match &self.given {
            Given::Missing => return Ok(None),
            Given::Text(text) => words.iter().find(|word| *word == text),
            _ => None,
        };
        match word {
            Some(word) => Ok(Some(word)),
            None => Err(self.wrong(&format!("must be one of: {}", words.join(", ")))),
        }
    }

    fn string(self, problem: &str) -> Result<Option<String>> {
        self.string_that(|_| true, problem)
    }

    fn string_that(self, fits: impl FnOnce(&str) -> bool, problem: &str) -> Result<Option<String>> {
        match self.given {
            Given::Missing => Ok(None),
            Given::Text(text) if fits(&text) => Ok(Some(text)),
            given => Err(Argument { given, ..self }.wrong(problem)),
        }
    }

    fn secret(self, problem: &str) -> Result<Option<Secret>> {
        let name = self.name;
        let Some(token) = self.string(problem)? else { return Ok(None) };
        if token.is_empty() {
            return Err(Error::argument(name, "is empty"));
        }
        if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            let problem = "holds a space, a line break or another character that no token has";
            return Err(Error::argument(name, problem));
        }
        Ok(Some(Secret::new(token)))
    }

    fn wrong(&self, problem: &str) -> Box<Error> {
        let problem = match self.given {
            Given::BrokenText => "holds half of a surrogate pair, which is no text",
            _ => problem,
        };
        Error::argument(self.name, problem)
    }
}

/// Checks that a value was given.
///
/// # Errors
/// `invalid_argument`.
pub fn required<T>(name: &str, value: Option<T>) -> Result<T> {
    value.ok_or_else(|| Error::argument(name, "is required"))
}

fn is_within(number: f64, least: u32, most: u32) -> bool {
    (f64::from(least)..=f64::from(most)).contains(&number)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was checked")]
const fn rounded_up(number: f64) -> u32 {
    number.ceil() as u32
}

fn is_uuid(text: &str) -> bool {
    let is_expected = |(place, byte): (usize, u8)| match place {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(is_expected)
}
