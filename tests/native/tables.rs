//! Tables of params, made into texts and read back.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use proptest::{collection::vec, prelude::*};
use reportei_customers::{
    options,
    param::{Param, Rule},
    params,
    table::{Table, written},
};

/// The room for a text that is made while the test runs.
const ROOM: usize = 4096;

fn rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        Just(Rule::Text),
        Just(Rule::Name),
        Just(Rule::Uuid),
        Just(Rule::Token),
        Just(Rule::Credentials),
        Just(Rule::Flag),
        (1..=u32::MAX).prop_map(Rule::UpTo),
        (1..=u32::MAX).prop_map(Rule::Count),
        Just(Rule::Duration),
        Just(Rule::TokenSource),
        Just(Rule::Function),
        Just(Rule::Signal),
        Just(Rule::Opaque),
    ]
}

/// A text for as long as the process.
fn leaked(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

proptest! {
    #![proptest_config(support::inputs(256))]

    #[test]
    fn params_are_read_as_they_were_written(
        params in vec(("[A-Za-z_]{1,20}", rule(), any::<bool>()), 0..40),
    ) {
        let params: Vec<Param> = params
            .into_iter()
            .map(|(name, rule, required)| Param { name: leaked(name), rule, required })
            .collect();
        let (text, length) = written::<ROOM>(&params);
        let text = leaked(String::from_utf8(text[..length].to_vec()).unwrap());
        let table = Table::new(text.as_bytes());
        prop_assert_eq!(table.is_empty(), params.is_empty());
        prop_assert_eq!(table.params().collect::<Vec<_>>(), params);
        // JavaScript finds the names by this, and the tables by what stands between them.
        prop_assert!(!text.contains([';', '\n']), "{}", text);
    }
}

#[test]
fn a_table_is_a_text_that_names_each_param_and_its_rule() {
    let table = params![
        Param::required("name", Rule::Name),
        Param::optional("per_page", Rule::UpTo(100)),
        Param::optional("signal", Rule::Signal),
    ];
    assert_eq!(table.text(), "name=\"per_page'100signal,");
    let no_params = params![];
    assert!(no_params.is_empty() && no_params.params().next().is_none());
}

#[test]
fn no_table_has_a_name_twice() {
    for table in options::TABLES {
        let mut names: Vec<&str> = table.params().map(|param| param.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "{}", table.text());
    }
}
