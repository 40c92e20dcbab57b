use serde_json::json as value;

use crate::support::{Ask, first_uuid, json, sandbox};

#[test]
fn a_name_that_is_missing_or_empty_is_required() {
    let mut sandbox = sandbox(1);
    for body in [
        "",
        "{",
        "null",
        "[]",
        "[1]",
        "7",
        "\"name\"",
        "{}",
        r#"{"name": null}"#,
        r#"{"name": ""}"#,
        r#"{"name": " \t\u200b\ufeff "}"#,
        r#"{"name": []}"#,
        r#"{"name": {}}"#,
        r#"{"Name": "x"}"#,
        r#"{"name": "\ud800"}"#,
    ] {
        let answer = sandbox.ask("POST /customers", body);
        let message = "The name field is required.";
        let expected = value!({"message": message, "errors": {"name": [message]}});
        assert_eq!((answer.status, json(&answer)), (422, expected), "{body}");
    }
    assert_eq!(sandbox.get("/customers")["meta"]["total"], 1);
}

#[test]
fn a_name_that_is_no_text_must_be_a_string() {
    let mut sandbox = sandbox(1);
    let line = format!("PUT /customers/{}", first_uuid(&mut sandbox));
    for body in
        [r#"{"name": 1}"#, r#"{"name": false}"#, r#"{"name": ["x"]}"#, r#"{"name": {"a": 1}}"#]
    {
        let answer = sandbox.ask(&line, body);
        let message = "The name field must be a string.";
        let expected = value!({"message": message, "errors": {"name": [message]}});
        assert_eq!((answer.status, json(&answer)), (422, expected), "{body}");
    }
}

#[test]
fn a_name_of_ten_thousand_emoji_is_kept_as_it_is() {
    let mut sandbox = sandbox(0);
    let name = "👩‍🚀".repeat(10_000);
    let answer = sandbox.ask("POST /customers", &value!({ "name": name }).to_string());
    assert_eq!((answer.status, &json(&answer)["customer"]["name"]), (201, &value!(name)));
}

#[test]
fn a_body_counts_only_with_its_content_type() {
    for (content_type, body, status) in [
        ("application/json", r#"{"name": "x"}"#, 201),
        ("application/vnd.api+json; charset=utf-8", r#"{"name": "x"}"#, 201),
        ("application/x-www-form-urlencoded", "name=P%C3%A3o+Quente", 201),
        ("application/x-www-form-urlencoded", r#"{"name": "x"}"#, 422),
        ("text/plain;charset=UTF-8", r#"{"name": "x"}"#, 422),
        ("", r#"{"name": "x"}"#, 422),
    ] {
        let mut sandbox = sandbox(0);
        let bearer = format!("Bearer {}", sandbox.access_token());
        let headers = [("authorization", &*bearer), ("content-type", content_type)];
        let request = crate::support::request("POST", "/api/customers", &headers, body);
        let answer = sandbox.handle(&request, crate::support::now());
        assert_eq!(answer.status, status, "{content_type} {body}");
    }
}

#[test]
fn is_paying_is_what_laravel_takes_for_a_boolean() {
    let mut sandbox = sandbox(1);
    let uuid = first_uuid(&mut sandbox);
    let line = format!("POST /customers/{uuid}/update-payment-status");
    for (given, paying) in [
        ("true", true),
        ("false", false),
        ("1", true),
        ("0", false),
        ("\"1\"", true),
        ("\"0\"", false),
    ] {
        let answer = sandbox.ask(&line, &format!(r#"{{"is_paying": {given}}}"#));
        assert_eq!((answer.status, &json(&answer)["success"]), (200, &value!(true)), "{given}");
        let shown = sandbox.get(&format!("/customers/{uuid}"));
        assert_eq!(shown["customer"]["is_paying"], paying, "{given}");
    }
    for (body, message) in [
        ("{}", "The is paying field is required."),
        (r#"{"is_paying": null}"#, "The is paying field is required."),
        (r#"{"is_paying": "true"}"#, "The is paying field must be true or false."),
        (r#"{"is_paying": 2}"#, "The is paying field must be true or false."),
        (r#"{"is_paying": 1.0}"#, "The is paying field must be true or false."),
        (r#"{"is_paying": [true]}"#, "The is paying field must be true or false."),
    ] {
        let answer = sandbox.ask(&line, body);
        let expected = value!({"message": message, "errors": {"is_paying": [message]}});
        assert_eq!((answer.status, json(&answer)), (422, expected), "{body}");
    }
}

#[test]
fn marking_a_customer_as_paying_says_so() {
    let mut sandbox = sandbox(1);
    let line = format!("POST /customers/{}/update-payment-status", first_uuid(&mut sandbox));
    let answer = sandbox.ask(&line, r#"{"is_paying": true}"#);
    let message = "Customer is now marked as a paying customer";
    assert_eq!(json(&answer), value!({"success": true, "message": message}));
}
