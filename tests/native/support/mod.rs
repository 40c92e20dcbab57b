//! What the native tests share.

pub mod answer;
#[path = "../../support/endpoints.rs"]
pub mod endpoints;
pub mod fields;
#[path = "../../support/json.rs"]
pub mod json;
pub mod listing;
pub mod traffic;
pub mod walked;

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Map, Value};

/// How many inputs a property is tested with, or fewer where `PROPTEST_CASES` says so. Nothing is kept
/// between runs: an input that once failed becomes a test of its own.
pub fn inputs(cases: u32) -> ProptestConfig {
    let most = std::env::var("PROPTEST_CASES").map_or(cases, |most| most.parse().unwrap());
    let cases = cases.min(most);
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
