use reportei_customers::sandbox::{FaultKind, Sandbox, parse_injection};

use crate::support::{Ask, first_uuid, sandbox};

const CREATE: &str = r#"{"name": "Pousada Mar Azul"}"#;

fn total(sandbox: &mut Sandbox) -> u64 {
    sandbox.get("/customers")["meta"]["total"].as_u64().unwrap()
}

#[test]
fn an_injected_fault_hits_one_request_where_nothing_else_is_said() {
    let mut sandbox = sandbox(1);
    let used = sandbox.hit_by(r#"{"fault": {"kind": "status", "status": 502}}"#);
    assert_eq!(used.count(), 0);
    let statuses = [0; 3].map(|_| sandbox.ask("GET /customers", "").status);
    assert_eq!((statuses, used.count()), ([502, 200, 200], 1));
}

#[test]
fn it_hits_the_requests_of_its_method_and_path_alone() {
    let mut sandbox = sandbox(2);
    let uuid = first_uuid(&mut sandbox);
    let other = sandbox.get("/customers")["data"][1]["uuid"].as_str().unwrap().to_owned();
    let of_one = format!("/customers/{uuid}");
    let payment = format!("POST /customers/{uuid}/update-payment-status");
    for (method, path, hit, missed) in [
        ("get", "/customers", "GET /customers?page=2", "POST /customers"),
        ("POST", "/api/customers/", "POST /customers", "GET /customers"),
        ("GET", "/customers/{uuid}", &*format!("GET {of_one}"), "GET /customers/settings"),
        ("PUT", "customers/{uuid}", &*format!("PUT {of_one}"), &*format!("GET {of_one}")),
        ("GET", "/customers/settings", "GET /customers/settings", &*format!("GET {of_one}")),
        ("GET", &*of_one, &*format!("GET {of_one}"), &*format!("GET /customers/{other}")),
        ("POST", "/customers/{uuid}/update-payment-status", &*payment, "POST /customers"),
    ] {
        let used = sandbox.hit_by(&format!(
            r#"{{"method": "{method}", "path": "{path}", "fault": {{"kind": "status", "status": 599}}}}"#
        ));
        assert_ne!(sandbox.ask(missed, "").status, 599, "{method} {path} hit {missed}");
        assert_eq!(sandbox.ask(hit, "").status, 599, "{method} {path} missed {hit}");
        assert_eq!(used.count(), 1);
    }
}

#[test]
fn it_hits_as_often_as_it_is_told_and_the_older_come_first() {
    let mut sandbox = sandbox(1);
    let twice = sandbox.hit_by(r#"{"times": 2, "fault": {"kind": "status", "status": 500}}"#);
    let once = sandbox.hit_by(r#"{"fault": {"kind": "status", "status": 503}}"#);
    let statuses = [0; 4].map(|_| sandbox.ask("GET /customers", "").status);
    assert_eq!(statuses, [500, 500, 503, 200]);
    assert_eq!((twice.count(), once.count()), (2, 1));
}

#[test]
fn a_fault_keeps_a_request_from_the_api_or_not_as_its_kind_says() {
    for (fault, kind, applied) in [
        (r#""kind": "status", "status": 500"#, FaultKind::Status, false),
        (r#""kind": "status", "status": 500, "applied": true"#, FaultKind::Status, true),
        (r#""kind": "rate_limit""#, FaultKind::RateLimit, false),
        (r#""kind": "redirect""#, FaultKind::Redirect, false),
        (r#""kind": "redirect", "applied": true"#, FaultKind::Redirect, true),
        (r#""kind": "dropped""#, FaultKind::Dropped, false),
        (r#""kind": "headers_stalled""#, FaultKind::HeadersStalled, false),
        (r#""kind": "headers_stalled", "applied": true"#, FaultKind::HeadersStalled, true),
        (r#""kind": "lost""#, FaultKind::Lost, true),
        (r#""kind": "latency""#, FaultKind::Latency, true),
        (r#""kind": "drip""#, FaultKind::Drip, true),
        (r#""kind": "body_stalled""#, FaultKind::BodyStalled, true),
        (r#""kind": "body_truncated""#, FaultKind::BodyTruncated, true),
        (r#""kind": "empty_body""#, FaultKind::EmptyBody, true),
        (r#""kind": "html""#, FaultKind::Html, true),
        (r#""kind": "wrong_content_type""#, FaultKind::WrongContentType, true),
        (r#""kind": "malformed_rate_headers""#, FaultKind::MalformedRateHeaders, true),
        (r#""kind": "late""#, FaultKind::Late, false),
        (r#""kind": "notices""#, FaultKind::Notices, true),
        (r#""kind": "iso_times""#, FaultKind::IsoTimes, true),
        (r#""kind": "text_numbers""#, FaultKind::TextNumbers, true),
        (r#""kind": "gapped_arrays""#, FaultKind::GappedArrays, true),
        (r#""kind": "unstable_order""#, FaultKind::UnstableOrder, true),
        (r#""kind": "capped_pages""#, FaultKind::CappedPages, true),
        (r#""kind": "cached_page""#, FaultKind::CachedPage, true),
    ] {
        let mut sandbox = sandbox(0);
        sandbox.hit_by(&format!(r#"{{"fault": {{{fault}}}}}"#));
        let answer = sandbox.ask("POST /customers", CREATE);
        let entry = sandbox.journal(1).last().unwrap().clone();
        assert_eq!((entry.fault, entry.applied), (Some(kind), applied), "{fault}");
        assert_eq!(entry.status, answer.status, "{fault}");
        assert_eq!(total(&mut sandbox), u64::from(applied), "{fault}");
    }
}

#[test]
fn a_fault_that_meets_a_request_the_api_refuses_applies_nothing() {
    let mut sandbox = sandbox(0);
    sandbox.hit_by(r#"{"fault": {"kind": "lost"}}"#);
    sandbox.ask("POST /customers", "{}");
    let entry = sandbox.journal(1).last().unwrap().clone();
    assert_eq!((entry.fault, entry.applied, entry.status), (Some(FaultKind::Lost), false, 0));
}

#[test]
fn a_reset_forgets_what_was_injected() {
    let mut sandbox = sandbox(1);
    sandbox.hit_by(r#"{"fault": {"kind": "dropped"}}"#);
    sandbox.reset();
    assert_eq!(sandbox.ask("GET /customers", "").status, 200);
}

#[test]
fn what_is_wrong_is_refused_by_name() {
    for (injection, problem) in [
        ("[]", "an object is needed"),
        ("rubbish", "JSON is needed"),
        ("{}", "fault is missing"),
        (r#"{"fault": 7}"#, "fault must be an object"),
        (r#"{"fault": {}}"#, "fault.kind is missing"),
        (r#"{"fault": {"kind": "lost", "ms": 7}}"#, "fault.ms is not known; known are kind"),
        (
            r#"{"fault": {"kind": "latency", "ms": -1}}"#,
            "fault.ms must be a whole number from 0 to 3600000",
        ),
        (r#"{"fault": {"kind": "status"}}"#, "fault.status is missing"),
        (
            r#"{"fault": {"kind": "status", "status": 99}}"#,
            "fault.status must be a whole number from 200 to 599",
        ),
        (
            r#"{"fault": {"kind": "status", "status": 500, "envelope": "xml"}}"#,
            "fault.envelope must be one of message, errors, errors_alone, extra, error_object, \
             error_text, errors_list, errors_gapped, unsuccessful, html, text, empty, \
             truncated, null, array",
        ),
        (
            r#"{"fault": {"kind": "status", "status": 500, "applied": "yes"}}"#,
            "fault.applied must be true or false",
        ),
        (
            r#"{"fault": {"kind": "rate_limit", "retryAfterAs": "minutes"}}"#,
            "fault.retryAfterAs must be one of seconds, fraction, list, date, iso, epoch, epoch_ms, \
             none",
        ),
        (
            r#"{"fault": {"kind": "status", "status": 503, "resetAs": "minutes"}}"#,
            "fault.resetAs must be one of seconds, fraction, list, date, iso, epoch, epoch_ms, none",
        ),
        (
            r#"{"fault": {"kind": "redirect", "status": 304}}"#,
            "fault.status must be 301, 302, 303, 307 or 308",
        ),
        (
            r#"{"fault": {"kind": "wrong_content_type", "contentType": "a\nb"}}"#,
            "fault.contentType must be a header's value of at most 200 characters",
        ),
        (
            r#"{"fault": {"kind": "drip", "bytes": 0}}"#,
            "fault.bytes must be a whole number from 1 to 1048576",
        ),
        (
            r#"{"times": 0, "fault": {"kind": "lost"}}"#,
            "times must be a whole number from 1 to 1000000000",
        ),
        // What JSON makes of `Infinity`.
        (
            r#"{"times": null, "fault": {"kind": "lost"}}"#,
            "times must be a whole number from 1 to 1000000000",
        ),
        (
            r#"{"method": "FETCH", "fault": {"kind": "lost"}}"#,
            "method must be a method that the API has, such as POST",
        ),
        (
            r#"{"path": "/custmers", "fault": {"kind": "lost"}}"#,
            "path must be a path of the API, such as /customers/{uuid}",
        ),
        (
            r#"{"path": "/customers/{id}", "fault": {"kind": "lost"}}"#,
            "path must be a path of the API, such as /customers/{uuid}",
        ),
        (
            r#"{"path": "/customers?page=1", "fault": {"kind": "lost"}}"#,
            "path must be a path of the API, such as /customers/{uuid}",
        ),
        (
            r#"{"paths": "/customers", "fault": {"kind": "lost"}}"#,
            "paths is not known; known are method, path, times, fault",
        ),
    ] {
        assert_eq!(parse_injection(injection).err().as_deref(), Some(problem), "{injection}");
    }
    let misspelt = parse_injection(r#"{"fault": {"kind": "stalled"}}"#).err().unwrap();
    assert!(misspelt.starts_with("fault.kind must be one of status, rate_limit, "), "{misspelt}");
}
