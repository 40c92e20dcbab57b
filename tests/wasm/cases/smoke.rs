//! A call of each sort, made where the crate runs. What holds of them beyond that is held by the tests of
//! the built package.

use js_sys::{Array, Promise};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    endpoints,
    support::{self, *},
};

#[wasm_bindgen_test]
async fn each_call_sends_what_its_row_says_and_gives_what_is_in_the_envelope() {
    for (endpoint, row) in endpoints::rows() {
        let fetch = by_turns(&json!([example(row)]));
        let given = call_of_row(client(&fetch), row).await.unwrap();
        assert_eq!(requests_of(&fetch).length(), 1, "{}", row.call);
        let sent = requests_of(&fetch).get(0);
        assert_eq!(text(&sent, "method"), row.method, "{}", row.call);
        let url = ["https://connect.reportei.com/api", &row.request_path(UUID)].concat();
        assert_eq!(text(&sent, "url"), url);
        assert_eq!(text(&sent, "body"), row.request_body());
        let headers = get(&sent, "headers");
        assert_eq!(text(&headers, "authorization"), ["Bearer ", ACCESS_TOKEN].concat());
        let has_customer_token = !get(&headers, "x-customer-token").is_undefined();
        assert_eq!(has_customer_token, endpoint.needs_customer_token, "{}", row.call);

        let inside = row.envelope.as_ref().map_or(&row.answer, |name| &row.answer[name]);
        let given: Value = serde_json::from_str(&support::json(&given)).unwrap();
        for (name, value) in inside.as_object().unwrap() {
            assert_eq!(&given[name], value, "{} {name}", row.call);
        }
    }
}

#[wasm_bindgen_test]
async fn whatever_a_fetch_gives_in_the_place_of_an_answer_is_an_error_with_a_kind() {
    let table = [
        (json!([404, r#"{"message":"Not found"}"#]), "not_found"),
        (json!([422, r#"{"errors":{"name":["Taken."]}}"#]), "validation"),
        (json!([500, "<html>"]), "server"),
        (json!([302, ""]), "http"),
        (json!([200, "{}"]), "decode"),
        (json!(["fail"]), "network"),
        (json!(["stall"]), "timeout"),
        // The platform's own responses that are no answers.
        (json!(["read", "{}"]), "network"),
        (json!(["error"]), "http"),
    ];
    for (answer, expected) in table {
        let fetch = by_turns(&json!([answer]));
        let client = client_and(&fetch, "maxRetries", 0);
        let options = if expected == "timeout" { option("timeoutMs", 5) } else { NONE };
        let error = rejection(client.show(uuid(), options)).await;
        assert_eq!(kind(&error), expected, "{answer}");
    }
}

#[wasm_bindgen_test]
async fn a_failure_that_passes_is_repeated_and_the_observer_hears_of_it() {
    let fetch = by_turns(&json!([[503, "", { "retry-after": "0" }], example_of("show")]));
    let (observer, events) = keeping();
    let shown = client_and(&fetch, "observer", observer).show(uuid(), NONE).await.unwrap();
    assert_eq!(text(&shown, "uuid"), UUID);
    Promise::resolve(&JsValue::NULL).await.unwrap();
    let types: Vec<String> = events.iter().map(|event| text(&event, "type")).collect();
    assert_eq!(types, ["request", "response", "retry", "request", "response", "success"]);
}

#[wasm_bindgen_test]
async fn an_abort_ends_the_call_and_its_request() {
    let (fetch, controller) = (by_turns(&json!([["stall"]])), AbortController::new());
    let call = client(&fetch).show(uuid(), option("signal", controller.signal()));
    // The request goes out in a later microtask than the call.
    while requests_of(&fetch).length() == 0 {
        Promise::resolve(&JsValue::NULL).await.unwrap();
    }
    controller.abort("the user left");
    let error = rejection(call).await;
    assert_eq!(kind(&error), "aborted");
    assert_eq!(text(&error, "cause"), "the user left");
    let signal = get(&requests_of(&fetch).get(0), "signal");
    assert_eq!(get(&signal, "aborted"), true);
}

#[wasm_bindgen_test]
async fn a_walk_gives_the_customers_of_all_pages() {
    let pages = [1, 2].map(|number| {
        let (_, row) = endpoints::rows().find(|(_, row)| row.call == "list").unwrap();
        let mut page = row.answer.clone();
        let first = page["data"][0].clone();
        page["data"] = json!([first]);
        page["data"][0]["uuid"] = json!(format!("page {number}"));
        page["meta"] = json!({ "current_page": number, "last_page": 2, "per_page": 1, "total": 2 });
        json!([200, page.to_string()])
    });
    let fetch = by_turns(&json!(pages));
    let loop_over = client(&fetch).list_all(NONE, option("prefetch", 0)).customers();
    let mut uuids = Vec::new();
    loop {
        let step = loop_over.next().await.unwrap();
        if get(&step, "done") == true {
            break;
        }
        uuids.push(text(&get(&step, "value"), "uuid"));
    }
    assert_eq!(uuids, ["page 1", "page 2"]);
    assert_eq!(requests_of(&fetch).length(), 2);
}

#[wasm_bindgen_test]
async fn many_creations_have_a_result_each_and_their_tokens_are_stored() {
    let fetch = by_turns(&json!([example_of("create"), [422, r#"{"message":"Taken."}"#]]));
    let (store_token, stored) = keeping();
    let options = option("storeToken", store_token);
    let results = client(&fetch).create_many(parse(r#"["Ana","Bia"]"#), options).await.unwrap();
    let [created, refused] = [0, 1].map(|at| Array::from(&results).get(at));
    assert_eq!(text(&created, "item"), "Ana");
    assert_eq!(text(&get(&created, "value"), "api_token"), CUSTOMER_TOKEN);
    assert_eq!(kind(&get(&refused, "reason")), "validation");
    assert!(stored.iter().any(|kept| text(&kept, "api_token") == CUSTOMER_TOKEN));
}
