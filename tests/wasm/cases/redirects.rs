//! Redirects: a read's, within the API's origin, is followed; nothing else is, and no token leaves.

use wasm_bindgen_test::wasm_bindgen_test;

use super::support::*;

#[wasm_bindgen_test]
async fn a_reads_redirect_within_the_origin_is_followed() {
    for status in [301, 302, 303, 307, 308] {
        let fetch =
            by_turns(&format!(r#"[[{status},"",{{"location":"/elsewhere"}}],[200,"show"]]"#));
        client(&fetch).show(uuid(), NONE).await.unwrap();
        let sent = requests_of(&fetch).get(1);
        assert_eq!(text(&sent, "url"), "https://connect.reportei.com/elsewhere");
    }
}

#[wasm_bindgen_test]
async fn three_in_a_row_are_followed_and_no_more() {
    let fetch = by_turns(r#"[[302,"",{"location":"/again"}]]"#);
    let error = rejection(client(&fetch).show(uuid(), NONE)).await;
    assert_eq!(kind(&error), "http");
    assert_eq!(requests_of(&fetch).length(), 4);
    assert_eq!(get(&error, "attempts"), 1);
}

#[wasm_bindgen_test]
async fn no_redirect_takes_a_token_to_another_origin() {
    let targets = [
        "https://evil.example/path?secret=1#x",
        "https://user:pw@evil.example/path",
        "//evil.example/path",
        "http://connect.reportei.com/path",
        "https://connect.reportei.com:8443/path",
        "https://connect.reportei.com.evil.example/path",
    ];
    for target in targets {
        let fetch = by_turns(&format!(r#"[[302,"",{{"location":"{target}"}}],[200,"show"]]"#));
        let error = rejection(client(&fetch).show(uuid(), NONE)).await;
        assert_eq!(kind(&error), "http", "{target}");
        assert_eq!(get(&error, "status"), 302, "{target}");
        let message = text(&error, "message");
        assert!(message.contains("/path, which is not followed"), "{message}");
        assert!(!message.contains("secret") && !message.contains("pw@"), "{message}");
        assert_eq!(requests_of(&fetch).length(), 1, "{target}");
    }
}

#[wasm_bindgen_test]
async fn a_writes_redirect_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let fetch = by_turns(&format!(r#"[[{status},"",{{"location":"/api/customers"}}]]"#));
        let error = rejection(client(&fetch).create(parse(r#"{"name":"A"}"#), NONE)).await;
        assert_eq!((&*kind(&error), &*text(&error, "outcome")), ("http", "unknown"), "{status}");
        assert_eq!(requests_of(&fetch).length(), 1, "{status}");
    }
}
