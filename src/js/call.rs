//! The Rust side of one call: `drive.js` does the waiting, and asks here what to do.
//!
//! No `&mut self` is held while anybody else's code runs: an observer is told in a later microtask.

use std::{cell::Cell, rc::Rc};

use gloo_net::http::Response;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::{answer, args, failure::Failure, look};
use crate::{
    budget::Budget,
    endpoint::{self, Endpoint},
    error::{Error, ErrorKind},
    facts::Fact,
    options::{CallConfig, Config},
    param::Value,
    progress::{Limits, Progress},
    request::Request,
    retry::Outcome,
    secret::Secret,
    text::{concat, decimal},
};

/// How many redirects in a row are followed.
const MAX_REDIRECTS: u32 = 3;

#[wasm_bindgen(module = "/src/js/drive.js")]
extern "C" {
    fn drive(
        call: Call,
        client: &JsValue,
        options: &JsValue,
        method: &str,
        params: &JsValue,
        timeout_ms: u32,
        total_timeout_ms: u32,
    ) -> Promise;
    /// A promise that rejects with the error of these details.
    fn reject(details: &JsValue) -> Promise;
    fn notify(observer: &JsValue, event: &JsValue);
}

/// How an attempt or a wait ended without an answer: the codes of `drive.js`.
mod end {
    pub const ATTEMPT_TIMED_OUT: u32 = 1;
    pub const CALL_TIMED_OUT: u32 = 2;
    pub const ABORTED: u32 = 3;
    pub const DEAF_SIGNAL: u32 = 4;
    pub const NO_TOKEN: u32 = 5;
}

/// What all calls of a client share.
pub struct Shared {
    /// The client's options, as far as they are decided upon here.
    pub config: Config,
    /// The platform's part of them: functions, signal, headers.
    pub platform: JsValue,
    /// Who is told of events; undefined for nobody.
    pub observer: JsValue,
    /// What pays for attempts made again.
    pub budget: Cell<Budget>,
}

impl Shared {
    fn with_budget<T>(&self, use_it: impl FnOnce(&mut Budget) -> T) -> T {
        let mut budget = self.budget.take();
        let result = use_it(&mut budget);
        self.budget.set(budget);
        result
    }
}

/// A call under way.
#[wasm_bindgen(skip_typescript)]
pub struct Call {
    shared: Rc<Shared>,
    request: Request,
    config: CallConfig,
    progress: Progress,
    /// What the function that gives tokens gave.
    token: Option<Secret>,
    /// Where the redirect under way leads to.
    target: Option<String>,
    redirects: u32,
    /// When the request under way was sent.
    sent_at: f64,
    failure: Option<Failure>,
}

impl Call {
    /// A call whose arguments were read and checked.
    #[must_use]
    pub fn new(shared: Rc<Shared>, request: Request, config: CallConfig) -> Self {
        let Config { max_retries, max_retry_delay_ms, total_timeout_ms, .. } = shared.config;
        let max_retries = config.max_retries.unwrap_or(max_retries);
        let limits = Limits { max_retries, max_retry_delay_ms, total_timeout_ms };
        let now = look::now();
        shared.with_budget(|budget| budget.deposit(now));
        let progress = Progress::new(request.endpoint, limits, now);
        let (token, target, failure) = (None, None, None);
        Self {
            shared,
            request,
            config,
            progress,
            token,
            target,
            redirects: 0,
            sent_at: now,
            failure,
        }
    }

    /// Makes the call. `options`: the platform's part; `params`: what goes into a body.
    pub fn drive(self, options: &JsValue, params: &JsValue) -> Promise {
        let shared = self.shared.clone();
        let timeout_ms = self.config.timeout_ms.unwrap_or(shared.config.timeout_ms);
        let endpoint = self.request.endpoint;
        let params = if endpoint.has_body() { params } else { &JsValue::UNDEFINED };
        let total_timeout_ms = shared.config.total_timeout_ms;
        let client = &shared.platform;
        drive(self, client, options, endpoint.method, params, timeout_ms, total_timeout_ms)
    }

    fn secrets(&self) -> [Option<&Secret>; 3] {
        let config = &self.shared.config;
        let access_token = self.token.as_ref().or(config.access_token.as_ref());
        [access_token, config.customer_token.as_ref(), self.config.customer_token.as_ref()]
    }

    /// Keeps the failure, once it says what is known after it. Gives whether it is a success all the
    /// same.
    fn keep(&mut self, mut failure: Failure, is_over: bool) -> bool {
        let is_gone = self.progress.fail(&mut failure.error, is_over);
        self.failure = Some(failure);
        is_gone
    }

    /// Tells the client's observer.
    fn tell<const N: usize>(&self, name: &'static str, facts: [(&'static str, Fact<'_>); N]) {
        if self.shared.observer.is_undefined() {
            return;
        }
        let Endpoint { method, path, .. } = *self.request.endpoint;
        let mut event =
            vec![("type", name.into()), ("method", method.into()), ("path", path.into())];
        event.extend(facts);
        notify(&self.shared.observer, &look::object(&event));
    }

    fn attempt(&self) -> (&'static str, Fact<'static>) {
        ("attempt", Fact::Number(self.progress.attempts().into()))
    }

    fn success(&self, value: JsValue) -> JsValue {
        self.tell(
            "success",
            [
                ("attempts", self.attempt().1),
                ("durationMs", Fact::Number(look::now() - self.progress.begun)),
            ],
        );
        value
    }

    /// The redirect's target, where it is followed.
    fn follow(&mut self, status: u16, location: &str) -> Result<bool, Failure> {
        let parts = look::target(&self.url(), location);
        let Some(href) = parts.get(0).as_string() else { return Ok(false) };
        let is_followed = self.request.endpoint.method == "GET"
            && parts.get(2).is_truthy()
            && self.redirects < MAX_REDIRECTS;
        if is_followed {
            self.redirects += 1;
            self.target = Some(href);
            return Ok(true);
        }
        let shown = parts.get(1).as_string().unwrap_or_default();
        let message = concat(&["the API redirects to ", &shown, ", which is not followed"]);
        let mut error = Error::new(ErrorKind::Http, &message);
        error.status = Some(status);
        Err(error.into())
    }
}

#[wasm_bindgen]
impl Call {
    /// Where the next request goes.
    #[wasm_bindgen(getter)]
    pub fn url(&self) -> String {
        let first = || self.shared.config.base_url.join(&self.request.path);
        self.target.clone().unwrap_or_else(first)
    }

    /// Begins an attempt: with a token where there is a function that gives them, and the headers
    /// that the caller set. Gives whether it can be sent.
    pub fn begin(&mut self, token: &JsValue, headers: &JsValue) -> bool {
        let given = if look::field(&self.shared.platform, "accessToken").is_undefined() {
            Ok(None)
        } else {
            args::access_token(token).and_then(|token| {
                token.map(Some).ok_or_else(|| Error::argument("accessToken", "gave no token"))
            })
        };
        let ready = given.and_then(|token| {
            self.token = token;
            let [access_token, ..] = self.secrets();
            let set = |name: &str, value: &str| look::put(headers, name, &value.into());
            let endpoint = self.request.endpoint;
            self.shared.config.headers_for(&self.config, endpoint, access_token, set)
        });
        if let Err(error) = ready {
            self.keep(error.into(), false);
            return false;
        }
        self.target = None;
        self.redirects = 0;
        self.progress.send();
        self.tell_of_request();
        true
    }

    /// Takes an answer, its body read. Gives the caller's value, or true where a redirect is to be
    /// followed, or nothing where the attempt failed.
    pub fn answer(&mut self, response: JsValue, text: &JsValue) -> JsValue {
        let response = Response::from(response.unchecked_into::<web_sys::Response>());
        let (status, headers) = (response.status(), response.headers());
        self.tell_of_answer(status, &headers);
        let mut failed = None;
        if matches!(status, 301 | 302 | 303 | 307 | 308)
            && let Some(location) = headers.get("location")
        {
            match self.follow(status, &location) {
                Ok(false) => {}
                Ok(true) => {
                    self.tell_of_request();
                    return JsValue::TRUE;
                }
                Err(failure) => failed = Some(failure),
            }
        }
        let read = failed.map_or_else(
            || {
                let secrets: Vec<&str> =
                    self.secrets().into_iter().flatten().map(Secret::reveal).collect();
                answer::read(self.request.endpoint, status, &headers, text, &secrets)
            },
            Err,
        );
        let failure = match read {
            Ok(value) => return self.success(value),
            Err(failure) => failure,
        };
        if !self.keep(failure, false) {
            return JsValue::UNDEFINED;
        }
        let message = "The customer is gone: an attempt before removed it";
        let removed = [("success", Fact::Flag(true)), ("message", message.into())];
        self.success(look::object(&removed))
    }

    /// Takes note that no answer came, for a reason that `end` names.
    pub fn fail(&mut self, end: u32, cause: JsValue) {
        let timed_out = |ms| {
            let message = concat(&["no whole answer came within ", &decimal(ms), " ms"]);
            Error::new(ErrorKind::Timeout, &message)
        };
        let config = &self.shared.config;
        let error = match end {
            end::ATTEMPT_TIMED_OUT => {
                timed_out(self.config.timeout_ms.unwrap_or(config.timeout_ms))
            }
            end::CALL_TIMED_OUT => timed_out(config.total_timeout_ms),
            end::ABORTED => Error::new(ErrorKind::Aborted, "the caller aborted the call"),
            end::DEAF_SIGNAL => Error::argument("signal", "could not be listened to (see cause)"),
            end::NO_TOKEN => Error::argument("accessToken", "could not be had (see cause)"),
            _ => {
                let message = "the connection failed before a whole answer came (see cause)";
                Error::new(ErrorKind::Network, message)
            }
        };
        let is_over = matches!(end, end::CALL_TIMED_OUT | end::ABORTED);
        self.keep(Failure::from(error).caused_by(cause), is_over);
    }

    /// How long to wait before the attempt is made again, in milliseconds; -1 where it is not.
    pub fn delay(&mut self) -> f64 {
        let Self { shared, progress, failure: Some(Failure { error, .. }), .. } = self else {
            return -1.0;
        };
        let delay =
            shared.with_budget(|budget| progress.delay(error, look::now(), look::random(), budget));
        let Some(delay) = delay else { return -1.0 };
        let kind = error.kind.name();
        self.tell(
            "retry",
            [self.attempt(), ("kind", kind.into()), ("delayMs", Fact::Number(delay))],
        );
        delay
    }

    /// What the call's error is made of.
    pub fn failure(&mut self) -> JsValue {
        let Some(mut failure) = self.failure.take() else { return JsValue::UNDEFINED };
        let error = &mut failure.error;
        if error.kind != ErrorKind::TokenNotStored {
            self.tell(
                "failure",
                [
                    ("kind", error.kind.name().into()),
                    ("outcome", error.outcome.name().into()),
                    ("requestId", error.request_id.as_deref().into()),
                    ("attempts", self.attempt().1),
                    ("status", error.status.map(f64::from).into()),
                    ("durationMs", Fact::Number(look::now() - self.progress.begun)),
                ],
            );
        }
        error.method = Some(self.request.endpoint.method);
        error.url = Some(self.shared.config.base_url.join(&self.request.path));
        failure.details()
    }

    /// Deletes the customer that was just created, whatever the caller's signal says by now.
    #[wasm_bindgen(js_name = rollBack)]
    pub fn roll_back(&self, customer: &JsValue) -> Promise {
        let uuid = look::field(customer, "uuid").as_string().map_or(Value::Missing, Value::Text);
        let never = look::object(&[]);
        look::put(&never, "signal", &JsValue::NULL);
        promise(Request::new(&endpoint::DELETE, uuid, &[]).map_err(Failure::from).map(|request| {
            let call = Self::new(self.shared.clone(), request, CallConfig::default());
            call.drive(&never, &JsValue::UNDEFINED)
        }))
    }

    /// Takes note that the created customer's token could not be stored.
    pub fn lose(&mut self, rolled_back: bool, cause: JsValue, customer: JsValue) {
        let message = if rolled_back {
            "storeToken failed (see cause), and the customer was deleted again"
        } else {
            "storeToken failed (see cause), and the customer could not be deleted: it is in created"
        };
        let mut error = Error::new(ErrorKind::TokenNotStored, message);
        error.rolled_back = Some(rolled_back);
        error.attempts = self.progress.attempts();
        error.outcome = if rolled_back { Outcome::Rejected } else { Outcome::Applied };
        let created = if rolled_back { JsValue::UNDEFINED } else { customer };
        self.failure = Some(Failure { created, ..Failure::from(error).caused_by(cause) });
    }
}

impl Call {
    fn tell_of_request(&mut self) {
        if !self.shared.observer.is_undefined() {
            self.sent_at = look::now();
            self.tell("request", [self.attempt()]);
        }
    }

    fn tell_of_answer(&self, status: u16, headers: &gloo_net::http::Headers) {
        if self.shared.observer.is_undefined() {
            return;
        }
        let request_id = answer::request_id(headers);
        self.tell(
            "response",
            [
                self.attempt(),
                ("status", Fact::Number(status.into())),
                ("durationMs", Fact::Number(look::now() - self.sent_at)),
                ("requestId", request_id.as_deref().into()),
                ("limit", answer::number(headers, "x-ratelimit-limit").into()),
                ("remaining", answer::number(headers, "x-ratelimit-remaining").into()),
            ],
        );
    }
}

/// The promise of a call, or one that rejects where it could not be begun.
pub fn promise(begun: Result<Promise, Failure>) -> Promise {
    begun.unwrap_or_else(|failure| reject(&failure.details()))
}
