//! What is handed to JavaScript as a plain object: named values, of which some may be absent.
//!
//! Errors, events and answers made here are all lists of facts, so that one piece of code, and not
//! one for each of them, turns them into objects.

use serde::{Serialize, Serializer, ser::SerializeMap};

/// One value.
#[derive(Debug, Clone, Copy)]
pub enum Fact<'a> {
    /// Left out.
    Absent,
    /// A text.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// Names, and what is said of each.
    Lists(&'a [(String, Vec<String>)]),
}

/// Named values: an object, where they are serialized.
#[derive(Debug)]
pub struct Facts<'a>(pub &'a [(&'static str, Fact<'a>)]);

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, fact) in self.0 {
            if !matches!(fact, Fact::Absent) {
                map.serialize_entry(name, fact)?;
            }
        }
        map.end()
    }
}

impl Serialize for Fact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Lists(lists) => lists.serialize(serializer),
        }
    }
}

impl<'a> From<&'a str> for Fact<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<Option<&'a str>> for Fact<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Absent, Self::Text)
    }
}

impl From<Option<f64>> for Fact<'_> {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Absent, Self::Number)
    }
}
