//! One call, from its checked input to the value or the error that it settles with: attempts, and waits
//! between them.
//!
//! The pure modules beside it decide what to do. It keeps count of what was sent, so that a failure says
//! what is known of the server's state.

use std::{pin::Pin, rc::Rc};

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::{
    event::Event,
    progress::{Limits, Progress},
    shared::Shared,
};
use crate::{
    api::{check::Json, endpoint, request::Request},
    error::{Error, ErrorKind},
    js::{
        abort::{Cancellation, Interruption},
        args::{self, folded},
        caller::Functions,
        error::Failure,
        object::object,
        platform,
        signal::Signal,
        timer::Timer,
        turns::Turns,
        wait::failure_of,
    },
    options::CallOptions,
    secret::Secret,
};

/// A call whose arguments were read and checked.
pub struct Call {
    pub(super) shared: Rc<Shared>,
    pub(super) functions: Functions,
    pub(super) request: Request,
    /// The request's body as JSON, a JavaScript string.
    pub(super) body: Option<JsValue>,
    pub(super) options: Rc<CallOptions>,
    /// Which of the client's calls it is, from 1.
    pub(super) number: u32,
    pub(super) progress: Progress,
    pub(super) cancellation: Cancellation,
    /// What the function that gives access tokens gave, the present one last.
    pub(super) tokens: Vec<Secret>,
    /// The created customer's token, once the caller's function has it and may name it in an error.
    pub(super) handed_over: Option<Secret>,
    /// The refusal of the attempt before, if `accessToken` is to be called again.
    pub(super) refusal: Option<Failure>,
    /// Whether it was called again.
    has_renewed: bool,
    store: Option<Store>,
}

/// What stores a created customer's token.
pub struct Store {
    /// The caller's function.
    pub function: Function,
    /// The item of a bulk call, which the function is given too.
    pub item: JsValue,
    /// Those of a bulk call store one at a time.
    pub turns: Option<Rc<Turns>>,
}

impl Call {
    /// A call of a client. `signal` ends it too, beside the caller's own.
    ///
    /// # Errors
    /// What the platform's timers throw.
    pub fn new(
        shared: Rc<Shared>,
        functions: Functions,
        request: Request,
        body: Option<JsValue>,
        options: Rc<CallOptions>,
        signal: Option<Signal>,
    ) -> Result<Box<Self>, Failure> {
        let signals = options.signal_or(&functions).into_iter().chain(signal).collect();
        Self::with_signals(shared, functions, request, body, options, signals)
    }

    fn with_signals(
        shared: Rc<Shared>,
        functions: Functions,
        request: Request,
        body: Option<JsValue>,
        options: Rc<CallOptions>,
        signals: Vec<Signal>,
    ) -> Result<Box<Self>, Failure> {
        let total_timeout_ms = shared.options.total_timeout_ms;
        let cancellation =
            Cancellation::new(signals, total_timeout_ms).map_err(Failure::network)?;
        let now = platform::clock();
        shared.budget.deposit(now);
        Ok(Box::new(Self {
            number: shared.next_number(),
            progress: Progress::new(now),
            shared,
            functions,
            request,
            body,
            options,
            cancellation,
            tokens: Vec::new(),
            handed_over: None,
            refusal: None,
            has_renewed: false,
            store: None,
        }))
    }

    /// The call, which gives a created customer to that function before it succeeds.
    #[must_use]
    pub fn storing(mut self: Box<Self>, store: Option<Store>) -> Box<Self> {
        self.store = store;
        self
    }

    /// Makes the call, which fails with any kind of error. Boxed, so that there is one copy of its code
    /// however many others wait for it.
    #[must_use]
    pub fn run(self: Box<Self>) -> Pin<Box<dyn Future<Output = Result<JsValue, Failure>>>> {
        Box::pin(self.repeat())
    }

    async fn repeat(mut self: Box<Self>) -> Result<JsValue, Failure> {
        let (value, failure) = loop {
            let failure = match self.attempt().await {
                Ok(value) => break (value, None),
                Err(failure) => failure,
            };
            // The token is shown once, whatever else is wrong with the answer.
            if has_token(failure.created()) {
                break (failure.created().clone(), Some(failure));
            }
            let Some(delay_ms) = self.delay(&failure.error) else {
                return Err(self.give_up(failure));
            };
            if failure.error.status == Some(401) {
                // There is nothing to wait for, and another attempt only with another token.
                self.refusal = Some(failure);
                continue;
            }
            self.emit(&Event::Retry { kind: failure.error.kind, delay_ms });
            // Where it ends early, there is no next attempt, which says why.
            if let Ok(timer) = Timer::start(delay_ms) {
                let _ = self.cancellation.race_with(timer).await;
            }
        };
        self.finish(value, failure).await
    }

    /// One attempt, whose error says what is known after it.
    async fn attempt(&mut self) -> Result<JsValue, Failure> {
        let result = self.exchange().await;
        self.cancellation.end_attempt();
        let is_over = self.cancellation.is_over();
        result.or_else(|mut failure| {
            if self.progress.fail(self.request.endpoint, &mut failure.error, is_over) {
                let message = "The customer is gone: an attempt before removed it";
                Ok(object().with("success", true).with("message", message).into())
            } else {
                Err(failure)
            }
        })
    }

    /// How long to wait before the next attempt, where there is to be one.
    fn delay(&mut self, error: &Error) -> Option<f64> {
        let limits = Limits {
            max_retries: self.options.max_retries.unwrap_or(self.shared.options.max_retries),
            max_retry_delay_ms: self.shared.options.max_retry_delay_ms,
            total_timeout_ms: self.shared.options.total_timeout_ms,
        };
        if error.status == Some(401) && self.functions.token().is_some() && !self.has_renewed {
            self.has_renewed = true;
            self.progress.allow_repeat();
        }
        let (now, random) = (platform::clock(), platform::random());
        self.progress.delay(error, limits, now, random, &self.shared.budget)
    }

    /// Stores a created customer's token, and then reports what else is wrong with its answer. Neither a
    /// signal nor a clock may come in between.
    async fn finish(
        mut self: Box<Self>,
        value: JsValue,
        failure: Option<Failure>,
    ) -> Result<JsValue, Failure> {
        let Some(Store { function, item, turns }) = self.store.take() else {
            return self.settle(value, failure);
        };
        let turn = match &turns {
            Some(turns) => Some(turns.take().await),
            None => None,
        };
        self.handed_over = value.get("api_token").as_string().map(Secret::new);
        let cause = failure_of(function.call2(&JsValue::UNDEFINED, &value, &item)).await;
        // Others need not wait until this customer is deleted again.
        drop(turn);
        let Some(cause) = cause else {
            self.confirm(&value);
            return self.settle(value, failure);
        };
        let created = value;
        let is_gone = self.roll_back(&created).await.is_ok();
        let mut error = Error::token_not_stored(is_gone);
        self.progress.fail(self.request.endpoint, &mut error, false);
        let failure = Failure::from(error).caused_by(cause);
        let failure = if is_gone { failure } else { failure.with_created(created) };
        Err(self.give_up(failure))
    }

    /// Deletes the customer that was just created, whatever the caller's signals say by now.
    async fn roll_back(&self, created: &JsValue) -> Result<JsValue, Failure> {
        // The server chose it: it is not to lead elsewhere.
        let uuid = args::uuid(&created.get("uuid"))?;
        let request = Request::new(&endpoint::DELETE, Some(&uuid), &[]);
        let (shared, functions) = (Rc::clone(&self.shared), self.functions.clone());
        let options = Rc::clone(&self.options);
        let call = Self::with_signals(shared, functions, request, None, options, Vec::new())?;
        call.run().await
    }

    fn settle(&self, value: JsValue, failure: Option<Failure>) -> Result<JsValue, Failure> {
        if let Some(failure) = failure {
            return Err(self.give_up(failure));
        }
        self.confirm(&value);
        self.emit(&Event::Success { duration_ms: platform::clock() - self.progress.begun });
        Ok(value)
    }

    /// Remembers a customer whose creation its caller knows of.
    fn confirm(&self, created: &JsValue) {
        if self.request.endpoint.shows_token {
            self.shared.confirmed.add(&folded(&created.get("uuid")));
        }
    }

    fn give_up(&self, mut failure: Failure) -> Failure {
        let error = &mut failure.error;
        self.emit(&Event::Failure { error, duration_ms: platform::clock() - self.progress.begun });
        error.method = Some(method_of(&self.request));
        error.url = Some(self.url());
        failure.without(&self.secrets())
    }

    pub(super) fn url(&self) -> String {
        self.shared.options.base_url.join(&self.request.path)
    }

    /// The error of an early end.
    pub(super) fn interrupted(&self, interruption: Interruption) -> Failure {
        let timed_out = |ms: u32| {
            let message = format!("no whole answer came within {ms} ms");
            Failure::from(Error::new(ErrorKind::Timeout, &message))
        };
        match interruption {
            Interruption::AttemptTimeout => timed_out(self.timeout_ms()),
            Interruption::CallTimeout => timed_out(self.shared.options.total_timeout_ms),
            Interruption::Aborted(reason) => {
                let error = Error::new(ErrorKind::Aborted, "the caller aborted the call");
                Failure::from(error).caused_by(reason)
            }
        }
    }

    pub(super) fn timeout_ms(&self) -> u32 {
        self.options.timeout_ms.unwrap_or(self.shared.options.timeout_ms)
    }

    /// Tells the client's observer.
    pub(super) fn emit(&self, event: &Event<'_>) {
        if let Some(observer) = self.functions.observer() {
            let attempts = self.progress.attempts();
            platform::notify(&observer, &event.to_js(self.number, &self.request, attempts));
        }
    }
}

/// Whether it is a customer with its token.
pub(super) fn has_token(created: &JsValue) -> bool {
    created.get("uuid").is_string() && created.get("api_token").is_string()
}

/// The name of a request's method: one of the four that endpoints have.
fn method_of(request: &Request) -> &'static str {
    request.endpoint.method.as_str()
}
