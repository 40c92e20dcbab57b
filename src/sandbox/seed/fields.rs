//! The fields of one JSON object, taken out one by one.
//!
//! Every error is one sentence that starts with the field's place, such as `data[2].name`. Fields
//! that were not taken are not known, and are refused: a misspelt one must not pass for a default.

use serde_json::{Map, Value};

use crate::sandbox::clock::Timestamp;

pub(super) struct Fields<'a> {
    place: &'a str,
    members: Map<String, Value>,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(value: Value, place: &'a str) -> Result<Self, String> {
        match value {
            Value::Object(members) => Ok(Self { place, members, known: Vec::new() }),
            _ => Err(format!("{place} must be an object")),
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    /// A trimmed text that is not empty.
    pub(super) fn required_text(&mut self, name: &'static str) -> Result<String, String> {
        let problem = || self.problem(name, "a string that is not empty");
        let text = self.members.get(name).and_then(Value::as_str);
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        let text = text.ok_or_else(problem)?.to_owned();
        self.take(name);
        Ok(text)
    }

    pub(super) fn uuid(&mut self, name: &'static str) -> Result<Option<String>, String> {
        self.optional(name, "a UUID", |value| {
            let uuid = uuid::Uuid::try_parse(value.as_str()?).ok()?;
            Some(uuid.to_string())
        })
    }

    pub(super) fn time(&mut self, name: &'static str) -> Result<Option<Timestamp>, String> {
        let expected = "a time from 1970 on, written YYYY-MM-DD HH:MM:SS";
        self.optional(name, expected, |value| Timestamp::parse(value.as_str()?))
    }

    pub(super) fn boolean(&mut self, name: &'static str) -> Result<Option<bool>, String> {
        self.optional(name, "true or false", Value::as_bool)
    }

    pub(super) fn list(&mut self, name: &'static str) -> Result<Vec<Value>, String> {
        let list = self.optional(name, "an array", |value| value.as_array().cloned())?;
        Ok(list.unwrap_or_default())
    }

    pub(super) fn expect_no_more(self) -> Result<(), String> {
        let Some(unknown) = self.members.keys().next() else {
            return Ok(());
        };
        let (place, known) = (self.place, self.known.join(", "));
        Err(format!("{place}.{unknown} is not known; known are {known}"))
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
        format!("{}.{name} must be {expected}", self.place)
    }
}
