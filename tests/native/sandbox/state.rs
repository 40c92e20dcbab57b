use reportei_customers::sandbox::{Clock, Config, Sandbox};

use crate::support::{Ask, DAY_MS, config, json, now, sandbox};

const CREATE: &str = r#"{"name": "Pousada Mar Azul"}"#;

fn everything(sandbox: &mut Sandbox) -> Vec<String> {
    ["POST /customers", "POST /customers", "GET /customers?per_page=100"]
        .map(|line| sandbox.ask(line, CREATE).body)
        .to_vec()
}

#[test]
fn the_same_seed_and_calls_give_the_same_answers_and_another_seed_others() {
    let other = Config { seed: 2, ..config(10) };
    let mut other = Sandbox::new(other, now());
    assert_eq!(everything(&mut sandbox(10)), everything(&mut sandbox(10)));
    assert_ne!(everything(&mut sandbox(10)), everything(&mut other));
    assert_ne!(sandbox(10).access_token(), other.access_token());
}

#[test]
fn a_reset_brings_back_the_start() {
    let mut sandbox = sandbox(10);
    let first = everything(&mut sandbox);
    sandbox.advance(DAY_MS);
    sandbox.reset();
    assert_eq!(sandbox.journal(usize::MAX).count(), 0);
    assert_eq!(everything(&mut sandbox), first);
}

#[test]
fn a_restored_snapshot_goes_on_as_the_sandbox_did_it_was_taken_of() {
    let mut taken_of = Sandbox::new(Config { seed: 9, ..config(10) }, now());
    let created = json(&taken_of.ask("POST /customers", CREATE));
    taken_of.advance(DAY_MS);
    let snapshot = taken_of.snapshot();

    let mut restored = sandbox(0);
    assert!(restored.restore(&snapshot));
    let token = [("x-customer-token", created["customer"]["api_token"].as_str().unwrap())];
    assert_eq!(restored.ask_with("GET /customers/settings", &token, "").status, 200);
    taken_of.ask_with("GET /customers/settings", &token, "");
    assert_eq!(everything(&mut restored), everything(&mut taken_of));
}

#[test]
fn what_is_no_snapshot_changes_nothing() {
    let mut sandbox = sandbox(3);
    let before = sandbox.snapshot();
    let of_another_version = before.replacen("\"reportei_sandbox\":2", "\"reportei_sandbox\":1", 1);
    for rubbish in ["", "null", "{}", "[]", r#"{"reportei_sandbox":1}"#, &of_another_version] {
        assert!(!sandbox.restore(rubbish), "{rubbish}");
    }
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn a_clock_that_flows_follows_the_host_and_one_that_stands_does_not() {
    for (clock, created_at) in
        [(Clock::flowing(), "2026-03-04 12:00:00"), (Clock::standing(now()), "2026-03-03 12:00:00")]
    {
        let mut sandbox = Sandbox::new(Config { clock, ..config(0) }, now());
        sandbox.advance(DAY_MS);
        let bearer = format!("Bearer {}", sandbox.access_token());
        let headers = [("authorization", &*bearer), ("content-type", "application/json")];
        let request = crate::support::request("POST", "/api/customers", &headers, CREATE);
        let day = i64::try_from(DAY_MS).unwrap();
        let answer = sandbox.handle(&request, now().plus(day));
        assert_eq!(json(&answer)["customer"]["created_at"], created_at);
    }
}

#[test]
fn advancing_for_ever_stops_at_the_last_year_that_can_be_written() {
    let mut sandbox = sandbox(1);
    sandbox.advance(u64::MAX);
    sandbox.advance(u64::MAX);
    let created = json(&sandbox.ask("POST /customers", CREATE));
    assert_eq!(created["customer"]["created_at"], "9999-12-31 23:59:59");
}
