//! One call, from its checked input to the value or the failure it settles with: attempts, waits
//! between them, and redirects within the API's own origin.
//!
//! It does what [`crate::retry`] says and keeps count of what was sent, so that a failure tells
//! what is known of the server's state.

use std::{cell::Cell, pin::Pin, rc::Rc};

use js_sys::{Function, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::{
    answer::{self, Limits},
    args::{self, CallOptions},
    cancel::Cancellation,
    failure::Failure,
    look,
    observe::Event,
    transport::{self, Answer, Init},
};
use crate::{
    base_url,
    budget::Budget,
    error::{Error, ErrorKind},
    options::Config,
    request::Request,
    retry::{self, History, Verdict},
    secret::Secret,
    text::concat,
};

/// How many redirects in a row are followed.
const MAX_REDIRECTS: u32 = 3;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = stringify)]
    fn stringify(value: &JsValue) -> Result<JsValue, JsValue>;
}

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
struct Progress {
    cancellation: Cancellation,
    history: History,
    /// The access token of the last attempt.
    token: Option<Secret>,
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

    fn tell(
        &self,
        name: &'static str,
        texts: &[(&'static str, Option<&str>)],
        numbers: &[(&'static str, Option<f64>)],
    ) {
        let endpoint = self.request.endpoint;
        Event { endpoint, name, texts, numbers }.tell(&self.shared.observer);
    }

    /// One attempt: a request, and those that redirects within the origin ask for.
    async fn attempt(&self, progress: &mut Progress) -> Result<JsValue, Failure> {
        let Self { shared, request, options, .. } = self;
        let endpoint = request.endpoint;
        let signal = progress.cancellation.begin();
        if !shared.token_source.is_undefined() {
            progress.token = self.ask_for_token(&progress.cancellation).await?;
        }
        let token = progress.token.as_ref().or(shared.config.access_token.as_ref());
        let init = self.init(token, &signal)?;
        progress.history.attempts += 1;
        self.attempts.set(progress.history.attempts);
        let attempt = Some(progress.history.attempts.into());
        let mut url = shared.config.base_url.join(&request.path);
        let mut redirects = 0;
        loop {
            self.tell("request", &[], &[("attempt", attempt)]);
            let begun = look::now();
            let sent = transport::send(&shared.fetch, &url, &init, &progress.cancellation).await;
            let answer = sent?;
            self.tell_of_answer(&answer, attempt, begun);
            let target = redirect_target(&url, &answer);
            if let Some(target) = target {
                let follows = endpoint.method == "GET" && base_url::same_origin(&url, &target);
                if follows && redirects < MAX_REDIRECTS {
                    redirects += 1;
                    url = target;
                    continue;
                }
                return Err(not_followed(&target, answer.status));
            }
            let own = [
                token,
                shared.config.customer_token.as_ref(),
                options.config.customer_token.as_ref(),
            ];
            let secrets: Vec<&str> = own.into_iter().flatten().map(Secret::reveal).collect();
            return answer::read(endpoint, answer, &secrets);
        }
    }

    fn tell_of_answer(&self, answer: &Answer, attempt: Option<f64>, begun: f64) {
        if self.shared.observer.is_undefined() {
            return;
        }
        let limits = Limits::read(&answer.headers);
        let request_id = answer::request_id(&answer.headers);
        self.tell(
            "response",
            &[("requestId", request_id.as_deref())],
            &[
                ("attempt", attempt),
                ("status", Some(answer.status.into())),
                ("durationMs", Some(look::now() - begun)),
                ("limit", limits.limit),
                ("remaining", limits.remaining),
            ],
        );
    }

    /// Asks the caller's function for the token of this attempt.
    async fn ask_for_token(&self, cancellation: &Cancellation) -> Result<Option<Secret>, Failure> {
        let source: &Function = self.shared.token_source.unchecked_ref();
        let given = source.call0(&JsValue::UNDEFINED).map_err(no_token)?;
        let given = cancellation.wait(given, no_token).await?;
        let token = args::access_token(&given)?;
        token.map(Some).ok_or_else(|| Error::argument("accessToken", "gave no token").into())
    }

    fn init(&self, token: Option<&Secret>, signal: &JsValue) -> Result<Init, Failure> {
        let Self { shared, request, options, .. } = self;
        let init = Init::new(request.endpoint.method);
        let headers = Object::new();
        let set = |name: &str, value: &str| {
            // Setting a field of an object just made cannot fail.
            let _ = Reflect::set(&headers, &name.into(), &value.into());
        };
        let has_body = request.has_body();
        shared.config.headers_for(&options.config, request.endpoint, has_body, token, set)?;
        init.set("headers", &headers);
        init.set("signal", signal);
        if has_body {
            init.set("body", &to_json(request)?);
        }
        if let Some(credentials) = &shared.config.credentials {
            init.set("credentials", &credentials.into());
        }
        Ok(init)
    }
}

/// Where a redirect leads to.
fn redirect_target(url: &str, answer: &Answer) -> Option<String> {
    if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    look::resolve(&answer.headers.get("location")?, Some(url)).ok()
}

fn not_followed(target: &str, status: u16) -> Failure {
    let target = base_url::without_secrets(target);
    let message = concat(&["the API redirects to ", &target, ", which is not followed"]);
    let mut error = Error::new(ErrorKind::Http, &message);
    error.status = Some(status);
    error.into()
}

fn no_token(cause: JsValue) -> Failure {
    let error = Error::argument("accessToken", "could not be had (see cause)");
    Failure::from(error).caused_by(cause)
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

fn to_json(request: &Request) -> Result<JsValue, Failure> {
    let serializer = Serializer::new().serialize_maps_as_objects(true);
    let value = request.serialize(&serializer).map_err(JsValue::from);
    value.and_then(|value| stringify(&value)).map_err(|cause| {
        let error = Error::argument("params", "cannot be sent as JSON (see cause)");
        Failure::from(error).caused_by(cause)
    })
}
