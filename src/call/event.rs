//! What a client's observer is called with: enough to trace and to count, and no secret.

use wasm_bindgen::prelude::*;

use crate::{
    api::request::Request,
    error::{Error, ErrorKind},
    js::object::object,
};

/// Something that happened to a call.
pub enum Event<'a> {
    /// A request is sent.
    Request,
    /// An answer came.
    Response {
        /// Its status.
        status: u32,
        /// How long it took.
        duration_ms: f64,
        /// Its request id.
        request_id: Option<String>,
        /// How many calls the server allows.
        limit: Option<f64>,
        /// How many of them are left.
        remaining: Option<f64>,
    },
    /// An attempt failed, and another will be made after a wait.
    Retry {
        /// What it failed with.
        kind: ErrorKind,
        /// How long the wait is.
        delay_ms: f64,
    },
    /// The call succeeded.
    Success {
        /// How long it took.
        duration_ms: f64,
    },
    /// The call failed.
    Failure {
        /// With what.
        error: &'a Error,
        /// How long it took.
        duration_ms: f64,
    },
}

impl Event<'_> {
    /// The event as the observer gets it.
    #[must_use]
    pub fn to_js(&self, call: u32, request: &Request, attempts: u32) -> JsValue {
        let event = object()
            .with("type", self.name())
            .with("call", call)
            .with("method", request.endpoint.method.as_str())
            .with("path", request.endpoint.path);
        let event = match self {
            Self::Request => event.with("attempt", attempts),
            Self::Response { status, duration_ms, request_id, limit, remaining } => event
                .with("attempt", attempts)
                .with("status", *status)
                .with("durationMs", *duration_ms)
                .with_some("requestId", request_id.as_deref())
                .with_some("limit", *limit)
                .with_some("remaining", *remaining),
            Self::Retry { kind, delay_ms } => {
                event.with("attempt", attempts).with("kind", kind.name()).with("delayMs", *delay_ms)
            }
            Self::Success { duration_ms } => {
                event.with("attempts", attempts).with("durationMs", *duration_ms)
            }
            Self::Failure { error, duration_ms } => event
                .with("attempts", attempts)
                .with("kind", error.kind.name())
                .with("outcome", error.outcome.name())
                .with("durationMs", *duration_ms)
                .with_some("status", error.status)
                .with_some("requestId", error.request_id.as_deref()),
        };
        event.into()
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response { .. } => "response",
            Self::Retry { .. } => "retry",
            Self::Success { .. } => "success",
            Self::Failure { .. } => "failure",
        }
    }
}
