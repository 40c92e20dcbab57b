//! The token that is shown once: stored before success, never lost, never shown.

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::*;

#[wasm_bindgen_test]
async fn the_call_resolves_after_the_token_is_stored() {
    let (fetch, store) = (succeeding(), storing(false));
    let options = option("storeToken", store.clone());
    let created = client(&fetch).create(parse(r#"{"name":"A"}"#), options).await.unwrap();
    assert_eq!(stored_by(&store).length(), 1);
    assert_eq!(text(&stored_by(&store).get(0), "api_token"), CUSTOMER_TOKEN);
    assert_eq!(text(&created, "api_token"), CUSTOMER_TOKEN);
}

#[wasm_bindgen_test]
async fn a_customer_whose_token_is_not_stored_is_deleted_again() {
    let fetch = by_turns(r#"[[201,"created"],[200,"done"]]"#);
    let options = option("storeToken", storing(true));
    // A proxy may ask for a header with each request.
    js_sys::Reflect::set(&options, &"headers".into(), &parse(r#"{"x-trace":"1"}"#)).unwrap();
    let error = rejection(client(&fetch).create(parse(r#"{"name":"A"}"#), options)).await;
    assert_eq!(kind(&error), "token_not_stored");
    assert_eq!(get(&error, "rolledBack"), true);
    assert_eq!(text(&error, "outcome"), "rejected");
    assert_eq!(text(&get(&error, "cause"), "message"), "the disk is full");
    assert!(get(&error, "created").is_undefined());
    let rollback = requests_of(&fetch).get(1);
    assert_eq!(text(&rollback, "method"), "DELETE");
    assert!(text(&rollback, "url").ends_with(UUID));
    assert_eq!(text(&get(&rollback, "headers"), "x-trace"), "1");
}

#[wasm_bindgen_test]
async fn where_that_fails_too_the_token_rides_on_the_error_unseen() {
    let fetch = by_turns(r#"[[429,"",{"retry-after":"0"}],[201,"created"],[403,"{}"]]"#);
    let options = option("storeToken", storing(true));
    let error = rejection(client(&fetch).create(parse(r#"{"name":"A"}"#), options)).await;
    assert_eq!(kind(&error), "token_not_stored");
    assert_eq!(get(&error, "rolledBack"), false);
    assert_eq!(text(&error, "outcome"), "applied");
    assert_eq!(get(&error, "attempts"), 2);
    assert_eq!(text(&get(&error, "created"), "api_token"), CUSTOMER_TOKEN);
    assert_hidden(&error);
}

#[wasm_bindgen_test]
async fn a_creation_whose_answer_is_odd_keeps_the_token() {
    let table = [
        ([r#"{"customer":{"uuid":7,"api_token":""#, CUSTOMER_TOKEN, r#""}}"#].concat(), true),
        ([r#"{"data":{"api_token":""#, CUSTOMER_TOKEN, r#""}}"#].concat(), true),
        ([r#"{"customer":{"uuid":"u","api_token":""#, CUSTOMER_TOKEN].concat(), false),
    ];
    for (body, is_parsed) in table {
        let error =
            rejection(client(&answering(201, &body)).create(parse(r#"{"name":"A"}"#), NONE)).await;
        assert_eq!(kind(&error), "decode");
        assert_eq!(text(&error, "outcome"), "applied");
        let kept = get(&error, "created");
        assert_eq!(kept.is_object(), is_parsed, "{body}");
        assert!(json(&kept).contains(CUSTOMER_TOKEN), "{body}");
        assert_hidden(&error);
    }
}

/// Neither printing nor serializing nor looking through what can be enumerated shows the token.
fn assert_hidden(error: &JsValue) {
    let enumerable = js_sys::Object::assign(&js_sys::Object::new(), error.unchecked_ref());
    let shown = [json(error), all_that_shows(&enumerable)].concat();
    assert!(!shown.contains(CUSTOMER_TOKEN), "{shown}");
}

#[wasm_bindgen_test]
async fn what_a_lost_answer_left_behind_is_found_by_name_and_time() {
    let customer = |uuid: &str, name: &str, at: &str| {
        format!(
            r#"{{"uuid":"{uuid}","name":"{name}","created_at":"{at}","updated_at":"{at}","trial_ends_at":null,"is_paying":false,"merchant":"M"}}"#
        )
    };
    let page = |number: u32, customers: &[String]| {
        let meta =
            format!(r#""meta":{{"current_page":{number},"last_page":2,"per_page":2,"total":3}}"#);
        json(&format!(r#"{{"data":[{}],{meta}}}"#, customers.join(",")).into())
    };
    let first = page(
        1,
        &[
            customer("old", "Ana", "2024-09-24 17:07:33"),
            customer("new", "Ana", "2024-09-24 17:07:34"),
        ],
    );
    let second = page(
        2,
        &[
            customer("new", "Ana", "2024-09-24 17:07:34"),
            customer("other", "Anabel", "2024-09-24 17:07:35"),
        ],
    );
    let fetch = by_turns(&format!("[[200,{first}],[200,{second}]]"));
    let params = parse(r#"{"name":"Ana","since":"2024-09-24 17:07:34"}"#);
    let found = client(&fetch).find_unconfirmed(params, NONE).await.unwrap();
    let found = js_sys::Array::from(&found);
    assert_eq!(found.length(), 1);
    assert_eq!(text(&found.get(0), "uuid"), "new");
    assert_eq!(requests_of(&fetch).length(), 2);
}
