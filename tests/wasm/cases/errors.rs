//! What calls reject with when the API, or what stands before it, does not do as asked.

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::*;

#[wasm_bindgen_test]
async fn a_refusals_status_gives_its_kind() {
    let table = [
        (400, "http"),
        (401, "authentication"),
        (403, "permission"),
        (404, "not_found"),
        (422, "validation"),
        (429, "rate_limit"),
        (500, "server"),
        (503, "server"),
        (418, "http"),
        (302, "http"),
    ];
    for (status, expected) in table {
        let fetch = answering(status, r#"{"message":"Invalid Customer Token"}"#);
        let error = rejection(once(&fetch).show(uuid(), NONE)).await;
        assert_eq!(kind(&error), expected, "{status}");
        assert_eq!(get(&error, "status"), status);
        assert_eq!(text(&error, "message"), "Invalid Customer Token");
        assert_eq!(json(&get(&error, "body")), r#"{"message":"Invalid Customer Token"}"#);
        assert_eq!(text(&error, "method"), "GET");
        let url = ["https://connect.reportei.com/api/customers/", UUID].concat();
        assert_eq!(text(&error, "url"), url);
    }
}

#[wasm_bindgen_test]
async fn field_errors_are_by_field() {
    let body = r#"{"errors":{"name":["The name field is required."],"__proto__":"odd"}}"#;
    let fetch = answering(422, body);
    let error = rejection(once(&fetch).create(parse(r#"{"name":" "}"#), NONE)).await;
    assert_eq!(kind(&error), "validation");
    let expected = r#"{"name":["The name field is required."],"__proto__":["odd"]}"#;
    assert_eq!(json(&get(&error, "fieldErrors")), expected);
    assert_eq!(text(&error, "message"), "The name field is required.");
}

#[wasm_bindgen_test]
async fn a_body_that_is_not_what_the_contract_says_is_a_decode_error() {
    let table = [
        ("", ""),
        ("<!DOCTYPE html><title>Sign in</title>", ""),
        (r#"{"customer":{"uuid":"#, ""),
        ("null", ""),
        ("[]", ""),
        ("7", ""),
        ("{}", "customer"),
        (r#"{"customer":null}"#, "customer"),
        (r#"{"customer":[]}"#, "customer"),
        (r#"{"customer":{"uuid":7}}"#, "customer.uuid"),
        (r#"{"customer":{"uuid":"u"}}"#, "customer.name"),
        (r#"{"message":"a refusal with the status of a success"}"#, "customer"),
    ];
    for (body, path) in table {
        let error = rejection(once(&answering(200, body)).show(uuid(), NONE)).await;
        assert_eq!(kind(&error), "decode", "{body}");
        assert_eq!(get(&error, "path").as_string().as_deref(), Some(path), "{body}");
        assert_eq!(get(&error, "status"), 200);
        assert!(!text(&error, "message").contains('<'), "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_success_without_a_body_is_known_to_be_applied() {
    for (status, body) in [(204, ""), (200, ""), (202, "null")] {
        let error = rejection(once(&answering(status, body)).delete(uuid(), NONE)).await;
        assert_eq!(kind(&error), "decode", "{status}");
        assert_eq!(get(&error, "status"), status);
        assert_eq!(text(&error, "outcome"), "applied", "{status}");
    }
}

#[wasm_bindgen_test]
async fn a_wrong_row_of_a_page_is_named() {
    let row = r#"{"uuid":"u","name":"n","created_at":"c","updated_at":"u","trial_ends_at":null,"is_paying":"no","merchant":"m"}"#;
    let page = [
        r#"{"data":["#,
        row,
        r#"],"meta":{"current_page":1,"last_page":1,"per_page":15,"total":1}}"#,
    ]
    .concat();
    let error = rejection(once(&answering(200, &page)).list(NONE, NONE)).await;
    assert_eq!(text(&error, "path"), "data[0].is_paying");
    let expected = "the API's answer is not what its contract says: data[0].is_paying is a string, expected a boolean";
    assert_eq!(text(&error, "message"), expected);
}

#[wasm_bindgen_test]
async fn a_big_page_of_html_does_not_become_the_message_nor_all_of_the_body() {
    let html = ["<html>", &"<p>Bad gateway</p>".repeat(30_000)].concat();
    let error = rejection(once(&answering(502, &html)).show(uuid(), NONE)).await;
    assert_eq!(kind(&error), "server");
    assert_eq!(text(&error, "message"), "the API answered with status 502");
    assert_eq!(text(&error, "body").len(), 16 * 1024);
}

#[wasm_bindgen_test]
async fn whatever_fetch_does_the_call_settles_with_a_kind() {
    for (name, fetch, expected) in rows(&hostile_fetches()) {
        let name = name.as_string().unwrap();
        let error = rejection(once(&fetch.unchecked_into()).show(uuid(), NONE)).await;
        assert_eq!(kind(&error), expected.as_string().unwrap(), "a fetch that {name}");
    }
}

#[wasm_bindgen_test]
async fn the_original_error_is_kept_as_the_cause() {
    let fetch = js_sys::Function::new_no_args("throw new TypeError('original')");
    let error = rejection(once(&fetch).show(uuid(), NONE)).await;
    let cause = get(&error, "cause");
    assert!(is_error(&cause, "TypeError"));
    assert_eq!(text(&cause, "message"), "original");
}

#[wasm_bindgen_test]
async fn no_token_shows_in_an_error_whatever_the_server_echoes() {
    let both = [ACCESS_TOKEN, " and ", CUSTOMER_TOKEN].concat();
    let bodies = [
        both.clone(),
        [r#"{"message":"Bearer "#, &both, r#""}"#].concat(),
        [r#"{"errors":{"name":["#, &json(&both.clone().into()), "]}}"].concat(),
        [r#"{"customer":{"uuid":7,"api_token":""#, CUSTOMER_TOKEN, r#""}}"#].concat(),
        [r#"{"customer":{"uuid":"u","api_token":"short-one"#].concat(),
    ];
    for body in bodies {
        for status in [200, 201, 401, 422, 500] {
            let fetch = answering(status, &body);
            let error = rejection(once(&fetch).create(parse(r#"{"name":"A"}"#), NONE)).await;
            let shown = all_that_shows(&error);
            for token in [ACCESS_TOKEN, CUSTOMER_TOKEN, "short-one"] {
                assert!(!shown.contains(token), "{status} {body} shows {token}: {shown}");
            }
        }
    }
}

#[wasm_bindgen_test]
fn a_clients_properties_hold_no_token() {
    let client = JsValue::from(client(&succeeding()));
    let shown = all_that_shows(&client);
    assert!(!shown.contains(ACCESS_TOKEN) && !shown.contains(CUSTOMER_TOKEN), "{shown}");
}
