//! What each fault makes of an answer.

use reportei_customers::sandbox::{Delivery, Response};
use serde_json::json as value;

use crate::support::{Ask, json, now, sandbox};

/// The answer to a list of one customer that is hit by the fault.
fn hit(fault: &str) -> Response {
    let mut sandbox = sandbox(1);
    sandbox.hit_by(&format!(r#"{{"fault": {fault}}}"#));
    sandbox.ask("GET /customers", "")
}

fn own_body() -> String {
    sandbox(1).ask("GET /customers", "").body
}

#[test]
fn any_status_comes_in_any_envelope() {
    let message = "An injected fault";
    let errors = value!({"name": ["An injected fault in the name"]});
    for (envelope, body) in [
        ("message", value!({"message": message})),
        ("errors", value!({"message": message, "errors": errors})),
        ("errors_alone", value!({"errors": errors})),
        ("extra", value!({"message": message, "extra": {"injected": true}})),
        (
            "error_object",
            value!({"error": {"code": "injected_fault", "message": message, "details": errors}}),
        ),
        ("error_text", value!({"error": message})),
        ("errors_list", value!({"errors": ["An injected fault in the name"]})),
        (
            "errors_gapped",
            value!({"message": message, "errors": {"name": {"1": "An injected fault in the name"}}}),
        ),
        ("unsuccessful", value!({"success": false, "message": message})),
        ("null", value!(null)),
        ("array", value!([])),
    ] {
        for status in [200, 418, 422, 503] {
            let answer = hit(&format!(
                r#"{{"kind": "status", "status": {status}, "envelope": "{envelope}"}}"#
            ));
            assert_eq!((answer.status, json(&answer)), (status, body.clone()), "{envelope}");
            assert_eq!(answer.header("content-type"), Some("application/json"));
        }
    }
}

#[test]
fn envelopes_that_are_no_json_come_too() {
    for (envelope, content_type, body) in [
        ("html", "text/html; charset=UTF-8", "<!DOCTYPE html>"),
        ("text", "text/plain; charset=UTF-8", "An injected fault\n"),
        ("empty", "application/json", ""),
        ("truncated", "application/json", r#"{"message":"An injected fa"#),
    ] {
        let answer =
            hit(&format!(r#"{{"kind": "status", "status": 500, "envelope": "{envelope}"}}"#));
        assert_eq!(answer.header("content-type"), Some(content_type));
        assert!(answer.body.starts_with(body) && answer.body.is_empty() == body.is_empty());
    }
}

#[test]
fn retry_after_comes_as_seconds_or_as_a_date_by_the_hosts_clock() {
    let reset = now().millis() / 1_000 + 90;
    for (fault, status, retry_after) in [
        (r#"{"kind": "rate_limit", "retryAfter": 90}"#, 429, "90"),
        (
            r#"{"kind": "rate_limit", "retryAfter": 90, "retryAfterAs": "date"}"#,
            429,
            "Mon, 02 Mar 2026 12:01:30 GMT",
        ),
        (r#"{"kind": "status", "status": 503, "retryAfter": 90}"#, 503, "90"),
    ] {
        let answer = hit(fault);
        assert_eq!((answer.status, answer.header("retry-after")), (status, Some(retry_after)));
        assert_eq!(answer.header("x-ratelimit-reset"), Some(&*reset.to_string()));
    }
    assert_eq!(hit(r#"{"kind": "status", "status": 503}"#).header("retry-after"), None);
    assert_eq!(hit(r#"{"kind": "rate_limit"}"#).header("retry-after"), Some("1"));
}

#[test]
fn waits_come_in_every_form_in_both_headers() {
    let seconds = now().millis() / 1_000 + 90;
    for (form, expected) in [
        ("seconds", Some("90".to_owned())),
        ("fraction", Some("89.997".to_owned())),
        ("list", Some("0, 90".to_owned())),
        ("date", Some("Mon, 02 Mar 2026 12:01:30 GMT".to_owned())),
        ("iso", Some("2026-03-02T12:01:30.000000Z".to_owned())),
        ("epoch", Some(seconds.to_string())),
        ("epoch_ms", Some((seconds * 1_000).to_string())),
        ("none", None),
    ] {
        for kind in [r#""kind": "rate_limit""#, r#""kind": "status", "status": 503"#] {
            let answer = hit(&format!(
                r#"{{{kind}, "retryAfter": 90, "retryAfterAs": "{form}", "resetAs": "{form}"}}"#
            ));
            assert_eq!(answer.header("retry-after"), expected.as_deref(), "{form}");
            assert_eq!(answer.header("x-ratelimit-reset"), expected.as_deref(), "{form}");
        }
    }
    for (seconds, fraction) in [(0, "0"), (1, "0.997")] {
        let answer = hit(&format!(
            r#"{{"kind": "rate_limit", "retryAfter": {seconds}, "retryAfterAs": "fraction"}}"#
        ));
        assert_eq!(answer.header("retry-after"), Some(fraction));
    }
}

#[test]
fn a_redirect_leads_to_the_same_address_or_to_another_origin() {
    for (to, location) in [
        ("same_origin", "/api/customers?page=2"),
        ("other_origin", "https://elsewhere.invalid/api/customers?page=2"),
    ] {
        for status in [301, 302, 303, 307, 308] {
            let mut sandbox = sandbox(1);
            sandbox.hit_by(&format!(
                r#"{{"fault": {{"kind": "redirect", "status": {status}, "to": "{to}"}}}}"#
            ));
            let answer = sandbox.ask("GET /customers?page=2", "");
            assert_eq!((answer.status, answer.header("location")), (status, Some(location)));
        }
    }
}

#[test]
fn a_path_cannot_smuggle_a_header_into_a_redirect() {
    let mut sandbox = sandbox(0);
    sandbox.hit_by(r#"{"fault": {"kind": "redirect"}}"#);
    let answer = sandbox.ask("GET /x\r\nset-cookie:\u{20}é=1", "");
    assert_eq!(answer.header("location"), Some("/api/xset-cookie:=1"));
}

#[test]
fn where_no_answer_goes_out_there_is_none() {
    for (kind, delivery) in [
        ("dropped", Delivery::Closed),
        ("lost", Delivery::Closed),
        ("headers_stalled", Delivery::Never),
    ] {
        let answer = hit(&format!(r#"{{"kind": "{kind}"}}"#));
        assert_eq!((answer.status, &*answer.body), (0, ""));
        assert_eq!((answer.headers.len(), answer.delivery), (0, Some(delivery)));
    }
}

#[test]
fn an_answer_that_is_hit_on_its_way_is_the_apis_own() {
    let half = u32::try_from(own_body().len() / 2).unwrap();
    for (fault, delivery) in [
        (r#"{"kind": "latency", "ms": 7}"#, Delivery::Late { ms: 7 }),
        (r#"{"kind": "drip"}"#, Delivery::Slowly { bytes: 16, ms: 20 }),
        (r#"{"kind": "drip", "bytes": 1, "ms": 0}"#, Delivery::Slowly { bytes: 1, ms: 0 }),
        (r#"{"kind": "body_stalled"}"#, Delivery::Stalled { bytes: half }),
        (r#"{"kind": "body_truncated"}"#, Delivery::CutOff { bytes: half }),
    ] {
        let answer = hit(fault);
        assert_eq!((answer.status, answer.body), (200, own_body()));
        assert_eq!(answer.delivery, Some(delivery));
    }
}

#[test]
fn nothing_can_happen_in_the_middle_of_no_body() {
    for kind in ["drip", "body_stalled", "body_truncated"] {
        let mut sandbox = sandbox(1);
        sandbox.hit_by(&format!(r#"{{"fault": {{"kind": "{kind}"}}}}"#));
        let answer = sandbox.ask("HEAD /customers", "");
        assert_eq!((answer.status, answer.delivery), (200, None));
    }
}

#[test]
fn an_answer_can_lose_its_body_or_its_kind() {
    let empty = hit(r#"{"kind": "empty_body"}"#);
    assert_eq!((empty.status, &*empty.body), (200, ""));

    let html = hit(r#"{"kind": "html"}"#);
    assert_eq!((html.status, html.header("content-type")), (200, Some("text/html; charset=UTF-8")));
    assert!(html.body.starts_with("<!DOCTYPE html>"));

    for (fault, content_type) in [
        (r#"{"kind": "wrong_content_type"}"#, "text/html"),
        (r#"{"kind": "wrong_content_type", "contentType": ""}"#, ""),
    ] {
        let answer = hit(fault);
        assert_eq!(answer.header("content-type"), Some(content_type));
        assert_eq!(answer.body, own_body());
    }
}

#[test]
fn malformed_rate_headers_are_no_numbers_and_come_once_each() {
    let answer = hit(r#"{"kind": "malformed_rate_headers"}"#);
    for name in ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "retry-after"] {
        let values: Vec<_> = answer.headers.iter().filter(|(given, _)| *given == name).collect();
        assert_eq!(values.len(), 1, "{name}");
        assert!(values[0].1.parse::<u64>().is_err(), "{name}");
    }
    assert_eq!((answer.status, answer.body), (200, own_body()));
}

#[test]
fn what_is_late_is_applied_when_its_time_has_come() {
    let mut sandbox = sandbox(0);
    sandbox.hit_by(r#"{"fault": {"kind": "late", "ms": 2000}}"#);
    let answer = sandbox.ask("POST /customers", r#"{"name": "Ana"}"#);
    assert_eq!((answer.status, answer.delivery), (0, Some(Delivery::Never)));
    for (advanced, total) in [(1_999, 0), (1, 1), (60_000, 1)] {
        sandbox.advance(advanced);
        assert_eq!(sandbox.get("/customers")["meta"]["total"], total);
        assert_eq!(sandbox.journal(100).next().unwrap().applied, total == 1);
    }
    let created = &sandbox.get("/customers")["data"][0];
    assert_eq!(created["created_at"], "2026-03-02 12:00:02");
    // A reset forgets it.
    sandbox.hit_by(r#"{"fault": {"kind": "late"}}"#);
    sandbox.ask("POST /customers", r#"{"name": "Bia"}"#);
    sandbox.reset();
    sandbox.advance(10_000);
    assert_eq!(sandbox.get("/customers")["meta"]["total"], 0);
}

#[test]
fn notices_stand_around_the_json() {
    let answer = hit(r#"{"kind": "notices"}"#);
    assert!(answer.body.starts_with("<br />") && answer.body.ends_with("-->\n"));
    assert!(answer.body.contains(&own_body()));
}

#[test]
fn times_come_with_a_zone_and_microseconds_and_names_stay() {
    let mut sandbox = sandbox(0);
    sandbox.ask("POST /customers", r#"{"name": "2026-03-02 12:00:00"}"#);
    sandbox.hit_by(r#"{"fault": {"kind": "iso_times"}}"#);
    let row = sandbox.get("/customers")["data"][0].clone();
    assert_eq!(row["name"], "2026-03-02 12:00:00");
    assert_eq!(row["created_at"], "2026-03-02T12:00:00.000000Z");
    assert_eq!(row["updated_at"], "2026-03-02T12:00:00.000000Z");
    assert_eq!(row["trial_ends_at"], "2026-03-09T12:00:00.000000Z");
}

#[test]
fn a_metas_numbers_come_as_texts_and_nothing_else_changes() {
    let mut right = json(&sandbox(1).ask("GET /customers", ""));
    let texts = json(&hit(r#"{"kind": "text_numbers"}"#));
    for (name, value) in right["meta"].as_object_mut().unwrap() {
        if value.is_number() {
            *value = value.to_string().into();
        }
        assert_eq!(texts["meta"][name], *value, "{name}");
    }
    assert_eq!((&texts["meta"]["per_page"], &texts["meta"]["from"]), (&"15".into(), &"1".into()));
    assert_eq!(texts, right);
}

#[test]
fn arrays_come_as_objects_where_they_have_a_gap() {
    let mut sandbox = sandbox(2);
    let rows = sandbox.get("/customers")["data"].clone();
    let mut hit = |line: &str, body: &str| {
        sandbox.hit_by(r#"{"fault": {"kind": "gapped_arrays"}}"#);
        json(&sandbox.ask(line, body))
    };
    assert_eq!(hit("GET /customers", "")["data"], value!({"1": rows[0], "2": rows[1]}));
    // An empty one has no gap.
    assert_eq!(hit("GET /customers?page=2", "")["data"], value!([]));
    assert_eq!(
        hit("POST /customers", "{}"),
        value!({
            "message": "The name field is required.",
            "errors": {"name": {"1": "The name field is required."}},
        })
    );
}

#[test]
fn fields_keep_their_order_where_they_are_written_otherwise() {
    let without_quotes = |body: String| body.replace('"', "");
    let texts = hit(r#"{"kind": "text_numbers"}"#);
    assert_eq!(without_quotes(texts.body), without_quotes(own_body()));
}

/// The uuids and the meta of a page of 40 customers that the fault hits.
fn page(fault: &str, query: &str) -> (Vec<String>, serde_json::Value) {
    let mut sandbox = sandbox(40);
    if !fault.is_empty() {
        sandbox.hit_by(&format!(r#"{{"fault": {fault}}}"#));
    }
    let page = sandbox.get(&format!("/customers?{query}"));
    let uuids = page["data"].as_array().unwrap().iter();
    (uuids.map(|row| row["uuid"].as_str().unwrap().to_owned()).collect(), page["meta"].clone())
}

#[test]
fn pages_go_wrong_as_their_fault_says() {
    let (right, meta) = page("", "per_page=20");
    let (cached, _) = page(r#"{"kind": "cached_page"}"#, "per_page=20&page=2");
    assert_eq!(cached, right);

    let (capped, own) = page(r#"{"kind": "capped_pages", "perPage": 7}"#, "per_page=20");
    assert_eq!(
        (capped, own),
        (right[..7].to_vec(), {
            let mut meta = meta.clone();
            meta["to"] = 7.into();
            meta
        })
    );

    let (mut shuffled, own) = page(r#"{"kind": "unstable_order", "rows": 10}"#, "per_page=20");
    assert_eq!(own, meta);
    assert_ne!(shuffled[..10], right[..10]);
    assert_eq!(shuffled[10..], right[10..]);
    shuffled.sort();
    let mut sorted = right.clone();
    sorted.sort();
    assert_eq!(shuffled, sorted);
}
