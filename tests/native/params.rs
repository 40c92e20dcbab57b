//! Every rule at its boundaries, and what its refusal says.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use proptest::{prelude::*, sample::select};
use reportei_customers::{
    error::ErrorKind,
    param::{MAX_DURATION_MS, Param, Rule},
    value::{Sort, Value, Values},
};
use support::value::{flag, number, text};

const WORDS: &[&str] = &["omit", "same-origin", "include"];
const ALL: [Rule; 10] = [
    Rule::Text,
    Rule::Name,
    Rule::Uuid,
    Rule::Token,
    Rule::Credentials,
    Rule::Flag,
    Rule::UpTo(100),
    Rule::Count(100),
    Rule::Duration,
    Rule::Opaque,
];
const UUID: &str = "caedbbbe-7d93-476f-b965-bf97cd7ce874";
const HALF_A_PAIR: &str = "holds half of a surrogate pair, which is no text";

/// What a refusal says behind the field's name; nothing where the value is accepted.
fn problem(param: &Param, value: &Value) -> Option<String> {
    let error = param.check(value).err()?;
    assert_eq!(error.kind, ErrorKind::InvalidArgument);
    assert_eq!(error.argument, param.name);
    Some(error.message.strip_prefix(param.name).unwrap().trim_start().to_owned())
}

fn is_accepted(rule: Rule, value: &Value) -> bool {
    problem(&Param::optional("field", rule), value).is_none()
}

#[test]
fn each_rule_accepts_what_it_is_for_and_says_of_anything_else_what_it_must_be() {
    let values = [
        text("two words"),
        text(""),
        text(UUID),
        flag(true),
        number(1.0),
        number(0.5),
        Value::of(Sort::Other),
    ];
    // Each rule, its refusal, and which of the values it accepts.
    let table = [
        (Rule::Text, "must be a string", "+++----"),
        (Rule::Name, "must be a string that is not empty", "+-+----"),
        (Rule::Uuid, "must be a customer's UUID, 36 characters with hyphens", "--+----"),
        (Rule::Credentials, "must be one of: omit, same-origin, include", "-------"),
        (Rule::Flag, "must be a boolean", "---+---"),
        (Rule::UpTo(100), "must be a whole number from 1 to 100", "----+--"),
        (Rule::Count(100), "must be a whole number from 0 to 100", "----+--"),
        (Rule::Duration, "must be a number of milliseconds from 0 to 2147483647", "----++-"),
        (Rule::Opaque, "is never refused", "+++++++"),
    ];
    for (rule, refusal, accepted) in table {
        for (value, accepted) in values.iter().zip(accepted.chars()) {
            let found = problem(&Param::required("field", rule), value);
            let expected = (accepted == '-').then_some(refusal);
            assert_eq!(found.as_deref(), expected, "{rule:?} of {value:?}");
        }
    }
}

#[test]
fn a_tokens_refusal_says_what_is_wrong_with_it() {
    let stray = "holds a space, a line break or another character that no token has";
    let table = [
        (text(UUID), None),
        (text("two words"), Some(stray)),
        (text("line\n"), Some(stray)),
        (text(""), Some("is empty")),
        (flag(true), Some("must be a string")),
        (number(1.0), Some("must be a string")),
        (Value::of(Sort::Other), Some("must be a string")),
    ];
    for (value, expected) in table {
        let found = problem(&Param::required("accessToken", Rule::Token), &value);
        assert_eq!(found.as_deref(), expected, "{value:?}");
    }
}

#[test]
fn what_is_left_out_is_refused_only_where_it_is_required() {
    for rule in ALL {
        assert_eq!(problem(&Param::optional("field", rule), &Value::MISSING), None);
        let required = problem(&Param::required("field", rule), &Value::MISSING);
        assert_eq!(required.as_deref(), Some("is required"));
    }
}

#[test]
fn half_of_a_surrogate_pair_is_refused_by_every_rule() {
    for rule in ALL {
        for param in [Param::optional("field", rule), Param::required("field", rule)] {
            assert_eq!(problem(&param, &Value::of(Sort::BrokenText)).as_deref(), Some(HALF_A_PAIR));
        }
    }
}

#[test]
fn whole_numbers_and_durations_end_where_they_say() {
    // The number, whether it is a `per_page`, a `page` (any u32), and a duration; as a whole one.
    // What can be counted is what a `per_page` can be, and nought.
    let table = [
        (f64::NAN, false, false, false, 0),
        (f64::INFINITY, false, false, false, 0),
        (f64::NEG_INFINITY, false, false, false, 0),
        (f64::MIN_POSITIVE, false, false, true, 1),
        (-f64::MIN_POSITIVE, false, false, false, 0),
        (-1.0, false, false, false, 0),
        (-0.0, false, false, true, 0),
        (0.0, false, false, true, 0),
        (0.5, false, false, true, 1),
        (1.0 - f64::EPSILON, false, false, true, 1),
        (1.0, true, true, true, 1),
        (1.0 + f64::EPSILON, false, false, true, 2),
        (99.5, false, false, true, 100),
        (100.0, true, true, true, 100),
        (100.5, false, false, true, 101),
        (101.0, false, true, true, 101),
        (2_147_483_646.5, false, false, true, 2_147_483_647),
        (2_147_483_647.0, false, true, true, 2_147_483_647),
        (2_147_483_647.5, false, false, false, 0),
        (2_147_483_648.0, false, true, false, 2_147_483_648),
        (4_294_967_295.0, false, true, false, 4_294_967_295),
        (4_294_967_296.0, false, false, false, 0),
        (f64::MAX, false, false, false, 0),
    ];
    for (given, is_per_page, is_page, is_duration, whole) in table {
        let value = number(given);
        assert_eq!(is_accepted(Rule::UpTo(100), &value), is_per_page, "{given} as per_page");
        assert_eq!(is_accepted(Rule::UpTo(u32::MAX), &value), is_page, "{given} as page");
        assert_eq!(is_accepted(Rule::Duration, &value), is_duration, "{given} as a duration");
        let is_count = is_per_page || given == 0.0;
        assert_eq!(is_accepted(Rule::Count(100), &value), is_count, "{given} as a count");
        if is_page || is_duration {
            assert_eq!(value.whole(), whole, "{given} as a whole number");
        }
    }
    assert_eq!(MAX_DURATION_MS, 2_147_483_647, "what setTimeout holds");
}

#[test]
fn only_numbers_have_a_whole_one_and_only_texts_a_text() {
    for value in [Value::MISSING, Value::of(Sort::BrokenText), Value::of(Sort::Other)] {
        assert_eq!((value.whole(), value.text(), value.is_true()), (0, "", false), "{value:?}");
    }
    assert_eq!((text("7").whole(), text("7").text()), (0, "7"));
    assert_eq!((number(7.0).whole(), number(7.0).text()), (7, ""));
    assert_eq!((flag(true).is_true(), flag(false).is_true()), (true, false));
    assert!(!number(1.0).is_true());
    for (sort, number) in [
        (Sort::Missing, 0),
        (Sort::Flag, 1),
        (Sort::Number, 2),
        (Sort::Text, 3),
        (Sort::BrokenText, 4),
        (Sort::Function, 5),
        (Sort::Signal, 6),
        (Sort::Other, 7),
        (Sort::Other, 8),
        (Sort::Other, u32::MAX),
    ] {
        assert!(Value::new(number, 0.0, String::new()).is(sort), "{number}");
    }
}

#[test]
fn values_have_places_and_are_forgotten_together() {
    let mut values = Values::new();
    values.set(2, text("secret"));
    values.set(20, number(2.0));
    values.set(21, number(3.0));
    assert_eq!((values.whole_or(20, 9), values.whole_or(21, 9), values.whole_or(2, 9)), (2, 9, 9));
    assert_eq!((values.take_text(2), values.get(2)), ("secret".to_owned(), &Value::MISSING));
    values.set(2, text("secret"));
    values.clear();
    assert_eq!((values.get(2), values.get(20)), (&Value::MISSING, &Value::MISSING));
}

#[test]
fn a_token_is_visible_ascii_and_nothing_else() {
    for character in ('\0'..='\u{ff}').chain(['Ā', 'ｔ', '🦄', '\u{feff}', '\u{200b}']) {
        for token in [format!("{character}"), format!("to{character}ken")] {
            let is_visible_ascii = ('!'..='~').contains(&character);
            assert_eq!(is_accepted(Rule::Token, &text(&token)), is_visible_ascii, "{token:?}");
        }
    }
}

#[test]
fn a_name_is_any_text_that_is_not_empty() {
    for name in [" ", "\0", "\r\n", "<script>", "José 🥖", "\u{202e}", &"🦄".repeat(10_000)] {
        assert!(is_accepted(Rule::Name, &text(name)), "{name:?}");
    }
}

#[test]
fn a_word_is_one_of_the_list_to_the_letter() {
    for word in WORDS {
        assert!(is_accepted(Rule::Credentials, &text(word)));
        for near in [word.to_uppercase(), format!("{word} "), word[1..].to_owned()] {
            assert!(!is_accepted(Rule::Credentials, &text(&near)), "{near:?}");
        }
    }
}

proptest! {
    #![proptest_config(support::inputs(512))]

    #[test]
    fn a_refusal_never_holds_the_value(
        rule in select(ALL.to_vec()),
        token in "[!-~]{12,80}",
        wrong in "[ \r\n\u{e9}🦄]{0,1}",
    ) {
        for secret in [format!("{token}{wrong}"), format!("{wrong}{token}")] {
            if let Err(error) = Param::required("accessToken", rule).check(&text(&secret)) {
                let json = support::written::written(&error);
                for shown in [format!("{error:?}"), error.message, json] {
                    prop_assert!(!shown.contains(&token), "{}", shown);
                }
            }
        }
    }

    #[test]
    fn a_uuid_is_five_groups_of_hexadecimal_digits_with_hyphens_between(given in near_uuids()) {
        let groups: Vec<&str> = given.split('-').collect();
        let lengths: Vec<usize> = groups.iter().map(|group| group.chars().count()).collect();
        let is_hexadecimal = groups.concat().chars().all(|digit| digit.is_ascii_hexdigit());
        let is_uuid = lengths == [8, 4, 4, 4, 12] && is_hexadecimal;
        prop_assert_eq!(is_accepted(Rule::Uuid, &text(&given)), is_uuid);
    }
}

/// UUIDs of any version and case, some with one character replaced, and other texts like them.
fn near_uuids() -> impl Strategy<Value = String> {
    let uuid = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    let replaced = (uuid, 0..36_usize, any::<char>()).prop_map(|(uuid, place, character)| {
        format!("{}{character}{}", &uuid[..place], &uuid[place + 1..])
    });
    prop_oneof![uuid, replaced, "[0-9a-fA-F-]{36}", "\\{[0-9a-f-]{34}\\}", any::<String>()]
}
