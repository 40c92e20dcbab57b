//! A sandbox that stands at a known time, and the shortest way to ask it something.

use reportei_customers::sandbox::{
    Clock, Config, Population, Request, Response, Sandbox, Timestamp, Used, parse_injection,
};
use serde_json::Value;

pub const NOW: &str = "2026-03-02 12:00:00";
pub const SECOND_MS: u64 = 1_000;
pub const MINUTE_MS: u64 = 60 * SECOND_MS;
pub const DAY_MS: u64 = 24 * 60 * MINUTE_MS;

pub fn now() -> Timestamp {
    Timestamp::parse(NOW).unwrap()
}

pub fn config(customers: u32) -> Config {
    Config {
        population: Population::Generated(customers),
        clock: Clock::standing(now()),
        ..Config::default()
    }
}

pub fn sandbox(customers: u32) -> Sandbox {
    Sandbox::new(config(customers), now())
}

pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Request {
    Request {
        method: method.to_owned(),
        path: path.to_owned(),
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: body.as_bytes().to_vec(),
    }
}

pub trait Ask {
    /// Asks with the access token and all that goes with JSON, and `extra` headers.
    fn ask_with(&mut self, line: &str, extra: &[(&str, &str)], body: &str) -> Response;

    /// Asks for a line such as `GET /customers`, below `/api`.
    fn ask(&mut self, line: &str, body: &str) -> Response {
        self.ask_with(line, &[], body)
    }

    /// Injects what the JSON says.
    fn hit_by(&mut self, injection: &str) -> Used;

    fn get(&mut self, path: &str) -> Value {
        json(&self.ask(&format!("GET {path}"), ""))
    }
}

impl Ask for Sandbox {
    fn hit_by(&mut self, injection: &str) -> Used {
        self.inject(parse_injection(injection).unwrap())
    }

    fn ask_with(&mut self, line: &str, extra: &[(&str, &str)], body: &str) -> Response {
        let (method, path) = line.split_once(' ').unwrap();
        let bearer = format!("Bearer {}", self.access_token());
        let mut headers = vec![
            ("Authorization", &*bearer),
            ("Accept", "application/json"),
            ("Content-Type", "application/json"),
        ];
        headers.extend(extra);
        self.handle(&request(method, &format!("/api{path}"), &headers, body), now())
    }
}

pub fn json(response: &Response) -> Value {
    serde_json::from_str(&response.body).expect("a JSON body")
}

pub fn first_uuid(sandbox: &mut Sandbox) -> String {
    let page = sandbox.get("/customers?per_page=1");
    page["data"][0]["uuid"].as_str().unwrap().to_owned()
}
