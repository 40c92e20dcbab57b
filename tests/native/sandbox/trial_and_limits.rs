use reportei_customers::sandbox::{Config, Sandbox};
use serde_json::json as value;

use crate::support::{Ask, DAY_MS, MINUTE_MS, SECOND_MS, config, json, now, sandbox};

#[test]
fn the_end_of_the_trial_closes_integrations_until_the_customer_pays() {
    let mut sandbox = sandbox(0);
    let created = json(&sandbox.ask("POST /customers", r#"{"name": "Ótica Íris"}"#));
    let uuid = created["customer"]["uuid"].as_str().unwrap();
    let token = [("x-customer-token", created["customer"]["api_token"].as_str().unwrap())];

    sandbox.advance(7 * DAY_MS - SECOND_MS);
    let before = sandbox.ask_with("GET /customer-integrations", &token, "");
    assert_eq!((before.status, json(&before)), (200, value!({"data": []})));

    sandbox.advance(SECOND_MS);
    let after = sandbox.ask_with("GET /customer-integrations", &token, "");
    assert_eq!(after.status, 401);
    assert_eq!(sandbox.ask_with("GET /customers/settings", &token, "").status, 200);

    let line = format!("POST /customers/{uuid}/update-payment-status");
    sandbox.ask(&line, r#"{"is_paying": true}"#);
    assert_eq!(sandbox.ask_with("GET /customer-integrations", &token, "").status, 200);
    assert_eq!(sandbox.ask("GET /customer-integrations", "").status, 401);
}

#[test]
fn merchant_settings_count_the_customers_and_tell_the_limits_as_text() {
    let merchant =
        |config: Config| Sandbox::new(config, now()).get("/merchants/settings")["merchant"].clone();
    let limited = Config { rate_limit_per_second: Some(50), ..config(40) };
    let [all, limited] = [config(40), limited].map(merchant);
    let names: Vec<_> = all.as_object().unwrap().keys().collect();
    let documented = [
        "uuid",
        "name",
        "app_url",
        "redirect_url",
        "created_at",
        "updated_at",
        "rate_limit_per_minute",
        "rate_limit_per_second",
        "total_customers",
        "available_integrations",
    ];
    assert_eq!(names, documented);
    assert_eq!(all["total_customers"], 40);
    assert_eq!(all["rate_limit_per_minute"], "6000");
    assert_eq!(all["rate_limit_per_second"], "6000");
    assert_eq!(limited["rate_limit_per_second"], "50");
    let instagram = value!({"name": "Instagram Business", "slug": "instagram_business"});
    assert_eq!(all["available_integrations"][0], instagram);
}

#[test]
fn requests_over_the_limit_are_refused_until_the_minute_is_over() {
    let limited = Config { rate_limit_per_minute: 2, ..config(1) };
    let mut sandbox = Sandbox::new(limited, now());
    let answers: Vec<_> = (0..2).map(|_| sandbox.ask("GET /customers", "")).collect();
    let remaining: Vec<_> = answers.iter().map(|a| a.header("x-ratelimit-remaining")).collect();
    assert_eq!(remaining, [Some("1"), Some("0")]);

    sandbox.advance(10 * SECOND_MS + 1);
    let refused = sandbox.ask("POST /customers", r#"{"name": "x"}"#);
    assert_eq!((refused.status, json(&refused)), (429, value!({"message": "Too Many Attempts."})));
    let reset = now().millis() / 1_000 + 60;
    assert_eq!(refused.header("retry-after"), Some("50"));
    assert_eq!(refused.header("x-ratelimit-reset"), Some(&*reset.to_string()));
    assert_eq!(refused.header("x-ratelimit-limit"), Some("2"));
    assert_eq!(refused.header("x-ratelimit-remaining"), Some("0"));

    sandbox.advance(MINUTE_MS);
    assert_eq!(sandbox.get("/customers")["meta"]["total"], 1);
}

#[test]
fn requests_over_the_limit_of_a_second_are_refused_until_the_second_is_over() {
    let limited =
        Config { rate_limit_per_second: Some(2), rate_limit_per_minute: 100, ..config(1) };
    let mut sandbox = Sandbox::new(limited, now());
    let first = sandbox.ask("GET /customers", "");
    assert_eq!(first.header("x-ratelimit-limit"), Some("2"));
    assert_eq!(first.header("x-ratelimit-remaining"), Some("1"));
    sandbox.advance(400);
    assert_eq!(sandbox.ask("GET /customers", "").status, 200);

    let refused = sandbox.ask("GET /customers", "");
    let reset = now().millis() / 1_000 + 1;
    assert_eq!((refused.status, refused.header("retry-after")), (429, Some("1")));
    assert_eq!(refused.header("x-ratelimit-reset"), Some(&*reset.to_string()));
    assert_eq!(refused.header("x-ratelimit-remaining"), Some("0"));

    sandbox.advance(600);
    assert_eq!(sandbox.ask("GET /customers", "").status, 200);
}

#[test]
fn where_both_limits_are_met_the_longer_wait_is_named() {
    let limited = Config { rate_limit_per_second: Some(2), rate_limit_per_minute: 2, ..config(1) };
    let mut sandbox = Sandbox::new(limited, now());
    sandbox.ask("GET /customers", "");
    sandbox.ask("GET /customers", "");
    let refused = sandbox.ask("GET /customers", "");
    assert_eq!(refused.header("retry-after"), Some("60"));
    sandbox.advance(2 * SECOND_MS);
    let refused = sandbox.ask("GET /customers", "");
    assert_eq!((refused.status, refused.header("retry-after")), (429, Some("58")));
}

#[test]
fn a_refused_request_counts_in_no_window() {
    let limited = Config { rate_limit_per_second: Some(1), rate_limit_per_minute: 3, ..config(1) };
    let mut sandbox = Sandbox::new(limited, now());
    let statuses: Vec<_> = (0..5)
        .map(|_| {
            let status = sandbox.ask("GET /customers", "").status;
            sandbox.advance(SECOND_MS / 2);
            status
        })
        .collect();
    assert_eq!(statuses, [200, 429, 200, 429, 200]);
}
