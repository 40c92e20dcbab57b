//! The fields of one JSON object, taken out one by one.
//!
//! Every error is one sentence that starts with the field's place, such as `data[2].name`. Fields
//! that were not taken are not known, and are refused: a misspelt one must not pass for a default.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::clock::Timestamp;

pub(crate) struct Fields<'a> {
    place: &'a str,
    members: Map<String, Value>,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    pub(crate) fn of(value: Value, place: &'a str) -> Result<Self, String> {
        match value {
            Value::Object(members) => Ok(Self { place, members, known: Vec::new() }),
            _ if place.is_empty() => Err("an object is needed".to_owned()),
            _ => Err(format!("{place} must be an object")),
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    /// A trimmed text that is not empty.
    pub(crate) fn required_text(&mut self, name: &'static str) -> Result<String, String> {
        let problem = || self.problem(name, "a string that is not empty");
        let text = self.members.get(name).and_then(Value::as_str);
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        let text = text.ok_or_else(problem)?.to_owned();
        self.take(name);
        Ok(text)
    }

    pub(crate) fn uuid(&mut self, name: &'static str) -> Result<Option<String>, String> {
        self.optional(name, "a UUID", |value| {
            let uuid = uuid::Uuid::try_parse(value.as_str()?).ok()?;
            Some(uuid.to_string())
        })
    }

    pub(crate) fn time(&mut self, name: &'static str) -> Result<Option<Timestamp>, String> {
        let expected = "a time from 1970 on, written YYYY-MM-DD HH:MM:SS";
        self.optional(name, expected, |value| Timestamp::parse(value.as_str()?))
    }

    pub(crate) fn boolean(&mut self, name: &'static str) -> Result<Option<bool>, String> {
        self.optional(name, "true or false", Value::as_bool)
    }

    pub(crate) fn list(&mut self, name: &'static str) -> Result<Vec<Value>, String> {
        let list = self.optional(name, "an array", |value| value.as_array().cloned())?;
        Ok(list.unwrap_or_default())
    }

    /// A whole number in that range. What JavaScript has no JSON for, such as `Infinity`, is null
    /// here, and refused: it must not pass for a default.
    pub(crate) fn whole_number(
        &mut self,
        name: &'static str,
        range: RangeInclusive<u32>,
    ) -> Result<Option<u32>, String> {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        self.given(name, &expected, |value| {
            let number = value.as_u64().and_then(|number| u32::try_from(number).ok())?;
            range.contains(&number).then_some(number)
        })
    }

    /// What one of the known texts means.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        known: &[(&'static str, T)],
    ) -> Result<Option<T>, String> {
        self.given(name, &one_of(known), |value| chosen(value, known))
    }

    /// A value that is read by `read`, and is not null.
    pub(crate) fn given<T>(
        &mut self,
        name: &'static str,
        expected: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<Option<T>, String> {
        let value = self.take(name);
        value.map(|value| read(&value).ok_or_else(|| self.problem(name, expected))).transpose()
    }

    /// The field's value, whatever it is.
    pub(crate) fn required(&mut self, name: &'static str) -> Result<Value, String> {
        self.take(name).ok_or_else(|| self.missing(name))
    }

    pub(crate) fn missing(&self, name: &str) -> String {
        format!("{} is missing", self.path(name))
    }

    pub(crate) fn expect_no_more(self) -> Result<(), String> {
        let Some(unknown) = self.members.keys().next() else {
            return Ok(());
        };
        let (path, known) = (self.path(unknown), self.known.join(", "));
        Err(format!("{path} is not known; known are {known}"))
    }

    /// Nothing where the field is missing or null.
    fn optional<T>(
        &mut self,
        name: &'static str,
        expected: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<Option<T>, String> {
        match self.take(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => read(&value).map(Some).ok_or_else(|| self.problem(name, expected)),
        }
    }

    fn take(&mut self, name: &'static str) -> Option<Value> {
        self.known.push(name);
        self.members.remove(name)
    }

    fn problem(&self, name: &str, expected: &str) -> String {
        format!("{} must be {expected}", self.path(name))
    }

    fn path(&self, name: &str) -> String {
        if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) }
    }
}

/// The value's meaning where it is one of the known texts.
pub(crate) fn chosen<T: Copy>(value: &Value, known: &[(&'static str, T)]) -> Option<T> {
    let text = value.as_str()?;
    known.iter().find(|(name, _)| *name == text).map(|(_, meaning)| *meaning)
}

/// What is expected where one of the known texts is.
pub(crate) fn one_of<T>(known: &[(&'static str, T)]) -> String {
    let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
    format!("one of {}", names.join(", "))
}
