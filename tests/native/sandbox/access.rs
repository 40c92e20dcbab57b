use reportei_customers::sandbox::{Sandbox, Timestamp};
use serde_json::json as value;

use crate::endpoints::rows;
use crate::support::{Ask, json, now, request, sandbox};

const JSON: (&str, &str) = ("accept", "application/json");

fn status(sandbox: &mut Sandbox, method: &str, path: &str, headers: &[(&str, &str)]) -> u16 {
    sandbox.handle(&request(method, path, headers, ""), now()).status
}

#[test]
fn every_call_needs_the_access_token() {
    let mut sandbox = sandbox(1);
    let rows = rows().map(|(_, row)| (&*row.method, &*row.path));
    let others = [("GET", "/customer-integrations"), ("GET", "/merchants/settings")];
    for (method, path) in rows.chain(others) {
        let path = &["/api", path].concat();
        for authorization in ["", "Bearer", "Bearer ", "Bearer wrong", "Basic wrong"] {
            let headers = [JSON, ("authorization", authorization)];
            let answer = sandbox.handle(&request(method, path, &headers, ""), now());
            assert_eq!(answer.status, 401, "{method} {path} {authorization}");
            assert_eq!(json(&answer), value!({"message": "Unauthenticated."}));
        }
    }
}

#[test]
fn header_names_and_the_scheme_are_read_in_any_case() {
    let mut sandbox = sandbox(1);
    let bearer = format!("bEARER {}", sandbox.access_token());
    let headers = [("AUTHORIZATION", &*bearer)];
    assert_eq!(status(&mut sandbox, "get", "/api/customers", &headers), 200);
}

#[test]
fn unknown_paths_are_404_and_known_ones_with_another_method_405() {
    let mut sandbox = sandbox(1);
    let bearer = format!("Bearer {}", sandbox.access_token());
    let headers = [JSON, ("authorization", &*bearer)];
    for path in ["/", "", "/customers", "/api", "/api/customer", "/api/customers/a/b", "/apix"] {
        assert_eq!(status(&mut sandbox, "GET", path, &headers), 404, "{path}");
    }
    for (method, path, allow) in [
        ("PATCH", "/api/customers", "GET, POST"),
        ("POST", "/api/customers/x", "GET, PUT, DELETE"),
        ("GET", "/api/customers/x/update-payment-status", "POST"),
    ] {
        let answer = sandbox.handle(&request(method, path, &headers, ""), now());
        assert_eq!((answer.status, answer.header("allow")), (405, Some(allow)));
        assert!(json(&answer)["message"].is_string());
    }
}

#[test]
fn a_slash_at_the_end_changes_nothing() {
    let mut sandbox = sandbox(1);
    assert_eq!(sandbox.ask("GET /customers/", "").status, 200);
}

#[test]
fn head_is_get_without_the_body() {
    let mut sandbox = sandbox(1);
    let answer = sandbox.ask("HEAD /customers", "");
    assert_eq!((answer.status, &*answer.body), (200, ""));
}

#[test]
fn errors_are_html_unless_json_is_what_the_request_likes_best() {
    let mut sandbox = sandbox(1);
    for (accept, is_json) in [
        ("application/json", true),
        ("application/vnd.api+json", true),
        ("text/html;q=0.5, Application/JSON", true),
        ("text/html, application/json", false),
        ("application/json;q=0.1, text/html", false),
        ("*/*", false),
        ("", false),
    ] {
        let answer = sandbox.handle(&request("GET", "/<b>", &[("accept", accept)], ""), now());
        let content_type = answer.header("content-type").unwrap();
        assert_eq!(content_type.contains("json"), is_json, "{accept}");
        assert_eq!(answer.body.starts_with("<!DOCTYPE html>"), !is_json, "{accept}");
    }
}

#[test]
fn successes_are_json_whatever_is_accepted() {
    let mut sandbox = sandbox(1);
    let bearer = format!("Bearer {}", sandbox.access_token());
    let headers = [("authorization", &*bearer), ("accept", "text/html")];
    let answer = sandbox.handle(&request("GET", "/api/customers", &headers, ""), now());
    assert_eq!(json(&answer)["meta"]["total"], 1);
}

#[test]
fn every_answer_carries_the_rate_limit_and_an_id() {
    let mut sandbox = sandbox(1);
    for path in ["/api/customers", "/nowhere"] {
        let answer = sandbox.handle(&request("GET", path, &[], ""), Timestamp::from_millis(0));
        for name in ["x-ratelimit-limit", "x-ratelimit-remaining", "x-request-id"] {
            assert!(answer.header(name).is_some(), "{path} {name}");
        }
    }
}
