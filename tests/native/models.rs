//! The check of answers, against the example answers of the API's document.

use proptest::{collection::vec, prelude::*, sample::Index};
use reportei_customers::{
    api::{
        check::{self, Field, Json, Kind, Model},
        endpoint::{self, Endpoint},
    },
    error::{ErrorKind, Result},
};
use serde_json::{Value, json};

use crate::support::{
    endpoints,
    fields::{get, paths, with},
    json::Parsed,
};

/// Checks a value against a model.
fn check(value: &Value, model: &'static Model) -> Result<()> {
    check::check(&Parsed(Some(value)), model)
}

/// Checks a body against an endpoint's answer.
fn check_answer(body: &Value, endpoint: &'static Endpoint) -> Result<()> {
    check::check_answer(endpoint, &Parsed(Some(body)))
}

fn kind_of(value: Option<&Value>) -> Kind {
    Parsed(value).kind()
}

/// Each endpoint with the document's example answer.
fn examples() -> Vec<(&'static Endpoint, Value)> {
    endpoints::rows().map(|(endpoint, row)| (endpoint, row.answer.clone())).collect()
}

/// The document's example answer of an endpoint.
fn example(endpoint: &'static Endpoint) -> Value {
    let found = endpoints::rows().find(|(other, _)| std::ptr::eq(*other, endpoint));
    found.unwrap().1.answer.clone()
}

// ===== Every field =====

/// One value of every JSON type, and `None` for a field that is taken away.
fn others() -> [Option<Value>; 8] {
    let integer = Some(json!(7));
    let values = [json!(null), json!(true), json!(1.5), json!("text"), json!([]), json!({})];
    let [null, boolean, number, string, array, object] = values.map(Some);
    [None, null, boolean, integer, number, string, array, object]
}

/// Which fields may be missing or `null` beside that follows from the declared types, to which
/// `tests/package/models.test.mjs` compares the check.
#[test]
fn each_field_of_an_example_has_its_own_kind_and_an_error_names_the_field_otherwise() {
    for (endpoint, full) in examples() {
        assert_eq!(check_answer(&full, endpoint), Ok(()), "{}", endpoint.path);
        for path in paths(&full) {
            let own = kind_of(get(&full, &path));
            let mut refused = 0;
            for other in others() {
                let kind = kind_of(other.as_ref());
                let Some(changed) = with(&full, &path, other) else { continue };
                let Err(error) = check_answer(&changed, endpoint) else { continue };
                assert_eq!(error.kind, ErrorKind::Decode);
                let wrong = error.path.unwrap();
                // An object without its fields in place of an object: the first is missing.
                let is_inside = kind == Kind::Object && wrong.starts_with(&path);
                assert!(wrong == path || is_inside, "{path} as {kind:?}: {wrong}");
                assert!(kind != own || is_inside, "{path} as {kind:?}");
                refused += 1;
            }
            // A value of any other kind is refused, but for one more, `null` and a missing one.
            assert!(refused >= 5, "{path} of {} is not checked", endpoint.path);
        }
    }
}

#[test]
fn fields_that_nobody_knows_pass_at_every_level() {
    for (endpoint, full) in examples() {
        for path in paths(&full).into_iter().chain([String::new()]) {
            for other in others().into_iter().flatten() {
                let new = if path.is_empty() { "new".to_owned() } else { path.clone() + ".new" };
                let Some(changed) = with(&full, &new, Some(other)) else { continue };
                assert_eq!(check_answer(&changed, endpoint), Ok(()), "{new}");
            }
        }
    }
}

#[test]
fn a_status_that_nobody_has_seen_decodes() {
    let known = ["active", "expired", "revoked", "synchronizing", "synchronization_error"];
    for status in known.into_iter().chain(["", "paused", "ACTIVE", "🦄"]) {
        let mut answer = example(&endpoint::SETTINGS);
        answer["customer"]["integrations"][0]["status"] = json!(status);
        assert_eq!(check_answer(&answer, &endpoint::SETTINGS), Ok(()), "{status}");
    }
}

#[test]
fn an_answer_that_is_no_object_is_wrong_itself() {
    let table = [
        (json!(null), "null"),
        (json!(true), "a boolean"),
        (json!(7), "a whole number"),
        (json!(0.5), "a number"),
        (json!("<html>"), "a string"),
        (json!([{ "customer": {} }]), "an array"),
    ];
    for (answer, found) in table {
        let error = check_answer(&answer, &endpoint::SHOW).unwrap_err();
        let problem = format!("the answer is {found}, expected an object");
        let message = format!("the API's answer is not what its contract says: {problem}");
        assert_eq!((error.message, error.path), (message, Some(String::new())));
    }
}

#[test]
fn the_path_leads_to_the_first_wrong_field_and_the_message_says_what_is_wrong() {
    let customer = || example(&endpoint::SHOW)["customer"].clone();
    let page = |data: Value| json!({ "data": data, "meta": example(&endpoint::LIST)["meta"] });
    let mut fourth_is_wrong = json!([customer(), customer(), customer(), customer(), {}]);
    fourth_is_wrong[3]["uuid"] = json!(7);
    let mut many = vec![customer(); 5000];
    many[4999]["merchant"] = json!(null);
    let mut settings = example(&endpoint::SETTINGS);
    let integration = settings["customer"]["integrations"][0].clone();
    settings["customer"]["integrations"] = json!([integration, { "status": true }]);
    let whole_settings = with(&integration, "status", Some(json!([]))).unwrap();
    let mut status = settings.clone();
    status["customer"]["integrations"][1] = whole_settings;
    let table: [(&'static Endpoint, Value, &str); 9] = [
        (
            &endpoint::LIST,
            page(fourth_is_wrong),
            "data[3].uuid is a whole number, expected a string",
        ),
        (&endpoint::LIST, page(json!(many)), "data[4999].merchant is null, expected a string"),
        (&endpoint::LIST, page(json!([customer(), []])), "data[1] is an array, expected an object"),
        (&endpoint::LIST, page(json!({})), "data is an object, expected an array"),
        (&endpoint::LIST, json!({ "data": [] }), "meta is missing, expected an object"),
        (
            &endpoint::LIST,
            json!({ "data": [], "meta": { "current_page": 1.5 } }),
            "meta.current_page is a number, expected a whole number",
        ),
        (
            &endpoint::LIST,
            json!({ "data": [], "meta": { "current_page": 1 } }),
            "meta.last_page is missing, expected a whole number",
        ),
        (
            &endpoint::SETTINGS,
            settings,
            "customer.integrations[1].uuid is missing, expected a string",
        ),
        (
            &endpoint::SETTINGS,
            status,
            "customer.integrations[1].status is an array, expected a string",
        ),
    ];
    for (endpoint, answer, problem) in table {
        let error = check_answer(&answer, endpoint).unwrap_err();
        let message = format!("the API's answer is not what its contract says: {problem}");
        assert_eq!(error.message, message);
        assert_eq!(error.path.as_deref(), problem.split(' ').next());
    }
}

#[test]
fn an_object_or_a_list_that_may_be_absent_is_looked_into_only_where_it_is_there() {
    static NAMED: Model =
        Model { name: "Named", fields: &[Field::new("name", Kind::String, None)] };
    static OUTER: Model = Model {
        name: "Outer",
        fields: &[
            Field::new("owner", Kind::Object, Some(&NAMED)).nullable().optional(),
            Field::new("tags", Kind::Array, Some(&NAMED)).nullable().optional(),
        ],
    };
    for accepted in [
        json!({}),
        json!({ "owner": null, "tags": null }),
        json!({ "owner": { "name": "" }, "tags": [] }),
    ] {
        assert_eq!(check(&accepted, &OUTER), Ok(()), "{accepted}");
    }
    let path = |answer: Value| check(&answer, &OUTER).unwrap_err().path.unwrap();
    assert_eq!(path(json!({ "owner": {} })), "owner.name");
    assert_eq!(path(json!({ "tags": [{ "name": "" }, {}] })), "tags[1].name");
}

// ===== Envelopes =====

#[test]
fn an_answer_without_its_envelope_is_wrong() {
    for endpoint in endpoint::ALL {
        let Some(envelope) = endpoint.envelope else { continue };
        for (value, found) in [(None, "missing"), (Some(json!(null)), "null")] {
            let body = value.map_or(json!({}), |value| json!({ envelope: value }));
            let error = check_answer(&body, endpoint).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(envelope));
            let problem = format!("{envelope} is {found}, expected an object");
            assert!(error.message.ends_with(&problem), "{}", error.message);
        }
    }
}

#[test]
fn a_field_that_is_not_the_objects_own_is_missing() {
    let body = json!({ "customer": { "uuid": { "name": 1 } } });
    let value = Parsed(Some(&body));
    assert_eq!(value.get("name").kind(), Kind::Missing);
    assert_eq!(value.get("customer").get("uuid").get("name").kind(), Kind::Integer);
    assert_eq!(value.get("customer").get("name").get("uuid").kind(), Kind::Missing);
}

// ===== Answers at random =====

const WIRE_NAMES: &[&str] = &[
    "customer",
    "data",
    "meta",
    "integrations",
    "uuid",
    "name",
    "created_at",
    "updated_at",
    "trial_ends_at",
    "is_paying",
    "merchant",
    "api_token",
    "status",
    "current_page",
    "last_page",
    "total_pages",
    "per_page",
    "total",
    "success",
    "message",
];

proptest! {
    #![proptest_config(crate::support::inputs(512))]

    #[test]
    fn whatever_is_wrong_in_an_answer_the_path_resolves_to_it(
        index in any::<Index>(),
        changes in vec((any::<Index>(), proptest::option::of(crate::support::json(WIRE_NAMES))), 1..4),
    ) {
        let examples = examples();
        let (endpoint, mut answer) = examples[index.index(examples.len())].clone();
        for (place, value) in changes {
            let paths = paths(&answer);
            if paths.is_empty() {
                break;
            }
            answer = with(&answer, &paths[place.index(paths.len())], value).unwrap_or(answer);
        }
        if let Err(error) = check_answer(&answer, endpoint) {
            let path = error.path.unwrap();
            prop_assert!(is_described(&answer, &path, &error.message), "{}", error.message);
        }
    }

    #[test]
    fn no_json_at_all_panics(answer in crate::support::json(WIRE_NAMES)) {
        for endpoint in endpoint::ALL {
            if let Err(error) = check_answer(&answer, endpoint) {
                let path = error.path.unwrap();
                prop_assert!(is_described(&answer, &path, &error.message));
            }
        }
    }
}

/// Whether the message says of the place at `path` what is found there.
fn is_described(answer: &Value, path: &str, message: &str) -> bool {
    let found = match kind_of(get(answer, path)) {
        Kind::Missing => "missing",
        Kind::Null => "null",
        Kind::Boolean => "a boolean",
        Kind::Integer => "a whole number",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array => "an array",
        Kind::Object => "an object",
    };
    let place = if path.is_empty() { "the answer" } else { path };
    message.contains(&format!(": {place} is {found}, expected "))
}

// ===== Whom an answer is about =====

#[test]
fn an_answer_about_another_customer_is_none_and_case_makes_no_other() {
    let asked = "caedbbbe-7d93-476f-b965-bf97cd7ce874";
    let check = |endpoint, body: &Value, uuid| {
        let checked = check::check_identity(endpoint, &Parsed(Some(body)), uuid);
        checked.map_err(|error| (error.kind, error.path.unwrap()))
    };
    let of = |uuid: &str| json!({ "customer": { "uuid": uuid } });
    let other = of("00000000-7d93-476f-b965-bf97cd7ce874");
    for endpoint in [&endpoint::SHOW, &endpoint::UPDATE] {
        assert_eq!(check(endpoint, &of(asked), Some(asked)), Ok(()));
        assert_eq!(check(endpoint, &of(&asked.to_uppercase()), Some(asked)), Ok(()));
        let error = Err((ErrorKind::Decode, "customer.uuid".to_owned()));
        assert_eq!(check(endpoint, &other, Some(asked)), error);
    }
    // No id was asked for, or the answer has none.
    assert_eq!(check(&endpoint::SETTINGS, &other, None), Ok(()));
    let body = json!({ "success": true, "message": "Done" });
    assert_eq!(check(&endpoint::DELETE, &body, Some(asked)), Ok(()));
}
