//! Time-outs and aborts.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::*;

#[wasm_bindgen_test]
async fn whatever_part_of_an_answer_stalls_the_call_times_out() {
    for (name, fetch, _) in rows(&stalling_fetches()) {
        let call = once(&fetch.unchecked_into()).show(uuid(), option("timeoutMs", 5));
        let error = rejection(call).await;
        assert_eq!(kind(&error), "timeout", "{}", name.as_string().unwrap());
        assert_eq!(text(&error, "message"), "no whole answer came within 5 ms");
    }
}

#[wasm_bindgen_test]
async fn the_clients_timeout_holds_where_a_call_names_none() {
    let fetch = pending();
    let options = options_over(&fetch);
    Reflect::set(&options, &"timeoutMs".into(), &5.into()).unwrap();
    Reflect::set(&options, &"maxRetries".into(), &0.into()).unwrap();
    let error = rejection(client_with(&options).unwrap().show(uuid(), NONE)).await;
    assert_eq!(kind(&error), "timeout");
    assert_eq!(aborted_signals(&fetch), 1);
}

#[wasm_bindgen_test]
async fn an_abort_ends_the_call_and_the_request_and_keeps_the_reason() {
    let (fetch, signal) = (pending(), PolyfilledSignal::new());
    let call = client(&fetch).show(uuid(), option("signal", &signal));
    // The request goes out in a later microtask than the call.
    while sent_signals(&fetch) == 0 {
        js_sys::Promise::resolve(&JsValue::NULL).await.unwrap();
    }
    signal.abort("the user left");
    let error = rejection(call).await;
    assert_eq!(kind(&error), "aborted");
    assert_eq!(text(&error, "cause"), "the user left");
    assert_eq!(aborted_signals(&fetch), 1);
    assert_eq!(signal.count(), 0);
}

#[wasm_bindgen_test]
async fn a_signal_that_spoke_before_sends_nothing() {
    let (fetch, signal) = (succeeding(), PolyfilledSignal::new());
    signal.abort("too late");
    let error = rejection(client(&fetch).show(uuid(), option("signal", &signal))).await;
    assert_eq!(kind(&error), "aborted");
    assert_eq!(text(&error, "cause"), "too late");
    assert_eq!(requests_of(&fetch).length(), 0);
}

#[wasm_bindgen_test]
async fn a_call_that_is_over_leaves_no_listener_and_no_timer() {
    let signal = PolyfilledSignal::new();
    let watched = signal.clone();
    let run = Closure::once_into_js(move || {
        future_to_promise(async move {
            let succeeding = client(&succeeding());
            let failing = once(&answering(500, ""));
            for _ in 0..10 {
                let options = || option("signal", &watched);
                succeeding.show(uuid(), options()).await.unwrap();
                rejection(failing.show(uuid(), options())).await;
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    let timers = timers_left_by(&run.unchecked_into()).await.unwrap();
    assert_eq!(timers, 0);
    assert_eq!(signal.count(), 0);
}
