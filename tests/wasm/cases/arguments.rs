//! Bad arguments: named in the error, and never sent.

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::*;

/// Asserts that the call was refused for that argument, and that nothing was sent.
async fn refused(fetch: &Function, call: js_sys::Promise, argument: &str, what: &str) {
    let error = rejection(call).await;
    assert_eq!(kind(&error), "invalid_argument", "{what}");
    assert_eq!(text(&error, "argument"), argument, "{what}: {}", text(&error, "message"));
    assert!(text(&error, "message").starts_with(argument), "{what}");
    assert_eq!(requests_of(fetch).length(), 0, "{what} was sent");
}

#[wasm_bindgen_test]
async fn what_is_no_uuid_is_refused_by_every_call_that_takes_one() {
    for (index, bad) in bad_uuids().iter().enumerate() {
        let fetch = succeeding();
        let client = client(&fetch);
        let what = format!("bad uuid {index}");
        refused(&fetch, client.show(bad.clone(), NONE), "uuid", &what).await;
        refused(&fetch, client.delete(bad.clone(), NONE), "uuid", &what).await;
        let name = parse(r#"{"name":"A"}"#);
        refused(&fetch, client.update(bad.clone(), name, NONE), "uuid", &what).await;
        let paying = parse(r#"{"is_paying":true}"#);
        refused(&fetch, client.update_payment_status(bad.clone(), paying, NONE), "uuid", &what)
            .await;
    }
}

#[wasm_bindgen_test]
async fn what_is_no_object_of_params_is_refused() {
    for (index, bad) in bad_objects().iter().enumerate() {
        let fetch = succeeding();
        let what = format!("bad object {index}");
        refused(&fetch, client(&fetch).create(bad, NONE), "params", &what).await;
    }
}

#[wasm_bindgen_test]
async fn params_are_checked_by_name() {
    let table = [
        ("create", "{}", "name"),
        ("create", r#"{"name":""}"#, "name"),
        ("create", r#"{"name":null}"#, "name"),
        ("create", r#"{"name":7}"#, "name"),
        ("create", r#"{"nmae":"A"}"#, "nmae"),
        ("create", r#"{"name":"A","is_paying":true}"#, "is_paying"),
        ("create", r#"{"name":"half a pair: \ud83e"}"#, "name"),
        ("paying", "{}", "is_paying"),
        ("paying", r#"{"isPaying":true}"#, "isPaying"),
        ("paying", r#"{"is_paying":"true"}"#, "is_paying"),
        ("paying", r#"{"is_paying":1}"#, "is_paying"),
        ("find", r#"{"name":"A"}"#, "since"),
        ("find", r#"{"name":"A","sinse":"2024-09-24 17:07:34"}"#, "sinse"),
        ("list", r#"{"page":0}"#, "page"),
        ("list", r#"{"page":1.5}"#, "page"),
        ("list", r#"{"page":"2"}"#, "page"),
        ("list", r#"{"per_page":101}"#, "per_page"),
        ("list", r#"{"perPage":10}"#, "perPage"),
        ("list", r#"{"sortBy":7}"#, "sortBy"),
    ];
    for (call, params, argument) in table {
        let fetch = succeeding();
        let client = client(&fetch);
        let promise = match call {
            "create" => client.create(parse(params), NONE),
            "paying" => client.update_payment_status(uuid(), parse(params), NONE),
            "find" => client.find_unconfirmed(parse(params), NONE),
            _ => client.list(parse(params), NONE),
        };
        refused(&fetch, promise, argument, params).await;
    }
}

#[wasm_bindgen_test]
async fn a_misspelt_field_of_one_item_among_many_is_named() {
    let fetch = succeeding();
    let item = format!(r#"[{{"id":"{UUID}","name":"A"}}]"#);
    let results = client(&fetch).update_many(parse(&item), NONE).await.unwrap();
    let reason = get(&js_sys::Array::from(&results).get(0), "reason");
    assert_eq!(text(&reason, "argument"), "id");
    assert_eq!(requests_of(&fetch).length(), 0);
}

#[wasm_bindgen_test]
async fn a_long_name_of_emoji_passes_through_intact() {
    let fetch = succeeding();
    let name = "🥐".repeat(10_000);
    let params = js_sys::Object::new();
    js_sys::Reflect::set(&params, &"name".into(), &name.clone().into()).unwrap();
    client(&fetch).create(params.into(), NONE).await.unwrap();
    let body = parse(&text(&requests_of(&fetch).get(0), "body"));
    assert_eq!(text(&body, "name"), name);
}

#[wasm_bindgen_test]
async fn settings_needs_a_customer_token_where_there_is_an_access_token() {
    let fetch = succeeding();
    let options = parse(r#"{"accessToken":"t"}"#);
    js_sys::Reflect::set(&options, &"fetch".into(), &fetch).unwrap();
    let client = client_with(&options).unwrap();
    refused(&fetch, client.settings(NONE), "customerToken", "no customer token").await;
}

#[wasm_bindgen_test]
fn a_client_is_not_made_of_bad_options() {
    for (index, (options, argument, _)) in rows(&bad_client_options()).enumerate() {
        let shown = format!("row {index}: {}", argument.as_string().unwrap());
        let error = client_with(&options).err().expect(&shown);
        assert_eq!(kind(&error), "invalid_argument", "{shown}");
        assert_eq!(get(&error, "argument"), argument, "{shown}: {}", text(&error, "message"));
    }
}

#[wasm_bindgen_test]
async fn a_call_is_not_made_with_bad_options() {
    for (index, (options, argument, _)) in rows(&bad_call_options()).enumerate() {
        let fetch = succeeding();
        let call = client(&fetch).show(uuid(), options);
        let argument = argument.as_string().unwrap();
        refused(&fetch, call, &argument, &format!("row {index}")).await;
    }
}

#[wasm_bindgen_test]
async fn undefined_and_null_options_are_none() {
    let client = client(&succeeding());
    client.list(NONE, NONE).await.unwrap();
    let call = client.show(uuid(), JsValue::UNDEFINED);
    call.await.unwrap();
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"timeoutMs".into(), &JsValue::UNDEFINED).unwrap();
    client.show(uuid(), options.into()).await.unwrap();
}
