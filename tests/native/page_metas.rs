//! The check of a page's `meta`, whose two forms and digits in texts no other answer has.

use reportei_customers::{
    api::{PageMeta, check, endpoint, model::Modelled},
    error::Result,
};
use serde_json::{Value, json};

use crate::support::{endpoints, fields::with, json::Parsed};

/// The `meta` of the document's example.
fn meta() -> Value {
    let (_, row) = endpoints::rows().find(|(_, row)| row.call == "list").unwrap();
    row.answer["meta"].clone()
}

fn check(meta: &Value) -> Result<()> {
    check::check(&Parsed(Some(meta)), PageMeta::MODEL)
}

/// Checks a page without rows that has this.
fn check_page(meta: &Value) -> Result<()> {
    let page = json!({ "data": [], "meta": meta });
    check::check_answer(&endpoint::LIST, &Parsed(Some(&page)))
}

#[test]
fn the_check_accepts_whole_numbers_that_are_no_u32() {
    let full = meta();
    for name in ["current_page", "from", "last_page", "per_page", "to", "total"] {
        for number in [json!(4_294_967_296_u64), json!(-1), json!(3.0), json!(1e300)] {
            let changed = with(&full, name, Some(number.clone())).unwrap();
            assert_eq!(check(&changed), Ok(()), "{name} as {number}");
        }
    }
}

#[test]
fn a_number_of_meta_may_be_digits_in_a_text_and_no_other_text() {
    for name in ["current_page", "from", "last_page", "per_page", "to", "total"] {
        let checked = |value: &str| {
            let changed = with(&meta(), name, Some(json!(value))).unwrap();
            check(&changed).is_ok()
        };
        for digits in ["0", "50", "007", "4294967296"] {
            assert!(checked(digits), "{name} {digits}");
        }
        for text in ["", " ", "fifty", "-5", "+5", "5.0", "5e1", "0x5", "５"] {
            assert!(!checked(text), "{name} {text:?}");
        }
    }
    // Only there.
    let customer = with(&meta(), "path", Some(json!(7))).unwrap();
    assert!(check(&customer).is_err());
}

#[test]
fn the_last_page_may_be_missing_only_where_the_number_of_pages_is_there() {
    let last_page = |last_page: Option<Value>, total_pages: Option<Value>| {
        let meta = with(&meta(), "last_page", last_page).unwrap();
        let meta = with(&meta, "total_pages", total_pages).unwrap();
        check(&meta).map_err(|error| error.path.unwrap())
    };
    let wrong = |path: &str| Err(path.to_owned());
    assert_eq!(last_page(None, Some(json!(3))), Ok(()));
    assert_eq!(last_page(Some(json!(3)), None), Ok(()));
    assert_eq!(last_page(Some(json!(3)), Some(json!(3))), Ok(()));
    assert_eq!(last_page(None, None), wrong("last_page"));
    assert_eq!(last_page(Some(json!(null)), Some(json!(3))), wrong("last_page"));
    assert_eq!(last_page(Some(json!("three")), Some(json!(3))), wrong("last_page"));
    assert_eq!(last_page(None, Some(json!("three"))), wrong("total_pages"));
    assert_eq!(last_page(None, Some(json!(null))), wrong("total_pages"));
    assert_eq!(last_page(Some(json!(3)), Some(json!(2.5))), wrong("total_pages"));
}

#[test]
fn the_documentation_sites_shorter_meta_is_enough_for_a_page() {
    let meta = json!({ "current_page": 1, "per_page": 15, "total": 0, "total_pages": 1 });
    assert_eq!(check_page(&meta), Ok(()));
}

#[test]
fn an_empty_pages_rows_are_null() {
    let meta = with(&meta(), "from", Some(Value::Null)).unwrap();
    let meta = with(&meta, "to", Some(Value::Null)).unwrap();
    assert_eq!(check_page(&meta), Ok(()));
}
