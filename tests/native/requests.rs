//! What each of the seven calls sends.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use proptest::{option, prelude::*, sample::select};
use reportei_customers::{
    endpoint::{
        CREATE, DELETE, Endpoint, LIST, MAX_PER_PAGE, SETTINGS, SHOW, UPDATE, UPDATE_PAYMENT_STATUS,
    },
    error::{ErrorKind, Result},
    request::Request,
    value::{Sort, Value, Values},
};
use support::value::{flag, number, text};
use url::Url;

const UUID: &str = "caedbbbe-7d93-476f-b965-bf97cd7ce874";
const MISSING: Value = Value::MISSING;

/// A request of that call for that customer with these values of its params.
fn request(endpoint: &'static Endpoint, uuid: &Value, params: &[Value]) -> Result<Request> {
    let mut values = Values::default();
    for (place, value) in [uuid].into_iter().chain(params).enumerate() {
        values.set(place, value.clone());
    }
    Request::check(endpoint, &values)?;
    Ok(Request::new(endpoint, &values))
}

/// A request to list with these: page, page size, sort column, whether downwards.
fn list(params: &[Value; 4]) -> Result<Request> {
    request(&LIST, &MISSING, params)
}

/// A request of that call for that customer, whatever else the call takes being right.
fn about(endpoint: &'static Endpoint, uuid: &Value) -> Result<Request> {
    let right = |name| if name == "name" { text("Padaria") } else { flag(true) };
    let values: Vec<_> = endpoint.params.params().map(|param| right(param.name)).collect();
    request(endpoint, uuid, &values)
}

#[test]
fn each_call_is_what_the_contract_says() {
    let one = "/customers/caedbbbe-7d93-476f-b965-bf97cd7ce874";
    let status = format!("{one}/update-payment-status");
    let table: [(_, &[Value], _, _, _, _); 7] = [
        (&LIST, &[MISSING, MISSING, MISSING, MISSING], "GET", "/customers", false, false),
        (&SHOW, &[], "GET", one, false, false),
        (&SETTINGS, &[], "GET", "/customers/settings", false, true),
        (&CREATE, &[text("Padaria São João")], "POST", "/customers", true, false),
        (&UPDATE, &[text("Padaria São João")], "PUT", one, true, false),
        (&DELETE, &[], "DELETE", one, false, false),
        (&UPDATE_PAYMENT_STATUS, &[flag(true)], "POST", &*status, true, false),
    ];
    for (endpoint, values, method, path, has_body, needs_customer_token) in table {
        let request = request(endpoint, &text(UUID), values).unwrap();
        assert_eq!((endpoint.method.text(), &*request.path), (method, path));
        assert_eq!(endpoint.has_body(), has_body, "{method} {path}");
        assert_eq!(endpoint.needs_customer_token, needs_customer_token, "{method} {path}");
    }
}

#[test]
fn create_alone_is_not_to_be_made_twice_and_shows_a_token_and_delete_alone_removes() {
    let table = [
        (&LIST, true, false, false),
        (&SHOW, true, false, false),
        (&SETTINGS, true, false, false),
        (&CREATE, false, true, false),
        (&UPDATE, true, false, false),
        (&DELETE, true, false, true),
        (&UPDATE_PAYMENT_STATUS, true, false, false),
    ];
    for (endpoint, repeatable, shows_token, removes) in table {
        let found = (endpoint.repeatable, endpoint.shows_token, endpoint.removes());
        let expected = (repeatable, shows_token, removes);
        assert_eq!(found, expected, "{} {}", endpoint.method.text(), endpoint.path);
    }
}

#[test]
fn a_call_about_one_customer_needs_its_uuid_and_no_other_call_looks_at_it() {
    for endpoint in [&SHOW, &UPDATE, &DELETE, &UPDATE_PAYMENT_STATUS] {
        let error = about(endpoint, &MISSING).unwrap_err();
        assert_eq!(error.message, "uuid is required");
    }
    for endpoint in [&LIST, &SETTINGS, &CREATE] {
        let values = vec![if endpoint.method.text() == "GET" { MISSING } else { text("Padaria") }];
        let request = self::request(endpoint, &text("../.."), &values).unwrap();
        assert_eq!(request.path, endpoint.path);
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
        assert_eq!(about(&SHOW, &text(uuid)).unwrap().path, format!("/customers/{uuid}"));
    }
}

#[test]
fn what_is_no_uuid_never_becomes_a_path() {
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
    let values = texts.iter().map(|uuid| text(uuid));
    let others = [number(7.0), flag(true), Value::of(Sort::Other), Value::of(Sort::BrokenText)];
    for uuid in values.chain(others) {
        for endpoint in [&SHOW, &UPDATE, &DELETE, &UPDATE_PAYMENT_STATUS] {
            let error = about(endpoint, &uuid).unwrap_err();
            assert_eq!(error.kind, ErrorKind::InvalidArgument, "{uuid:?}");
            assert_eq!(error.argument, "uuid", "{uuid:?}");
        }
    }
}

#[test]
fn a_lists_query_holds_what_was_given_in_a_fixed_order() {
    let table = [
        ([MISSING, MISSING, MISSING, MISSING], "/customers"),
        ([number(1.0), MISSING, MISSING, MISSING], "/customers?page=1"),
        ([number(4_294_967_295.0), MISSING, MISSING, MISSING], "/customers?page=4294967295"),
        ([MISSING, number(100.0), MISSING, MISSING], "/customers?per_page=100"),
        ([MISSING, MISSING, text(""), MISSING], "/customers?sortBy="),
        (
            [MISSING, MISSING, text("a b&c=ç/~"), MISSING],
            "/customers?sortBy=a%20b%26c%3D%C3%A7%2F~",
        ),
        ([MISSING, MISSING, MISSING, flag(false)], "/customers?descending=false"),
        (
            [number(2.0), number(50.0), text("name"), flag(true)],
            "/customers?page=2&per_page=50&sortBy=name&descending=true",
        ),
    ];
    for (params, path) in table {
        let request = list(&params).unwrap();
        assert_eq!(request.path, path);
    }
}

#[test]
fn a_pages_number_and_size_are_whole_and_within_their_bounds() {
    let wrong = [
        number(0.0),
        number(-1.0),
        number(1.5),
        number(f64::NAN),
        number(f64::INFINITY),
        number(4_294_967_296.0),
        text("1"),
        flag(true),
        Value::of(Sort::Other),
    ];
    let argument = |params: [Value; 4]| list(&params).unwrap_err().argument;
    for value in wrong {
        assert_eq!(argument([value.clone(), MISSING, MISSING, MISSING]), "page", "{value:?}");
        assert_eq!(argument([MISSING, value.clone(), MISSING, MISSING]), "per_page", "{value:?}");
    }
    assert_eq!(argument([MISSING, number(101.0), MISSING, MISSING]), "per_page");
    assert_eq!(argument([MISSING, MISSING, number(1.0), MISSING]), "sortBy");
    assert_eq!(argument([MISSING, MISSING, MISSING, text("true")]), "descending");
    assert_eq!(MAX_PER_PAGE, 100);
}

#[test]
fn a_body_needs_its_one_field_and_of_the_right_type() {
    let problem = |endpoint, value| request(endpoint, &text(UUID), &[value]).unwrap_err().message;
    for endpoint in [&CREATE, &UPDATE] {
        assert_eq!(problem(endpoint, MISSING), "name is required");
        for name in [text(""), number(1.0), flag(true), Value::of(Sort::Other)] {
            assert_eq!(problem(endpoint, name), "name must be a string that is not empty");
        }
    }
    assert_eq!(problem(&UPDATE_PAYMENT_STATUS, MISSING), "is_paying is required");
    for flag in [text("true"), number(1.0), Value::of(Sort::Other)] {
        assert_eq!(problem(&UPDATE_PAYMENT_STATUS, flag), "is_paying must be a boolean");
    }
}

proptest! {
    #![proptest_config(support::inputs(512))]

    #[test]
    fn no_uuid_leads_outside_its_calls_path(
        uuid in prop_oneof![any::<String>(), "[0-9a-f./%?#-]{36}", "\\PC{36}"],
        endpoint in select(vec![&SHOW, &UPDATE, &DELETE, &UPDATE_PAYMENT_STATUS]),
        is_right in any::<bool>(),
    ) {
        let uuid = if is_right { UUID.to_owned() } else { uuid };
        match about(endpoint, &text(&uuid)) {
            Err(error) => prop_assert!(!is_right && error.argument == "uuid"),
            Ok(request) => {
                let url = Url::parse(&format!("https://a.b/api{}", request.path)).unwrap();
                let path = format!("/api{}", endpoint.path.replace("{uuid}", &uuid));
                prop_assert_eq!((url.path(), url.query(), url.fragment()), (&*path, None, None));
            }
        }
    }

    #[test]
    fn a_lists_query_reads_back_as_what_was_given(
        page in option::of(1..u32::MAX),
        per_page in option::of(1..=100_u32),
        sort_by in option::of(any::<String>()),
        descending in option::of(any::<bool>()),
    ) {
        let number =
            |given: Option<u32>| given.map_or(MISSING, |given| number(given.into()));
        let sort = sort_by.clone().map_or(MISSING, |column| text(&column));
        let descends = descending.map_or(MISSING, flag);
        let path = list(&[number(page), number(per_page), sort, descends]).unwrap().path;
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
}
