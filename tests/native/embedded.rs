//! An object is found in a text whatever stands around it, in bounded time.

use proptest::prelude::*;
use reportei_customers::api::embedded::find;

const JSON: &str = r#"{"customer":{"name":"a } } \" { b","uuid":"u"}}"#;

fn found(text: &str) -> Option<(&str, &str)> {
    find(text, |object| (object == JSON).then_some(())).map(|((), before, after)| (before, after))
}

#[test]
fn an_object_is_found_with_what_is_before_and_behind() {
    let befores = [
        "",
        "<br />\n<b>Deprecated</b>: …<br />\n",
        "\u{feff}",
        "[1,",
        "}} \"",
        "it's \\",
        "in {closure}, {} and {\"a\":{}}: ",
        "{",
        "{main(\"",
        "{{{ \" {",
    ];
    for before in befores {
        for after in ["", "\n", "<!-- 12 ms -->", "}", "\"", "\\", "{", "}{"] {
            let text = [before, JSON, after].concat();
            assert_eq!(found(&text), Some((before, after)), "{text}");
        }
    }
    assert_eq!(found(""), None);
    assert_eq!(found(&JSON[..20]), None);
}

#[test]
fn an_object_behind_many_braces_is_not_looked_for() {
    assert_eq!(found(&["{".repeat(100), JSON.to_owned()].concat()), None);
}

proptest! {
    #[test]
    fn the_parts_are_the_text(text in "[{}\"\\\\aé]{0,40}") {
        let whole = find(&text, |object| Some(object.to_owned()));
        let whole = whole.map(|(object, before, after)| [before, &object, after].concat());
        prop_assert!(whole.is_none_or(|whole| whole == text));
    }
}
