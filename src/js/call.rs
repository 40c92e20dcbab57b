//! The Rust side of one call: `drive.js` does the waiting, and asks here what to do.
//!
//! No `&mut self` is held while anybody else's code runs: an observer is told in a later microtask.

use std::{cell::Cell, rc::Rc};

use gloo_net::http::{Headers, Response};
use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::{answer, args, failure::Failure, look};
use crate::{
    budget::Budget,
    endpoint::{self, Endpoint},
    error::{Error, ErrorKind},
    facts::Fact,
    mask::mask,
    options::{CallConfig, Config},
    pacing::{Pacing, Told},
    progress::{Limits, Progress},
    request::Request,
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
    pub const ROLLED_BACK: u32 = 7;
    pub const NOT_ROLLED_BACK: u32 = 8;
    pub const NO_TURN: u32 = 9;
}

/// What all calls of a client share.
pub struct Shared {
    /// The client's options, as far as they are decided upon here.
    pub config: Config,
    /// The platform's part of them: functions, signal, headers.
    pub platform: JsValue,
    /// Whether a function of the caller's gives access tokens.
    pub asks_for_tokens: bool,
    /// Who is told of events; undefined for nobody.
    pub observer: JsValue,
    /// What pays for attempts made again.
    pub budget: Cell<Budget>,
    /// How many calls were begun.
    pub calls: Cell<u32>,
    /// What says when an attempt may be sent, where that is this side's to say.
    pub pacing: Cell<Option<Box<Pacing>>>,
}

impl Shared {
    fn with_budget<T>(&self, use_it: impl FnOnce(&mut Budget) -> T) -> T {
        let mut budget = self.budget.take();
        let result = use_it(&mut budget);
        self.budget.set(budget);
        result
    }

    fn with_pacing<T>(&self, use_it: impl FnOnce(&mut Pacing) -> T) -> Option<T> {
        let mut pacing = self.pacing.take();
        let result = pacing.as_deref_mut().map(use_it);
        self.pacing.set(pacing);
        result
    }
}

/// A call under way.
#[wasm_bindgen(skip_typescript)]
pub struct Call {
    shared: Rc<Shared>,
    /// Which of the client's calls it is, from 1.
    number: u32,
    request: Request,
    config: CallConfig,
    progress: Progress,
    /// What the function that gives tokens gave.
    token: Option<Secret>,
    redirects: u32,
    /// The customer that was created, until its token is stored.
    created: JsValue,
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
        let now = look::clock();
        shared.with_budget(|budget| budget.deposit(now));
        let progress = Progress::new(request.endpoint, limits, now);
        let number = shared.calls.get().wrapping_add(1);
        shared.calls.set(number);
        Self {
            shared,
            number,
            request,
            config,
            progress,
            token: None,
            redirects: 0,
            created: JsValue::UNDEFINED,
            sent_at: now,
            failure: None,
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

    fn access_token(&self) -> Option<&Secret> {
        self.token.as_ref().or(self.shared.config.access_token.as_ref())
    }

    /// What no error and no event may show.
    fn secrets(&self) -> Vec<&str> {
        let [of_client, of_call] =
            [&self.shared.config.customer_token, &self.config.customer_token];
        let secrets = [self.access_token(), of_client.as_ref(), of_call.as_ref()];
        secrets.into_iter().flatten().map(Secret::reveal).collect()
    }

    /// Keeps the failure, once it says what is known after it. Gives whether it is a success all the
    /// same.
    fn keep(&mut self, mut failure: Failure, is_over: bool) -> bool {
        let is_gone = self.progress.fail(&mut failure.error, is_over);
        self.failure = Some(failure);
        is_gone
    }

    /// Tells the client's observer.
    fn tell(&self, name: &'static str, facts: &[(&'static str, Fact<'_>)]) {
        if self.shared.observer.is_undefined() {
            return;
        }
        let Endpoint { method, path, .. } = *self.request.endpoint;
        let event = look::object(facts);
        look::put(&event, "call", &self.number.into());
        for (name, text) in [("type", name), ("method", method), ("path", path)] {
            look::put(&event, name, &text.into());
        }
        notify(&self.shared.observer, &event);
    }

    fn attempt(&self) -> (&'static str, Fact<'static>) {
        ("attempt", Fact::Number(self.progress.attempts().into()))
    }

    fn tell_of_success(&self) {
        let duration = look::clock() - self.progress.begun;
        let facts = [("attempts", self.attempt().1), ("durationMs", Fact::Number(duration))];
        self.tell("success", &facts);
    }

    fn url(&self) -> String {
        self.shared.config.base_url.join(&self.request.path)
    }

    /// Where a redirect leads to that is followed.
    fn follow(&mut self, status: u16, headers: &Headers, to: &str) -> Result<JsValue, Failure> {
        let parts = look::target(&self.url(), to);
        let is_followed = self.request.endpoint.method == "GET"
            && parts.get(2).is_truthy()
            && self.redirects < MAX_REDIRECTS;
        if is_followed {
            self.redirects += 1;
            self.tell_of_request();
            return Ok(parts.get(0));
        }
        let secrets = self.secrets();
        let shown = mask(&parts.get(1).as_string().unwrap_or_default(), &secrets);
        let message = concat(&["the API redirects to ", &shown, ", which is not followed"]);
        let mut error = Error::new(ErrorKind::Http, &message);
        answer::describe(&mut error, status, headers, &secrets);
        Err(error.into())
    }

    fn read(&mut self, status: u16, headers: &Headers, text: &JsValue) -> Result<JsValue, Failure> {
        if matches!(status, 301 | 302 | 303 | 307 | 308)
            && let Some(location) = headers.get("location")
        {
            return self.follow(status, headers, &location);
        }
        let value = answer::read(self.request.endpoint, status, headers, text, &self.secrets())?;
        if self.request.endpoint.shows_token {
            self.created = value.clone();
        }
        self.tell_of_success();
        Ok(value)
    }

    fn take_token(&mut self, given: &JsValue) -> Result<(), Box<Error>> {
        if self.shared.asks_for_tokens {
            self.token = args::access_token(given)?;
            if self.token.is_none() {
                return Err(Error::argument("accessToken", "gave no token"));
            }
        }
        Ok(())
    }
}

#[wasm_bindgen]
impl Call {
    /// Asks whether an attempt may be sent now: 0 where it may, else in how many milliseconds to ask
    /// again; infinitely many where another has to end first.
    pub fn turn(&self) -> f64 {
        self.shared.with_pacing(|pacing| pacing.begin(look::clock())).unwrap_or_default()
    }

    /// Ends an attempt whose turn it was.
    pub fn leave(&self) {
        self.shared.with_pacing(Pacing::end);
    }

    /// Begins an attempt: with a token where there is a function that gives them, and the headers
    /// that the caller set. Gives the URL; nothing where it cannot be sent.
    pub fn begin(&mut self, token: &JsValue, headers: &JsValue) -> Option<String> {
        let ready = self.take_token(token).and_then(|()| {
            let access_token = self.access_token();
            let set = |name: &str, value: &str| look::put(headers, name, &value.into());
            let endpoint = self.request.endpoint;
            self.shared.config.headers_for(&self.config, endpoint, access_token, set)
        });
        if let Err(error) = ready {
            self.keep(error.into(), false);
            return None;
        }
        self.redirects = 0;
        self.progress.send();
        self.tell_of_request();
        Some(self.url())
    }

    /// Takes an answer, its body read. Gives the caller's value, or the URL where a redirect is to be
    /// followed, or nothing where the attempt failed.
    pub fn answer(&mut self, response: JsValue, text: &JsValue) -> JsValue {
        let response = Response::from(response.unchecked_into::<web_sys::Response>());
        let (status, headers) = (response.status(), response.headers());
        self.tell_of_answer(status, &headers);
        let result = self.read(status, &headers, text);
        let failure = result.as_ref().err();
        self.shared.with_pacing(|pacing| {
            let told = Told {
                sent_at: self.sent_at,
                status,
                limit: answer::number(&headers, "x-ratelimit-limit"),
                remaining: answer::number(&headers, "x-ratelimit-remaining"),
                retry_after_ms: failure.and_then(|failure| failure.error.retry_after_ms),
            };
            pacing.learn(look::clock(), &told);
        });
        result.unwrap_or_else(|failure| {
            if !self.keep(failure, false) {
                return JsValue::UNDEFINED;
            }
            self.tell_of_success();
            let message = "The customer is gone: an attempt before removed it";
            look::object(&[("success", Fact::Flag(true)), ("message", message.into())])
        })
    }

    /// Takes note that no answer came, or that a token was not stored, for a reason that `end` names.
    pub fn fail(&mut self, end: u32, cause: &JsValue) {
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
            end::NO_TURN => Error::argument("rateLimit", "could not be acquired (see cause)"),
            end::ROLLED_BACK | end::NOT_ROLLED_BACK => {
                Error::token_not_stored(end == end::ROLLED_BACK)
            }
            _ => {
                let message = "the connection failed before a whole answer came (see cause)";
                Error::new(ErrorKind::Network, message)
            }
        };
        let is_over = matches!(
            end,
            end::CALL_TIMED_OUT | end::ABORTED | end::ROLLED_BACK | end::NOT_ROLLED_BACK
        );
        let failure = Failure::from(error);
        failure.put("cause", cause);
        if end == end::NOT_ROLLED_BACK {
            failure.put("created", &self.created);
        }
        self.keep(failure, is_over);
    }

    /// What comes after an attempt that failed: how long to wait before it is made again, in
    /// milliseconds, or what the call's error is made of.
    pub fn next(&mut self) -> JsValue {
        let Some(mut failure) = self.failure.take() else { return JsValue::UNDEFINED };
        let error = &mut failure.error;
        let now = look::clock();
        let delay = {
            let progress = &mut self.progress;
            self.shared.with_budget(|budget| progress.delay(error, now, look::random(), budget))
        };
        if let Some(delay) = delay {
            let kind = error.kind.name().into();
            let facts = [self.attempt(), ("kind", kind), ("delayMs", Fact::Number(delay))];
            self.tell("retry", &facts);
            return delay.into();
        }
        let duration = ("durationMs", Fact::Number(now - self.progress.begun));
        self.tell(
            "failure",
            &[
                ("kind", error.kind.name().into()),
                ("outcome", error.outcome.name().into()),
                ("requestId", error.request_id.as_deref().into()),
                ("attempts", self.attempt().1),
                ("status", error.status.map(f64::from).into()),
                duration,
            ],
        );
        error.method = Some(self.request.endpoint.method);
        error.url = Some(self.url());
        failure.details()
    }

    /// Deletes the customer that was just created, whatever the caller's signal says by now.
    #[wasm_bindgen(js_name = rollBack)]
    pub fn roll_back(&self) -> Promise {
        let uuid = args::value(&look::field(&self.created, "uuid"));
        let never = look::object(&[]);
        look::put(&never, "signal", &JsValue::NULL);
        promise(Request::new(&endpoint::DELETE, uuid, &[]).map_err(Failure::from).map(|request| {
            let call = Self::new(self.shared.clone(), request, CallConfig::default());
            call.drive(&never, &JsValue::UNDEFINED)
        }))
    }
}

impl Call {
    fn tell_of_request(&mut self) {
        self.sent_at = look::clock();
        self.tell("request", &[self.attempt()]);
    }

    fn tell_of_answer(&self, status: u16, headers: &Headers) {
        if self.shared.observer.is_undefined() {
            return;
        }
        let request_id = answer::request_id(headers, &self.secrets());
        self.tell(
            "response",
            &[
                self.attempt(),
                ("status", Fact::Number(status.into())),
                ("durationMs", Fact::Number(look::clock() - self.sent_at)),
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
