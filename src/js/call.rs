//! The Rust side of one call: `drive.js` does the waiting, and asks here what to do.

use std::rc::Rc;

use super::{
    client::Shared,
    held,
    host::{self, Object},
};
use crate::{
    endpoint::Endpoint,
    envelope,
    error::{Error, ErrorKind, Result},
    facts::{Name, Sink},
    mask::{self, mask},
    model::shapes,
    options::{self, CallConfig, Config},
    pacing::{Told, is_refusal},
    progress::{Limits, Progress},
    request::Request,
    retry::{self, RetryHeaders},
    said::Said,
    secret::Secret,
    shape,
    text::{concat, owned, push_decimal},
    value::Values,
};

/// How many redirects in a row are followed.
const MAX_REDIRECTS: u32 = 3;
/// Where a call's options are among its values: behind its params.
const OPTIONS: usize = 5;

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

/// What becomes of an answer: the codes of `drive.js`.
mod answer {
    /// It failed; what comes after that is to be asked.
    pub const FAILED: u32 = 0;
    /// It is what was asked for.
    pub const ACCEPTED: u32 = 1;
    /// The request is to be sent to where it leads.
    pub const FOLLOWED: u32 = 2;
    /// Its body is to be handed over: something is wrong.
    pub const WRONG: u32 = 3;
    /// It is a refusal that says that the customer is gone, which is what was asked for.
    pub const GONE: u32 = 4;
}

/// A call under way.
pub struct Call {
    shared: Rc<Shared>,
    /// Which of the client's calls it is, from 1.
    number: u32,
    request: Request,
    config: CallConfig,
    progress: Progress,
    /// What the function that gives tokens gave.
    token: Secret,
    redirects: u32,
    /// When the request under way was sent.
    sent_at: f64,
    failure: Option<Box<Error>>,
}

impl Call {
    /// Checks the values of a call.
    ///
    /// # Errors
    /// `invalid_argument` where one of them is not what it must be.
    pub fn check(endpoint: &Endpoint, values: &Values) -> Result<()> {
        Request::check(endpoint, values)?;
        let table = if endpoint.shows_token { options::CREATE } else { options::CALL };
        values.check(OPTIONS, table)
    }

    /// A call with these values, once they were checked.
    pub fn new(shared: Rc<Shared>, endpoint: &'static Endpoint, values: &mut Values) -> Box<Self> {
        let request = Request::new(endpoint, values);
        let config = CallConfig {
            customer_token: Secret::new(values.take_text(OPTIONS)),
            timeout_ms: values.whole_or(OPTIONS + 1, shared.config.timeout_ms),
            max_retries: values.whole_or(OPTIONS + 2, shared.config.max_retries),
        };
        Object.number(Name::TimeoutMs, config.timeout_ms.into());
        Object.number(Name::TotalTimeoutMs, shared.config.total_timeout_ms.into());
        let now = host::clock();
        shared.budget.deposit(now);
        let progress = Progress::new(now);
        let number = shared.calls.get().wrapping_add(1);
        shared.calls.set(number);
        Box::new(Self {
            shared,
            number,
            request,
            config,
            progress,
            token: Secret::default(),
            redirects: 0,
            sent_at: now,
            failure: None,
        })
    }

    /// What it shares with the others of its client.
    pub fn client(&self) -> Rc<Shared> {
        Rc::clone(&self.shared)
    }

    fn access_token(&self) -> &Secret {
        self.token.or(&self.shared.config.access_token)
    }

    /// What no error and no event may show.
    fn secrets(&self) -> [&str; 3] {
        [
            self.access_token().reveal(),
            self.shared.config.customer_token.reveal(),
            self.config.customer_token.reveal(),
        ]
    }

    /// Keeps the failure, once it says what is known after it. Gives whether it is a success all the
    /// same.
    fn keep(&mut self, mut error: Box<Error>, is_over: bool) -> bool {
        let is_gone = self.progress.fail(self.request.endpoint, &mut error, is_over);
        self.failure = Some(error);
        is_gone
    }

    /// Begins an event, where anybody is told of them.
    fn begins_event(&self, name: Name) -> bool {
        let is_observed = self.shared.config.is_observed;
        if is_observed {
            host::begin_event();
            let Endpoint { method, path, .. } = *self.request.endpoint;
            Object.word(Name::Type, name);
            Object.number(Name::Call, self.number.into());
            Object.word(Name::Method, method);
            Object.text(Name::Path, path);
        }
        is_observed
    }

    fn put_attempts(&self, name: Name) {
        Object.number(name, self.progress.attempts().into());
    }

    fn put_duration(&self) {
        Object.number(Name::DurationMs, host::clock() - self.progress.begun);
    }

    fn tell_of_request(&mut self) {
        self.sent_at = host::clock();
        if self.begins_event(Name::Request) {
            self.put_attempts(Name::Attempt);
            host::end_event();
        }
    }

    fn tell_of_answer(&self, status: u32) {
        if self.begins_event(Name::Response) {
            self.put_attempts(Name::Attempt);
            Object.number(Name::Status, status.into());
            Object.number(Name::DurationMs, host::clock() - self.sent_at);
            Object.some_text(Name::RequestId, &self.request_id());
            Object.some_number(Name::Limit, limit());
            Object.some_number(Name::Remaining, remaining());
            host::end_event();
        }
    }

    fn tell_of_success(&self) {
        if self.begins_event(Name::Success) {
            self.put_attempts(Name::Attempts);
            self.put_duration();
            host::end_event();
        }
    }

    fn tell_of_retry(&self, error: &Error, delay: f64) {
        if self.begins_event(Name::Retry) {
            self.put_attempts(Name::Attempt);
            Object.word(Name::Kind, error.kind.name());
            Object.number(Name::DelayMs, delay);
            host::end_event();
        }
    }

    fn tell_of_failure(&self, error: &Error) {
        if self.begins_event(Name::Failure) {
            Object.word(Name::Kind, error.kind.name());
            Object.word(Name::Outcome, error.outcome.name());
            Object.some_text(Name::RequestId, &error.request_id);
            if let Some(status) = error.status {
                Object.number(Name::Status, status.into());
            }
            self.put_attempts(Name::Attempts);
            self.put_duration();
            host::end_event();
        }
    }

    fn url(&self) -> String {
        self.shared.config.base_url.join(&self.request.path)
    }

    /// The answer's request id, by whatever name the server or a proxy before it gives one; none
    /// that a secret is part of.
    fn request_id(&self) -> String {
        let mut id = host::header("x-request-id,request-id,x-correlation-id");
        if mask::reveals(&id, &self.secrets()) {
            id.clear();
        }
        id
    }

    /// Tells the pacing of an answer.
    fn learn(&self, status: u32) {
        let Some(pacing) = &self.shared.pacing else { return };
        let is_refusal = is_refusal(status);
        let told = Told {
            sent_at: self.sent_at,
            is_refusal,
            limit: limit(),
            remaining: remaining(),
            retry_after_ms: if is_refusal { retry_after_ms(status) } else { Said::NOTHING },
        };
        held::at(pacing, |pacing| pacing.learn(host::clock(), &told));
    }

    /// Takes an answer that went wrong for that reason.
    fn refuse(&mut self, status: u32, mut error: Box<Error>) -> u32 {
        error.status = Some(status);
        error.retry_after_ms = retry_after_ms(status);
        (error.limit, error.remaining) = (limit(), remaining());
        error.request_id = self.request_id();
        if !self.keep(error, false) {
            return answer::FAILED;
        }
        self.tell_of_success();
        answer::GONE
    }

    /// Takes an answer that leads elsewhere.
    fn redirect(&mut self, status: u32, to: &str) -> u32 {
        let (is_same_origin, target) = host::redirect(&self.url(), to);
        if self.request.endpoint.reads() && self.redirects < MAX_REDIRECTS && is_same_origin {
            self.redirects += 1;
            self.tell_of_request();
            return answer::FOLLOWED;
        }
        let shown = mask(&target, &self.secrets());
        let message = concat("the API redirects to ", &shown, ", which is not followed");
        self.refuse(status, Error::new(ErrorKind::Http, &message))
    }

    fn take_token(&mut self, values: &mut Values) -> Result<()> {
        if self.shared.config.asks_for_tokens {
            options::ACCESS_TOKEN.check(values.get(0))?;
            self.token = Secret::new(values.take_text(0));
            if !self.token.is_some() {
                return Err(Error::argument("accessToken", "gave no token"));
            }
        }
        Ok(())
    }

    /// Asks whether an attempt may be sent now: 0 where it may, else in how many milliseconds to ask
    /// again; infinitely many where another has to end first. Or says that one ended whose turn it was.
    pub fn pace(&self, is_over: bool) -> f64 {
        let Some(pacing) = &self.shared.pacing else { return 0.0 };
        held::at(pacing, |pacing| {
            if is_over {
                pacing.end();
                return 0.0;
            }
            pacing.begin(host::clock())
        })
    }

    /// Begins an attempt: with a token where there is a function that gives them. Hands over the method,
    /// the URL and the headers; gives whether it can be sent.
    pub fn begin(&mut self, values: &mut Values) -> bool {
        let ready = self.take_token(values).and_then(|()| {
            let set = |name, value: &str| Object.text(name, value);
            let endpoint = self.request.endpoint;
            self.shared.config.headers_for(&self.config, endpoint, self.access_token(), set)
        });
        if let Err(error) = ready {
            self.keep(error, false);
            return false;
        }
        self.redirects = 0;
        self.progress.send();
        self.tell_of_request();
        Object.word(Name::Method, self.request.endpoint.method);
        Object.text(Name::Url, &self.url());
        true
    }

    /// Takes an answer: its status, and the kinds of what its body holds, by the endpoint's shape.
    pub fn answer(&mut self, status: u32, kinds: &str) -> u32 {
        self.tell_of_answer(status);
        self.learn(status);
        if matches!(status, 301 | 302 | 303 | 307 | 308) {
            let location = host::header("location");
            if !location.is_empty() {
                return self.redirect(status, &location);
            }
        }
        if !(200..300).contains(&status) {
            return answer::WRONG;
        }
        match shape::check(kinds, &shapes::ALL, self.request.endpoint.answer) {
            Ok(()) => {
                self.tell_of_success();
                answer::ACCEPTED
            }
            Err(error) => {
                self.failure = Some(error);
                answer::WRONG
            }
        }
    }

    /// Takes the body of an answer that went wrong, and has it seen without what is secret.
    pub fn wrong(&mut self, status: u32, body: &str) -> u32 {
        host::see(&mask(body, &self.secrets()));
        let error = self.failure.take().unwrap_or_else(|| envelope::refusal(status, &host::Seen));
        self.refuse(status, error)
    }

    /// Takes note that no answer came, or that a token was not stored, for a reason that `end` names.
    pub fn fail(&mut self, end: u32) {
        let is_over = end == end::CALL_TIMED_OUT;
        let error = match end {
            end::ATTEMPT_TIMED_OUT | end::CALL_TIMED_OUT => {
                let total_ms = self.shared.config.total_timeout_ms;
                let ms = if is_over { total_ms } else { self.config.timeout_ms };
                let mut message = owned("no whole answer came within ");
                push_decimal(&mut message, ms);
                message.push_str(" ms");
                Error::new(ErrorKind::Timeout, &message)
            }
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
        self.keep(error, is_over);
    }

    /// What comes after an attempt that failed: how long to wait before it is made again, in
    /// milliseconds; less than nothing where it is not to be, and the call's error is handed over.
    pub fn next(&mut self) -> f64 {
        let Some(mut error) = self.failure.take() else { return -1.0 };
        let now = host::clock();
        let random = host::random();
        let Config { max_retry_delay_ms, total_timeout_ms, .. } = self.shared.config;
        let max_retries = self.config.max_retries;
        let limits = Limits { max_retries, max_retry_delay_ms, total_timeout_ms };
        let delay = self.progress.delay(&error, limits, now, random, &self.shared.budget);
        if let Some(delay) = delay {
            self.tell_of_retry(&error, delay);
            return delay;
        }
        self.tell_of_failure(&error);
        error.method = Some(self.request.endpoint.method);
        error.url = self.url();
        host::show(error);
        -1.0
    }
}

/// How long the answer, of that status, asks to wait.
#[inline(never)] // Two ask, and it is long.
fn retry_after_ms(status: u32) -> Said {
    let retry_after = host::header("retry-after");
    let reset = host::header("x-ratelimit-reset");
    let named = RetryHeaders {
        retry_after: Some(&retry_after),
        retry_after_date: Some(host::parse_date(&retry_after)),
        reset: Some(&reset),
    };
    retry::retry_after_ms(named, status, host::now())
}

/// How many calls the answer says that the server allows.
fn limit() -> Said {
    number("x-ratelimit-limit")
}

/// How many of them it says are left.
fn remaining() -> Said {
    number("x-ratelimit-remaining")
}

/// The whole number that the answer's header of that name is.
fn number(header: &str) -> Said {
    retry::whole_number(&host::header(header))
}
