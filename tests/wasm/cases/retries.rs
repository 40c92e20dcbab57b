//! Attempts made again, what is known in the end, and what an observer hears of it.

use js_sys::{Function, Promise};
use reportei_customers::client::ReporteiCustomers;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::*;

#[wasm_bindgen_test]
async fn no_retry_means_none_on_the_client_and_on_the_call() {
    let fetch = by_turns("[[500]]");
    rejection(client(&fetch).show(uuid(), option("maxRetries", 0))).await;
    rejection(client_and(&fetch, "maxRetries", 0).show(uuid(), NONE)).await;
    assert_eq!(requests_of(&fetch).length(), 2);
}

/// Runs a call whose timers fire at once, and gives what they were set to.
async fn waits(client: ReporteiCustomers) -> Vec<f64> {
    let run = Closure::once_into_js(move || {
        future_to_promise(async move {
            let _ = client.show(uuid(), NONE).await;
            Ok(JsValue::UNDEFINED)
        })
    });
    let waits = waits_of(&run.unchecked_into()).await.unwrap();
    js_sys::Array::from(&waits).iter().filter_map(|wait| wait.as_f64()).collect()
}

#[wasm_bindgen_test]
async fn a_wait_is_what_the_server_names_and_else_backs_off() {
    let named = by_turns(r#"[[503,"",{"retry-after":"7"}],[200,"show"]]"#);
    assert_eq!(waits(client(&named)).await, [7000.0]);
    let unnamed = waits(client_and(&by_turns("[[500]]"), "maxRetries", 4)).await;
    assert_eq!(unnamed.len(), 4);
    for (wait, most) in unnamed.into_iter().zip([500.0, 1000.0, 2000.0, 4000.0]) {
        assert!(wait <= most, "{wait} of {most}");
    }
}

#[wasm_bindgen_test]
async fn a_wait_longer_than_allowed_is_not_begun_and_said() {
    let fetch = by_turns(
        r#"[[429,"{}",{"retry-after":"61","x-ratelimit-limit":"60","x-ratelimit-remaining":"0","x-request-id":"r-1"}]]"#,
    );
    let error = rejection(client(&fetch).show(uuid(), NONE)).await;
    assert_eq!(kind(&error), "rate_limit");
    assert_eq!(get(&error, "retryAfterMs"), 61_000);
    assert_eq!(get(&error, "limit"), 60);
    assert_eq!(get(&error, "remaining"), 0);
    assert_eq!(text(&error, "requestId"), "r-1");
    assert_eq!(requests_of(&fetch).length(), 1);
}

#[wasm_bindgen_test]
async fn an_abort_ends_a_wait_at_once_and_says_what_is_known() {
    let fetch = by_turns(r#"[[503,"",{"retry-after":"30"}]]"#);
    let (signal, observer) = (PolyfilledSignal::new(), observer());
    let waiting = heard(&observer, "retry");
    let options = options_over(&fetch);
    js_sys::Reflect::set(&options, &"observer".into(), &observer).unwrap();
    let call = client_with(&options).unwrap().update(
        uuid(),
        parse(r#"{"name":"A"}"#),
        option("signal", &signal),
    );
    waiting.await.unwrap();
    signal.abort("enough");
    let error = rejection(call).await;
    assert_eq!(kind(&error), "aborted");
    assert_eq!(text(&error, "outcome"), "rejected");
    assert_eq!(get(&error, "attempts"), 1);
    assert_eq!(signal.count(), 0);
}

#[wasm_bindgen_test]
async fn the_whole_calls_time_is_final_and_each_attempts_is_not() {
    let stalled: Function = by_turns(r#"[["stall"]]"#);
    let error = rejection(client_and(&stalled, "totalTimeoutMs", 5).show(uuid(), NONE)).await;
    assert_eq!((&*kind(&error), requests_of(&stalled).length()), ("timeout", 1));
    assert_eq!(text(&error, "message"), "no whole answer came within 5 ms");
    let once = by_turns(r#"[["stall"],[200,"show"]]"#);
    client_and(&once, "timeoutMs", 5).show(uuid(), NONE).await.unwrap();
    assert_eq!(requests_of(&once).length(), 2);
}

#[wasm_bindgen_test]
async fn a_server_that_is_down_gets_few_requests_more_than_there_are_calls() {
    let fetch = by_turns(r#"[[500,"",{"retry-after":"0"}]]"#);
    let client = client(&fetch);
    for _ in 0..50 {
        rejection(client.show(uuid(), NONE)).await;
    }
    let sent = requests_of(&fetch).length();
    assert!((60..=70).contains(&sent), "{sent} requests of 50 calls");
}

#[wasm_bindgen_test]
async fn a_token_function_is_asked_before_every_attempt() {
    let fetch = by_turns(r#"[[500,"",{"retry-after":"0"}],[200,"show"]]"#);
    let tokens = giving(&parse(r#"["first","second"]"#));
    client_and(&fetch, "accessToken", tokens).show(uuid(), NONE).await.unwrap();
    let sent = requests_of(&fetch);
    let sent = |index| text(&get(&sent.get(index), "headers"), "authorization");
    assert_eq!([sent(0), sent(1)], ["Bearer first", "Bearer second"]);
}

#[wasm_bindgen_test]
async fn a_token_function_that_gives_none_rejects_the_call() {
    for given in [r#"["fail"]"#, "[7]", "[null]", "[]", r#"[""]"#, r#"["a b"]"#] {
        let fetch = succeeding();
        let client = client_and(&fetch, "accessToken", giving(&parse(given)));
        let error = rejection(client.show(uuid(), NONE)).await;
        assert_eq!(kind(&error), "invalid_argument", "{given}");
        assert_eq!(text(&error, "argument"), "accessToken", "{given}");
        assert_eq!(text(&error, "outcome"), "not_sent", "{given}");
        assert_eq!(requests_of(&fetch).length(), 0, "{given}");
    }
}

#[wasm_bindgen_test]
async fn an_observer_hears_of_all_and_of_no_secret_and_its_failure_disturbs_nothing() {
    let fetch = by_turns(r#"[[500,"",{"retry-after":"0","x-request-id":"r-1"}],[201,"created"]]"#);
    let heard = observer();
    let client = client_and(&fetch, "observer", heard.clone());
    client.update(uuid(), parse(r#"{"name":"A"}"#), NONE).await.unwrap();
    rejection(client.show(JsValue::NULL, NONE)).await;
    rejection(
        client_and(&by_turns(r#"[[404,"{\"message\":\"No\"}"]]"#), "observer", heard.clone())
            .delete(uuid(), NONE),
    )
    .await;
    Promise::resolve(&JsValue::NULL).await.unwrap();
    let events = events_of(&heard);
    let names: Vec<String> = events.iter().map(|event| text(&event, "type")).collect();
    let expected = ["request", "response", "retry", "request", "response", "success"];
    assert_eq!(names, [&expected[..], &["request", "response", "failure"]].concat());
    assert_eq!(text(&events.get(1), "requestId"), "r-1");
    assert_eq!(text(&events.get(8), "kind"), "not_found");
    let shown = json(&events);
    assert!(shown.contains("/customers/{uuid}") && !shown.contains(UUID), "{shown}");
    assert!(!shown.contains(ACCESS_TOKEN) && !shown.contains(CUSTOMER_TOKEN), "{shown}");
}
