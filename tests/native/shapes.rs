//! The shape tables against the models they stand for and the answers of the API's document.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::BTreeSet;

use proptest::{collection::vec, prelude::*, sample::Index};
use reportei_customers::{
    endpoint::{self, Endpoint},
    error::ErrorKind,
    model::{
        Confirmation, CreatedCustomer, Customer, CustomerPage, CustomerSettings, Integration,
        PageMeta, shapes,
    },
    shape,
    shape::{Field, Kind, Shape},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use support::{check, fields_of, kind_of, kinds_of};

// ===== The tables and their models =====

/// A shape, a value of its model with every field there, and whether the model accepts a value.
struct Modelled {
    shape: u8,
    full: Value,
    accepts: fn(Value) -> bool,
}

fn modelled<M: Serialize + DeserializeOwned>(shape: u8, full: &M) -> Modelled {
    let accepts = |value| serde_json::from_value::<M>(value).is_ok();
    Modelled { shape, full: serde_json::to_value(full).unwrap(), accepts }
}

#[derive(Serialize, Deserialize)]
struct Wrapped<C> {
    customer: C,
}

fn models() -> Vec<Modelled> {
    let customer = Customer {
        uuid: "caedbbbe-7d93-476f-b965-bf97cd7ce874".to_owned(),
        name: "Padaria São João".to_owned(),
        created_at: "2024-09-24 17:07:34".to_owned(),
        updated_at: "2024-09-25 08:00:00".to_owned(),
        trial_ends_at: Some("2024-10-01 17:07:34".to_owned()),
        is_paying: false,
        merchant: "Reportei".to_owned(),
    };
    let created = CreatedCustomer { customer: customer.clone(), api_token: "6d37".repeat(16) };
    let integration = Integration {
        uuid: "6110b666-0327-4a81-b48e-9feb34d72f78".to_owned(),
        integration: "Instagram Business".to_owned(),
        name: "padaria".to_owned(),
        slug: "instagram_business".to_owned(),
        status: "active".to_owned(),
    };
    let integrations = vec![integration.clone(), integration.clone()];
    let settings = CustomerSettings { customer: customer.clone(), integrations };
    let meta = PageMeta {
        current_page: 2,
        from: Some(16),
        last_page: 2,
        path: Some("https://connect.reportei.com/api/customers".to_owned()),
        per_page: 15,
        to: Some(17),
        total: 17,
        sort_by: Some("name".to_owned()),
        descending: Some(true),
    };
    let page = CustomerPage { data: vec![customer.clone(), customer.clone()], meta: meta.clone() };
    let confirmation = Confirmation { success: true, message: "Done".to_owned() };
    vec![
        modelled(shapes::CUSTOMER, &customer),
        modelled(shapes::CREATED_CUSTOMER, &created),
        modelled(shapes::CUSTOMER_SETTINGS, &settings),
        modelled(shapes::INTEGRATION, &integration),
        modelled(endpoint::LIST.answer, &page),
        modelled(shapes::PAGE_META, &meta),
        modelled(endpoint::DELETE.answer, &confirmation),
        modelled(endpoint::SHOW.answer, &Wrapped { customer }),
        modelled(endpoint::CREATE.answer, &Wrapped { customer: created }),
        modelled(endpoint::SETTINGS.answer, &Wrapped { customer: settings }),
    ]
}

/// One value of every JSON type, and `None` for a field that is taken away.
fn others() -> [Option<Value>; 8] {
    let integer = Some(json!(7));
    let values = [json!(null), json!(true), json!(1.5), json!("text"), json!([]), json!({})];
    let [null, boolean, number, string, array, object] = values.map(Some);
    [None, null, boolean, integer, number, string, array, object]
}

/// Where the checks deliberately differ, for the one reason that stands beside each.
const ONLY_THE_MODEL_ACCEPTS: [(&str, Kind); 3] = [
    // The contract says that it may be null, not that it may be missing; serde makes no difference.
    ("trial_ends_at", Kind::Missing),
    // The declared types say that these may be missing, not null; serde makes no difference.
    ("path", Kind::Null),
    ("descending", Kind::Null),
];

#[test]
fn a_shape_accepts_for_each_field_what_its_model_accepts_and_names_the_field_otherwise() {
    let mut only_the_model_accepts = BTreeSet::new();
    for Modelled { shape, full, accepts } in models() {
        assert_eq!(check(&full, shape), Ok(()));
        for path in paths(&full) {
            for other in others() {
                let kind = kind_of(other.as_ref());
                let Some(changed) = with(&full, &path, other) else { continue };
                match (check(&changed, shape), accepts(changed.clone())) {
                    (Ok(()), is_accepted) => assert!(is_accepted, "{path} as {kind:?}"),
                    (Err(error), is_accepted) => {
                        assert_eq!(error.kind, ErrorKind::Decode);
                        let wrong = error.path;
                        // An object without its fields in place of an object: the first is missing.
                        let is_inside = kind == Kind::Object && wrong.starts_with(&path);
                        assert!(wrong == path || is_inside, "{path} as {kind:?}: {wrong}");
                        if is_accepted {
                            let name = path.rsplit('.').next().unwrap().to_owned();
                            only_the_model_accepts.insert((name, kind as u8));
                        }
                    }
                }
            }
        }
    }
    let deliberate = ONLY_THE_MODEL_ACCEPTS.map(|(name, kind)| (name.to_owned(), kind as u8));
    assert_eq!(only_the_model_accepts, BTreeSet::from(deliberate));
}

#[test]
fn a_shape_takes_whole_numbers_that_the_model_has_no_room_for() {
    let full = meta();
    for name in ["current_page", "from", "last_page", "per_page", "to", "total"] {
        for number in [json!(4_294_967_296_u64), json!(-1), json!(3.0), json!(1e300)] {
            let changed = with(&full, name, Some(number.clone())).unwrap();
            assert_eq!(check(&changed, shapes::PAGE_META), Ok(()), "{name} as {number}");
            assert!(serde_json::from_value::<PageMeta>(changed).is_err(), "{name} as {number}");
        }
    }
}

#[test]
fn the_last_page_may_be_missing_only_where_the_number_of_pages_is_there() {
    let last_page = |last_page: Option<Value>, total_pages: Option<Value>| {
        let meta = with(&meta(), "last_page", last_page).unwrap();
        let meta = with(&meta, "total_pages", total_pages).unwrap();
        check(&meta, shapes::PAGE_META).map_err(|error| error.path)
    };
    let wrong = |path: &str| Err(path.to_owned());
    assert_eq!(last_page(None, Some(json!(3))), Ok(()));
    assert_eq!(last_page(Some(json!(3)), None), Ok(()));
    assert_eq!(last_page(Some(json!(3)), Some(json!(3))), Ok(()));
    assert_eq!(last_page(None, None), wrong("last_page"));
    assert_eq!(last_page(Some(json!(null)), Some(json!(3))), wrong("last_page"));
    assert_eq!(last_page(Some(json!("3")), Some(json!(3))), wrong("last_page"));
    assert_eq!(last_page(None, Some(json!("3"))), wrong("total_pages"));
    assert_eq!(last_page(None, Some(json!(null))), wrong("total_pages"));
    assert_eq!(last_page(Some(json!(3)), Some(json!(2.5))), wrong("total_pages"));
}

#[test]
fn the_documentation_sites_shorter_meta_is_enough_for_a_page() {
    let meta = json!({ "current_page": 1, "per_page": 15, "total": 0, "total_pages": 1 });
    assert_eq!(check(&json!({ "data": [], "meta": meta }), endpoint::LIST.answer), Ok(()));
}

#[test]
fn an_empty_pages_rows_are_null() {
    let meta = with(&meta(), "from", Some(Value::Null)).unwrap();
    let meta = with(&meta, "to", Some(Value::Null)).unwrap();
    assert_eq!(check(&json!({ "data": [], "meta": meta }), endpoint::LIST.answer), Ok(()));
}

#[test]
fn fields_that_nobody_knows_pass_at_every_level() {
    for Modelled { shape, full, .. } in models() {
        for path in paths(&full).into_iter().chain([String::new()]) {
            for other in others().into_iter().flatten() {
                let new = if path.is_empty() { "new".to_owned() } else { path.clone() + ".new" };
                let Some(changed) = with(&full, &new, Some(other)) else { continue };
                assert_eq!(check(&changed, shape), Ok(()), "{new}");
            }
        }
    }
}

#[test]
fn a_status_that_nobody_has_seen_decodes() {
    let known = ["active", "expired", "revoked", "synchronizing", "synchronization_error"];
    for status in known.into_iter().chain(["", "paused", "ACTIVE", "🦄"]) {
        let mut answer: Value = serde_json::from_str(SETTINGS_ANSWER).unwrap();
        answer["customer"]["integrations"][0]["status"] = json!(status);
        assert_eq!(check(&answer, endpoint::SETTINGS.answer), Ok(()), "{status}");
        assert!(serde_json::from_value::<Wrapped<CustomerSettings>>(answer).is_ok(), "{status}");
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
        let error = check(&answer, endpoint::SHOW.answer).unwrap_err();
        let problem = format!("the answer is {found}, expected an object");
        let message = format!("the API's answer is not what its contract says: {problem}");
        assert_eq!((error.message, error.path), (message, String::new()));
    }
}

#[test]
fn the_path_leads_to_the_first_wrong_field_and_the_message_says_what_is_wrong() {
    let customer = || models()[0].full.clone();
    let page = |data: Value| json!({ "data": data, "meta": meta() });
    let mut fourth_is_wrong = json!([customer(), customer(), customer(), customer(), {}]);
    fourth_is_wrong[3]["uuid"] = json!(7);
    let mut many = vec![customer(); 5000];
    many[4999]["merchant"] = json!(null);
    let mut settings: Value = serde_json::from_str(SETTINGS_ANSWER).unwrap();
    let integration = settings["customer"]["integrations"][0].clone();
    settings["customer"]["integrations"] = json!([integration, { "status": true }]);
    let whole_settings = with(&integration, "status", Some(json!([]))).unwrap();
    let mut status = settings.clone();
    status["customer"]["integrations"][1] = whole_settings;
    let table: [(&Endpoint, Value, &str); 9] = [
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
        let error = check(&answer, endpoint.answer).unwrap_err();
        let message = format!("the API's answer is not what its contract says: {problem}");
        assert_eq!(error.message, message);
        assert_eq!(Some(&*error.path), problem.split(' ').next());
    }
}

#[test]
fn an_object_or_a_list_that_may_be_absent_is_looked_into_only_where_it_is_there() {
    static SHAPES: [Shape; 2] = [
        shape![
            Field::object("owner", 1).nullable().optional(),
            Field::list("tags", 1).nullable().optional(),
        ],
        shape![Field::required("name", Kind::String)],
    ];
    let check =
        |answer: &Value| shape::check(&kinds_of(Some(answer), &SHAPES, Some(0)), &SHAPES, 0);
    for accepted in [
        json!({}),
        json!({ "owner": null, "tags": null }),
        json!({ "owner": { "name": "" }, "tags": [] }),
    ] {
        assert_eq!(check(&accepted), Ok(()), "{accepted}");
    }
    let path = |answer: Value| check(&answer).unwrap_err().path;
    assert_eq!(path(json!({ "owner": {} })), "owner.name");
    assert_eq!(path(json!({ "tags": [{ "name": "" }, {}] })), "tags[1].name");
}

// ===== The API's document =====

const LIST_ANSWER: &str = r#"{
    "data": [
        {
            "uuid": "caedbbbe-7d93-476f-b965-bf97cd7ce874",
            "name": "Reportei Customer 1",
            "created_at": "2024-09-24 17:07:34",
            "updated_at": "2024-09-24 17:07:34",
            "trial_ends_at": "2024-10-08 17:15:12",
            "is_paying": false,
            "merchant": "Reportei"
        },
        {
            "uuid": "073c1e15-94d0-49b3-9861-a0e9b7ffb06c",
            "name": "Reportei Customer 2",
            "created_at": "2024-09-24 19:06:08",
            "updated_at": "2024-09-24 19:06:08",
            "trial_ends_at": "2024-10-08 17:15:12",
            "is_paying": true,
            "merchant": "Reportei"
        }
    ],
    "meta": {
        "current_page": 1,
        "from": 1,
        "last_page": 1,
        "path": "http://connect.reportei.com/api/customers",
        "per_page": 15,
        "to": 2,
        "total": 2,
        "sortBy": null,
        "descending": false
    }
}"#;

const SHOW_ANSWER: &str = r#"{
  "customer": {
    "uuid": "caedbbbe-7d93-476f-b965-bf97cd7ce874",
    "name": "Reportei Customer 1",
    "created_at": "2024-09-24 17:07:34",
    "updated_at": "2024-09-24 17:07:34",
    "trial_ends_at": "2024-10-08 17:15:12",
    "is_paying": false,
    "merchant": "Reportei"
  }
}"#;

const SETTINGS_ANSWER: &str = r#"{
  "customer": {
      "uuid": "073c1e15-94d0-49b3-9861-a0e9b7ffb06c",
      "name": "Reportei Customer 1",
      "created_at": "2024-09-24 19:06:08",
      "updated_at": "2024-09-24 19:06:08",
      "trial_ends_at": "2024-10-08 17:15:12",
      "is_paying": false,
      "merchant": "Reportei",
      "integrations": [
        {
          "uuid": "6110b666-0327-4a81-b48e-9feb34d72f78",
          "integration": "Instagram Business",
          "name": "reportei",
          "slug": "instagram_business",
          "status": "active"
        }
      ]
  }
}"#;

const CREATE_ANSWER: &str = r#"{
  "customer": {
    "name": "Reportei Customer 3",
    "uuid": "9cdc0998-cd1c-406c-98b2-a40448486657",
    "updated_at": "2024-10-01 17:15:12",
    "created_at": "2024-10-01 17:15:12",
    "trial_ends_at": "2024-10-08 17:15:12",
    "is_paying": false,
    "merchant": "Reportei",
    "api_token": "6d37ffcc936ffa1d2bf4f99dbea973b760988e6fe755a22c328d3d3f908f5f87"
  }
}"#;

const DELETE_ANSWER: &str = r#"{
    "success": true,
    "message": "Record successfully removed"
}"#;

const UPDATE_PAYMENT_STATUS_ANSWER: &str = r#"{
    "success": true,
    "message": "Customer is now marked as a paying customer"
}"#;

#[test]
fn every_answer_of_the_document_decodes_and_loses_nothing() {
    fn decodes<M: Serialize + DeserializeOwned>(endpoint: &Endpoint, answer: &str) {
        let answer: Value = serde_json::from_str(answer).unwrap();
        assert_eq!(
            check(&answer, endpoint.answer),
            Ok(()),
            "{} {}",
            endpoint.method.text(),
            endpoint.path
        );
        let model: M = serde_json::from_value(answer.clone()).unwrap();
        assert_eq!(serde_json::to_value(model).unwrap(), answer);
    }
    decodes::<CustomerPage>(&endpoint::LIST, LIST_ANSWER);
    decodes::<Wrapped<Customer>>(&endpoint::SHOW, SHOW_ANSWER);
    decodes::<Wrapped<CustomerSettings>>(&endpoint::SETTINGS, SETTINGS_ANSWER);
    decodes::<Wrapped<CreatedCustomer>>(&endpoint::CREATE, CREATE_ANSWER);
    // "See the Show a customer endpoint for more info on the payload."
    decodes::<Wrapped<Customer>>(&endpoint::UPDATE, SHOW_ANSWER);
    decodes::<Confirmation>(&endpoint::DELETE, DELETE_ANSWER);
    decodes::<Confirmation>(&endpoint::UPDATE_PAYMENT_STATUS, UPDATE_PAYMENT_STATUS_ANSWER);
}

#[test]
fn a_wrapped_answer_has_one_field_which_is_what_the_caller_gets() {
    let calls = [
        (&endpoint::LIST, None),
        (&endpoint::SHOW, Some("customer")),
        (&endpoint::SETTINGS, Some("customer")),
        (&endpoint::CREATE, Some("customer")),
        (&endpoint::UPDATE, Some("customer")),
        (&endpoint::DELETE, None),
        (&endpoint::UPDATE_PAYMENT_STATUS, None),
    ];
    for (endpoint, unwrapped) in calls {
        let fields = fields_of(&shapes::ALL[usize::from(endpoint.answer)]);
        let is_wrapped = matches!(*fields, [(Some(_), "customer")]);
        assert_eq!(is_wrapped, unwrapped.is_some(), "{}", endpoint.path);
    }
}

/// JavaScript knows no number of a shape but that of its endpoint.
#[test]
fn each_endpoints_answer_has_the_shape_of_its_own_number() {
    for (number, endpoint) in endpoint::ALL.iter().enumerate() {
        assert_eq!(
            usize::from(endpoint.answer),
            number,
            "{} {}",
            endpoint.method.text(),
            endpoint.path
        );
    }
    for (nested, name) in shapes::ALL.iter().flat_map(fields_of) {
        assert!(nested.is_none_or(|number| usize::from(number) < shapes::ALL.len()), "{name}");
    }
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
    #![proptest_config(support::inputs(512))]

    #[test]
    fn whatever_is_wrong_in_an_answer_the_path_resolves_to_it(
        model in any::<Index>(),
        changes in vec((any::<Index>(), proptest::option::of(support::json(WIRE_NAMES))), 1..4),
    ) {
        let models = models();
        let Modelled { shape, full, .. } = &models[model.index(models.len())];
        let mut answer = full.clone();
        for (place, value) in changes {
            let paths = paths(&answer);
            if paths.is_empty() {
                break;
            }
            answer = with(&answer, &paths[place.index(paths.len())], value).unwrap_or(answer);
        }
        if let Err(error) = check(&answer, *shape) {
            let path = error.path;
            prop_assert!(is_told_of(&answer, &path, &error.message), "{}", error.message);
        }
    }

    #[test]
    fn no_json_at_all_panics(answer in support::json(WIRE_NAMES)) {
        for Modelled { shape, .. } in models() {
            if let Err(error) = check(&answer, shape) {
                prop_assert!(is_told_of(&answer, &error.path, &error.message));
            }
        }
    }
}

/// Whether the message says of the place at `path` what is found there.
fn is_told_of(answer: &Value, path: &str, message: &str) -> bool {
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

// ===== Paths, as errors write them: `data[3].uuid` =====

fn meta() -> Value {
    let is_meta = |model: &Modelled| model.shape == shapes::PAGE_META;
    models().into_iter().find(is_meta).unwrap().full
}

/// The paths of all fields and items.
fn paths(value: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, value)| (format!("[{index}]"), value)).collect()
        }
        _ => Vec::new(),
    };
    let below = |(path, value): (String, &Value)| {
        let joined = paths(value).into_iter().map(|rest| {
            let dot = if rest.starts_with('[') { "" } else { "." };
            format!("{path}{dot}{rest}")
        });
        let joined: Vec<String> = joined.collect();
        std::iter::once(path).chain(joined).collect::<Vec<_>>()
    };
    children.into_iter().flat_map(below).collect()
}

/// The path as a JSON pointer.
fn pointer(path: &str) -> String {
    let steps = path.replace('[', ".").replace(']', "");
    let steps: Vec<&str> = steps.split('.').filter(|step| !step.is_empty()).collect();
    if steps.is_empty() { String::new() } else { "/".to_owned() + &steps.join("/") }
}

fn get<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    value.pointer(&pointer(path))
}

/// The value with that at `path` replaced, added or taken away, where there is a place for it.
fn with(value: &Value, path: &str, new: Option<Value>) -> Option<Value> {
    let mut value = value.clone();
    let pointer = pointer(path);
    let (parent, name) = pointer.rsplit_once('/')?;
    match (value.pointer_mut(parent)?, new) {
        (Value::Object(fields), Some(new)) => {
            fields.insert(name.to_owned(), new);
        }
        (Value::Object(fields), None) => {
            fields.remove(name);
        }
        (Value::Array(items), Some(new)) => *items.get_mut(name.parse::<usize>().ok()?)? = new,
        _ => return None,
    }
    Some(value)
}
