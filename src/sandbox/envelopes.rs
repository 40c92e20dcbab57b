//! What answers look like: the JSON of a success, and refusals in the API's own envelopes.
//!
//! Successes are JSON whatever the request accepts. Refusals are JSON only for a request whose
//! preferred type is JSON, and an HTML page otherwise: the API runs on Laravel, where `*/*` (what
//! fetch and curl send unasked) is not a wish for JSON. The envelopes come from the API contract.

use std::collections::BTreeMap;

use serde::Serialize;

use super::http::{Request, Response};

/// What one of the calls came to.
pub(crate) type Outcome = Result<Response, Refusal>;

/// An error answer, before it is known in which form it goes out.
pub(crate) struct Refusal {
    status: u16,
    message: String,
    field: Option<&'static str>,
    headers: Vec<(&'static str, String)>,
}

impl Refusal {
    pub(crate) fn new(status: u16, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), field: None, headers: Vec::new() }
    }

    /// A body whose `field` the API does not take.
    pub(crate) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self { field: Some(field), ..Self::new(422, message) }
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn into_response(self, request: &Request) -> Response {
        let (content_type, body) = if wants_json(request.header("accept").unwrap_or_default()) {
            ("application/json", self.json())
        } else {
            ("text/html; charset=UTF-8", self.html())
        };
        let mut headers = self.headers;
        headers.push(("content-type", content_type.to_owned()));
        Response { status: self.status, headers, body, delivery: None }
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Envelope<'a> {
            message: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            errors: Option<BTreeMap<&'static str, [&'a str; 1]>>,
        }
        let message = &*self.message;
        let errors = self.field.map(|field| BTreeMap::from([(field, [message])]));
        serde_json::to_string(&Envelope { message, errors }).unwrap_or_default()
    }

    fn html(&self) -> String {
        let message = escape(&self.message);
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{message}</title></head>\n\
             <body><h1>{}</h1><p>{message}</p></body>\n</html>\n",
            self.status
        )
    }
}

/// A success whose body is `value`.
pub(crate) fn success(status: u16, value: &impl Serialize) -> Outcome {
    let body = serde_json::to_string(value).map_err(|_| Refusal::new(500, "Server Error"))?;
    let headers = vec![("content-type", "application/json".to_owned())];
    Ok(Response { status, headers, body, delivery: None })
}

/// Whether JSON is what the request likes best. Between types of equal weight the first wins.
fn wants_json(accept: &str) -> bool {
    let mut best: Option<(f32, &str)> = None;
    for part in accept.split(',') {
        let mut pieces = part.split(';').map(str::trim);
        let media_type = pieces.next().unwrap_or_default();
        let weight = pieces
            .find_map(|piece| piece.strip_prefix("q="))
            .and_then(|weight| weight.parse().ok())
            .unwrap_or(1.0);
        if best.is_none_or(|(best_weight, _)| weight > best_weight) {
            best = Some((weight, media_type));
        }
    }
    best.map(|(_, media_type)| media_type.to_ascii_lowercase())
        .is_some_and(|media_type| media_type.contains("/json") || media_type.contains("+json"))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
