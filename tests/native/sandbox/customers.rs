use std::collections::BTreeSet;

use reportei_customers::api::{Confirmation, CreatedCustomer, Customer, CustomerSettings};
use reportei_customers::sandbox::Sandbox;
use serde::de::DeserializeOwned;
use serde_json::{Value, json as value};

use crate::support::{Ask, NOW, first_uuid, json, sandbox};

fn customer<T: DeserializeOwned>(answer: &Value) -> T {
    serde_json::from_value(answer["customer"].clone()).unwrap()
}

fn create(sandbox: &mut Sandbox, name: &str) -> CreatedCustomer {
    let answer = sandbox.ask("POST /customers", &value!({ "name": name }).to_string());
    assert_eq!(answer.status, 201);
    customer(&json(&answer))
}

#[test]
fn a_created_customer_is_on_trial_for_seven_days_and_has_no_integrations() {
    let mut sandbox = sandbox(3);
    let created = create(&mut sandbox, "Padaria Sol");
    assert_eq!(created.customer.name, "Padaria Sol");
    assert_eq!(created.customer.created_at, NOW);
    assert_eq!(created.customer.updated_at, NOW);
    assert_eq!(created.customer.trial_ends_at.as_deref(), Some("2026-03-09 12:00:00"));
    assert!(!created.customer.is_paying);

    let token = [("x-customer-token", &*created.api_token)];
    let settings = sandbox.ask_with("GET /customers/settings", &token, "");
    let settings: CustomerSettings = customer(&json(&settings));
    assert_eq!(settings.customer, created.customer);
    assert!(settings.integrations.is_empty());
}

#[test]
fn a_token_is_64_hex_digits_and_is_shown_once() {
    let mut sandbox = sandbox(1);
    let created = create(&mut sandbox, "Padaria Sol");
    let uuid = &created.customer.uuid;
    assert_eq!(created.api_token.len(), 64);
    assert!(created.api_token.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')));
    assert_eq!(sandbox.token_of(uuid), None);

    let token = [("x-customer-token", &*created.api_token)];
    let later = [
        sandbox.ask(&format!("GET /customers/{uuid}"), "").body,
        sandbox.ask("GET /customers?per_page=100", "").body,
        sandbox.ask_with("GET /customers/settings", &token, "").body,
        sandbox.snapshot(),
    ];
    assert!(later.iter().all(|text| !text.contains(&created.api_token)));
}

#[test]
fn settings_needs_a_customers_token() {
    let mut sandbox = sandbox(3);
    let uuid = first_uuid(&mut sandbox);
    let token = sandbox.token_of(&uuid).unwrap();
    let right = sandbox.ask_with("GET /customers/settings", &[("X-CUSTOMER-TOKEN", &token)], "");
    assert_eq!(customer::<CustomerSettings>(&json(&right)).customer.uuid, uuid);
    for wrong in [&[][..], &[("x-customer-token", "")], &[("x-customer-token", "f00")]] {
        let answer = sandbox.ask_with("GET /customers/settings", wrong, "");
        assert_eq!(answer.status, 401);
        assert_eq!(json(&answer), value!({"message": "Invalid Customer Token"}));
    }
}

#[test]
fn a_shown_customer_is_the_listed_one_in_any_case_of_its_uuid() {
    let mut sandbox = sandbox(3);
    let listed = sandbox.get("/customers")["data"][1].clone();
    let uuid = listed["uuid"].as_str().unwrap();
    for uuid in [uuid.to_owned(), uuid.to_uppercase()] {
        assert_eq!(sandbox.get(&format!("/customers/{uuid}"))["customer"], listed);
    }
}

#[test]
fn an_update_changes_the_name_and_the_time_of_the_change() {
    let mut sandbox = sandbox(3);
    let uuid = first_uuid(&mut sandbox);
    let line = format!("PUT /customers/{uuid}");
    let answer = sandbox.ask(&line, r#"{"name": "  Novo Nome\n"}"#);
    let updated: Customer = customer(&json(&answer));
    assert_eq!((answer.status, &*updated.name, &*updated.updated_at), (200, "Novo Nome", NOW));
    assert_eq!(sandbox.get(&format!("/customers/{uuid}"))["customer"]["name"], "Novo Nome");
}

#[test]
fn a_deleted_customer_is_gone_with_its_token() {
    let mut sandbox = sandbox(3);
    let uuid = first_uuid(&mut sandbox);
    let token = sandbox.token_of(&uuid).unwrap();
    let line = format!("DELETE /customers/{uuid}");
    let answer = sandbox.ask(&line, r#"{"name": "a body does no harm"}"#);
    let confirmation: Confirmation = serde_json::from_value(json(&answer)).unwrap();
    assert_eq!((answer.status, confirmation.success), (200, true));
    assert_eq!(confirmation.message, "Record successfully removed");

    assert_eq!(sandbox.ask(&line, "").status, 404);
    let settings = sandbox.ask_with("GET /customers/settings", &[("x-customer-token", &token)], "");
    assert_eq!(settings.status, 401);
    assert_eq!(sandbox.token_of(&uuid), None);
    assert_eq!(sandbox.get("/customers")["meta"]["total"], 2);
}

#[test]
fn a_customer_nobody_knows_is_404_for_every_call() {
    let mut sandbox = sandbox(3);
    for line in [
        "GET /customers/9cdc0998-cd1c-406c-98b2-a40448486657",
        "GET /customers/%2e%2e",
        "PUT /customers/settings",
        "DELETE /customers/undefined",
        "POST /customers/undefined/update-payment-status",
    ] {
        let answer = sandbox.ask(line, r#"{"name": "x", "is_paying": true}"#);
        assert_eq!(answer.status, 404, "{line}");
        assert_eq!(json(&answer), value!({"message": "Customer not found."}));
    }
}

#[test]
fn made_up_customers_have_distinct_names_and_uuids_and_stand_in_order_of_creation() {
    let mut sandbox = sandbox(100);
    let page = sandbox.get("/customers?per_page=100");
    let rows: Vec<Customer> = serde_json::from_value(page["data"].clone()).unwrap();
    let names: BTreeSet<_> = rows.iter().map(|row| &row.name).collect();
    let uuids: BTreeSet<_> = rows.iter().map(|row| &row.uuid).collect();
    assert_eq!((names.len(), uuids.len()), (100, 100));
    assert!(rows.is_sorted_by(|a, b| a.created_at <= b.created_at));
    assert!(rows.iter().all(|row| row.updated_at >= row.created_at && *row.updated_at <= *NOW));
    assert!(rows.iter().any(|row| row.trial_ends_at.is_none()));
}

#[test]
fn names_never_repeat_however_many_there_are() {
    let mut sandbox = sandbox(4_000);
    let mut names = BTreeSet::new();
    for page in 1..=40 {
        let page = sandbox.get(&format!("/customers?per_page=100&page={page}"));
        let rows: Vec<Customer> = serde_json::from_value(page["data"].clone()).unwrap();
        names.extend(rows.into_iter().map(|row| row.name));
    }
    assert_eq!(names.len(), 4_000);
}

#[test]
fn the_default_customers_meet_every_known_status_and_one_unknown() {
    let mut sandbox = sandbox(40);
    let mut met = BTreeSet::new();
    for row in sandbox.get("/customers?per_page=100")["data"].as_array().unwrap() {
        let token = sandbox.token_of(row["uuid"].as_str().unwrap()).unwrap();
        let settings =
            sandbox.ask_with("GET /customers/settings", &[("x-customer-token", &token)], "");
        let settings: CustomerSettings = customer(&json(&settings));
        met.extend(settings.integrations.into_iter().map(|integration| integration.status));
    }
    let known = ["active", "expired", "revoked", "synchronization_error", "synchronizing"];
    assert!(known.into_iter().all(|status| met.contains(status)));
    assert_eq!(met.len(), known.len() + 1);
}
