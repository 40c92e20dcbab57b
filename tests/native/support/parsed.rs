//! `serde_json`'s values in the place of the engine's. Apart, since the fuzz target has it too.
use std::cell::RefCell;

use reportei_customers::{
    envelope::Body,
    shape::{Kind, Shape},
};
use serde_json::Value;

/// A parsed value as the engine holds it: what is not there is a value too.
#[derive(Clone, Copy)]
pub struct Parsed<'a>(pub Option<&'a Value>);

/// The kind that a parsed value has in JavaScript, where `1` and `1.0` are the same number.
pub fn kind_of(value: Option<&Value>) -> Kind {
    match value {
        None => Kind::Missing,
        Some(Value::Null) => Kind::Null,
        Some(Value::Bool(_)) => Kind::Boolean,
        Some(Value::Number(number)) if number.as_f64().unwrap().fract() == 0.0 => Kind::Integer,
        Some(Value::Number(_)) => Kind::Number,
        Some(Value::String(_)) => Kind::String,
        Some(Value::Array(_)) => Kind::Array,
        Some(Value::Object(_)) => Kind::Object,
    }
}

impl Parsed<'_> {
    fn field(self, name: &str) -> Self {
        Self(self.0.and_then(|value| value.get(name)))
    }

    fn at(self, path: &str) -> Self {
        path.split('.').fold(self, Self::field)
    }
}

/// The kinds of what a value holds by a shape, as JavaScript lists them.
pub fn kinds_of(value: Option<&Value>, shapes: &[Shape], number: Option<u8>) -> String {
    let letter = |kind| String::from(char::from(kind as u8));
    let mut kinds = letter(kind_of(value));
    let (Some(Value::Object(fields)), Some(number)) = (value, number) else { return kinds };
    for (nested, name) in fields_of(&shapes[usize::from(number)]) {
        let field = fields.get(name);
        kinds += &kinds_of(field, shapes, nested);
        if let Some(Value::Array(items)) = field {
            kinds.extend(items.iter().map(|item| kinds_of(Some(item), shapes, nested)));
            kinds += &letter(Kind::Missing);
        }
    }
    kinds
}

/// Of each field the number of its shape, where it has one, and its name, as JavaScript reads them.
pub fn fields_of(shape: &Shape) -> Vec<(Option<u8>, &'static str)> {
    let field = |field: &'static str| {
        let name = field.trim_start_matches(|character: char| character.is_ascii_digit());
        (field[..field.len() - name.len()].parse().ok(), name)
    };
    shape.names.split_terminator(',').map(field).collect()
}

impl Body for Parsed<'_> {
    fn text(&self, path: &str) -> String {
        self.at(path).0.and_then(Value::as_str).unwrap_or_default().trim().to_owned()
    }

    fn said(&self, path: &str, place: u32) -> Option<(String, String)> {
        // As `host.js` does it: all of them are found when the first is asked for.
        if place == 0 {
            let fields = self.at(path).0.and_then(Value::as_object).into_iter().flatten();
            SAID.set(fields.flat_map(|(name, said)| texts_of(name, said)).collect());
        }
        SAID.with_borrow(|said| said.get(place as usize).cloned())
    }
}

thread_local! {
    static SAID: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// The name before each of the texts.
fn texts_of(name: &str, said: &Value) -> Vec<(String, String)> {
    let texts = said.as_array().map_or_else(|| vec![said], |texts| texts.iter().collect());
    let texts = texts.into_iter().filter_map(Value::as_str);
    texts.map(|text| (name.to_owned(), text.trim().to_owned())).collect()
}

/// What is said of single fields, by field.
pub fn by_field(said: &[(String, String)]) -> Vec<(String, Vec<String>)> {
    let same = said.chunk_by(|(one, _), (other, _)| one == other);
    same.map(|same| (same[0].0.clone(), same.iter().map(|(_, text)| text.clone()).collect()))
        .collect()
}
