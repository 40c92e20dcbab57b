use reportei_customers::sandbox::{JournalEntry, Sandbox};

use crate::support::{Ask, NOW, first_uuid, sandbox};

fn last(sandbox: &Sandbox) -> JournalEntry {
    sandbox.journal(1).last().unwrap().clone()
}

#[test]
fn every_answered_request_is_in_the_journal_under_its_id() {
    let mut sandbox = sandbox(3);
    let uuid = first_uuid(&mut sandbox);
    let answer = sandbox.ask(&format!("PUT /customers/{uuid}?page=2&x=1"), "{}");
    let expected = JournalEntry {
        id: answer.header("x-request-id").unwrap().to_owned(),
        at: NOW.to_owned(),
        method: "PUT".to_owned(),
        path: format!("/api/customers/{uuid}?page=2"),
        status: 422,
    };
    assert_eq!(last(&sandbox), expected);
    assert_eq!(sandbox.journal(usize::MAX).count(), 2);
}

#[test]
fn no_token_enters_the_journal_wherever_it_was_put() {
    let mut sandbox = sandbox(1);
    let uuid = first_uuid(&mut sandbox);
    for token in [sandbox.token_of(&uuid).unwrap(), sandbox.access_token()] {
        sandbox.ask(&format!("GET /customers/{token}"), "");
        sandbox.ask(&format!("GET /customers?page={token}&token={token}&{token}"), "");
        sandbox.ask(&format!("{token} /customers"), "");
        sandbox.ask_with("GET /customers", &[("x-customer-token", &token)], &token);
        let entries: Vec<_> = sandbox.journal(usize::MAX).map(|e| format!("{e:?}")).collect();
        assert!(entries.iter().all(|entry| !entry.contains(&token)), "{entries:?}");
    }
}

#[test]
fn a_path_cannot_forge_another_line() {
    let mut sandbox = sandbox(0);
    sandbox.ask("GET /\n2026 GET /ok\u{1b}[2J", "");
    assert!(!last(&sandbox).path.contains(['\n', '\u{1b}']));
}

#[test]
fn the_journal_keeps_the_newest_ten_thousand() {
    let mut sandbox = sandbox(0);
    for _ in 0..10_001 {
        sandbox.ask("GET /nowhere", "");
    }
    assert_eq!(sandbox.journal(usize::MAX).count(), 10_000);
    assert_eq!(last(&sandbox).id, "sandbox-010001");
}
