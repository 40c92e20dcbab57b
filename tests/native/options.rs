//! A client's and a call's options, and the headers that follow from them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::BTreeMap;

use reportei_customers::{
    base_url::BaseUrl,
    endpoint::{CREATE, DELETE, Endpoint, LIST, SETTINGS, SHOW, UPDATE, UPDATE_PAYMENT_STATUS},
    error::{Error, ErrorKind, Result},
    options::{
        ACCESS_TOKEN, CALL, CLIENT, CREATE as CREATE_OPTIONS, CREATE_MANY, CallConfig, Config,
        DEFAULT_BASE_URL, DEFAULT_MAX_RETRIES, DEFAULT_MAX_RETRY_DELAY_MS, DEFAULT_TIMEOUT_MS,
        LIST_ALL, MANY, RATE_LIMIT, UNCONFIRMED, rate_limit, require_access_token,
    },
    pacing::RateLimit,
    params,
    secret::Secret,
    table::Table,
    value::{Sort, Value, Values},
};
use support::value::{flag, number, text};

fn secret(token: &str) -> Secret {
    Secret::new(token.to_owned())
}

/// A client with an access token and nothing else.
fn client() -> Config {
    Config {
        base_url: BaseUrl::new(DEFAULT_BASE_URL),
        asks_for_tokens: false,
        access_token: secret("access"),
        customer_token: Secret::default(),
        timeout_ms: DEFAULT_TIMEOUT_MS,
        total_timeout_ms: 0,
        max_retries: DEFAULT_MAX_RETRIES,
        max_retry_delay_ms: DEFAULT_MAX_RETRY_DELAY_MS,
        is_observed: false,
    }
}

/// What is sent of its own with the client's access token.
fn sent(
    client: &Config,
    call: &CallConfig,
    endpoint: &Endpoint,
) -> Result<BTreeMap<String, String>> {
    sent_with(&client.access_token, client, call, endpoint)
}

fn sent_with(
    access_token: &Secret,
    client: &Config,
    call: &CallConfig,
    endpoint: &Endpoint,
) -> Result<BTreeMap<String, String>> {
    let mut sent = BTreeMap::new();
    client.headers_for(call, endpoint, access_token, |name, value| {
        sent.insert(name.text().to_owned(), value.to_owned());
    })?;
    Ok(sent)
}

fn map(headers: &[(&str, &str)]) -> BTreeMap<String, String> {
    headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

// ===== The headers of a call =====

#[test]
fn every_call_carries_the_access_token_and_says_what_its_body_is() {
    let call = CallConfig::default();
    let token = ("authorization", "Bearer access");
    assert_eq!(sent(&client(), &call, &LIST).unwrap(), map(&[token]));
    let with_body = [token, ("content-type", "application/json")];
    assert_eq!(sent(&client(), &call, &CREATE).unwrap(), map(&with_body));
}

#[test]
fn the_customer_token_goes_with_settings_and_with_no_other_call() {
    let client = Config { customer_token: secret("clients"), ..client() };
    let call = CallConfig { customer_token: secret("calls"), ..CallConfig::default() };
    for endpoint in [&LIST, &SHOW, &CREATE, &UPDATE, &DELETE, &UPDATE_PAYMENT_STATUS] {
        let sent = sent(&client, &call, endpoint).unwrap();
        assert!(
            !sent.contains_key("x-customer-token"),
            "{} {}",
            endpoint.method.text(),
            endpoint.path
        );
    }
    assert_eq!(sent(&client, &call, &SETTINGS).unwrap()["x-customer-token"], "calls");
}

#[test]
fn settings_takes_the_calls_customer_token_or_else_the_clients_or_else_a_proxys() {
    // The access token, the client's customer token and the call's; and what is sent.
    let table = [
        (Some("access"), Some("clients"), Some("calls"), Ok(Some("calls"))),
        (Some("access"), None, Some("calls"), Ok(Some("calls"))),
        (Some("access"), Some("clients"), None, Ok(Some("clients"))),
        (Some("access"), None, None, Err("customerToken is required by this call")),
        (None, Some("clients"), Some("calls"), Ok(Some("calls"))),
        (None, Some("clients"), None, Ok(Some("clients"))),
        (None, None, None, Ok(None)),
    ];
    for (access, clients, calls, expected) in table {
        let token = |token: Option<&str>| token.map(secret).unwrap_or_default();
        let client =
            Config { access_token: token(access), customer_token: token(clients), ..client() };
        let call = CallConfig { customer_token: token(calls), ..CallConfig::default() };
        let sent = sent(&client, &call, &SETTINGS);
        let found = sent.as_ref().map(|sent| sent.get("x-customer-token").map(|token| &**token));
        assert_eq!(found.map_err(|error| &*error.message), expected);
        if let Ok(sent) = sent {
            assert_eq!(sent.contains_key("authorization"), access.is_some());
        }
    }
}

#[test]
fn a_token_that_a_function_gave_is_sent_in_place_of_the_clients() {
    let client = Config { asks_for_tokens: true, access_token: Secret::default(), ..client() };
    let call = CallConfig::default();
    for given in ["first", "second"] {
        let sent = sent_with(&secret(given), &client, &call, &LIST).unwrap();
        assert_eq!(sent["authorization"], format!("Bearer {given}"));
    }
    // It is no proxy's: settings needs a customer token all the same.
    let error = sent_with(&secret("first"), &client, &call, &SETTINGS).unwrap_err();
    assert_eq!(error.argument, "customerToken");
}

#[test]
fn a_missing_customer_token_is_an_invalid_argument() {
    let error = sent(&client(), &CallConfig::default(), &SETTINGS).unwrap_err();
    assert_eq!(error.kind, ErrorKind::InvalidArgument);
    assert_eq!(error.argument, "customerToken");
}

// ===== The tables =====

#[test]
fn an_access_token_may_be_left_out_only_with_a_base_url_of_the_callers_own() {
    assert_eq!(require_access_token(true, false), Ok(()));
    assert_eq!(require_access_token(true, true), Ok(()));
    assert_eq!(require_access_token(false, true), Ok(()));
    let error = require_access_token(false, false).unwrap_err();
    assert_eq!(error.argument, "accessToken");
    assert_eq!(error.kind, ErrorKind::InvalidArgument);
}

#[test]
fn each_option_is_known_by_its_name_and_refuses_what_it_cannot_be() {
    let text = |text: &str| Value::new(3, 0.0, text.to_owned());
    let access_token = params![ACCESS_TOKEN];
    let table: [(Table, &str, Value, Option<Value>); 31] = [
        (access_token, "accessToken", text("12|abc"), Some(text("12 abc"))),
        (CLIENT, "accessToken", Value::of(Sort::Function), Some(text("12 abc"))),
        (CLIENT, "customerToken", text("6d37"), Some(text(""))),
        (CLIENT, "baseUrl", text("/api"), Some(text(""))),
        (CLIENT, "allowInsecure", flag(true), Some(text("true"))),
        (CLIENT, "timeoutMs", number(0.0), Some(number(f64::INFINITY))),
        (CLIENT, "totalTimeoutMs", number(0.0), Some(number(2_147_483_648.0))),
        (CLIENT, "maxRetries", number(0.0), Some(number(-1.0))),
        (CLIENT, "maxRetryDelayMs", number(0.0), Some(number(f64::NAN))),
        (CLIENT, "credentials", text("same-origin"), Some(text("Include"))),
        (CLIENT, "headers", Value::of(Sort::Other), None),
        (CLIENT, "signal", Value::of(Sort::Signal), Some(Value::of(Sort::Other))),
        (CLIENT, "fetch", Value::of(Sort::Function), Some(Value::of(Sort::Signal))),
        (CLIENT, "observer", Value::of(Sort::Function), Some(Value::of(Sort::Signal))),
        (CLIENT, "rateLimit", Value::of(Sort::Other), None),
        (RATE_LIMIT, "perSecond", number(50.0), Some(number(-1.0))),
        (RATE_LIMIT, "perMinute", number(0.0), Some(number(f64::NAN))),
        (RATE_LIMIT, "concurrency", number(1.0), Some(number(1.5))),
        (CALL, "customerToken", text("6d37"), Some(text("6d37\n"))),
        (CALL, "timeoutMs", number(1.5), Some(number(-1.0))),
        (CALL, "maxRetries", number(100.0), Some(number(101.0))),
        (CALL, "headers", Value::of(Sort::Other), None),
        (CALL, "signal", Value::of(Sort::Signal), Some(Value::of(Sort::Other))),
        (CREATE_OPTIONS, "customerToken", text("6d37"), Some(text("6 d37"))),
        (CREATE_OPTIONS, "timeoutMs", number(1.5), Some(number(f64::NEG_INFINITY))),
        (CREATE_OPTIONS, "maxRetries", number(2.0), Some(number(1.5))),
        (CREATE_OPTIONS, "headers", Value::of(Sort::Other), None),
        (CREATE_OPTIONS, "signal", Value::of(Sort::Signal), Some(Value::of(Sort::Other))),
        (CREATE_OPTIONS, "storeToken", Value::of(Sort::Function), Some(Value::of(Sort::Other))),
        (UNCONFIRMED, "name", text("Padaria"), Some(text(""))),
        (UNCONFIRMED, "since", Value::of(Sort::Other), None),
    ];
    let tables = [access_token, CLIENT, RATE_LIMIT, CALL, CREATE_OPTIONS, UNCONFIRMED];
    assert_eq!(table.len(), tables.iter().map(|options| options.params().count()).sum::<usize>());
    for (options, name, right, wrong) in table {
        let option = options.params().find(|option| option.name == name).unwrap();
        // What is searched for has no default; every option has one.
        let is_required = matches!(name, "name" | "since");
        assert_eq!(option.check(&Value::MISSING).is_err(), is_required, "{name} left out");
        assert_eq!(option.check(&right), Ok(()), "{name}: {right:?}");
        if let Some(wrong) = wrong {
            let error = option.check(&wrong).unwrap_err();
            assert_eq!(error.argument, name, "{name}: {wrong:?}");
        }
    }
}

#[test]
fn options_of_many_calls_are_those_of_each_and_how_they_are_made() {
    let table: [(Table, &[&str]); 3] = [
        (LIST_ALL, &["prefetch"]),
        (MANY, &["concurrency", "onProgress"]),
        (CREATE_MANY, &["concurrency", "onProgress", "storeToken"]),
    ];
    for (options, own) in table {
        let names: Vec<&str> = options.params().map(|option| option.name).collect();
        let expected = CALL.params().map(|option| option.name).chain(own.iter().copied());
        assert_eq!(names, expected.collect::<Vec<_>>());
    }
}

#[test]
fn the_defaults_are_those_that_were_promised() {
    assert_eq!(DEFAULT_BASE_URL, "https://connect.reportei.com/api");
    assert_eq!(DEFAULT_TIMEOUT_MS, 30_000);
    assert_eq!(DEFAULT_MAX_RETRIES, 2);
    assert_eq!(DEFAULT_MAX_RETRY_DELAY_MS, 60_000);
}

// ===== Values to options =====

/// What JavaScript hands over: options by their names, and what stands behind them.
fn read(
    options: &[(&str, Value)],
    behind: &[(usize, Value)],
) -> Result<(Config, Option<RateLimit>)> {
    let mut values = Values::default();
    for (name, value) in options {
        let place = CLIENT.params().position(|option| option.name == *name).unwrap();
        values.set(place, value.clone());
    }
    for (place, value) in behind {
        values.set(CLIENT.params().count() + place, value.clone());
    }
    Config::check(&values)?;
    let limit = rate_limit(&values);
    Ok((Config::new(&mut values), limit))
}

#[test]
fn a_client_of_a_token_alone_has_the_defaults() {
    let (config, limit) = read(&[("accessToken", text("access"))], &[]).unwrap();
    assert_eq!(config.base_url.join("/customers"), format!("{DEFAULT_BASE_URL}/customers"));
    assert_eq!(config.access_token.reveal(), "access");
    assert!(!config.customer_token.is_some());
    assert_eq!((config.timeout_ms, config.total_timeout_ms), (DEFAULT_TIMEOUT_MS, 0));
    assert_eq!(config.max_retries, DEFAULT_MAX_RETRIES);
    assert_eq!(config.max_retry_delay_ms, DEFAULT_MAX_RETRY_DELAY_MS);
    assert_eq!(limit, None);
    assert!(!config.is_observed && !config.asks_for_tokens);
}

#[test]
fn each_option_is_read_from_its_own_place() {
    let options = [
        ("accessToken", Value::of(Sort::Function)),
        ("customerToken", text("customer")),
        ("baseUrl", text("http://10.0.0.1/api/")),
        ("allowInsecure", flag(true)),
        ("timeoutMs", number(1.0)),
        ("totalTimeoutMs", number(2.0)),
        ("maxRetries", number(3.0)),
        ("maxRetryDelayMs", number(4.0)),
        ("observer", Value::of(Sort::Function)),
        ("rateLimit", Value::of(Sort::Other)),
    ];
    let behind = [
        (0, text("http://10.0.0.1/api/")),
        (1, text("http:")),
        (2, text("10.0.0.1")),
        (3, flag(false)),
        (4, number(5.0)),
        (5, number(6.0)),
        (6, number(7.0)),
    ];
    let (config, limit) = read(&options, &behind).unwrap();
    assert!(config.asks_for_tokens && !config.access_token.is_some() && config.is_observed);
    assert_eq!(config.customer_token.reveal(), "customer");
    assert_eq!(config.base_url.join("/customers"), "http://10.0.0.1/api/customers");
    assert_eq!((config.timeout_ms, config.total_timeout_ms), (1, 2));
    assert_eq!((config.max_retries, config.max_retry_delay_ms), (3, 4));
    let fixed = RateLimit::Fixed { per_second: 5, per_minute: 6, concurrency: 7 };
    assert_eq!(limit, Some(fixed));
    for (place, value, argument) in
        [(3, flag(true), "baseUrl"), (1, text("ftp:"), "baseUrl"), (6, number(0.5), "concurrency")]
    {
        let mut behind = behind.clone();
        behind[place].1 = value;
        let error = read(&options, &behind).err().unwrap();
        assert_eq!(error.argument, argument);
    }
}

#[test]
fn a_rate_limit_is_a_word_or_an_object_of_numbers() {
    let token = ("accessToken", text("access"));
    let limit = |value| Ok(read(&[token.clone(), ("rateLimit", value)], &[])?.1);
    assert_eq!(limit(text("auto")), Ok(Some(RateLimit::Auto)));
    let none = RateLimit::Fixed { per_second: 0, per_minute: 0, concurrency: 0 };
    assert_eq!(limit(Value::of(Sort::Other)), Ok(Some(none)));
    let error: std::result::Result<_, Box<Error>> = limit(text("automatic"));
    assert_eq!(error.unwrap_err().message, "rateLimit must be \"auto\" or an object");
}
