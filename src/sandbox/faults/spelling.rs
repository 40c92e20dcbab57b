//! The API's own answers, written in other ways in which PHP and Laravel write the same: what a body
//! says stays, and so does the order of its fields. A body that is no JSON stays as it is.

use serde_json::{Map, Value};

use crate::sandbox::clock::Timestamp;

/// Times as Laravel writes them where a model names no format of its own.
pub(super) fn iso_times(body: &mut String) {
    rewrite(body, |value| each_field(value, &to_iso));
}

/// A `meta` whose numbers are texts: Laravel echoes what the query said.
pub(super) fn text_numbers(body: &mut String) {
    rewrite(body, |value| {
        let Some(Value::Object(meta)) = value.get_mut("meta") else { return };
        for value in meta.values_mut().filter(|value| value.is_number()) {
            *value = Value::String(value.to_string());
        }
    });
}

/// Arrays from which PHP took the first item away: what has no item 0 is written as an object.
pub(super) fn gapped_arrays(body: &mut String) {
    rewrite(body, to_gapped);
}

fn rewrite(body: &mut String, change: impl Fn(&mut Value)) {
    if let Ok(mut value) = serde_json::from_str(body) {
        change(&mut value);
        *body = value.to_string();
    }
}

/// Calls back with every field of every object in the value.
fn each_field(value: &mut Value, change: &impl Fn(&str, &mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_field(item, change)),
        Value::Object(fields) => {
            for (name, value) in fields {
                change(name, value);
                each_field(value, change);
            }
        }
        _ => {}
    }
}

fn to_iso(name: &str, value: &mut Value) {
    let time = value.as_str().filter(|_| name.ends_with("_at")).and_then(Timestamp::parse);
    if let Some(time) = time {
        *value = Value::String(time.iso());
    }
}

fn to_gapped(value: &mut Value) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(to_gapped),
        Value::Array(items) if !items.is_empty() => {
            items.iter_mut().for_each(to_gapped);
            let numbered = std::mem::take(items).into_iter().zip(1..);
            let fields: Map<_, _> =
                numbered.map(|(item, index): (_, u32)| (index.to_string(), item)).collect();
            *value = Value::Object(fields);
        }
        _ => {}
    }
}
