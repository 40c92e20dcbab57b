//! The two implementations of `Json`: the engine's values, which ship, and `serde_json`'s, on which
//! the native tests and the fuzzer run. Both must give the same answers on the same texts.

use reportei_customers::api::{
    check::{Json, check_answer},
    endpoint, problem,
};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::parse;
use json::Parsed;

#[path = "../../support/json.rs"]
mod json;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn engine_parse(text: &str) -> Result<JsValue, JsValue>;
}

const STATUSES: [u32; 9] = [0, 302, 400, 401, 404, 422, 429, 500, 503];

/// Whole successes. Each of their values is also replaced by another, and left out.
const ANSWERS: [&str; 4] = [
    r#"{"data":[{"uuid":"u","name":"São João 🥖","created_at":"c","updated_at":"u","trial_ends_at":null,"is_paying":false,"merchant":"m"}],"meta":{"current_page":1,"from":1,"last_page":1,"path":"p","per_page":15,"to":2,"total":2,"sortBy":null,"descending":false}}"#,
    r#"{"data":[],"meta":{"current_page":1,"per_page":15,"total":0,"total_pages":1}}"#,
    r#"{"customer":{"uuid":"u","name":"n","created_at":"c","updated_at":"u","trial_ends_at":"t","is_paying":true,"merchant":"m","api_token":"t","integrations":[{"uuid":"u","integration":"i","name":"n","slug":"s","status":"active"}]}}"#,
    r#"{"success":true,"message":"Done"}"#,
];

/// A value of each kind, in the place of another.
const OTHER_VALUES: [&str; 8] = ["null", "true", "7", "1.5", "\" text \"", "[]", "[{}]", "{}"];

const TEXTS: [&str; 77] = [
    // Bodies that are no object.
    "null",
    "true",
    "7",
    "\"a text\"",
    "\"<html>\"",
    "[]",
    r#"["message"]"#,
    r#"[{"message":"in an array"}]"#,
    "{}",
    " \t\r\n{ \"message\" : \"with space around\" } \n",
    // Successes, whole and wrong.
    r#"{"success":true,"message":"Done"}"#,
    r#"{"success":"true","message":"Done"}"#,
    r#"{"success":true,"message":null}"#,
    r#"{"customer":null}"#,
    r#"{"customer":[]}"#,
    r#"{"customer":"length"}"#,
    r#"{"customer":{}}"#,
    r#"{"customer":{"uuid":7}}"#,
    r#"{"customer":{"uuid":"u","name":"n","created_at":"c","updated_at":"u","trial_ends_at":null,"is_paying":false,"merchant":"m","api_token":"t","integrations":[]}}"#,
    r#"{"customer":{"uuid":"u","name":"n","created_at":"c","updated_at":"u","trial_ends_at":7,"is_paying":false,"merchant":"m"}}"#,
    r#"{"customer":{"uuid":"u","name":"n","created_at":"c","updated_at":"u","trial_ends_at":"t","is_paying":0,"merchant":"m"}}"#,
    r#"{"customer":{"uuid":"u","name":"n","created_at":"c","updated_at":"u","trial_ends_at":null,"is_paying":true,"merchant":"m","integrations":[{"uuid":"u","integration":"i","name":"n","slug":"s","status":"new"},null]}}"#,
    r#"{"customer":{"uuid":"u","name":"n","created_at":"c","updated_at":"u","trial_ends_at":null,"is_paying":true,"merchant":"m","integrations":{"0":{}}}}"#,
    r#"{"customer":{"__proto__":{"uuid":"u","name":"n"},"is_paying":true}}"#,
    r#"{"__proto__":{"success":true,"message":"Done","customer":{}}}"#,
    r#"{"data":[],"meta":{"current_page":1,"last_page":1,"per_page":15,"total":0}}"#,
    r#"{"data":[],"meta":{"current_page":1,"total_pages":1,"per_page":15,"total":0}}"#,
    r#"{"data":[],"meta":{"current_page":1,"total_pages":"1","per_page":15,"total":0}}"#,
    r#"{"data":[],"meta":{"current_page":1,"last_page":null,"total_pages":1,"per_page":15,"total":0}}"#,
    r#"{"data":[],"meta":{"current_page":1,"last_page":1,"per_page":15,"total":0,"from":null,"to":null,"sortBy":null,"path":null}}"#,
    r#"{"data":[{}],"meta":[]}"#,
    r#"{"data":{"length":1,"0":{"uuid":"u"}},"meta":{}}"#,
    r#"{"data":[[]],"meta":{}}"#,
    // Numbers.
    r#"{"data":[],"meta":{"current_page":1.0,"last_page":1e0,"per_page":1.5e1,"total":100e-2}}"#,
    r#"{"data":[],"meta":{"current_page":-0,"last_page":-0.0,"per_page":0e9,"total":-7}}"#,
    r#"{"data":[],"meta":{"current_page":1.5,"last_page":1,"per_page":15,"total":0}}"#,
    r#"{"data":[],"meta":{"current_page":9007199254740993,"last_page":18446744073709551616,"per_page":123456789012345678901234567890,"total":1e308}}"#,
    r#"{"data":[],"meta":{"current_page":-9223372036854775809,"last_page":1e21,"per_page":4503599627370497.5,"total":9007199254740993.5}}"#,
    r#"{"data":[],"meta":{"current_page":1,"last_page":1,"per_page":15,"total":4503599627370495.5}}"#,
    r#"{"data":[],"meta":{"current_page":1,"last_page":1,"per_page":15,"total":1e-7}}"#,
    r#"{"data":[],"meta":{"current_page":1,"last_page":1,"per_page":15,"total":1e-400}}"#,
    // Messages, and the places where they can be.
    r#"{"message":"Invalid Customer Token"}"#,
    r#"{"message":"First","error":"Second"}"#,
    r#"{"message":null,"error":{"message":"Second","code":"a_code"}}"#,
    r#"{"error":{"message":7,"code":7},"code":"outer"}"#,
    r#"{"error":"Unauthenticated."}"#,
    r#"{"error":["message"],"message":{"length":1}}"#,
    r#"{"message":"","errors":{"name":"The name field is required."}}"#,
    r#"{"message":"\n<!DOCTYPE html><title>502</title>"}"#,
    r#"{"__proto__":{"message":"not the body's"}}"#,
    r#"{"message":"first","message":"last"}"#,
    r#"{"message":"first","message":null,"error":{"message":"a","message":"b"}}"#,
    // White space: of ASCII, of Unicode, and what only some take for it.
    r#"{"message":"  both ends\t\r\n"}"#,
    r#"{"message":"\u00a0\u3000\u2003 spaced \u2028\u2029"}"#,
    r#"{"message":"\ufeffmarked\ufeff"}"#,
    r#"{"message":"\u0085kept\u0085"}"#,
    r#"{"message":"\u180e\u200bkept\u200b"}"#,
    r#"{"message":"\u000b\f\u0000kept\u0000\u001f"}"#,
    r#"{"message":"\u0000"}"#,
    r#"{"message":"\u001f\u001c","error":"\u1680\u202f\u205f"}"#,
    // The order and the names of fields.
    r#"{"errors":{"b":"1","a":"2"}}"#,
    r#"{"errors":{"b":"1","10":"2","9":"3","a":"4"}}"#,
    r#"{"errors":{"010":"1","10":"2","1.0":"3","-1":"4","1e1":"5","0":"6"}}"#,
    r#"{"errors":{"4294967296":"1","4294967295":"2","4294967294":"3","b":"4","2":"5"}}"#,
    r#"{"errors":{"b":"1","a":"2","b":"3"}}"#,
    r#"{"errors":{"2":"1","1":"2","2":"3","":"4"}}"#,
    r#"{"errors":{"__proto__":"1","constructor":["2"],"toString":"3","length":"4"}}"#,
    r#"{"errors":{"name":["<html><body>","Taken."]},"error":{"details":{"name":["Short."],"1":"One."}}}"#,
    r#"{"errors":{"a":[],"name":[" ","Short."],"uuid":["a",7,null,["b"],{"c":"d"}]}}"#,
    r#"{"errors":["0","1"]}"#,
    r#"{"errors":["a",{"b":"c"}],"error":{"details":[["a"]]}}"#,
    r#"{"errors":{"b":"1","a":"2"},"error":{"details":{"a":"3","b":["4"]}}}"#,
    r#"{"errors":"a text has indices"}"#,
    r#"{"errors":{"name":{"0":"nested"}},"error":{"details":"a text"}}"#,
    // Characters of more than one unit, and their escapes.
    r#"{"message":"Olá 🥐 \ud83e\udd50","errors":{"\ud83e\udd50":"🥐","🥐":"again"}}"#,
    r#"{"message":"\"\\\/\b","code":"\u0041"}"#,
    r#"{"message":"a\u0301 is not \u00e1"}"#,
];

/// Texts that `serde_json` cannot read, each with one that must lead to the same errors.
const ONLY_THE_ENGINE_READS: [(&str, &str); 6] = [
    // Half of a surrogate pair becomes the replacement character on its way into wasm.
    (r#"{"message":"half \ud83e"}"#, r#"{"message":"half \ufffd"}"#),
    (r#"{"message":"\udd50\ud83e swapped"}"#, r#"{"message":"\ufffd\ufffd swapped"}"#),
    (r#"{"errors":{"\ud83e":"\udd50"}}"#, r#"{"errors":{"\ufffd":"\ufffd"}}"#),
    (r#"{"success":true,"message":"\ud83e"}"#, r#"{"success":true,"message":"\ufffd"}"#),
    // Infinity is no whole number.
    (r#"{"data":[],"meta":{"current_page":1e400}}"#, r#"{"data":[],"meta":{"current_page":1.5}}"#),
    (r#"{"message":-1e400,"error":"Second"}"#, r#"{"message":1.5,"error":"Second"}"#),
];

const NEITHER_READS: [&str; 16] = [
    "",
    " ",
    "{",
    "{}{}",
    "[1,]",
    "{\"a\":1,}",
    "nul",
    "NaN",
    "01",
    "1.",
    ".5",
    "+1",
    "'text'",
    "\u{feff}{}",
    "\"a raw\ttab\"",
    r#""\x41""#,
];

fn texts() -> impl Iterator<Item = String> {
    let changed = ANSWERS.into_iter().flat_map(|answer| {
        let value: Value = serde_json::from_str(answer).expect(answer);
        changed(&value).into_iter().map(|value| value.to_string())
    });
    ANSWERS.into_iter().chain(TEXTS).map(str::to_owned).chain(changed)
}

/// All values that differ from this one in one place.
fn changed(value: &Value) -> Vec<Value> {
    let others = OTHER_VALUES.iter().map(|other| serde_json::from_str(other).expect(other));
    let mut all: Vec<Value> = others.collect();
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                all.extend(changed(field).into_iter().map(|field| {
                    let mut fields = fields.clone();
                    fields.insert(name.clone(), field);
                    Value::Object(fields)
                }));
                let mut without = fields.clone();
                without.shift_remove(name);
                all.push(Value::Object(without));
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                all.extend(changed(item).into_iter().map(|item| {
                    let mut items = items.clone();
                    items[index] = item;
                    Value::Array(items)
                }));
            }
        }
        _ => {}
    }
    all
}

#[wasm_bindgen_test]
fn both_leaves_hold_the_same() {
    for text in texts() {
        let value: Value = serde_json::from_str(&text).expect(&text);
        assert_same(&parse(&text), Parsed(Some(&value)), &text);
    }
}

/// Compares all that the trait gives of two values, and of what is in them.
fn assert_same(engine: &JsValue, parsed: Parsed<'_>, text: &str) {
    assert_eq!(Json::kind(engine), parsed.kind(), "{text}");
    assert_eq!(Json::text(engine), parsed.text(), "{text}");
    // Strings and arrays have one in JavaScript.
    let (length, other) = (Json::get(engine, "length"), parsed.get("length"));
    assert_eq!(Json::kind(&length), other.kind(), "{text}");
    let (items, others) = (Json::items(engine), parsed.items());
    assert_eq!(items.len(), others.len(), "{text}");
    for (item, other) in items.iter().zip(&others) {
        assert_same(item, *other, text);
    }
    let (entries, others) = (Json::entries(engine), parsed.entries());
    assert_eq!(names(&entries), names(&others), "{text}");
    for ((_, value), (_, other)) in entries.iter().zip(&others) {
        assert_same(value, *other, text);
    }
}

fn names<J>(entries: &[(String, J)]) -> Vec<&str> {
    entries.iter().map(|(name, _)| &**name).collect()
}

#[wasm_bindgen_test]
fn both_leaves_lead_to_the_same_errors() {
    for text in texts() {
        let value: Value = serde_json::from_str(&text).expect(&text);
        assert_same_errors(&parse(&text), Parsed(Some(&value)), &text);
    }
    assert_same_errors(&JsValue::UNDEFINED, Parsed(None), "a body that is no JSON");
}

#[wasm_bindgen_test]
fn what_only_the_engine_reads_leads_to_the_errors_that_are_expected() {
    for (text, other) in ONLY_THE_ENGINE_READS {
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
        let value: Value = serde_json::from_str(other).expect(other);
        assert_same_errors(&parse(text), Parsed(Some(&value)), text);
    }
}

#[wasm_bindgen_test]
fn what_is_no_json_is_none_for_either() {
    for text in NEITHER_READS {
        assert!(engine_parse(text).is_err(), "{text}");
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
    }
}

/// Compares all that can become of a body: a refusal of each status, and the check as the answer of
/// each endpoint.
fn assert_same_errors(engine: &JsValue, parsed: Parsed<'_>, text: &str) {
    for status in STATUSES {
        let refusal = problem::refusal(status, engine);
        assert_eq!(refusal, problem::refusal(status, &parsed), "{status} {text}");
    }
    for endpoint in endpoint::ALL {
        let checked = check_answer(endpoint, engine);
        assert_eq!(checked, check_answer(endpoint, &parsed), "{} {text}", endpoint.path);
    }
}
