//! Sends a request and reads the whole of its answer.
//!
//! gloo-net carries the answer, but does not send: its own `send` leaves the promise unsettled when
//! `fetch` throws, or gives something that is no `Response` of this realm. Here `fetch` is called
//! through an import that catches.

use gloo_net::http::{Headers, Response};
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

use super::{cancel::Cancellation, failure::Failure, look};
use crate::error::{Error, ErrorKind};

#[wasm_bindgen(module = "/src/js/send.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = callFetch)]
    fn call_fetch(own: &JsValue, url: &str, init: &Object) -> Result<JsValue, JsValue>;
}

/// An answer, read to its end.
pub struct Answer {
    /// The HTTP status; 0 where a browser hides it.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body: a JavaScript string, not copied into wasm unless it has to be.
    pub text: JsValue,
}

/// A request in the making: the object that `fetch` takes beside the URL.
pub struct Init(Object);

impl Init {
    /// One with that method, whose redirects `fetch` does not follow: it would take the customer
    /// token along to wherever they lead.
    #[must_use]
    pub fn new(method: &str) -> Self {
        let init = Self(Object::new());
        init.set("method", &method.into());
        init.set("redirect", &"manual".into());
        init
    }

    /// Sets one of `fetch`'s options.
    pub fn set(&self, key: &str, value: &JsValue) {
        // Setting a field of an object just made cannot fail.
        let _ = Reflect::set(&self.0, &key.into(), value);
    }
}

/// Sends it and reads the answer, in the time that `cancellation` leaves.
///
/// # Errors
/// `timeout`, `aborted`, or `network` where no whole answer came.
pub async fn send(
    fetch: &JsValue,
    url: &str,
    init: &Init,
    cancellation: &Cancellation,
) -> Result<Answer, Failure> {
    let sent = call_fetch(fetch, url, &init.0).map_err(unanswered)?;
    let answer = cancellation.wait(sent, unanswered).await?;
    if !look::is_response(&answer).unwrap_or(false) {
        let message = "fetch gave something that is no response";
        return Err(Error::new(ErrorKind::Network, message).into());
    }
    let response = Response::from(answer.unchecked_into::<web_sys::Response>());
    let (status, headers) = (response.status(), response.headers());
    let text = web_sys::Response::from(response).text().map_err(unanswered)?;
    let text = cancellation.wait(text.into(), unanswered).await?;
    Ok(Answer { status, headers, text })
}

fn unanswered(cause: JsValue) -> Failure {
    let message = "the connection failed before a whole answer came (see cause)";
    Failure::from(Error::new(ErrorKind::Network, message)).caused_by(cause)
}
