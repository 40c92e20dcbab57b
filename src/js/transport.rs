//! Sends a request, and reads its answer as far as its bound.
//!
//! gloo-net's types carry the method and the answer, but do not send: its own `send` never settles
//! where `fetch` throws, or gives something that is no `Response` of this realm, and its readers panic
//! where a getter throws. So `fetch` is called through an import that catches, and what it gives is
//! checked and copied before gloo-net's [`Response`] and [`Headers`] carry it.
//!
//! A body is read as a stream where it is one, since its `text()` has no bound. What is not read is
//! cancelled, whatever the reason.

use gloo_net::http::{Headers, Response};
use js_sys::{Array, Function, JsString};
use wasm_bindgen::prelude::*;

use crate::call::causes::{self, BODY_USED, NO_RESPONSE, NO_TEXT};

use super::{
    abort::{Cancellation, Interruption},
    object::{field, object},
    platform,
    signal::Signal,
    thrown,
    wait::discard,
};
use crate::api::bounds;

#[wasm_bindgen(module = "/src/js/host.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = readResponse)]
    fn read_response(response: &JsValue, names: &Array) -> Result<web_sys::Response, JsValue>;
    #[wasm_bindgen(catch, js_name = readerOf)]
    fn reader_of(response: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = readText)]
    fn read_text(reader: &JsValue, most: u32) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// A response of any make.
    type Body;
    #[wasm_bindgen(method, catch)]
    fn text(this: &Body) -> Result<JsValue, JsValue>;

    /// What `fetch` takes beside the URL: a plain object, which callers' stand-ins for `fetch` read.
    pub type Init;
    #[wasm_bindgen(method, setter)]
    fn set_signal(this: &Init, signal: &JsValue);

    type Request;
    #[wasm_bindgen(constructor, catch)]
    fn new(url: &str, init: &JsValue) -> Result<Request, JsValue>;

    /// A request's headers: a plain object, which callers' stand-ins for `fetch` read.
    #[derive(Clone)]
    pub type HeaderFields;
    /// Sets a header.
    #[wasm_bindgen(method, structural, indexing_setter)]
    pub fn set(this: &HeaderFields, name: &str, value: &str);
}

thread_local! {
    static NONE: Array = Array::of1(&CONTENT_TYPE.into());
    static USED: Array =
        [CONTENT_TYPE].iter().chain(&IN_USE).map(|name| JsValue::from_str(name)).collect();
}

/// Read of every response, as a proof that its headers can be read.
const CONTENT_TYPE: &str = "content-type";
/// The names under which servers and proxies send a request's id.
pub const REQUEST_IDS: [&str; 3] = ["x-request-id", "request-id", "x-correlation-id"];
/// What an answer may say that an error, an event or the pacing needs.
const IN_USE: [&str; 9] = [
    "location",
    "date",
    "retry-after",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    REQUEST_IDS[0],
    REQUEST_IDS[1],
    REQUEST_IDS[2],
];

/// An answer, read to its end or to its bound.
pub struct Answer {
    /// The HTTP status; 0 where a browser hides it.
    pub status: u32,
    /// The headers in use, where they were read.
    pub headers: Headers,
    has_headers: bool,
    /// What `fetch` gave.
    given: JsValue,
    /// The body: a JavaScript string, which is copied into wasm only where it has to be.
    pub text: JsString,
    /// Whether the body goes on beyond that.
    pub is_cut: bool,
}

impl Answer {
    /// Reads the headers in use where they were not, for an answer that is no success. What cannot be
    /// read is left out: what is wrong with the answer matters more.
    pub fn read_headers(&mut self) {
        if self.has_headers {
            return;
        }
        self.has_headers = true;
        if let Ok(response) = read(&self.given, true) {
            self.headers = response.headers();
        }
    }
}

thread_local! {
    /// Whether `fetch` takes the field `cache`: workerd throws at it as of older dates.
    static TAKES_CACHE: bool =
        Request::new("https://example.invalid", &object().with("cache", NO_STORE).into()).is_ok();
}

/// What keeps a `fetch` from answering out of a cache, as frameworks' own does.
const NO_STORE: &str = "no-store";

/// Makes what `fetch` takes beside the URL.
#[must_use]
pub fn init(
    method: &str,
    headers: &HeaderFields,
    body: Option<&JsValue>,
    credentials: Option<&str>,
    signal: &Signal,
) -> Init {
    let cache = if TAKES_CACHE.with(|it| *it) { Some(NO_STORE) } else { None };
    let init = object()
        .with("method", method)
        .with("headers", headers)
        // `fetch` would take the customer's token along to wherever a redirect leads.
        .with("redirect", "manual")
        .with("signal", signal)
        .with_some("cache", cache)
        .with_some("body", body)
        .with_some("credentials", credentials);
    JsValue::from(init).unchecked_into()
}

/// Why there is no answer.
pub enum NoAnswer {
    /// The call ended early.
    Interrupted(Interruption),
    /// There is no `fetch`.
    NoFetch,
    /// `fetch` failed, for that reason.
    Failed(JsValue),
    /// The body could not be read, for that reason.
    Broken(JsValue),
    /// `fetch` gave no response: what is wrong with it, and what it threw.
    Foreign(&'static str, JsValue),
}

impl From<Interruption> for NoAnswer {
    fn from(interruption: Interruption) -> Self {
        Self::Interrupted(interruption)
    }
}

/// Sends a request and reads its answer, in the time that `cancellation` leaves. The headers in use are
/// read where `needs_headers` says so.
///
/// # Errors
/// The early end, or what `fetch` or its response threw.
pub async fn send(
    fetch: Option<&Function>,
    url: &str,
    init: &Init,
    needs_headers: bool,
    cancellation: &mut Cancellation,
) -> Result<Answer, NoAnswer> {
    let mut has_signal = true;
    let given = loop {
        let settled = match call_fetch(fetch, url, init)? {
            Ok(sent) => cancellation.race(&sent).await?,
            Err(thrown) => Err(thrown),
        };
        match settled {
            Ok(given) => break given,
            // The race ends without it too.
            Err(reason) if has_signal && causes::refuses_signal(&thrown::read(&reason, &[])) => {
                init.set_signal(&JsValue::UNDEFINED);
                has_signal = false;
            }
            Err(reason) => return Err(NoAnswer::Failed(reason)),
        }
    };
    let mut unread = Unread(given.clone());
    let (mut answer, text) = open(given, needs_headers, &mut unread)?;
    let text = cancellation.race(&text).await?.and_then(into_text).map_err(NoAnswer::Broken)?;
    let most = bounds::most_read(answer.status);
    answer.is_cut = text.length() > most;
    answer.text = if answer.is_cut { text.slice(0, most) } else { text };
    Ok(answer)
}

/// A response, or an object with a reader as its `body`, which is cancelled when this is dropped.
struct Unread(JsValue);

impl Drop for Unread {
    fn drop(&mut self) {
        if self.0.is_object() {
            discard(&self.0);
        }
    }
}

/// Checks a response. Gives the answer without its text, and the promise of that: of a stream, or of
/// `text()`, which is all that callers' stand-ins have, and which says best what is wrong with a body
/// that was read before.
fn open(
    given: JsValue,
    needs_headers: bool,
    unread: &mut Unread,
) -> Result<(Answer, JsValue), NoAnswer> {
    let response = read(&given, needs_headers)?;
    let status = response.status().into();
    let get = |name: &str| field(&given, name).unwrap_or_default();
    if get("bodyUsed").is_truthy() {
        return Err(NoAnswer::Foreign(BODY_USED, JsValue::UNDEFINED));
    }
    let reader = reader_of(&given).map_err(NoAnswer::Broken)?;
    let text = if !reader.is_undefined() {
        let text = read_text(&reader, bounds::most_read(status));
        unread.0 = object().with("body", reader).into();
        text
    } else if get("text").is_function() {
        unread.0 = JsValue::UNDEFINED;
        given.unchecked_ref::<Body>().text().map_err(NoAnswer::Broken)?
    } else {
        return Err(NoAnswer::Foreign(NO_TEXT, JsValue::UNDEFINED));
    };
    let answer = Answer {
        status,
        headers: response.headers(),
        has_headers: needs_headers,
        given,
        text: JsString::default(),
        is_cut: false,
    };
    Ok((answer, text))
}

/// Without a receiver, as the platform's own `fetch` requires. That one is looked up at each call, so
/// that a replacement is seen that was made after the import.
fn call_fetch(
    own: Option<&Function>,
    url: &str,
    init: &Init,
) -> Result<Result<JsValue, JsValue>, NoAnswer> {
    let found = match own {
        Some(_) => None,
        None => platform::global("fetch").ok().and_then(|found| found.dyn_into::<Function>().ok()),
    };
    let fetch = own.or(found.as_ref()).ok_or(NoAnswer::NoFetch)?;
    Ok(fetch.call2(&JsValue::UNDEFINED, &url.into(), init))
}

/// A checked copy of a response's status and headers.
fn read(given: &JsValue, with_headers: bool) -> Result<Response, NoAnswer> {
    let names = if with_headers { &USED } else { &NONE };
    let copy = names.with(|names| read_response(given, names));
    let copy = copy.map_err(|cause| NoAnswer::Foreign(NO_RESPONSE, cause))?;
    Ok(Response::from(copy))
}

fn into_text(text: JsValue) -> Result<JsString, JsValue> {
    if text.is_string() {
        return Ok(text.unchecked_into());
    }
    platform::to_text(&text).map(JsValue::unchecked_into)
}
