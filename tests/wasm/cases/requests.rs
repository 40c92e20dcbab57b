//! What is sent, and what of the answer comes back.

use js_sys::{Array, Function};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{endpoints, support::*};

#[wasm_bindgen_test]
async fn each_call_sends_what_its_row_says() {
    for (endpoint, row) in endpoints::rows() {
        let fetch = succeeding();
        call_of_row(client(&fetch), row).await.unwrap();
        assert_eq!(requests_of(&fetch).length(), 1, "{}", row.call);
        let sent = requests_of(&fetch).get(0);
        assert_eq!(text(&sent, "method"), row.method, "{}", row.call);
        let url = ["https://connect.reportei.com/api", &row.request_path(UUID)].concat();
        assert_eq!(text(&sent, "url"), url);
        assert_eq!(get(&sent, "body").as_string().unwrap_or_default(), row.request_body());
        assert_eq!(get(&sent, "body").is_undefined(), row.body.is_none(), "{}", row.call);
        assert_eq!(text(&sent, "redirect"), "manual");
        let headers = get(&sent, "headers");
        assert_eq!(text(&headers, "authorization"), ["Bearer ", ACCESS_TOKEN].concat());
        assert_eq!(text(&headers, "accept"), "application/json");
        assert_eq!(get(&headers, "content-type").is_undefined(), row.body.is_none());
        let has_customer_token = !get(&headers, "x-customer-token").is_undefined();
        assert_eq!(has_customer_token, endpoint.needs_customer_token, "{}", row.call);
    }
}

#[wasm_bindgen_test]
async fn each_call_gives_what_is_in_the_envelope_of_the_documents_example() {
    for (_, row) in endpoints::rows() {
        let given = call_of_row(client(&succeeding()), row).await.unwrap();
        let inside = row.envelope.as_ref().map_or(&row.answer, |name| &row.answer[name]);
        let given: Value = serde_json::from_str(&json(&given)).unwrap();
        for (name, value) in inside.as_object().unwrap() {
            assert_eq!(&given[name], value, "{} {name}", row.call);
        }
    }
}

#[wasm_bindgen_test]
async fn unknown_fields_and_statuses_reach_the_caller() {
    let shown = client(&answering(200, &body_of("show"))).show(uuid(), NONE).await.unwrap();
    assert_eq!(text(&shown, "uuid"), UUID);
    assert_eq!(json(&get(&shown, "unknown_field")), r#"{"nested":[1,null]}"#);
    assert!(get(&shown, "trial_ends_at").is_null());
    let settings = client(&answering(200, &body_of("settings"))).settings(NONE).await.unwrap();
    let integrations: Array = get(&settings, "integrations").unchecked_into();
    assert_eq!(text(&integrations.get(0), "status"), "a_status_nobody_has_seen");
}

#[wasm_bindgen_test]
async fn a_page_with_total_pages_gets_a_last_page() {
    let page = r#"{"data":[],"meta":{"current_page":9,"from":null,"to":null,"per_page":15,"total":7,"total_pages":3}}"#;
    let page = client(&answering(200, page)).list(NONE, NONE).await.unwrap();
    let meta = get(&page, "meta");
    assert_eq!(get(&meta, "last_page"), 3);
    assert_eq!(get(&meta, "total_pages"), 3);
    assert!(get(&meta, "from").is_null());
}

#[wasm_bindgen_test]
async fn base_urls_join_with_and_without_a_trailing_slash() {
    for base in ["http://localhost:4010/proxy/api", "http://localhost:4010/proxy/api/"] {
        let fetch = succeeding();
        let options = options_over(&fetch);
        js_sys::Reflect::set(&options, &"baseUrl".into(), &base.into()).unwrap();
        client_with(&options).unwrap().list(NONE, NONE).await.unwrap();
        let sent = requests_of(&fetch).get(0);
        assert_eq!(text(&sent, "url"), "http://localhost:4010/proxy/api/customers");
    }
}

#[wasm_bindgen_test]
async fn behind_a_proxy_of_ones_own_neither_token_is_needed() {
    let fetch = succeeding();
    let options = parse(r#"{"baseUrl":"http://localhost:4010/api","credentials":"include"}"#);
    js_sys::Reflect::set(&options, &"fetch".into(), &fetch).unwrap();
    client_with(&options).unwrap().settings(NONE).await.unwrap();
    let sent = requests_of(&fetch).get(0);
    assert_eq!(text(&sent, "credentials"), "include");
    assert!(get(&get(&sent, "headers"), "authorization").is_undefined());
    assert!(get(&get(&sent, "headers"), "x-customer-token").is_undefined());
}

#[wasm_bindgen_test]
async fn a_calls_headers_and_token_come_before_the_clients() {
    let fetch = succeeding();
    let options = options_over(&fetch);
    js_sys::Reflect::set(
        &options,
        &"headers".into(),
        &parse(r#"{"X-One":"client","X-Two":"client"}"#),
    )
    .unwrap();
    let call = parse(r#"{"headers":{"x-one":"call"},"customerToken":"another-token"}"#);
    client_with(&options).unwrap().settings(call).await.unwrap();
    let headers = get(&requests_of(&fetch).get(0), "headers");
    assert_eq!(text(&headers, "x-one"), "call");
    assert_eq!(text(&headers, "x-two"), "client");
    assert_eq!(text(&headers, "x-customer-token"), "another-token");
}

#[wasm_bindgen_test]
async fn a_response_of_another_make_serves_by_its_shape() {
    let shown = client(&fetch_of_another_make()).show(uuid(), NONE).await.unwrap();
    assert_eq!(text(&shown, "uuid"), UUID);
}

#[wasm_bindgen_test]
async fn the_global_fetch_is_looked_up_at_each_call() {
    let global = js_sys::global();
    let before: Function = get(&global, "fetch").unchecked_into();
    let client = client_with(&parse(r#"{"accessToken":"t"}"#)).unwrap();
    let replacement = succeeding();
    js_sys::Reflect::set(&global, &"fetch".into(), &replacement).unwrap();
    let shown = client.show(uuid(), NONE).await;
    js_sys::Reflect::set(&global, &"fetch".into(), &before).unwrap();
    assert_eq!(text(&shown.unwrap(), "uuid"), UUID);
    assert_eq!(requests_of(&replacement).length(), 1);
}
