//! The platform's own responses that are no answers. What else a `fetch` may give is the same on every
//! platform.

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::*;

#[wasm_bindgen_test]
async fn a_response_that_is_no_answer_rejects_the_call_with_a_kind() {
    for (name, fetch, expected) in rows(&odd_responses()) {
        let name = name.as_string().unwrap();
        let error = rejection(once(&fetch.unchecked_into()).show(uuid(), NONE)).await;
        assert_eq!(kind(&error), expected.as_string().unwrap(), "a response that {name}");
    }
}
