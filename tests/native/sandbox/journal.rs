use reportei_customers::sandbox::{JournalEntry, Sandbox};

use crate::support::{Ask, NOW, first_uuid, now, request, sandbox};

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
        fault: None,
        applied: false,
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
fn a_token_in_a_path_is_masked_even_if_it_is_a_short_and_wrong_one() {
    let mut sandbox = sandbox(0);
    for (name, value) in [("authorization", "Bearer s3cr3t-1"), ("x-customer-token", "s3cr3t-1")] {
        for path in ["/api/customers/s3cr3t-1", "/api/x-s3cr3t-1?page=%733cr3t-1", "/s3cr3t%2d1"] {
            sandbox.handle(&request("GET", path, &[(name, value)], ""), now());
            let shown = last(&sandbox).path;
            assert!(shown.contains("***") && !shown.contains("cr3t"), "{shown}");
        }
    }
}

#[test]
fn the_journal_tells_what_was_applied_and_what_was_not() {
    let mut sandbox = sandbox(1);
    let uuid = first_uuid(&mut sandbox);
    assert!(last(&sandbox).applied);
    for (line, body, applied) in [
        ("POST /customers", "{}", false),
        ("POST /customers", r#"{"name": "x"}"#, true),
        ("GET /customers/settings", "", false),
        (&*format!("DELETE /customers/{uuid}"), "", true),
        (&*format!("DELETE /customers/{uuid}"), "", false),
    ] {
        sandbox.ask(line, body);
        assert_eq!(last(&sandbox).applied, applied, "{line} {body}");
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
