//! What the native tests share: `serde_json`'s values in the place of the engine's, and JSON at random.
#![allow(dead_code, reason = "each test file takes what it needs")]

use proptest::{collection::vec, prelude::*, sample::select};
use reportei_customers::{
    envelope::Json,
    error::Result,
    shape::{self, Field, Kind, Node, Shape},
};
use serde_json::{Map, Value};

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
        self.items().len().try_into().unwrap()
    }

    fn item(&self, index: u32) -> Self {
        self.items()[index as usize]
    }
}

impl Json for Parsed<'_> {
    fn text(&self) -> Option<String> {
        self.0?.as_str().map(str::to_owned)
    }

    fn get(&self, key: &str) -> Option<Self> {
        self.0?.get(key).map(|value| Self(Some(value)))
    }

    fn entries(&self) -> Vec<(String, Self)> {
        let object = self.0.and_then(Value::as_object).into_iter().flatten();
        object.map(|(key, value)| (key.clone(), Self(Some(value)))).collect()
    }

    fn items(&self) -> Vec<Self> {
        let array = self.0.and_then(Value::as_array).into_iter().flatten();
        array.map(|value| Self(Some(value))).collect()
    }
}

/// Holds the answer against the shape.
pub fn check(answer: &Value, shape: &'static Shape) -> Result<()> {
    shape::check(&Parsed(Some(answer)), shape)
}

/// How many inputs a property is held against. Nothing is kept between runs: an input that once
/// failed becomes a test of its own.
pub fn inputs(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Arbitrary JSON, three levels deep, with objects that have keys of these more often than others.
pub fn json(keys: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let key = move || prop_oneof![4 => select(keys).prop_map(str::to_owned), 1 => ".{0,8}"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e6..1e6).prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, move |inner| {
        let pairs = vec((key(), inner.clone()), 0..5);
        prop_oneof![
            vec(inner, 0..5).prop_map(Value::from),
            pairs.prop_map(|pairs| Value::from(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Arbitrary text: control characters and any script, sometimes long, blank or a page of HTML.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => any::<String>(),
        1 => "[ \t\r\n]{0,9}",
        1 => "\\PC{290,310}",
        1 => "[ \n]?<(!DOCTYPE |)html>.{0,99}",
    ]
}
