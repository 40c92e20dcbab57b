//! The forms in which errors come: every one in the API contract's table.

use tsify::Tsify;

/// The form of an error's body.
///
/// - `message`: `{"message": "..."}`
/// - `errors`: `{"message": "...", "errors": {"name": ["..."]}}`
/// - `errors_alone`: `{"errors": {"name": ["..."]}}`
/// - `extra`: `{"message": "...", "extra": {...}}`
/// - `error_object`: `{"error": {"code": "...", "message": "...", "details": {"name": ["..."]}}}`
/// - `error_text`: `{"error": "..."}`
/// - `errors_list`: `{"errors": ["..."]}`
/// - `errors_gapped`: as `errors`, with PHP's form of an array with a gap: `{"name": {"1": "..."}}`
/// - `unsuccessful`: `{"success": false, "message": "..."}`, which comes with status 200 too
/// - `html`, `text`: a page, or a line of text
/// - `empty`: nothing
/// - `truncated`: the beginning of a JSON object
/// - `null`, `array`: `null`, or `[]`
///
/// @example
/// ```ts
/// import type { SandboxEnvelope } from "reportei-customers/sandbox";
///
/// const envelope: SandboxEnvelope = "error_object";
/// new ReporteiSandbox().inject({ fault: { kind: "status", status: 422, envelope } });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Tsify)]
#[tsify(rename = "SandboxEnvelope")]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Envelope {
    Message,
    Errors,
    ErrorsAlone,
    Extra,
    ErrorObject,
    ErrorText,
    ErrorsList,
    ErrorsGapped,
    Unsuccessful,
    Html,
    Text,
    Empty,
    Truncated,
    Null,
    Array,
}

const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=UTF-8";
const TEXT: &str = "text/plain; charset=UTF-8";

/// A page such as gateways show.
pub(crate) const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Sandbox</title></head>\n\
    <body><h1>An injected fault</h1><hr><center>gateway</center></body></html>\n";

struct Form {
    name: &'static str,
    envelope: Envelope,
    content_type: &'static str,
    body: &'static str,
}

const fn form(
    name: &'static str,
    envelope: Envelope,
    content_type: &'static str,
    body: &'static str,
) -> Form {
    Form { name, envelope, content_type, body }
}

#[rustfmt::skip]
const FORMS: [Form; 15] = [
    form("message",       Envelope::Message,      JSON, r#"{"message":"An injected fault"}"#),
    form("errors",        Envelope::Errors,       JSON, r#"{"message":"An injected fault","errors":{"name":["An injected fault in the name"]}}"#),
    form("errors_alone",  Envelope::ErrorsAlone,  JSON, r#"{"errors":{"name":["An injected fault in the name"]}}"#),
    form("extra",         Envelope::Extra,        JSON, r#"{"message":"An injected fault","extra":{"injected":true}}"#),
    form("error_object",  Envelope::ErrorObject,  JSON, r#"{"error":{"code":"injected_fault","message":"An injected fault","details":{"name":["An injected fault in the name"]}}}"#),
    form("error_text",    Envelope::ErrorText,    JSON, r#"{"error":"An injected fault"}"#),
    form("errors_list",   Envelope::ErrorsList,   JSON, r#"{"errors":["An injected fault in the name"]}"#),
    form("errors_gapped", Envelope::ErrorsGapped, JSON, r#"{"message":"An injected fault","errors":{"name":{"1":"An injected fault in the name"}}}"#),
    form("unsuccessful",  Envelope::Unsuccessful, JSON, r#"{"success":false,"message":"An injected fault"}"#),
    form("html",          Envelope::Html,         HTML, PAGE),
    form("text",          Envelope::Text,         TEXT, "An injected fault\n"),
    form("empty",         Envelope::Empty,        JSON, ""),
    form("truncated",     Envelope::Truncated,    JSON, r#"{"message":"An injected fa"#),
    form("null",          Envelope::Null,         JSON, "null"),
    form("array",         Envelope::Array,        JSON, "[]"),
];

impl Envelope {
    /// All of them by their names.
    pub(crate) fn known() -> [(&'static str, Self); FORMS.len()] {
        FORMS.map(|Form { name, envelope, .. }| (name, envelope))
    }

    /// The content type and the body.
    pub(crate) fn content(self) -> (&'static str, &'static str) {
        let form = FORMS.iter().find(|form| form.envelope == self);
        form.map_or((JSON, ""), |form| (form.content_type, form.body))
    }
}
