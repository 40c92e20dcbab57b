//! The cases in Node, and what holds there alone.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod cases;

use cases::support::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// Where there is no page, a relative base URL means nothing.
#[wasm_bindgen_test]
fn a_relative_base_url_is_refused() {
    let options = parse(r#"{"accessToken":"t","baseUrl":"/api"}"#);
    let error = client_with(&options).err().unwrap();
    assert_eq!(text(&error, "argument"), "baseUrl");
}

#[wasm_bindgen_test]
async fn the_client_says_who_it_is_unless_the_caller_does() {
    let fetch = succeeding();
    client(&fetch).show(uuid(), NONE).await.unwrap();
    let own = parse(r#"{"headers":{"User-Agent":"mine/1"}}"#);
    client(&fetch).show(uuid(), own).await.unwrap();
    let agent = |index| text(&get(&requests_of(&fetch).get(index), "headers"), "user-agent");
    assert_eq!(agent(0), concat!("reportei-customers/", env!("CARGO_PKG_VERSION")));
    assert_eq!(agent(1), "mine/1");
}
