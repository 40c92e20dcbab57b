use std::collections::BTreeSet;

use proptest::prelude::*;
use reportei_customers::api::{CustomerPage, PageMeta};
use reportei_customers::sandbox::Sandbox;

use crate::support::{Ask, sandbox};

fn page(sandbox: &mut Sandbox, query: &str) -> CustomerPage {
    serde_json::from_value(sandbox.get(&format!("/customers?{query}"))).unwrap()
}

#[test]
fn the_meta_tells_where_a_page_stands() {
    let meta = page(&mut sandbox(40), "page=2").meta;
    let expected = PageMeta {
        current_page: 2,
        from: Some(16),
        last_page: 3,
        path: Some("http://localhost/api/customers".to_owned()),
        per_page: 15,
        to: Some(30),
        total: 40,
        sort_by: None,
        descending: Some(false),
    };
    assert_eq!(meta, expected);
}

#[test]
fn a_page_without_rows_has_neither_first_nor_last() {
    for (customers, query, last_page) in [(0, "", 1), (40, "page=4", 3), (40, "page=4294967295", 3)]
    {
        let mut sandbox = sandbox(customers);
        let body = sandbox.get(&format!("/customers?{query}"));
        assert_eq!(body["data"], serde_json::json!([]));
        assert!(body["meta"]["from"].is_null() && body["meta"]["to"].is_null());
        assert_eq!(body["meta"]["last_page"], last_page);
        for name in ["from", "to", "sortBy", "descending", "path"] {
            assert!(body["meta"].get(name).is_some(), "{name} must be there");
        }
    }
}

#[test]
fn rubbish_in_the_query_counts_as_not_given() {
    let mut sandbox = sandbox(40);
    for rubbish in [
        "",
        "abc",
        "0",
        "-1",
        "1.5",
        "1e9",
        "05",
        "99999999999999999999",
        "%00",
        "NaN",
        "%F0%9F%8D%95",
    ] {
        let meta = page(&mut sandbox, &format!("page={rubbish}&per_page={rubbish}")).meta;
        assert_eq!((meta.current_page, meta.per_page), (1, 15), "{rubbish}");
    }
    let meta = page(&mut sandbox, "page[]=2&&=&%&page").meta;
    assert_eq!(meta.current_page, 1);
}

#[test]
fn per_page_is_at_most_a_hundred_and_the_last_of_repeated_parameters_counts() {
    let mut sandbox = sandbox(120);
    for (query, per_page) in
        [("per_page=100", 100), ("per_page=101", 100), ("per_page=1&per_page=7", 7)]
    {
        let page = page(&mut sandbox, query);
        assert_eq!((page.meta.per_page, page.data.len()), (per_page, per_page as usize));
    }
}

#[test]
fn known_columns_sort_and_unknown_ones_are_echoed() {
    let mut sandbox = sandbox(40);
    let names =
        |page: CustomerPage| -> Vec<_> { page.data.into_iter().map(|row| row.name).collect() };
    let given = names(page(&mut sandbox, "per_page=100"));
    let mut sorted = given.clone();
    sorted.sort_by_key(|name| name.to_lowercase());
    assert_eq!(names(page(&mut sandbox, "per_page=100&sortBy=name")), sorted);
    sorted.reverse();
    let downwards = page(&mut sandbox, "per_page=100&sortBy=name&descending=true");
    assert_eq!(downwards.meta.sort_by.as_deref(), Some("name"));
    assert_eq!(downwards.meta.descending, Some(true));
    assert_eq!(names(downwards), sorted);
    let unknown = page(&mut sandbox, "per_page=100&sortBy=shoe%20size");
    assert_eq!(unknown.meta.sort_by.as_deref(), Some("shoe size"));
    assert_eq!(names(unknown), given);
}

#[test]
fn the_path_is_at_the_host_that_was_asked_unless_that_is_no_host() {
    let mut sandbox = sandbox(0);
    for (host, path) in [
        ("127.0.0.1:4010", "http://127.0.0.1:4010/api/customers"),
        ("<script>", "http://localhost/api/customers"),
    ] {
        let answer = sandbox.ask_with("GET /customers?page=2", &[("host", host)], "");
        assert_eq!(crate::support::json(&answer)["meta"]["path"], path);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn walking_all_pages_meets_every_customer_once(customers in 0_u32..130, per_page in 1_u32..110, sort in 0_usize..4) {
        let sort = ["", "&sortBy=name", "&sortBy=is_paying&descending=1", "&descending=true"][sort];
        let mut sandbox = sandbox(customers);
        let mut met = Vec::new();
        let mut number = 1;
        loop {
            let page = page(&mut sandbox, &format!("page={number}&per_page={per_page}{sort}"));
            let seen = u32::try_from(met.len()).unwrap();
            if !page.data.is_empty() {
                let rows = u32::try_from(page.data.len()).unwrap();
                prop_assert_eq!((page.meta.from, page.meta.to), (Some(seen + 1), Some(seen + rows)));
            }
            met.extend(page.data.into_iter().map(|row| row.uuid));
            if number >= page.meta.last_page {
                break;
            }
            number += 1;
        }
        let distinct: BTreeSet<_> = met.iter().collect();
        prop_assert_eq!((met.len(), distinct.len()), (customers as usize, customers as usize));
    }
}
