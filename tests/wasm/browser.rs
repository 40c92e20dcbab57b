//! The cases in a browser, and what holds there alone.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod cases;

use cases::support::{self, *};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_relative_base_url_is_resolved_against_the_page() {
    let fetch = by_turns(&json!([example_of("list")]));
    client_and(&fetch, "baseUrl", "/api").list(NONE, NONE).await.unwrap();
    let origin = text(&get(&js_sys::global(), "location"), "origin");
    assert_eq!(text(&requests_of(&fetch).get(0), "url"), [&origin, "/api/customers"].concat());
}

#[wasm_bindgen_test]
async fn no_header_is_sent_that_a_preflight_would_not_expect() {
    let fetch = by_turns(&json!([example_of("settings")]));
    client(&fetch).settings(NONE).await.unwrap();
    let headers = get(&requests_of(&fetch).get(0), "headers");
    let names = js_sys::Object::keys(&headers.into()).sort();
    assert_eq!(support::json(&names), r#"["accept","authorization","x-customer-token"]"#);
}
