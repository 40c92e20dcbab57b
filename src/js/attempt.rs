//! One attempt of a call: the access token for it, its request, and those that redirects within the
//! API's own origin ask for.
//!
//! A redirect is followed here and not by `fetch`, which would take the customer token along to
//! wherever it leads.

use js_sys::{Function, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::{
    answer::{self, Limits},
    args,
    call::{Call, Progress},
    cancel::Cancellation,
    failure::Failure,
    look,
    transport::{self, Answer, Init},
};
use crate::{
    base_url,
    error::{Error, ErrorKind},
    request::Request,
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

impl Call {
    /// One attempt: a request, and those that redirects within the origin ask for.
    pub async fn attempt(&self, progress: &mut Progress) -> Result<JsValue, Failure> {
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

fn to_json(request: &Request) -> Result<JsValue, Failure> {
    let serializer = Serializer::new().serialize_maps_as_objects(true);
    let value = request.serialize(&serializer).map_err(JsValue::from);
    value.and_then(|value| stringify(&value)).map_err(|cause| {
        let error = Error::argument("params", "cannot be sent as JSON (see cause)");
        Failure::from(error).caused_by(cause)
    })
}
