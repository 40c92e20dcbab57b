//! Whatever is asked, the sandbox answers, and always in a form that its answer announces.

use proptest::prelude::*;

use crate::endpoints::rows;
use crate::support::{now, request, sandbox};

fn path() -> impl Strategy<Value = String> {
    let others = ["/customers/x", "/customer-integrations", "/merchants/settings"];
    let paths = rows().map(|(_, row)| &*row.path).chain(others);
    let known = prop::sample::select(paths.map(|path| ["/api", path].concat()).collect::<Vec<_>>());
    prop_oneof![
        any::<String>(),
        (known.clone(), any::<String>()).prop_map(|(path, query)| format!("{path}?{query}")),
        (known, "(page|per_page|sortBy|descending)=[%0-9a-z+]{0,8}")
            .prop_map(|(path, query)| format!("{path}?{query}")),
    ]
}

fn method() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec!["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

fn body() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), r#"\{"(name|is_paying)": ?("[^"]{0,9}"|[0-9]|true|null|\[\])\}"#]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_request_is_answered_as_its_accept_header_says(
        method in method(),
        path in path(),
        name in "[a-zA-Z-]{1,20}",
        value in any::<String>(),
        accept in prop::sample::select(vec!["application/json", "*/*", "text/html", ""]),
        has_token in any::<bool>(),
        body in body(),
    ) {
        let mut sandbox = sandbox(5);
        let bearer = format!("Bearer {}", sandbox.access_token());
        let authorization = if has_token { &*bearer } else { &*value };
        let headers = [
            ("accept", accept),
            ("authorization", authorization),
            ("content-type", "application/json"),
            (&*name, &*value),
        ];
        let answer = sandbox.handle(&request(&method, &path, &headers, &body), now());
        prop_assert!([200, 201, 401, 404, 405, 422].contains(&answer.status), "{}", answer.status);
        if method.eq_ignore_ascii_case("HEAD") {
            prop_assert!(answer.body.is_empty());
        } else if answer.status < 300 || accept == "application/json" {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&answer.body).is_ok());
        } else {
            prop_assert!(answer.body.starts_with("<!DOCTYPE html>"));
        }
    }
}
