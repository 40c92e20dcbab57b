//! One call, from its checked input to the value or the failure it settles with: attempts, and
//! waits between them.
//!
//! It does what [`crate::retry`] says and keeps count of what was sent, so that a failure tells
//! what is known of the server's state.

use std::{cell::Cell, pin::Pin, rc::Rc};

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

use super::{args::CallOptions, cancel::Cancellation, failure::Failure, look, observe::Event};
use crate::{
    budget::Budget,
    error::{Error, ErrorKind},
    options::Config,
    request::Request,
    retry::{self, History, Verdict},
    secret::Secret,
};

/// What all calls of a client share. What the caller did not give is undefined.
pub struct Shared {
    /// The client's options.
    pub config: Config,
    /// The caller's function that gives access tokens.
    pub token_source: JsValue,
    /// The signal of calls that have none of their own.
    pub signal: JsValue,
    /// The caller's own `fetch`.
    pub fetch: JsValue,
    /// Who is told of events.
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
pub type Pending<'a> = Pin<Box<dyn Future<Output = Result<JsValue, Failure>> + 'a>>;

/// A call whose arguments were read and checked.
pub struct Call {
    /// The client's.
    pub shared: Rc<Shared>,
    /// What to send.
    pub request: Request,
    /// The call's own.
    pub options: CallOptions,
    /// How many attempts were sent.
    pub attempts: Cell<u32>,
}

/// What is known while a call is under way.
pub struct Progress {
    /// What can end it early.
    pub cancellation: Cancellation,
    /// What came of its attempts.
    pub history: History,
    /// The access token of the last attempt.
    pub token: Option<Secret>,
}

impl Call {
    /// A call that is yet to be made.
    #[must_use]
    pub const fn new(shared: Rc<Shared>, request: Request, options: CallOptions) -> Self {
        Self { shared, request, options, attempts: Cell::new(0) }
    }

    /// Makes the call; it fails with any kind of error. Boxed, so that there is one copy of its code
    /// however many others wait for it.
    #[must_use]
    pub fn run(&self) -> Pending<'_> {
        Box::pin(self.repeat())
    }

    async fn repeat(&self) -> Result<JsValue, Failure> {
        let Self { shared, request, options, .. } = self;
        let (config, endpoint) = (&shared.config, request.endpoint);
        let begun = look::now();
        let signal = if options.signal.is_undefined() { &shared.signal } else { &options.signal };
        let timeout_ms = options.config.timeout_ms.unwrap_or(config.timeout_ms);
        let cancellation = Cancellation::watch(timeout_ms, config.total_timeout_ms, signal)
            .map_err(|failure| self.locate(failure))?;
        let history = History::default();
        let mut progress = Progress { cancellation, history, token: None };
        shared.with_budget(|budget| budget.deposit(begun));
        let mut made = 0;
        loop {
            let before = progress.history.attempts;
            let mut failure = match self.attempt(&mut progress).await {
                Ok(value) => {
                    self.tell(
                        "success",
                        &[],
                        &[
                            ("attempts", Some(progress.history.attempts.into())),
                            ("durationMs", Some(look::now() - begun)),
                        ],
                    );
                    return Ok(value);
                }
                Err(failure) => failure,
            };
            let sent = progress.history.attempts > before;
            let verdict = self.account(&mut failure, &mut progress, sent);
            if endpoint.removes()
                && failure.error().kind == ErrorKind::NotFound
                && progress.history.unclear
            {
                return Ok(removed());
            }
            let delay = match self.next_delay(failure.error(), verdict, made, begun) {
                Some(delay) if !progress.cancellation.is_over() => delay,
                _ => return Err(self.give_up(failure, begun)),
            };
            made += 1;
            self.tell(
                "retry",
                &[("kind", Some(failure.error().kind.name()))],
                &[
                    ("attempt", Some(progress.history.attempts.into())),
                    ("delayMs", Some(delay.into())),
                ],
            );
            if let Err(mut failure) = progress.cancellation.sleep(delay).await {
                self.account(&mut failure, &mut progress, false);
                return Err(self.give_up(failure, begun));
            }
        }
    }

    /// Writes into the failure what is known after it, and judges it.
    fn account(&self, failure: &mut Failure, progress: &mut Progress, sent: bool) -> Verdict {
        let history = &mut progress.history;
        let error = failure.error();
        error.attempts = history.attempts;
        let verdict = if sent { retry::judge(error) } else { Verdict::Final };
        error.outcome =
            if sent { history.outcome(self.request.endpoint, error) } else { history.between() };
        history.unclear |= verdict == Verdict::Unclear;
        verdict
    }

    /// How long to wait before another attempt, where there is to be one.
    fn next_delay(&self, error: &Error, verdict: Verdict, made: u32, begun: f64) -> Option<u32> {
        let config = &self.shared.config;
        let max_retries = self.options.config.max_retries.unwrap_or(config.max_retries);
        if made >= max_retries || !retry::repeats(self.request.endpoint, verdict) {
            return None;
        }
        let delay = retry::delay_ms(error, made, look::random());
        let most = if config.max_retry_delay_ms == 0 {
            crate::param::MAX_DURATION_MS
        } else {
            config.max_retry_delay_ms
        };
        let now = look::now();
        let left = match config.total_timeout_ms {
            0 => f64::INFINITY,
            total => f64::from(total) - (now - begun),
        };
        if delay > f64::from(most) || delay >= left {
            return None;
        }
        let paid = self.shared.with_budget(|budget| budget.withdraw(now));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        paid.then_some(delay as u32)
    }

    fn give_up(&self, mut failure: Failure, begun: f64) -> Failure {
        let error = failure.error();
        let texts = [
            ("kind", Some(error.kind.name())),
            ("outcome", Some(error.outcome.name())),
            ("requestId", error.request_id.as_deref()),
        ];
        let numbers = [
            ("attempts", Some(error.attempts.into())),
            ("status", error.status.map(f64::from)),
            ("durationMs", Some(look::now() - begun)),
        ];
        self.tell("failure", &texts, &numbers);
        self.locate(failure)
    }

    /// Writes into the failure which request it is about.
    #[must_use]
    pub fn locate(&self, mut failure: Failure) -> Failure {
        let error = failure.error();
        error.method = Some(self.request.endpoint.method);
        error.url = Some(self.shared.config.base_url.join(&self.request.path));
        failure
    }

    /// Tells the client's observer.
    pub fn tell(
        &self,
        name: &'static str,
        texts: &[(&'static str, Option<&str>)],
        numbers: &[(&'static str, Option<f64>)],
    ) {
        let endpoint = self.request.endpoint;
        Event { endpoint, name, texts, numbers }.tell(&self.shared.observer);
    }
}

/// The answer to a delete that an earlier attempt is taken to have done.
fn removed() -> JsValue {
    let answer = Object::new();
    let message = "The customer is gone: an attempt before removed it";
    // Setting a field of an object just made cannot fail.
    let _ = Reflect::set(&answer, &"success".into(), &true.into());
    let _ = Reflect::set(&answer, &"message".into(), &message.into());
    answer.into()
}
