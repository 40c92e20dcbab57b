use reportei_customers::sandbox::{Config, Population, Sandbox, parse_data};

use crate::support::{Ask, config, json, now};

const UUID: &str = "9CDC0998-cd1c-406c-98b2-a40448486657";

fn starting_with(data: &str) -> Sandbox {
    let population = Population::Given(parse_data(data).unwrap());
    Sandbox::new(Config { population, ..config(0) }, now())
}

#[test]
fn what_a_row_leaves_out_is_as_after_a_creation() {
    let mut sandbox = starting_with(r#"[{"name": " Padaria "}]"#);
    let row = sandbox.get("/customers")["data"][0].clone();
    assert_eq!((&row["name"], &row["is_paying"]), (&"Padaria".into(), &false.into()));
    assert_eq!(row["created_at"], "2026-03-02 12:00:00");
    assert_eq!(row["trial_ends_at"], "2026-03-09 12:00:00");
}

#[test]
fn what_a_row_says_is_what_is_answered() {
    let data = format!(
        r#"[{{"name": "A", "uuid": "{UUID}", "is_paying": true, "trial_ends_at": null,
             "created_at": "2025-01-01 00:00:00", "updated_at": "2025-06-01 00:00:00",
             "integrations": [{{"integration": "TikTok", "name": "a", "slug": "tiktok", "status": "new"}}]}}]"#
    );
    let mut sandbox = starting_with(&data);
    let token = sandbox.token_of(UUID).unwrap();
    let answer = sandbox.ask_with("GET /customers/settings", &[("x-customer-token", &token)], "");
    let customer = json(&answer)["customer"].clone();
    assert_eq!(customer["uuid"], UUID.to_lowercase());
    assert!(customer["trial_ends_at"].is_null());
    assert_eq!(customer["created_at"], "2025-01-01 00:00:00");
    assert_eq!(customer["updated_at"], "2025-06-01 00:00:00");
    assert_eq!(customer["integrations"][0]["status"], "new");
}

#[test]
fn every_error_names_the_row_and_the_field() {
    let twins =
        format!(r#"[{{"name": "A", "uuid": "{UUID}"}}, {{"name": "B", "uuid": "{UUID}"}}]"#);
    for (data, problem) in [
        ("{}", "data must be an array of customers"),
        ("[1", "data must be an array of customers"),
        (r#"[{"name": "A"}, 7]"#, "data[1] must be an object"),
        ("[{}]", "data[0].name must be a string that is not empty"),
        (r#"[{"name": " "}]"#, "data[0].name must be a string that is not empty"),
        (r#"[{"name": "A", "uuid": "7"}]"#, "data[0].uuid must be a UUID"),
        (r#"[{"name": "A", "is_paying": "yes"}]"#, "data[0].is_paying must be true or false"),
        (
            r#"[{"name": "A", "created_at": "2025-02-30 00:00:00"}]"#,
            "data[0].created_at must be a time from 1970 on, written YYYY-MM-DD HH:MM:SS",
        ),
        (
            r#"[{"name": "A", "integrations": [{"integration": "x", "name": "x", "slug": "x"}]}]"#,
            "data[0].integrations[0].status must be a string that is not empty",
        ),
        (&twins, "data[1].uuid is that of data[0] too"),
    ] {
        assert_eq!(parse_data(data).err().as_deref(), Some(problem), "{data}");
    }
    let misspelt = parse_data(r#"[{"name": "A", "paying": true}]"#).err().unwrap();
    assert!(misspelt.starts_with("data[0].paying is not known; known are name, "), "{misspelt}");
}
