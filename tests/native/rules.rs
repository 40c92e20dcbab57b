//! Every rule at its limits, and what its refusal says.
use proptest::prelude::*;
use reportei_customers::{
    error::{ErrorKind, Result},
    rules::{Argument, Given, required},
};

use crate::support;

const WORDS: [&str; 3] = ["omit", "same-origin", "include"];
const UUID: &str = "caedbbbe-7d93-476f-b965-bf97cd7ce874";
const HALF_A_PAIR: &str = "holds half of a surrogate pair, which is no text";

/// A rule: what it reads of an argument, as text.
type Rule = fn(Argument<'static>) -> Result<Option<String>>;

/// Every rule, with its refusal of what is of no use to it.
const RULES: [(&str, Rule, &str); 10] = [
    ("text", Argument::text, "must be a string"),
    ("name", Argument::name, "must be a string that is not empty"),
    ("uuid", Argument::uuid, "must be a customer's UUID, 36 characters with hyphens"),
    ("token", token, "must be a string"),
    ("token_source", token_source, "must be a string or a function"),
    ("flag", |given| shown(given.flag()), "must be a boolean"),
    ("whole 1", |given| shown(given.whole(1..=100)), "must be a whole number from 1 to 100"),
    ("whole 0", |given| shown(given.whole(0..=100)), "must be a whole number from 0 to 100"),
    (
        "duration",
        |given| shown(given.duration()),
        "must be a number of milliseconds from 0 to 2147483647",
    ),
    ("one_of", |given| shown(given.one_of(&WORDS)), "must be one of: omit, same-origin, include"),
];

fn shown<T: ToString>(read: Result<Option<T>>) -> Result<Option<String>> {
    Ok(read?.map(|value| value.to_string()))
}

fn token(given: Argument) -> Result<Option<String>> {
    Ok(given.token()?.map(|token| token.reveal().to_owned()))
}

fn token_source(given: Argument) -> Result<Option<String>> {
    Ok(given.token_source()?.map(|token| token.reveal().to_owned()))
}

fn text(text: &str) -> Given {
    Given::Text(text.to_owned())
}

fn argument(given: Given) -> Argument<'static> {
    Argument { name: "field", given }
}

/// What a rule reads, or what its refusal says behind the argument's name.
fn read(rule: Rule, given: Given) -> std::result::Result<Option<String>, String> {
    rule(argument(given)).map_err(|error| {
        assert_eq!(error.kind, ErrorKind::InvalidArgument);
        assert_eq!(error.argument.as_deref(), Some("field"));
        error.message.strip_prefix("field ").unwrap().to_owned()
    })
}

fn is_accepted(rule: Rule, given: Given) -> bool {
    read(rule, given).is_ok()
}

#[test]
fn each_rule_accepts_what_it_is_for_and_says_of_anything_else_what_it_must_be() {
    let values = [
        (text("two words"), "two words"),
        (text(""), ""),
        (text(UUID), UUID),
        (text("include"), "include"),
        (Given::Flag(true), "true"),
        (Given::Number(1.0), "1"),
        (Given::Number(0.5), "1"),
        (Given::Function, ""),
        (Given::Other, ""),
    ];
    // Which of the values each rule accepts. Texts that are no token have refusals of their own.
    let accepted = [
        ("text", "++++-----"),
        ("name", "+-++-----"),
        ("uuid", "--+------"),
        ("token", "..++-----"),
        ("token_source", "..++---*-"),
        ("flag", "----+----"),
        ("whole 1", "-----+---"),
        ("whole 0", "-----+---"),
        ("duration", "-----++--"),
        ("one_of", "---+-----"),
    ];
    for ((name, rule, refusal), (row, accepted)) in RULES.into_iter().zip(accepted) {
        assert_eq!(name, row);
        for ((given, value), accepted) in values.iter().zip(accepted.chars()) {
            let expected = match accepted {
                '+' => Ok(Some((*value).to_owned())),
                '*' => Ok(None),
                '.' => continue,
                _ => Err(refusal.to_owned()),
            };
            assert_eq!(read(rule, given.clone()), expected, "{name} of {given:?}");
        }
    }
}

#[test]
fn a_tokens_refusal_says_what_is_wrong_with_it() {
    let stray = "holds a space, a line break or another character that no token has";
    for rule in [token, token_source] {
        for given in ["two words", "line\n", " ", "\0", "é"] {
            assert_eq!(read(rule, text(given)), Err(stray.to_owned()), "{given:?}");
        }
        assert_eq!(read(rule, text("")), Err("is empty".to_owned()));
    }
}

#[test]
fn what_is_left_out_is_refused_only_where_it_is_required() {
    for (name, rule, _) in RULES {
        assert_eq!(read(rule, Given::Missing), Ok(None), "{name}");
    }
    let error = required::<String>("name", None).unwrap_err();
    assert_eq!((&*error.message, error.argument.as_deref()), ("name is required", Some("name")));
    assert_eq!(required("name", Some(7)), Ok(7));
}

#[test]
fn half_of_a_surrogate_pair_is_refused_by_every_rule() {
    for (name, rule, _) in RULES {
        assert_eq!(read(rule, Given::BrokenText), Err(HALF_A_PAIR.to_owned()), "{name}");
    }
}

#[test]
fn whole_numbers_and_durations_end_where_they_say() {
    // The number, whether it is a `per_page`, a `page` (any u32), and a duration; as it is read.
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
    for (number, is_per_page, is_page, is_duration, read) in table {
        let given = || argument(Given::Number(number));
        let expected = |is_accepted: bool| is_accepted.then_some(read);
        assert_eq!(given().whole(1..=100).ok().flatten(), expected(is_per_page), "{number}");
        assert_eq!(given().whole(1..=u32::MAX).ok().flatten(), expected(is_page), "{number}");
        assert_eq!(given().duration().ok().flatten(), expected(is_duration), "{number}");
        let is_count = is_per_page || number == 0.0;
        assert_eq!(given().whole(0..=100).ok().flatten(), expected(is_count), "{number}");
    }
}

#[test]
fn a_token_is_visible_ascii_and_nothing_else() {
    for character in ('\0'..='\u{ff}').chain(['Ā', 'ｔ', '🦄', '\u{feff}', '\u{200b}']) {
        for given in [format!("{character}"), format!("to{character}ken")] {
            let is_visible_ascii = ('!'..='~').contains(&character);
            assert_eq!(is_accepted(token, text(&given)), is_visible_ascii, "{given:?}");
        }
    }
}

#[test]
fn a_name_is_any_text_that_is_not_empty() {
    for name in [" ", "\0", "\r\n", "<script>", "José 🥖", "\u{202e}", &"🦄".repeat(10_000)] {
        assert_eq!(read(Argument::name, text(name)), Ok(Some(name.to_owned())), "{name:?}");
    }
}

#[test]
fn a_word_is_one_of_the_list_to_the_letter() {
    let one_of: Rule = |given| shown(given.one_of(&WORDS));
    for word in WORDS {
        assert!(is_accepted(one_of, text(word)));
        for near in [word.to_uppercase(), format!("{word} "), word[1..].to_owned()] {
            assert!(!is_accepted(one_of, text(&near)), "{near:?}");
        }
    }
}

#[test]
fn what_is_no_uuid_is_refused_however_near_it_is() {
    let texts = [
        "",
        " ",
        ".",
        "..",
        "%2e%2e",
        "%2E%2E%2Fsettings",
        "settings",
        "undefined",
        "null",
        "[object Object]",
        "1",
        "caedbbbe7d93476fb965bf97cd7ce874",
        "{caedbbbe-7d93-476f-b965-bf97cd7ce874}",
        "urn:uuid:caedbbbe-7d93-476f-b965-bf97cd7ce874",
        "caedbbbe-7d93-476f-b965-bf97cd7ce874 ",
        " caedbbbe-7d93-476f-b965-bf97cd7ce874",
        "caedbbbe-7d93-476f-b965-bf97cd7ce874\n",
        "caedbbbe-7d93-476f-b965-bf97cd7ce874/",
        "caedbbbe-7d93-476f-b965-bf97cd7ce874?a=b",
        "caedbbbe-7d93-476f-b965-bf97cd7ce87",
        "caedbbbe-7d93-476f-b965-bf97cd7ce8744",
        "caedbbb-e7d93-476f-b965-bf97cd7ce874",
        "caedbbbe-7d93-476f-b965-bf97cd7ce87-",
        "------------------------------------",
        "caedbbbe_7d93_476f_b965_bf97cd7ce874",
        "caedbbbg-7d93-476f-b965-bf97cd7ce874",
        "caedbbbe/7d93/476f/b965/bf97cd7ce874",
        "caedbbbe-7d93-476f-b965-../../../etc",
        "caedbbbe\u{2010}7d93\u{2010}476f\u{2010}b965\u{2010}bf97cd7ce874",
        "caedbbbe\u{2011}7d93-476f-b965-bf97cd7c",
        "\u{ff43}aedbbbe-7d93-476f-b965-bf97cd7ce874",
        "сaedbbbe-7d93-476f-b965-bf97cd7ce874",
        "٣aedbbb-7d93-476f-b965-bf97cd7ce874",
    ];
    for given in texts {
        assert!(!is_accepted(Argument::uuid, text(given)), "{given:?}");
    }
}

proptest! {
    #![proptest_config(support::inputs(512))]

    #[test]
    fn a_refusal_never_shows_the_value(
        rule in 0..RULES.len(),
        secret in "[!-~]{12,80}",
        wrong in "[ \r\n\u{e9}🦄]{0,1}",
    ) {
        for given in [format!("{secret}{wrong}"), format!("{wrong}{secret}")] {
            if let Err(error) = RULES[rule].1(argument(text(&given))) {
                let json = serde_json::to_string(&error).unwrap();
                for shown in [format!("{error:?}"), error.message, json] {
                    prop_assert!(!shown.contains(&secret), "{}", shown);
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
        prop_assert_eq!(is_accepted(Argument::uuid, text(&given)), is_uuid);
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
