//! Which headers of a caller's can be sent.

use proptest::{prelude::*, sample::select};
use reportei_customers::{
    error::{ErrorKind, Result, label},
    headers,
    rules::Given,
};

const OWNED: [&str; 4] = ["accept", "authorization", "content-type", "x-customer-token"];
const ILLEGAL_NAME: &str = "is not a legal header name";
const ILLEGAL_VALUE: &str = "holds a character that no header value can carry";

fn check(name: &str, value: &str) -> Result<()> {
    headers::check(name, &Given::Text(value.to_owned()))
}

/// What is wrong with the header, behind its name.
fn problem(name: &str, value: &str) -> Option<String> {
    let error = check(name, value).err()?;
    let argument = label(&format!("headers.{}", name.to_ascii_lowercase()));
    assert_eq!(error.kind, ErrorKind::InvalidArgument);
    let problem = error.message.strip_prefix(&argument).unwrap().trim_start().to_owned();
    assert_eq!(error.argument, Some(argument));
    Some(problem)
}

#[test]
fn a_header_has_any_legal_name_and_a_text_for_its_value() {
    for value in ["", " Ümlaut\tÿ "] {
        assert_eq!(problem("X-Request-ID", value), None);
    }
    let others = [Given::Missing, Given::Number(1.0), Given::Flag(true), Given::Other];
    for value in others {
        let error = headers::check("X-A", &value).unwrap_err();
        assert_eq!(error.message, "headers.x-a must be a string");
    }
    let error = headers::check("x-a", &Given::BrokenText).unwrap_err();
    assert_eq!(error.message, format!("headers.x-a {ILLEGAL_VALUE}"));
}

#[test]
fn names_that_only_look_like_the_clients_own_are_the_callers() {
    for name in ["accept-language", "x-accept", "proxy-authorization", "content-length", "cookie"] {
        assert_eq!(problem(name, "value"), None, "{name}");
    }
}

#[test]
fn a_name_is_what_http_calls_a_token() {
    let legal = |character: char| {
        character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
    };
    for character in ('\0'..='\u{ff}').chain(['ı', 'K', 'ｘ', '🦄']) {
        for name in [character.to_string(), format!("x{character}"), format!("{character}x")] {
            let expected = (!legal(character)).then(|| ILLEGAL_NAME.to_owned());
            assert_eq!(problem(&name, "value"), expected, "{name:?}");
        }
    }
    assert_eq!(problem("", "value").as_deref(), Some(ILLEGAL_NAME));
}

#[test]
fn a_value_is_latin_1_without_control_characters() {
    let legal = |character| matches!(character, '\t' | ' '..='~' | '\u{80}'..='\u{ff}');
    for character in ('\0'..='\u{17f}').chain(['\u{2028}', '🦄', '\u{feff}']) {
        for value in [character.to_string(), format!("a{character}b")] {
            let expected = (!legal(character)).then(|| ILLEGAL_VALUE.to_owned());
            assert_eq!(problem("x-name", &value), expected, "{value:?}");
        }
    }
}

#[test]
fn a_second_header_cannot_be_smuggled_into_a_name_or_a_value() {
    assert_eq!(problem("x-a: b\r\nauthorization", "c").as_deref(), Some(ILLEGAL_NAME));
    let value = "b\r\nauthorization: Bearer c";
    assert_eq!(problem("x-a", value).as_deref(), Some(ILLEGAL_VALUE));
}

proptest! {
    #![proptest_config(crate::support::inputs(256))]

    #[test]
    fn the_clients_own_headers_are_refused_in_any_case(
        name in select(OWNED.to_vec()),
        upper in any::<u32>(),
    ) {
        let cased = |(index, letter): (usize, char)| {
            if upper >> index & 1 == 1 { letter.to_ascii_uppercase() } else { letter }
        };
        let name: String = name.chars().enumerate().map(cased).collect();
        let problem = problem(&name, "value");
        prop_assert_eq!(problem.as_deref(), Some("is set by the client itself"));
    }

    #[test]
    fn a_refusal_never_holds_the_value(
        name in "[a-z]{0,3}[ \r]?|authorization",
        token in "[!-~]{12,80}",
        end in "[\r\n\0]",
    ) {
        let error = check(&name, &format!("{token}{end}")).unwrap_err();
        let shown = format!("{error:?} {}", serde_json::to_string(&error).unwrap());
        prop_assert!(!shown.contains(&token), "{}", shown);
    }
}
