//! What a refusal's body says, in any envelope of the API or of a proxy before it.

use crate::support::json::Parsed;
use proptest::{option, prelude::*};
use reportei_customers::{
    api::{endpoint, problem},
    error::{Error, ErrorKind},
};
use serde_json::{Value, json};

type FieldErrors<'a> = &'a [(&'a str, &'a [&'a str])];

fn refusal(status: u32, body: Option<&Value>) -> Box<Error> {
    problem::refusal(status, &Parsed(body))
}

/// The message where the body has none.
fn fallback(status: u32) -> String {
    match status {
        0 | 300..400 => "the API answered with a redirect, which is not followed".to_owned(),
        200..300 => "the API answered that it did not do what was asked".to_owned(),
        404 => "something before the API answered with status 404".to_owned(),
        _ => format!("the API answered with status {status}"),
    }
}

/// The kind of a refusal, with a message in its body or without.
fn kind_of(status: u32, has_message: bool, has_field_errors: bool) -> ErrorKind {
    if status == 404 && !has_message {
        return ErrorKind::Http;
    }
    ErrorKind::of_status(status, has_field_errors)
}

/// The bodies of the contract's table, each with its message and its field errors.
fn envelopes() -> Vec<(Value, Option<&'static str>, FieldErrors<'static>)> {
    let required: FieldErrors = &[("name", &["The name field is required."])];
    vec![
        (json!({ "message": "Invalid Customer Token" }), Some("Invalid Customer Token"), &[]),
        (
            json!({ "message": "Invalid.", "errors": { "name": ["The name field is required."] } }),
            Some("Invalid."),
            required,
        ),
        (
            json!({ "errors": { "name": ["The name field is required."] } }),
            Some("The name field is required."),
            required,
        ),
        (
            json!({ "message": "", "errors": { "name": "The name field is required." } }),
            Some("The name field is required."),
            required,
        ),
        (
            json!({ "errors": { "a": [], "name": [" ", "Short."], "uuid": ["a", "b", 7, null] } }),
            Some("Short."),
            &[("name", &["", "Short."]), ("uuid", &["a", "b"])],
        ),
        (
            json!({ "errors": { "name": ["<html><body>Oops"], "uuid": ["Taken."] } }),
            Some("Taken."),
            &[("name", &["<html><body>Oops"]), ("uuid", &["Taken."])],
        ),
        (
            json!({ "message": "Limit reached", "extra": { "limit": 5 } }),
            Some("Limit reached"),
            &[],
        ),
        (
            json!({ "error": {
                "code": "validation_error",
                "message": "Check the name",
                "details": { "name": ["The name field is required."] },
            } }),
            Some("Check the name"),
            required,
        ),
        (
            json!({ "errors": { "name": "A" }, "error": { "message": "B", "details": { "a": "C" } } }),
            Some("B"),
            &[("name", &["A"]), ("a", &["C"])],
        ),
        (
            // A field in both places has the messages of both.
            json!({ "errors": { "a": "1", "b": "2" }, "error": { "details": { "a": ["3"] } } }),
            Some("1"),
            &[("a", &["1", "3"]), ("b", &["2"])],
        ),
        (
            // Engines have keys that are numbers first.
            json!({ "errors": { "b": "1", "10": "2", "9": "3", "010": "4" } }),
            Some("3"),
            &[("9", &["3"]), ("10", &["2"]), ("b", &["1"]), ("010", &["4"])],
        ),
        (json!({ "message": "\u{feff}Marked\u{feff}" }), Some("Marked"), &[]),
        (json!({ "message": "\u{85}Kept\u{85}" }), Some(" Kept "), &[]),
        (
            json!({ "errors": null, "error": { "details": { "name": "The name field is required." } } }),
            Some("The name field is required."),
            required,
        ),
        (json!({ "error": { "code": "x", "details": null } }), None, &[]),
        (json!({ "error": "Unauthenticated." }), Some("Unauthenticated."), &[]),
        (json!({ "message": "First", "error": "Second" }), Some("First"), &[]),
        (json!({ "message": null, "error": { "message": "Second" } }), Some("Second"), &[]),
        (json!({ "message": "  Spaced\n" }), Some("Spaced"), &[]),
        (json!({ "message": "\u{a0}\u{3000}", "error": "\u{2003}Read" }), Some("Read"), &[]),
        (json!({ "message": "\n<!DOCTYPE html><title>502</title>" }), None, &[]),
        (json!({ "error": "<html>", "message": 7 }), None, &[]),
        (json!({ "error": { "message": { "en": "No" } }, "message": [7, " No"] }), Some("No"), &[]),
        (json!({ "error": ["<b>", "No"] }), Some("No"), &[]),
        (json!({ "errors": [] }), None, &[]),
        (json!({ "errors": { "name": [] } }), None, &[]),
        (json!({ "errors": { "name": [""] } }), None, &[("name", &[""])]),
        (json!({}), None, &[]),
        (json!([]), None, &[]),
        (json!(["message"]), None, &[]),
        (json!([{ "message": "in an array" }]), None, &[]),
        (json!(null), None, &[]),
        (json!("<html>"), None, &[]),
        (json!("message"), None, &[]),
        (json!(false), None, &[]),
        (json!(502), None, &[]),
    ]
}

/// What programs in PHP make of lists, and other forms that are seen.
fn other_forms() -> Vec<(Value, Option<&'static str>, FieldErrors<'static>)> {
    vec![
        (
            // PHP makes an object of an array with gaps.
            json!({ "message": "Invalid", "errors": { "name": { "1": "Taken.", "3": "Long." } } }),
            Some("Invalid"),
            &[("name", &["Taken.", "Long."])],
        ),
        (json!({ "errors": ["Taken.", "Long."] }), Some("Taken."), &[("", &["Taken.", "Long."])]),
        (json!({ "message": "A", "errors": ["B"] }), Some("A"), &[("", &["B"])]),
        (json!({ "errors": "Taken." }), Some("Taken."), &[("", &["Taken."])]),
        (json!({ "errors": { "1": "Taken." } }), Some("Taken."), &[("1", &["Taken."])]),
        (
            json!({ "errors": [{ "status": "422", "title": "Invalid", "detail": "Taken." }] }),
            Some("Taken."),
            &[("", &["Taken."])],
        ),
        (
            json!({ "errors": { "a": [["Deep."], { "b": { "c": "Deeper." } }] } }),
            Some("Deep."),
            &[("a", &["Deep.", "Deeper."])],
        ),
        (json!({ "errors": { "a": [[[[["Too deep."]]]]] } }), None, &[]),
        (
            json!({ "error": { "code": "x", "details": ["Taken."] } }),
            Some("Taken."),
            &[("", &["Taken."]), ("details", &["Taken."])],
        ),
        (json!({ "message": { "name": ["Taken."] } }), Some("Taken."), &[("name", &["Taken."])]),
        (
            json!({ "error": { "name": ["Taken."], "trace": [{ "file": "a.php" }], "x": "y" } }),
            Some("Taken."),
            &[("name", &["Taken."])],
        ),
    ]
}

#[test]
fn any_envelope_is_understood_with_any_status() {
    for (body, message, field_errors) in envelopes().into_iter().chain(other_forms()) {
        let owned = |messages: &[&str]| messages.iter().map(ToString::to_string).collect();
        let field_errors: Vec<(String, Vec<String>)> = field_errors
            .iter()
            .map(|(name, messages)| ((*name).to_owned(), owned(messages)))
            .collect();
        for status in (200..=599).chain([0]) {
            let error = refusal(status, Some(&body));
            let expected = message.map_or_else(|| fallback(status), str::to_owned);
            assert_eq!(error.message, expected, "{status} {body}");
            assert_eq!(error.field_errors.0, field_errors, "{status} {body}");
            assert_eq!(error.kind, kind_of(status, message.is_some(), !field_errors.is_empty()));
            assert_eq!(error.status, Some(status));
        }
    }
}

#[test]
fn a_body_that_is_no_json_leaves_the_status_to_speak() {
    for status in (200..=599).chain([0]) {
        let error = refusal(status, None);
        assert_eq!(error.message, fallback(status));
        assert_eq!(error.kind, kind_of(status, false, false));
        assert_eq!((error.status, error.field_errors.is_empty()), (Some(status), true));
    }
}

#[test]
fn a_bad_request_is_a_validation_only_where_it_names_fields() {
    let fields = json!({ "errors": { "name": ["Taken."] } });
    let message = json!({ "message": "Bad Request" });
    assert_eq!(refusal(400, Some(&fields)).kind, ErrorKind::Validation);
    assert_eq!(refusal(400, Some(&message)).kind, ErrorKind::Http);
    assert_eq!(refusal(422, Some(&message)).kind, ErrorKind::Validation);
}

#[test]
fn a_message_of_any_length_is_cut_wherever_it_comes_from() {
    let long = "ç".repeat(500_000);
    let bodies = [
        json!({ "message": long }),
        json!({ "error": long }),
        json!({ "error": { "message": long } }),
        json!({ "errors": { "name": [long] } }),
    ];
    for body in bodies {
        let message = refusal(500, Some(&body)).message;
        assert_eq!(message, "ç".repeat(299) + "…");
    }
}

#[test]
fn the_apis_own_code_is_taken_from_the_error_or_else_from_beside_it() {
    let table = [
        (json!({ "error": { "code": "validation_error" } }), Some("validation_error")),
        (json!({ "code": "trial_over", "message": "Pay" }), Some("trial_over")),
        (json!({ "code": "outer", "error": { "code": "inner" } }), Some("inner")),
        (json!({ "code": "outer", "error": { "message": "No" } }), Some("outer")),
        (json!({ "code": "outer", "error": "No" }), Some("outer")),
        (json!({ "code": "outer", "error": null }), Some("outer")),
        (json!({ "code": "outer", "error": { "code": null } }), Some("outer")),
        (json!({ "code": "outer", "error": { "code": 1001 } }), Some("outer")),
        (json!({ "code": "outer", "error": { "code": " " } }), Some("outer")),
        (json!({ "error": { "code": " spaced\n" } }), Some("spaced")),
        (json!({ "code": "", "message": "No" }), None),
        (json!({ "code": "<html><body>502" }), None),
        (json!({ "error": { "details": { "code": ["is a field"] } } }), None),
        (json!({ "errors": { "code": ["is a field"] } }), None),
        (json!({ "extra": { "code": "elsewhere" } }), None),
        (json!({ "code": 1001 }), None),
        (json!({ "code": { "name": "odd" } }), None),
        (json!({}), None),
        (json!([{ "code": "in an array" }]), None),
        (json!("code"), None),
        (json!(null), None),
    ];
    for (body, code) in table {
        for status in [400, 401, 422, 429, 500, 302] {
            assert_eq!(refusal(status, Some(&body)).code.as_deref(), code, "{status} {body}");
        }
    }
    assert_eq!(refusal(500, None).code, None);
}

#[test]
fn a_code_beyond_300_characters_is_cut_like_a_message() {
    let long = "ç".repeat(500_000);
    for body in [json!({ "error": { "code": long } }), json!({ "code": long })] {
        assert_eq!(refusal(400, Some(&body)).code, Some("ç".repeat(299) + "…"));
    }
    let exact = "c".repeat(300);
    assert_eq!(refusal(400, Some(&json!({ "code": exact }))).code, Some(exact));
}

/// How many bytes of text the field errors hold, each message counted as one more.
fn text_size(error: &Error) -> usize {
    let messages = |texts: &[String]| texts.iter().map(|text| text.len() + 1).sum::<usize>();
    error.field_errors.0.iter().map(|(name, texts)| name.len() + messages(texts)).sum()
}

#[test]
fn field_errors_hold_no_more_text_than_a_body_that_is_kept_however_they_come() {
    let page = "ç".repeat(500_000);
    let many = |count, value: Value| {
        let fields = (0..count).map(|index| (format!("field{index}"), value.clone()));
        Value::from(fields.collect::<serde_json::Map<_, _>>())
    };
    let bodies = [
        json!({ "errors": { "name": page } }),
        json!({ "errors": { page.clone(): "Taken." } }),
        json!({ "errors": { "name": vec!["Taken."; 100_000] } }),
        json!({ "errors": { "name": vec![""; 100_000] } }),
        json!({ "errors": many(100_000, json!("Taken.")) }),
        json!({ "errors": many(1000, json!(["ç".repeat(500)])) }),
        json!({ "error": { "details": many(1000, json!("Taken.")) }, "errors": many(1000, json!("No.")) }),
    ];
    for (row, body) in bodies.iter().enumerate() {
        let error = refusal(400, Some(body));
        assert_eq!(error.kind, ErrorKind::Validation, "row {row}");
        assert!(text_size(&error) <= 16 * 1024, "row {row} has {}", text_size(&error));
        for (name, messages) in &error.field_errors.0 {
            assert!(name.chars().count() <= 300, "row {row}");
            assert!(messages.iter().all(|text| text.chars().count() <= 300), "row {row}");
        }
    }
    let cut = "ç".repeat(299) + "…";
    assert_eq!(
        refusal(422, Some(&bodies[0])).field_errors.0,
        [("name".to_owned(), vec![cut.clone()])]
    );
    assert_eq!(refusal(422, Some(&bodies[1])).field_errors.0, [(cut, vec!["Taken.".to_owned()])]);
}

#[test]
fn field_errors_that_find_no_room_give_way_to_shorter_ones_behind_them() {
    let long = "x".repeat(300);
    let body = json!({ "errors": { "a": vec![long; 60], "b": "Taken." } });
    let error = refusal(422, Some(&body));
    let fields = &error.field_errors.0;
    let kept: Vec<(&str, usize)> =
        fields.iter().map(|(name, texts)| (&**name, texts.len())).collect();
    // 54 times 301 bytes are 16,254 of the 16,384.
    assert_eq!(kept, [("a", 54), ("b", 1)]);
}

/// The envelopes that are seen, around any texts.
fn envelope() -> impl Strategy<Value = Value> {
    (0..5, crate::support::text(), crate::support::text()).prop_map(|(envelope, first, second)| {
        match envelope {
            0 => json!({ "message": first, "error": second }),
            1 => json!({ "message": first, "errors": { "name": [second] } }),
            2 => json!({ "errors": { "name": [first, second] } }),
            3 => json!({ "errors": { "name": first, "uuid": second } }),
            _ => json!({ "error": { "message": first, "details": { "name": [second] } } }),
        }
    })
}

const NAMES: &[&str] = &["message", "error", "errors", "details", "code", "extra", "name"];

proptest! {
    #![proptest_config(crate::support::inputs(1024))]

    #[test]
    fn any_body_with_any_status_gives_a_short_message_for_people(
        status in prop_oneof![Just(404), any::<u32>()].prop_filter("a success", |status| {
            !(200..300).contains(status)
        }),
        body in option::weighted(0.95, prop_oneof![crate::support::json(NAMES), envelope()]),
    ) {
        let error = refusal(status, body.as_ref());
        let message = error.message.trim();
        prop_assert!(!message.is_empty() && !message.starts_with('<'), "{:?}", error.message);
        prop_assert!(error.message.chars().count() <= 300);
        prop_assert!(error.code.as_ref().is_none_or(|code| code.chars().count() <= 300));
        prop_assert!(text_size(&error) <= 16 * 1024);
        prop_assert_eq!(error.status, Some(status));
        let has_message = error.message != fallback(status);
        let expected = kind_of(status, has_message, !error.field_errors.is_empty());
        prop_assert_eq!(error.kind, expected);
    }
}

#[test]
fn a_success_is_a_refusal_where_it_says_so_and_shows_nothing() {
    let table = [
        (json!({ "success": false, "message": "Customer has active reports" }), true),
        (json!({ "success": false }), true),
        (json!({ "success": true, "message": "Done" }), false),
        (json!({ "success": 0 }), false),
        (json!({ "success": "false" }), false),
        (json!({ "success": null }), false),
        (json!({}), false),
        (json!([]), false),
        (json!("success"), false),
    ];
    for endpoint in endpoint::ALL {
        for (body, expected) in &table {
            assert_eq!(problem::is_refusal(endpoint, &Parsed(Some(body))), *expected, "{body}");
        }
        let envelope = endpoint.envelope.unwrap_or("customer");
        let shown = json!({ "success": false, envelope: { "uuid": "u" } });
        let is_refusal = problem::is_refusal(endpoint, &Parsed(Some(&shown)));
        assert_eq!(is_refusal, endpoint.envelope.is_none());
    }
    let body = json!({ "success": false, "message": "Customer has active reports" });
    let error = refusal(200, Some(&body));
    assert_eq!((error.kind, &*error.message), (ErrorKind::Http, "Customer has active reports"));
    let body = json!({ "success": false, "errors": { "name": ["Taken."] } });
    assert_eq!(refusal(201, Some(&body)).kind, ErrorKind::Validation);
    assert!(!refusal(200, Some(&json!({ "success": false }))).message.is_empty());
}
