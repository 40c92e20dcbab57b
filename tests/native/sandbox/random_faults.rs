use std::collections::BTreeSet;

use reportei_customers::sandbox::{Config, FaultKind, JournalEntry, Sandbox, parse_random};

use crate::support::{Ask, config, json, now};

const CREATE: &str = r#"{"name": "Pousada Mar Azul"}"#;

fn sandbox(faults: &str) -> Sandbox {
    let faults = Some(parse_random(faults).unwrap());
    Sandbox::new(Config { faults, ..config(5) }, now())
}

/// What happened to as many creations.
fn creations(sandbox: &mut Sandbox, count: usize) -> Vec<JournalEntry> {
    for _ in 0..count {
        sandbox.ask("POST /customers", CREATE);
    }
    sandbox.journal(count).cloned().collect()
}

#[test]
fn the_same_seed_and_requests_meet_the_same_faults_and_another_seed_others() {
    let run = |faults: &str| creations(&mut sandbox(faults), 200);
    let of_one = run(r#"{"seed": 1, "rate": 0.5}"#);
    assert_eq!(of_one, run(r#"{"seed": 1, "rate": 0.5}"#));
    assert_ne!(of_one, run(r#"{"seed": 2, "rate": 0.5}"#));
    // The sandbox's own seed is 1.
    assert_eq!(of_one, run(r#"{"rate": 0.5}"#));
}

#[test]
fn a_reset_starts_the_faults_anew() {
    let mut sandbox = sandbox(r#"{"rate": 0.5}"#);
    let first = creations(&mut sandbox, 50);
    sandbox.reset();
    assert_eq!(creations(&mut sandbox, 50), first);
}

#[test]
fn faults_change_no_id_and_no_token_of_what_is_applied() {
    let mut calm = sandbox(r#"{"rate": 0}"#);
    let mut wild = sandbox(r#"{"rate": 1, "kinds": ["lost", "latency", "html"]}"#);
    creations(&mut calm, 20);
    creations(&mut wild, 20);
    let store = |sandbox: &Sandbox| {
        let snapshot: serde_json::Value = serde_json::from_str(&sandbox.snapshot()).unwrap();
        snapshot["state"]["store"].clone()
    };
    assert_eq!(store(&wild), store(&calm));
}

#[test]
fn the_rate_is_the_share_of_the_requests_that_is_hit() {
    for (rate, least, most) in [("0", 0, 0), ("0.25", 200, 300), ("1", 1_000, 1_000)] {
        let entries = creations(&mut sandbox(&format!(r#"{{"rate": {rate}}}"#)), 1_000);
        let hit = entries.iter().filter(|entry| entry.fault.is_some()).count();
        assert!((least..=most).contains(&hit), "{rate}: {hit}");
    }
}

#[test]
fn every_kind_comes_unless_some_are_named() {
    let kinds = |faults: &str| -> BTreeSet<FaultKind> {
        creations(&mut sandbox(faults), 500).into_iter().filter_map(|entry| entry.fault).collect()
    };
    assert_eq!(kinds(r#"{"rate": 1}"#).len(), 21);
    assert_eq!(
        kinds(r#"{"rate": 1, "kinds": ["lost", "dropped"]}"#),
        BTreeSet::from([FaultKind::Lost, FaultKind::Dropped])
    );
}

#[test]
fn an_injected_fault_comes_before_a_random_one() {
    let mut sandbox = sandbox(r#"{"rate": 1, "kinds": ["dropped"]}"#);
    sandbox.hit_by(r#"{"fault": {"kind": "lost"}}"#);
    let kinds: Vec<_> =
        creations(&mut sandbox, 2).into_iter().filter_map(|entry| entry.fault).collect();
    assert_eq!(kinds, [FaultKind::Lost, FaultKind::Dropped]);
}

#[test]
fn random_statuses_tell_no_lies() {
    let mut sandbox = sandbox(r#"{"rate": 1, "kinds": ["status", "rate_limit"]}"#);
    let (mut unclear, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..4_000 {
        let answer = sandbox.ask("POST /customers", CREATE);
        let applied = sandbox.journal(1).last().unwrap().applied;
        let gateway = matches!(answer.status, 408 | 500 | 502 | 503 | 504 | 520 | 522 | 524 | 527);
        assert!(gateway || !applied, "{} was applied", answer.status);
        if answer.header("retry-after").is_some() {
            assert!(!applied, "{} with a time to come back was applied", answer.status);
        } else if gateway {
            unclear.insert((answer.status, applied));
        }
        seen.insert(answer.status);
        match answer.status {
            // Not in the API's own form: it says of no customer that there is none.
            404 => assert!(!answer.body.contains("fault\""), "{}", answer.body),
            200 => assert_eq!(json(&answer)["success"], false),
            _ => {}
        }
    }
    // Each of them both ways.
    assert_eq!(unclear.len(), 18);
    for status in [200, 404, 521, 523, 525, 526, 530] {
        assert!(seen.contains(&status), "{status}");
    }
}

#[test]
fn waits_come_in_every_form_by_chance() {
    let mut sandbox = sandbox(r#"{"rate": 1, "kinds": ["rate_limit"]}"#);
    for header in ["retry-after", "x-ratelimit-reset"] {
        let mut seen = BTreeSet::new();
        for _ in 0..200 {
            let answer = sandbox.ask("POST /customers", CREATE);
            seen.insert(answer.header(header).map(str::to_owned));
        }
        // Of each form one for now and one for a second later, but that zero has fewer.
        assert!(seen.len() >= 12, "{header}: {seen:?}");
    }
}

#[test]
fn what_is_wrong_is_refused_by_name() {
    for (faults, problem) in [
        ("7", "faults must be an object"),
        ("{}", "faults.rate is missing"),
        (r#"{"rate": 1.5}"#, "faults.rate must be a number from 0 to 1"),
        (r#"{"rate": null}"#, "faults.rate must be a number from 0 to 1"),
        (
            r#"{"rate": 1, "seed": -1}"#,
            "faults.seed must be a whole number from 0 to 9007199254740991",
        ),
        (r#"{"rate": 1, "kind": []}"#, "faults.kind is not known; known are seed, rate, kinds"),
    ] {
        assert_eq!(parse_random(faults).err().as_deref(), Some(problem), "{faults}");
    }
    for kinds in ["[]", "\"lost\"", r#"["lots"]"#, "null"] {
        let problem = parse_random(&format!(r#"{{"rate": 1, "kinds": {kinds}}}"#)).err().unwrap();
        assert!(
            problem.starts_with("faults.kinds must be an array that is not empty"),
            "{problem}"
        );
    }
}
