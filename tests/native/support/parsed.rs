//! `serde_json`'s values in the place of the engine's. Apart, since the fuzz target has it too.
use reportei_customers::{
    envelope::Json,
    shape::{Field, Kind, Node, Shape},
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

impl Node for Parsed<'_> {
    fn kind(&self) -> Kind {
        kind_of(self.0)
    }

    fn kinds(&self, shape: &'static Shape) -> u32 {
        let kind = |field: &Field| self.field(field.name).kind() as u32;
        shape.fields.iter().enumerate().map(|(index, field)| kind(field) << (3 * index)).sum()
    }

    fn field(&self, name: &'static str) -> Self {
        Self(self.0.and_then(|value| value.get(name)))
    }

    fn length(&self) -> u32 {
        self.0.and_then(Value::as_array).map_or(0, Vec::len).try_into().unwrap()
    }

    fn item(&self, index: u32) -> Self {
        Self(self.0.and_then(|array| array.get(index as usize)))
    }
}

impl Json for Parsed<'_> {
    fn text(&self) -> Option<String> {
        self.0?.as_str().map(str::to_owned)
    }

    fn entries(&self, mut each: impl FnMut(String, Self)) {
        for (key, value) in self.0.and_then(Value::as_object).into_iter().flatten() {
            each(key.clone(), Self(Some(value)));
        }
    }
}
