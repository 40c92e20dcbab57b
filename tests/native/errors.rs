//! Kinds, messages, and what of an error is written to JavaScript.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use proptest::prelude::*;
use reportei_customers::error::{Error, ErrorKind};
use serde_json::json;

/// All kinds, with the names that programs switch over.
const KINDS: [(ErrorKind, &str); 12] = [
    (ErrorKind::InvalidArgument, "invalid_argument"),
    (ErrorKind::Authentication, "authentication"),
    (ErrorKind::Permission, "permission"),
    (ErrorKind::NotFound, "not_found"),
    (ErrorKind::Validation, "validation"),
    (ErrorKind::RateLimit, "rate_limit"),
    (ErrorKind::Server, "server"),
    (ErrorKind::Http, "http"),
    (ErrorKind::Network, "network"),
    (ErrorKind::Timeout, "timeout"),
    (ErrorKind::Aborted, "aborted"),
    (ErrorKind::Decode, "decode"),
];

/// Does not compile where a kind is new: it belongs into [`KINDS`] then.
const fn index(kind: ErrorKind) -> usize {
    match kind {
        ErrorKind::InvalidArgument => 0,
        ErrorKind::Authentication => 1,
        ErrorKind::Permission => 2,
        ErrorKind::NotFound => 3,
        ErrorKind::Validation => 4,
        ErrorKind::RateLimit => 5,
        ErrorKind::Server => 6,
        ErrorKind::Http => 7,
        ErrorKind::Network => 8,
        ErrorKind::Timeout => 9,
        ErrorKind::Aborted => 10,
        ErrorKind::Decode => 11,
    }
}

#[test]
fn a_kinds_name_is_the_one_in_the_declared_types() {
    for (position, (kind, name)) in KINDS.into_iter().enumerate() {
        assert_eq!(index(kind), position);
        assert_eq!(kind.name(), name);
        assert_eq!(serde_json::to_value(kind).unwrap(), json!(name));
    }
}

#[test]
fn the_status_gives_the_kind() {
    for status in 0..=u16::MAX {
        let (without, with) = match status {
            400 => ("http", "validation"),
            401 => ("authentication", "authentication"),
            403 => ("permission", "permission"),
            404 => ("not_found", "not_found"),
            422 => ("validation", "validation"),
            429 => ("rate_limit", "rate_limit"),
            500..=599 => ("server", "server"),
            _ => ("http", "http"),
        };
        assert_eq!(ErrorKind::of_status(status, false).name(), without, "{status}");
        assert_eq!(ErrorKind::of_status(status, true).name(), with, "{status} with field errors");
    }
}

#[test]
fn a_message_beyond_300_characters_ends_in_an_ellipsis_as_the_300th() {
    for letter in ["a", "é", "語", "🦄", "\u{301}", "\n"] {
        for count in [0, 1, 299, 300, 301, 100_000] {
            let message = Error::new(ErrorKind::Server, &letter.repeat(count)).message;
            let expected =
                if count <= 300 { letter.repeat(count) } else { letter.repeat(299) + "…" };
            assert_eq!(message, expected, "{count} times {letter:?}");
        }
    }
}

#[test]
fn what_is_absent_is_not_written() {
    let error = Error::new(ErrorKind::Network, "no answer came");
    let written = r#"{"kind":"network","message":"no answer came","fieldErrors":[]}"#;
    assert_eq!(serde_json::to_string(&error).unwrap(), written);
}

#[test]
fn all_that_is_known_is_written() {
    let error = Error {
        kind: ErrorKind::Validation,
        message: "The name is taken.".to_owned(),
        status: Some(422),
        field_errors: vec![
            ("name".to_owned(), vec!["Taken.".to_owned(), "Long.".to_owned()]),
            ("__proto__".to_owned(), vec!["Odd.".to_owned()]),
        ],
        argument: Some("name".to_owned()),
        path: Some("customer.uuid".to_owned()),
        method: Some("POST"),
        url: Some("https://connect.reportei.com/api/customers".to_owned()),
    };
    let written = json!({
        "kind": "validation",
        "message": "The name is taken.",
        "status": 422,
        "fieldErrors": [["name", ["Taken.", "Long."]], ["__proto__", ["Odd."]]],
        "argument": "name",
        "path": "customer.uuid",
        "method": "POST",
        "url": "https://connect.reportei.com/api/customers",
    });
    assert_eq!(serde_json::to_value(error).unwrap(), written);
}

#[test]
fn an_argument_is_named_in_the_message_and_beside_it() {
    let error = Error::argument("headers.accept", "is set by the client itself");
    assert_eq!(error.kind, ErrorKind::InvalidArgument);
    assert_eq!(error.message, "headers.accept is set by the client itself");
    assert_eq!(error.argument.as_deref(), Some("headers.accept"));
    assert_eq!((error.status, error.path, error.field_errors), (None, None, Vec::new()));
}

#[test]
fn a_decode_keeps_the_path_even_where_it_is_empty() {
    for path in ["data[3].uuid", ""] {
        let error = Error::decode("wrong", path.to_owned());
        assert_eq!((error.kind, &*error.message), (ErrorKind::Decode, "wrong"));
        assert_eq!(serde_json::to_value(error).unwrap()["path"], json!(path));
    }
}

proptest! {
    #![proptest_config(support::inputs(512))]

    #[test]
    fn a_message_is_cut_between_characters_and_never_otherwise_changed(text in support::text()) {
        let message = Error::new(ErrorKind::Http, &text).message;
        if text.chars().count() <= 300 {
            prop_assert_eq!(message, text);
        } else {
            prop_assert_eq!(message.chars().count(), 300);
            prop_assert!(text.starts_with(message.strip_suffix('…').unwrap()));
        }
    }
}
