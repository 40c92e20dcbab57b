//! The request of each endpoint.
use proptest::{option, prelude::*};
use reportei_customers::api::{
    ListParams,
    endpoint::{CREATE, Endpoint, LIST, MAX_PER_PAGE, SETTINGS, SHOW},
    request::Request,
};
use url::Url;

use crate::support::{self, endpoints};

const UUID: &str = "caedbbbe-7d93-476f-b965-bf97cd7ce874";

fn path(endpoint: &'static Endpoint, uuid: Option<&str>) -> String {
    Request::new(endpoint, uuid, &[]).path
}

fn list(params: &ListParams) -> String {
    Request::new(&LIST, None, &params.query()).path
}

#[test]
fn each_endpoint_is_what_its_row_says() {
    for (endpoint, row) in endpoints::rows() {
        let call = &row.call;
        let requested = path(endpoint, Some(UUID)) + &row.query;
        assert_eq!(requested, row.request_path(UUID), "{call}");
        assert_eq!(endpoint.envelope, row.envelope.as_deref(), "{call}");
        assert_eq!(endpoint.needs_customer_token, row.needs_customer_token, "{call}");
        assert_eq!(endpoint.is_repeatable, row.is_repeatable, "{call}");
        assert_eq!(endpoint.shows_token, row.shows_token, "{call}");
        assert_eq!(endpoint.reads(), row.method == "GET", "{call}");
        assert_eq!(endpoint.removes(), row.method == "DELETE", "{call}");
    }
    assert_eq!(MAX_PER_PAGE, 100);
}

#[test]
fn an_id_counts_only_where_the_path_has_one() {
    for endpoint in [&LIST, &SETTINGS, &CREATE] {
        assert_eq!(path(endpoint, Some("../..")), endpoint.path);
    }
}

#[test]
fn uuids_of_any_version_and_case_go_into_the_path_as_they_are() {
    let uuids = [
        UUID,
        "CAEDBBBE-7D93-476F-B965-BF97CD7CE874",
        "cAeDbBbE-7D93-476f-b965-bf97cd7ce874",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d",
        "000003e8-c22b-21f0-8a00-325096b39f47",
        "5df41881-3aed-3515-88a7-2f4a814cf09e",
        "2ed6657d-e927-568b-95e1-2665a8aea6a2",
        "1ec9414c-232a-6b00-b3c8-9e6bdeced846",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
    ];
    for uuid in uuids {
        assert_eq!(path(&SHOW, Some(uuid)), format!("/customers/{uuid}"));
    }
}

#[test]
fn a_lists_query_holds_what_was_given_in_a_fixed_order() {
    let sorted =
        |column: &str| ListParams { sort_by: Some(column.to_owned()), ..ListParams::default() };
    let table = [
        (ListParams::default(), "/customers"),
        (ListParams { page: Some(1), ..ListParams::default() }, "/customers?page=1"),
        (
            ListParams { page: Some(u32::MAX), ..ListParams::default() },
            "/customers?page=4294967295",
        ),
        (ListParams { per_page: Some(100), ..ListParams::default() }, "/customers?per_page=100"),
        (sorted(""), "/customers?sortBy="),
        (sorted("a b&c=ç/~"), "/customers?sortBy=a%20b%26c%3D%C3%A7%2F~"),
        (
            ListParams { descending: Some(false), ..ListParams::default() },
            "/customers?descending=false",
        ),
        (
            ListParams {
                page: Some(2),
                per_page: Some(50),
                descending: Some(true),
                ..sorted("name")
            },
            "/customers?page=2&per_page=50&sortBy=name&descending=true",
        ),
    ];
    for (params, path) in table {
        assert_eq!(list(&params), path);
    }
}

proptest! {
    #![proptest_config(support::inputs(512))]

    #[test]
    fn a_lists_query_reads_back_as_what_was_given(
        page in option::of(1..u32::MAX),
        per_page in option::of(1..=100_u32),
        sort_by in option::of(any::<String>()),
        descending in option::of(any::<bool>()),
    ) {
        let path = list(&ListParams { page, per_page, sort_by: sort_by.clone(), descending });
        let given = [
            ("page", page.map(|page| page.to_string())),
            ("per_page", per_page.map(|per_page| per_page.to_string())),
            ("sortBy", sort_by),
            ("descending", descending.map(|descending| descending.to_string())),
        ];
        let pair = |(name, value): (&str, Option<String>)| Some((name.to_owned(), value?));
        let given: Vec<_> = given.into_iter().filter_map(pair).collect();
        let url = Url::parse(&format!("https://connect.reportei.com/api{path}")).unwrap();
        prop_assert_eq!(url.query_pairs().into_owned().collect::<Vec<_>>(), given);
        prop_assert_eq!((url.path(), url.fragment()), ("/api/customers", None));
        prop_assert!(path.bytes().all(|byte| byte.is_ascii_graphic()));
    }

    #[test]
    fn whatever_a_query_holds_only_unreserved_characters_are_unescaped(column in any::<String>()) {
        let params = ListParams { sort_by: Some(column), ..ListParams::default() };
        let path = list(&params);
        let value = path.strip_prefix("/customers?sortBy=").unwrap();
        let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
        prop_assert!(value.bytes().all(is_unreserved), "{}", value);
    }
}
