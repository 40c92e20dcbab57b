//! One attempt of a call: its turn, its access token, its request, and the requests that follow
//! redirects within the API's own origin.

use wasm_bindgen::prelude::*;

use super::{
    causes::{self, Cause},
    event::Event,
    redirect::{self, Target},
    run::Call,
};
use crate::{
    error::{Error, ErrorKind},
    js::{
        abort::Interruption,
        error::Failure,
        object::{call_method, object},
        platform::{self, Url},
        signal::Signal,
        thrown,
        transport::{self, Answer, HeaderFields, NoAnswer},
    },
    mask::mask,
    options::{ClientOptions, read_access_token},
    pacing::queue::{NoTurn, Turn},
    secret::Secret,
};

impl Call {
    /// Sends one attempt and reads its answer.
    pub(super) async fn exchange(&mut self) -> Result<JsValue, Failure> {
        match self.cancellation.listen() {
            Ok(None) => {}
            Ok(Some(interruption)) => return Err(self.interrupted(interruption)),
            Err(cause) => {
                return Err(failed("signal", "could not be listened to (see cause)", cause));
            }
        }
        // It is left when this attempt ends.
        let _turn = self.wait_for_turn().await?;
        let timeout_ms = self.timeout_ms();
        let signal = self.cancellation.begin_attempt(timeout_ms).map_err(Failure::network)?;
        self.ask_for_token().await?;
        let headers = self.headers()?;
        self.progress.send();
        self.follow(&headers, &signal).await
    }

    /// Waits until the attempt may be sent.
    async fn wait_for_turn(&mut self) -> Result<Option<Turn>, Failure> {
        if let Some(queue) = self.shared.queue.clone() {
            let ms = |ms: u32| if ms == 0 { f64::INFINITY } else { ms.into() };
            let ClientOptions { max_retry_delay_ms, total_timeout_ms, .. } = *self.shared.options;
            let turn_ms = ms(self.timeout_ms()).min(ms(total_timeout_ms));
            let longest_ms = ms(max_retry_delay_ms);
            let turn = queue.join(&mut self.cancellation, longest_ms, turn_ms).await;
            return turn.map(Some).map_err(|reason| match reason {
                NoTurn::Interrupted(interruption) => self.interrupted(interruption),
                NoTurn::Paused(ms) => {
                    let message = "the API refused an earlier call, and asked to wait for longer \
                         than maxRetryDelayMs allows (see retryAfterMs)";
                    let mut error = Error::new(ErrorKind::RateLimit, message);
                    error.retry_after_ms = Some(ms.ceil());
                    error.into()
                }
            });
        }
        let limiter = self.functions.limiter();
        if !limiter.is_undefined() {
            let no_turn = |cause| failed("rateLimit", "could not be acquired (see cause)", cause);
            let acquired = call_method(&limiter, "acquire").map_err(no_turn)?;
            self.race(&acquired).await?.map_err(no_turn)?;
        }
        Ok(None)
    }

    /// Asks the caller's function for the access token of this attempt, where there is such a function.
    /// After a refused attempt it gets the reason. The refusal stands where it gives no other token.
    async fn ask_for_token(&mut self) -> Result<(), Failure> {
        let refusal = self.refusal.take();
        let Some(source) = self.functions.token() else { return Ok(()) };
        let request = match refusal {
            Some(_) => object().with("reason", "unauthorized").into(),
            None => JsValue::UNDEFINED,
        };
        let given = match source.call1(&JsValue::UNDEFINED, &request) {
            Ok(given) => self.race(&given).await?,
            Err(cause) => Err(cause),
        };
        let token = match given {
            Ok(given) => read_access_token(&given).and_then(|token| {
                token.ok_or_else(|| Failure::argument("accessToken", "gave no token"))
            }),
            Err(cause) => Err(failed("accessToken", "could not be had (see cause)", cause)),
        };
        let is_the_last = token
            .as_ref()
            .is_ok_and(|it| self.tokens.last().is_some_and(|last| last.reveal() == it.reveal()));
        match (token, refusal) {
            (Err(failure), Some(refusal)) => {
                let cause = failure.without(&self.secrets()).into_error();
                Err(refusal.caused_by(cause))
            }
            (Err(failure), None) => Err(failure),
            (Ok(_), Some(refusal)) if is_the_last => Err(refusal),
            (Ok(token), refusal) => {
                if refusal.is_some() {
                    self.emit(&Event::Retry { kind: ErrorKind::Authentication, delay_ms: 0.0 });
                }
                if !is_the_last {
                    self.tokens.push(token);
                }
                Ok(())
            }
        }
    }

    async fn race(&mut self, value: &JsValue) -> Result<Result<JsValue, JsValue>, Failure> {
        let raced = self.cancellation.race(value).await;
        raced.map_err(|interruption: Interruption| self.interrupted(interruption))
    }

    fn access_token(&self) -> Option<&Secret> {
        self.tokens.last().or(self.shared.access_token())
    }

    /// The headers of an attempt.
    fn headers(&self) -> Result<HeaderFields, Failure> {
        let Self { shared, options, request, .. } = self;
        let customer_token =
            options.customer_token.as_ref().or(shared.options.customer_token.as_ref());
        let headers: HeaderFields = shared.new_headers().unchecked_into();
        set_all(&headers, &shared.options.headers);
        if request.endpoint.needs_customer_token {
            match customer_token {
                Some(token) => headers.set("x-customer-token", token.reveal()),
                // Without an access token there is a proxy, which may add the customer token too.
                None if !shared.has_access_token => {}
                None => {
                    return Err(Failure::argument("customerToken", "is required by this call"));
                }
            }
        }
        if self.body.is_some() {
            headers.set("content-type", "application/json");
        }
        if let Some(token) = self.access_token() {
            headers.set("authorization", &format!("Bearer {}", token.reveal()));
        }
        set_all(&headers, &options.headers);
        Ok(headers)
    }

    /// Sends the request, and follows redirects.
    async fn follow(
        &mut self,
        headers: &HeaderFields,
        signal: &Signal,
    ) -> Result<JsValue, Failure> {
        let method = self.request.endpoint.method.as_str();
        let init = transport::init(
            method,
            headers,
            self.body.as_ref(),
            self.shared.options.credentials,
            signal,
        );
        let needs_headers = self.functions.observer().is_some() || self.shared.queue.is_some();
        let fetch = self.functions.fetch();
        let mut url = self.url();
        let mut followed = 0;
        loop {
            self.emit(&Event::Request);
            let sent_at = platform::clock();
            let cancellation = &mut self.cancellation;
            let sent =
                transport::send(fetch.as_ref(), &url, &init, needs_headers, cancellation).await;
            let mut answer = sent.map_err(|reason| match reason {
                NoAnswer::Interrupted(interruption) => self.interrupted(interruption),
                NoAnswer::NoFetch => causes::no_fetch().into(),
                // A request of this attempt was answered before, by a redirect.
                NoAnswer::Failed(cause) => self.unanswered(cause, followed == 0),
                NoAnswer::Broken(cause) => self.unanswered(cause, false),
                NoAnswer::Foreign(problem, cause) => {
                    Failure::from(causes::foreign(problem)).caused_by(cause)
                }
            })?;
            if needs_headers {
                self.take_note_of(&answer, sent_at);
            }
            let Some(location) = location_of(&mut answer) else { return self.read(answer) };
            let (target, href, shown) = resolve(&location, &url);
            if !redirect::may_follow(self.request.endpoint, followed, target) {
                let error = redirect::not_followed(target, &mask(&shown, &self.secrets()));
                return Err(self.refused(error, &mut answer));
            }
            followed += 1;
            url = href;
        }
    }

    /// The error of an attempt without an answer.
    fn unanswered(&self, reason: JsValue, may_be_unsent: bool) -> Failure {
        let thrown = thrown::read(&reason, &self.secrets());
        let (cause, code) = Cause::of_thrown(&thrown);
        let cause = cause.filter(|cause| may_be_unsent || *cause == Cause::TimeLimit);
        let error = causes::unanswered(cause, code);
        Failure::from(error).caused_by(reason)
    }

    /// Emits the event of an answer, and lets the pacing learn from it.
    fn take_note_of(&self, answer: &Answer, sent_at: f64) {
        let now = platform::clock();
        let (limit, remaining) = answer.rate_limit();
        self.emit(&Event::Response {
            status: answer.status,
            duration_ms: now - sent_at,
            request_id: self.request_id(answer),
            limit,
            remaining,
        });
        if let Some(queue) = &self.shared.queue {
            queue.learn(now, sent_at, answer);
        }
    }

    /// What no error and no event may show: tokens of earlier attempts too, which a server may echo.
    pub(super) fn secrets(&self) -> Vec<&str> {
        let mut secrets = self.shared.secrets(&self.options);
        secrets.extend(self.tokens.iter().chain(&self.handed_over).map(Secret::reveal));
        secrets
    }
}

fn set_all(headers: &HeaderFields, own: &[(String, String)]) {
    for (name, value) in own {
        headers.set(name, value);
    }
}

fn failed(argument: &str, problem: &str, cause: JsValue) -> Failure {
    Failure::from(Error::argument(argument, problem)).caused_by(cause)
}

/// Where an answer leads to.
fn location_of(answer: &mut Answer) -> Option<String> {
    if !redirect::is_redirect(answer.status) {
        return None;
    }
    answer.read_headers();
    answer.headers.get("location").filter(|location| !location.is_empty())
}

/// A redirect's target, and what of it may be shown.
fn resolve(location: &str, from: &str) -> (Target, String, String) {
    let parsed = Url::new(location, Some(from)).and_then(|target| {
        let from = Url::new(from, None)?;
        let is_same = |part| from.get(part) == target.get(part);
        let is_same_origin = is_same("protocol") && is_same("host");
        let [protocol, host, path] = ["protocol", "host", "pathname"].map(|part| target.get(part));
        // Neither its login nor its query is shown.
        let shown = format!("{protocol}//{host}{path}");
        Ok((Target::of(is_same_origin, platform::has_login(&target)), target.get("href"), shown))
    });
    parsed.unwrap_or_default()
}
