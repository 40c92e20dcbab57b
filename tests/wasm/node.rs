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
