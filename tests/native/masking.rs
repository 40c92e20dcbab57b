//! What must never survive masking, and what must come through it as it was.

use proptest::{collection::vec, prelude::*, sample::Index};
use reportei_customers::mask::{contains_secret, mask};
use serde_json::{Value, json};

/// The token of the API's document.
const TOKEN: &str = "6d37ffcc936ffa1d2bf4f99dbea973b760988e6fe755a22c328d3d3f908f5f87";

#[test]
fn what_holds_no_secret_comes_through_as_it_was() {
    let texts = [
        "",
        " \r\n\t",
        "Record successfully removed",
        "caedbbbe-7d93-476f-b965-bf97cd7ce874 CAEDBBBE-7D93-476F-B965-BF97CD7CE874",
        "2024-09-24 17:07:34, 2024-09-24T17:07:34.123456Z, 1727197654000",
        "deadbeefdeadbeefdeadbee is one digit too short for a token",
        "Padaria São João 🥖 não respondeu: \u{0}\u{7f}\u{feff}",
        "The api_token field is required.",
        "api_token",
        "the api_token's name alone, api_tokens and api_token_id",
        r#"{"message":"The given data was invalid.","errors":{"api_token":["It is required."]}}"#,
        r#"{"api_token":null,"name":"Padaria"}"#,
        r#"{"api_token":{"is":"required"}}"#,
        r#"{"api_token":"","name":"Padaria"}"#,
        r#"{"api_token_id":7,"api_tokens":[]}"#,
    ];
    for text in texts {
        assert_eq!(mask(text, &["a-secret-that-is-elsewhere"]), text);
    }
}

#[test]
fn a_request_id_reveals_the_secrets_that_are_in_it_and_is_none_itself() {
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    for (id, is_revealing) in [
        (trace, false),
        ("", false),
        ("s3cr3", false),
        ("s3cr3t!", true),
        ("of Bearer s3cr3t! or so", true),
        ("ção-other/one", true),
        (r"ção-other\/one", true),
    ] {
        assert_eq!(contains_secret(id, &["", "s3cr3t!", "other/one"]), is_revealing, "{id}");
    }
}

#[test]
fn a_token_gives_way_to_three_stars_and_nothing_else_does() {
    let upper = TOKEN.to_uppercase();
    let table = [
        (TOKEN.to_owned(), "***"),
        (upper, "***"),
        (format!("ção{TOKEN}ção"), "ção***ção"),
        (format!("Customer {TOKEN} is gone"), "Customer *** is gone"),
        (format!("x{TOKEN}-{TOKEN}z"), "x***-***z"),
        (format!("{}.", &TOKEN[..24]), "***."),
        ("Bearer s3cr3t!".to_owned(), "Bearer ***!"),
        ("🦄s3cr3t🦄s3cr3".to_owned(), "🦄***🦄s3cr3"),
        (
            r#"{"api_token":"abc","name":"Padaria"}"#.to_owned(),
            r#"{"api_token":"***","name":"Padaria"}"#,
        ),
        (r#"{"api_token" : "abc" }"#.to_owned(), r#"{"api_token" : "***" }"#),
        (r#"{"api_token":1234}"#.to_owned(), r#"{"api_token":***}"#),
        (r#"{"api_token":"abc, d}e&f<g"}"#.to_owned(), r#"{"api_token":"***"}"#),
        (
            r#"{"api_token":"ab\/c\"d","is_paying":true}"#.to_owned(),
            r#"{"api_token":"***","is_paying":true}"#,
        ),
        (
            r#"{"api_token":"ab\\","name":"Padaria"}"#.to_owned(),
            r#"{"api_token":"***","name":"Padaria"}"#,
        ),
        (
            r#"{"body":"{\"api_token\":\"abc\",\"name\":\"P\"}"}"#.to_owned(),
            r#"{"body":"{\"api_token\":\"***\",\"name\":\"P\"}"}"#,
        ),
        (
            r#"{"body":"{\"api_token\":\"abc","name":"P"}"#.to_owned(),
            r#"{"body":"{\"api_token\":\"***","name":"P"}"#,
        ),
        ("{'api_token': 'abc', 'name': 'P'}".to_owned(), "{'api_token': '***', 'name': 'P'}"),
        ("?api_token=abc&page=2".to_owned(), "?api_token=***&page=2"),
        (r#"{"api_token":"abc"#.to_owned(), r#"{"api_token":"***"#),
        (r#"{"api_token":"abc\"#.to_owned(), r#"{"api_token":"***"#),
        (r#"{"api_token":""#.to_owned(), r#"{"api_token":""#),
    ];
    for (text, expected) in table {
        assert_eq!(mask(&text, &["s3cr3t"]), expected, "{text}");
    }
}

#[test]
fn an_empty_secret_hides_nothing() {
    assert_eq!(mask("Padaria São João", &[""]), "Padaria São João");
    assert_eq!(mask("Padaria São João", &["", "São"]), "Padaria *** João");
    assert_eq!(mask("", &[""]), "");
}

#[test]
fn secrets_that_overlap_are_hidden_whole() {
    let table: [(&str, &[&str], &str); 7] = [
        ("[abcdef]", &["abc", "abcdef"], "[***]"),
        ("[abcdef]", &["abcdef", "abc"], "[***]"),
        ("[abcdef]", &["abcd", "cdef"], "[***]"),
        ("[abcdef]", &["bcdef", "ab"], "[***]"),
        ("[abcdef]", &["abc", "def"], "[******]"),
        // A secret that begins with what looks like a token, and one that goes on as one.
        ("[0123456789abcdef01234567.tail]", &["0123456789abcdef01234567.tail"], "[***]"),
        ("[0123456789abcdef0123456789ab]", &["0123456789abcdef01234567"], "[***]"),
    ];
    for (text, secrets, expected) in table {
        assert_eq!(mask(text, secrets), expected, "{text} without {secrets:?}");
    }
}

#[test]
fn a_secret_is_found_however_json_spells_it() {
    let secret = r#"12|ab/c"d\e<f"#;
    let spellings = [
        serde_json::to_string(secret).unwrap(),
        serde_json::to_string(secret).unwrap().replace('/', "\\/"),
        r#""12\u007Cab\u002fc\u0022d\u005ce\u003Cf""#.to_owned(),
        format!("\"{}\"", secret.chars().map(escaped).collect::<String>()),
    ];
    for spelling in spellings {
        assert_eq!(serde_json::from_str::<String>(&spelling).unwrap(), secret);
        assert_eq!(mask(&spelling, &[secret]), r#""***""#, "{spelling}");
    }
    assert_eq!(mask(secret, &[secret]), "***");
}

#[test]
fn a_page_of_anything_is_masked_in_one_pass() {
    for unit in ["a", "\\", "\"api_token\":", "api_token", "\\u0061", "é", "s3cr3"] {
        let text = unit.repeat(200_000 / unit.len());
        assert!(mask(&text, &["s3cr3t", "aaaaaaaaaaaaaaaaaaaaaaab"]).len() <= text.len() + 3);
    }
}

#[test]
fn json_still_parses_where_a_token_follows_an_escaped_character() {
    let text = format!(r#"{{"message":"\u00e1{TOKEN}\ud83e\udd84{TOKEN}\u00e1"}}"#);
    let masked: Value = serde_json::from_str(&mask(&text, &[])).unwrap();
    assert_eq!(masked, json!({ "message": "á***🦄***á" }));
}

/// A character as the escape, or pair of them, that JSON has for any.
fn escaped(character: char) -> String {
    let mut units = [0; 2];
    let units = character.encode_utf16(&mut units).iter();
    units.map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat()
}

/// The text with what is not ASCII escaped, as PHP does.
fn in_ascii(text: &str) -> String {
    let spell = |c: char| if c.is_ascii() { c.to_string() } else { escaped(c) };
    text.chars().map(spell).collect()
}

/// An answer to a create, with the token in it and fields before and behind.
fn created(token: &str, before: &Value, behind: &Value) -> Value {
    json!({ "a": before, "customer": { "api_token": token, "name": behind }, "z": behind })
}

/// What can be a token in a header, long enough to be one; without `*`, so that no mask holds it.
fn secret() -> impl Strategy<Value = String> {
    "[!-)+-~]{8,40}"
}

proptest! {
    #![proptest_config(crate::support::inputs(512))]

    #[test]
    fn a_token_never_survives_in_any_text(
        before in any::<String>(),
        token in "[0-9a-f]{64}|[0-9A-F]{64}",
        behind in any::<String>(),
    ) {
        let masked = mask(&format!("{before}{token}{behind}"), &[]);
        prop_assert!(!masked.contains(&token[..24]) && !masked.contains(&token[40..]), "{masked}");
    }

    #[test]
    fn a_truncated_answer_is_masked_like_a_whole_one(
        token in "[0-9a-f]{64}|[!-~]{8,40}",
        before in crate::support::json(&["api_token", "name"]),
        behind in crate::support::json(&["api_token", "name"]),
        pretty in any::<bool>(),
        cut in any::<Index>(),
    ) {
        let whole = created(&token, &before, &behind);
        let write = if pretty { serde_json::to_string_pretty } else { serde_json::to_string };
        let text = write(&whole).unwrap();
        let cut = text.floor_char_boundary(cut.index(text.len() + 1));
        let masked = mask(&text[..cut], &[]);
        let spelt = serde_json::to_string(&token).unwrap();
        let (first, rest) = spelt[1..spelt.len() - 1].split_at(6);
        // Two characters of a short one may well stand elsewhere.
        let shown = write(&created("***", &before, &behind)).unwrap();
        prop_assume!(!shown.contains(first) && !shown.contains(rest));
        let value = masked.split("\"customer\"").nth(1).unwrap_or_default();
        prop_assert!(!value.contains(first) && !value.contains(rest), "{masked}");
    }

    #[test]
    fn an_answer_with_its_token_masked_is_the_same_answer_without_it(
        token in "[0-9a-f]{64}|[ -~]{1,40}",
        name in "[^0-9a-fA-F]{0,20}",
        ascii in any::<bool>(),
    ) {
        let name = json!(name);
        let mut text = created(&token, &name, &name).to_string();
        if ascii {
            text = in_ascii(&text);
        }
        let masked: Value = serde_json::from_str(&mask(&text, &[])).unwrap();
        prop_assert_eq!(masked, created("***", &name, &name));
    }

    #[test]
    fn a_given_secret_survives_neither_in_text_nor_in_json(
        secrets in vec(secret(), 1..4),
        pieces in vec("\\PC{0,9}", 4),
        spelling in 0..4,
    ) {
        let secrets: Vec<&str> = secrets.iter().map(|secret| &**secret).collect();
        let text = pieces.join(secrets[0]) + secrets[secrets.len() - 1];
        let masked = mask(&text, &secrets);
        prop_assert!(secrets.iter().all(|secret| !masked.contains(secret)), "{}", masked);

        let json = json!({ "message": text }).to_string();
        let json = match spelling {
            0 => json,
            1 => json.replace('/', "\\/"),
            2 => in_ascii(&json),
            _ => {
                let message: String = text.chars().map(escaped).collect();
                format!("{{\"message\":\"{message}\"}}")
            }
        };
        let masked: Value = serde_json::from_str(&mask(&json, &secrets)).unwrap();
        let message = masked["message"].as_str().unwrap();
        prop_assert!(secrets.iter().all(|secret| !message.contains(secret)), "{}", message);
    }

    #[test]
    fn arbitrary_text_and_secrets_never_panic_and_only_tokens_change(
        text in any::<String>(),
        secrets in vec(any::<String>(), 0..4),
    ) {
        // A backslash counts as JSON's escape: with and without it, a secret is the same.
        let bare = |text: &str| text.replace('\\', "");
        let mut bare_secrets = secrets.iter().map(|secret| bare(secret));
        let is_in = |secret: String| !secret.is_empty() && bare(&text).contains(&secret);
        let holds_one = bare_secrets.any(is_in);
        let secrets: Vec<&str> = secrets.iter().map(|secret| &**secret).collect();
        let masked = mask(&text, &secrets);
        prop_assert!(holds_one || masked == text);
    }
}
