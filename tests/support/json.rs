//! `serde_json`'s values in the place of the engine's: for the native tests, the fuzz target, and the
//! test in wasm that compares the two.
//!
//! `serde_json` must be built with `preserve_order`, and with `float_roundtrip`: without it, some numbers
//! are not the nearest to their text.
use reportei_customers::api::check::{Json, Kind, Model};
use serde_json::Value;

/// A parsed value, or a missing one.
#[derive(Debug, Clone, Copy)]
pub struct Parsed<'a>(pub Option<&'a Value>);

impl Json for Parsed<'_> {
    fn kind(&self) -> Kind {
        match self.0 {
            None => Kind::Missing,
            Some(Value::Null) => Kind::Null,
            Some(Value::Bool(_)) => Kind::Boolean,
            // In JavaScript 1 and 1.0 are the same number.
            Some(Value::Number(number)) if is_whole(number.as_f64()) => Kind::Integer,
            Some(Value::Number(_)) => Kind::Number,
            Some(Value::String(_)) => Kind::String,
            Some(Value::Array(_)) => Kind::Array,
            Some(Value::Object(_)) => Kind::Object,
        }
    }

    fn field(&self, model: &'static Model, index: usize) -> Self {
        model.fields.get(index).map_or(Self(None), |field| self.get(field.name))
    }

    fn get(&self, name: &'static str) -> Self {
        Self(self.0.and_then(|value| value.as_object()?.get(name)))
    }

    fn items(&self) -> Vec<Self> {
        let items = self.0.and_then(Value::as_array).into_iter().flatten();
        items.map(|item| Self(Some(item))).collect()
    }

    fn flag(&self) -> Option<bool> {
        self.0?.as_bool()
    }

    fn text(&self) -> Option<String> {
        self.0?.as_str().map(str::to_owned)
    }

    fn entries(&self) -> Vec<(String, Self)> {
        let fields = self.0.and_then(Value::as_object).into_iter().flatten();
        let mut entries: Vec<_> =
            fields.map(|(name, value)| (name.clone(), Self(Some(value)))).collect();
        // Engines have the keys that are indices of an array first, in ascending order.
        entries.sort_by_key(|(name, _)| array_index(name).map_or(u64::MAX, u64::from));
        entries
    }
}

fn is_whole(number: Option<f64>) -> bool {
    number.is_some_and(|number| number.fract() == 0.0)
}

/// The index of an array that a key is: a number below 2^32 - 1 as JavaScript writes it.
fn array_index(key: &str) -> Option<u32> {
    let index: u32 = key.parse().ok()?;
    (index < u32::MAX && index.to_string() == key).then_some(index)
}
