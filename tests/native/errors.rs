//! Kinds, messages, and what an error is as JSON.

use proptest::prelude::*;
use reportei_customers::{
    call::outcome::Outcome,
    error::{Error, ErrorKind, FieldErrors, label},
};
use serde_json::json;

/// All kinds, with the names that programs switch over.
const KINDS: [(ErrorKind, &str); 13] = [
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
    (ErrorKind::TokenNotStored, "token_not_stored"),
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
        ErrorKind::TokenNotStored => 12,
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
fn an_outcomes_name_is_the_one_in_the_declared_types() {
    let table = [
        (Outcome::NotSent, "not_sent"),
        (Outcome::Rejected, "rejected"),
        (Outcome::Applied, "applied"),
        (Outcome::Unknown, "unknown"),
    ];
    for (outcome, name) in table {
        assert_eq!(outcome.name(), name);
        assert_eq!(serde_json::to_value(outcome).unwrap(), json!(name));
    }
}

#[test]
fn the_status_gives_the_kind() {
    for status in 0..=u32::from(u16::MAX) {
        let (without, with) = match status {
            200..=299 | 400 => ("http", "validation"),
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
    for letter in ["a", "é", "語", "🦄", "\u{301}", " "] {
        for count in [0, 1, 299, 300, 301, 100_000] {
            let message = Error::new(ErrorKind::Server, &letter.repeat(count)).message;
            let expected =
                if count <= 300 { letter.repeat(count) } else { letter.repeat(299) + "…" };
            assert_eq!(message, expected, "{count} times {letter:?}");
        }
    }
}

#[test]
fn what_is_not_known_is_left_out() {
    let error = Error::new(ErrorKind::Network, "no answer came");
    let json = concat!(
        r#"{"kind":"network","message":"no answer came","attempts":0,"#,
        r#""outcome":"not_sent"}"#
    );
    assert_eq!(serde_json::to_string(&error).unwrap(), json);
}

#[test]
fn all_that_is_known_is_there() {
    let error = Error {
        kind: ErrorKind::Decode,
        message: "The name is taken.".to_owned(),
        status: Some(422),
        code: Some("name_taken".to_owned()),
        request_id: Some("9f8e".to_owned()),
        attempts: 3,
        outcome: Outcome::Unknown,
        retry_after_ms: Some(1500.0),
        limit: Some(60.0),
        remaining: Some(0.0),
        rolled_back: Some(false),
        field_errors: FieldErrors(vec![
            ("name".to_owned(), vec!["Taken.".to_owned(), "Long.".to_owned()]),
            ("__proto__".to_owned(), vec!["Odd.".to_owned()]),
        ]),
        argument: Some("name".to_owned()),
        path: Some("customer.uuid".to_owned()),
        method: Some("POST"),
        url: Some("https://connect.reportei.com/api/customers".to_owned()),
        verdict: None,
    };
    let json = json!({
        "kind": "decode",
        "message": "The name is taken.",
        "status": 422,
        "code": "name_taken",
        "requestId": "9f8e",
        "attempts": 3,
        "outcome": "unknown",
        "retryAfterMs": 1500.0,
        "limit": 60.0,
        "remaining": 0.0,
        "rolledBack": false,
        "fieldErrors": { "name": ["Taken.", "Long."], "__proto__": ["Odd."] },
        "argument": "name",
        "path": "customer.uuid",
        "method": "POST",
        "url": "https://connect.reportei.com/api/customers",
    });
    assert_eq!(serde_json::to_value(&error).unwrap(), json);
}

#[test]
fn the_messages_of_a_field_stand_together_in_the_order_of_the_fields() {
    let mut field_errors = FieldErrors::default();
    for (field, message) in [("b", "1"), ("a", "2"), ("b", "3"), ("b", "1")] {
        field_errors.push(field, message.to_owned());
    }
    let json = serde_json::to_string(&field_errors).unwrap();
    assert_eq!(json, r#"{"b":["1","3","1"],"a":["2"]}"#);
}

#[test]
fn an_argument_is_named_in_the_message_and_beside_it() {
    let error = Error::argument("headers.accept", "is set by the client itself");
    assert_eq!(error.kind, ErrorKind::InvalidArgument);
    assert_eq!(error.message, "headers.accept is set by the client itself");
    assert_eq!(error.argument.as_deref(), Some("headers.accept"));
    assert_eq!((error.status, error.path, error.field_errors.0), (None, None, Vec::new()));
}

#[test]
fn a_decode_keeps_the_path_even_where_it_is_empty() {
    for path in ["data[3].uuid", ""] {
        let error = Error::decode("wrong", path.to_owned());
        assert_eq!((error.kind, &*error.message), (ErrorKind::Decode, "wrong"));
        assert_eq!(serde_json::to_value(&error).unwrap()["path"], json!(path));
    }
}

/// What a message shows of a character, by Unicode's own categories and properties.
fn printable(character: char) -> char {
    let turns = |character| {
        matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
            || ('\u{2066}'..='\u{206f}').contains(&character)
    };
    match character {
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        _ if character.is_control() || turns(character) => '\u{fffd}',
        _ => character,
    }
}

#[test]
fn an_argument_and_an_id_are_cut_at_128_characters_and_the_problem_is_still_told() {
    for count in [127, 128, 129, 100_000] {
        let error = Error::argument(&"語".repeat(count), "is wrong");
        let name = if count <= 128 { "語".repeat(count) } else { "語".repeat(127) + "…" };
        assert_eq!(error.message, format!("{name} is wrong"));
        assert_eq!(error.argument, Some(name));
    }
}

#[test]
fn every_character_is_shown_or_replaced_by_one() {
    for character in '\0'..=char::MAX {
        assert_eq!(label(&character.to_string()), printable(character).to_string());
    }
}

proptest! {
    #![proptest_config(crate::support::inputs(512))]

    #[test]
    fn a_message_is_cut_between_characters_and_changed_where_it_cannot_be_printed(
        text in crate::support::text(),
    ) {
        let message = Error::new(ErrorKind::Http, &text).message;
        let text: String = text.chars().map(printable).collect();
        if text.chars().count() <= 300 {
            prop_assert_eq!(message, text);
        } else {
            prop_assert_eq!(message.chars().count(), 300);
            prop_assert!(text.starts_with(message.strip_suffix('…').unwrap()));
        }
    }
}
