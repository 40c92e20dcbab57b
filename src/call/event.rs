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
        let mut fields = vec![
            ("type", self.name().into()),
            ("call", call.into()),
            ("method", request.endpoint.method.as_str().into()),
            ("path", request.endpoint.path.into()),
        ];
        let (attempt, attempts) = (("attempt", attempts.into()), ("attempts", attempts.into()));
        match self {
            Self::Request => fields.push(attempt),
            Self::Response { status, duration_ms, request_id, limit, remaining } => {
                fields.extend([
                    attempt,
                    ("status", (*status).into()),
                    ("durationMs", (*duration_ms).into()),
                ]);
                push_some(&mut fields, "requestId", request_id.as_deref());
                push_some(&mut fields, "limit", *limit);
                push_some(&mut fields, "remaining", *remaining);
            }
            Self::Retry { kind, delay_ms } => fields.extend([
                attempt,
                ("kind", kind.name().into()),
                ("delayMs", (*delay_ms).into()),
            ]),
            Self::Success { duration_ms } => {
                fields.extend([attempts, ("durationMs", (*duration_ms).into())]);
            }
            Self::Failure { error, duration_ms } => {
                fields.extend([
                    attempts,
                    ("kind", error.kind.name().into()),
                    ("outcome", error.outcome.name().into()),
                    ("durationMs", (*duration_ms).into()),
                ]);
                push_some(&mut fields, "status", error.status);
                push_some(&mut fields, "requestId", error.request_id.as_deref());
            }
        }
        object(&fields)
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

fn push_some(
    fields: &mut Vec<(&'static str, JsValue)>,
    name: &'static str,
    value: Option<impl Into<JsValue>>,
) {
    if let Some(value) = value {
        fields.push((name, value.into()));
    }
}
