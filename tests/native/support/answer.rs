//! What must be true of any answer of a server: the native properties and the fuzz target share it.
//!
//! An answer takes the way that it takes in a call, with `serde_json` in the engine's place: body to text, masked,
//! parsed, and then either checked against each endpoint's model or read as a refusal.
use reportei_customers::{
    api::{
        check::{check_answer, not_json},
        endpoint::{self, Endpoint},
        problem,
    },
    call::{
        outcome::{History, Outcome},
        retry,
        retry_after::{self, RetryHeaders},
    },
    error::{Error, ErrorKind},
    mask::mask,
};
use serde_json::Value;

use super::json::Parsed;

/// The tokens of the call that is answered.
pub const SECRETS: [&str; 2] = [
    "merchant-access-token-0123456789",
    "6d37ffcc936ffa1d2bf4f99dbea973b760988e6fe755a22c328d3d3f908f5f87",
];
const NOW: f64 = 1_795_446_000_000.0;
const MOST_TEXT: usize = 16 * 1024;

/// An answer as it comes: its status, the headers that are looked at, and its bytes.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub status: u32,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// From one text, like HTTP's own: the status, a header in each line, an empty line, the body.
    pub fn parse(input: &[u8]) -> Self {
        let end = input.windows(2).position(|two| two == b"\n\n");
        let (head, body) = match end {
            Some(at) => (&input[..at], &input[at + 2..]),
            None => (input, &[][..]),
        };
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.trim().parse().ok()).unwrap_or_default();
        let header = |line: &str| {
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_lowercase(), value.trim().to_owned()))
        };
        Self { status, headers: lines.filter_map(header).collect(), body: body.to_vec() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Reads the answer as that of each endpoint, and checks that the error is what errors promise to be.
/// Returns the kinds of the errors, one for each endpoint for which the answer is no success.
pub fn verify(answer: &Answer) -> Vec<ErrorKind> {
    let text = mask(&String::from_utf8_lossy(&answer.body), &SECRETS);
    shows_no_secret(&text);
    let json: Option<Value> = serde_json::from_str(&text).ok();
    let failed = endpoint::ALL.iter().filter_map(|endpoint| {
        let error = read(endpoint, answer, json.as_ref())?;
        verify_error(&error, answer);
        verify_policy(&error, endpoint);
        Some(error.kind)
    });
    failed.collect()
}

fn read(endpoint: &'static Endpoint, answer: &Answer, json: Option<&Value>) -> Option<Box<Error>> {
    let mut error = match json {
        _ if !answer.is_success() => problem::refusal(answer.status, &Parsed(json)),
        Some(_) => check_answer(endpoint, &Parsed(json)).err()?,
        None => not_json(),
    };
    let whole = |name| answer.header(name).and_then(retry_after::whole_number);
    let headers = RetryHeaders {
        retry_after: answer.header("retry-after"),
        reset: answer.header("x-ratelimit-reset"),
        date: answer.header("date"),
    };
    error.status = Some(answer.status);
    error.retry_after_ms = retry_after::retry_after_ms(headers, answer.status, NOW);
    error.limit = whole("x-ratelimit-limit");
    error.remaining = whole("x-ratelimit-remaining");
    Some(error)
}

fn verify_error(error: &Error, answer: &Answer) {
    let expected = if answer.is_success() {
        ErrorKind::Decode
    } else {
        ErrorKind::of_status(answer.status, !error.field_errors.is_empty())
    };
    let is_foreign = error.message == "something before the API answered with status 404";
    let expected = if is_foreign { ErrorKind::Http } else { expected };
    assert_eq!(error.kind, expected);
    let message = error.message.trim();
    assert!(!message.is_empty() && !message.starts_with('<'), "{message:?}");
    let mut size = 0;
    for (name, messages) in &error.field_errors.0 {
        size += name.len() + messages.iter().map(String::len).sum::<usize>();
        messages.iter().chain([name]).for_each(|text| is_short(text));
    }
    assert!(size <= MOST_TEXT, "{size} bytes of field errors");
    is_short(&error.message);
    is_short(error.code.as_deref().unwrap_or_default());
    for number in [error.retry_after_ms, error.limit, error.remaining].into_iter().flatten() {
        assert!(number.is_finite() && number >= 0.0, "{number}");
    }
    shows_no_secret(&serde_json::to_string(error).unwrap());
}

fn is_short(text: &str) {
    assert!(text.chars().count() <= 300, "{text}");
    assert!(!text.chars().any(char::is_control), "{text:?}");
    shows_no_secret(text);
}

fn shows_no_secret(text: &str) {
    assert!(SECRETS.iter().all(|secret| !text.contains(secret)), "{text}");
}

fn verify_policy(error: &Error, endpoint: &Endpoint) {
    let verdict = retry::judge(error);
    let did_nothing =
        error.status == Some(429) || error.status == Some(503) && error.retry_after_ms.is_some();
    assert!(
        endpoint.is_repeatable || did_nothing || !retry::repeats(endpoint, verdict),
        "{}",
        endpoint.path
    );
    for (attempts, unclear) in [(1, false), (2, true)] {
        let outcome = History { attempts, sent: attempts > 1, unclear }.outcome(endpoint, error);
        assert_ne!(outcome, Outcome::NotSent);
        assert_eq!(outcome == Outcome::Applied, error.kind == ErrorKind::Decode);
    }
    let delay = retry::delay_ms(error, 3, 0.5);
    assert!(delay.is_finite() && delay >= 0.0, "{delay}");
}
