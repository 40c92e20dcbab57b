//! The class `ReporteiSandbox`: the sandbox as JavaScript sees it.
//!
//! It converts and decides nothing. The host's clock is read here, and before the sandbox is
//! borrowed: no JavaScript runs while it is, so a borrow cannot meet another.

mod fetch;
mod options;
mod types;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{JSON, Object, Reflect, TypeError};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::clock::Timestamp;
use super::{Request, Sandbox};
use types::{SandboxRequest, SandboxResponse};

type Shared = Rc<RefCell<Sandbox>>;

/// A stand-in for the Reportei Connect API that keeps its customers in memory: no network, no
/// account, and the same seed and the same calls always give the same ids and tokens.
///
/// Hand its `fetch` and `accessToken` to a client, in Node, a browser or anywhere else.
///
/// @example
/// ```js
/// import { ReporteiCustomers } from "reportei-customers";
/// import { ReporteiSandbox } from "reportei-customers/sandbox";
///
/// const sandbox = new ReporteiSandbox({ customers: 40 });
/// const { accessToken, fetch } = sandbox;
/// const reportei = new ReporteiCustomers({ accessToken, fetch });
/// console.log((await reportei.list()).meta.total);
/// ```
#[wasm_bindgen]
pub struct ReporteiSandbox {
    shared: Shared,
    fetch: JsValue,
}

#[wasm_bindgen]
impl ReporteiSandbox {
    /// Starts a sandbox.
    ///
    /// @throws `TypeError` if an option is misspelt or has a wrong value. It names the option, and the
    /// row if `data` is wrong.
    ///
    /// @example
    /// ```js
    /// const sandbox = new ReporteiSandbox({ seed: 7, now: "2026-03-02 12:00:00" });
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_optional_param_type = "SandboxOptions")] options: &JsValue,
    ) -> Result<Self, JsValue> {
        let config = options::config(options)?;
        let shared = Rc::new(RefCell::new(Sandbox::new(config, host_now())));
        let fetch = fetch::function(&shared);
        Ok(Self { shared, fetch })
    }

    /// A function with fetch's signature that is answered by this sandbox, to be handed to a client
    /// or called by itself; it needs no receiver. Of an address only the path and the query count:
    /// any origin will do. An aborted signal rejects with the signal's reason.
    ///
    /// @example
    /// ```js
    /// const { accessToken, fetch } = new ReporteiSandbox();
    /// const reportei = new ReporteiCustomers({ accessToken, fetch });
    /// ```
    #[wasm_bindgen(getter, unchecked_return_type = "SandboxFetch")]
    pub fn fetch(&self) -> JsValue {
        self.fetch.clone()
    }

    /// Answers one request at once, for hosts such as an HTTP server. The host applies what faults do to
    /// an answer on its way, as the answer's `delivery` says.
    ///
    /// @throws `TypeError` if `method` or `path` is missing, or something is not a string.
    ///
    /// @example
    /// ```js
    /// const sandbox = new ReporteiSandbox();
    /// const { status } = sandbox.handle({ method: "GET", path: "/api/customers" });
    /// console.log(status); // 401: no token was sent
    /// ```
    #[wasm_bindgen(unchecked_return_type = "SandboxResponse")]
    pub fn handle(
        &self,
        #[wasm_bindgen(unchecked_param_type = "SandboxRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        let request: SandboxRequest = serde_wasm_bindgen::from_value(request).map_err(|error| {
            let problem = error.to_string();
            let problem = problem.strip_prefix("Error: ").unwrap_or(&problem);
            type_error(&format!("handle: {problem}"))
        })?;
        to_js(&SandboxResponse::from(answer(&self.shared, &request.into())))
    }

    /// Injects a fault into the next requests of a method and a path, or into any. Of faults that fit the
    /// same request, those injected first come first.
    ///
    /// @throws `TypeError` if a field is misspelt or wrong. It names the field.
    ///
    /// @example
    /// ```js
    /// const sandbox = new ReporteiSandbox();
    /// sandbox.inject({ method: "POST", path: "/customers", fault: { kind: "lost" } });
    /// sandbox.inject({ times: 3, fault: { kind: "status", status: 502, envelope: "html" } });
    /// ```
    #[wasm_bindgen(unchecked_return_type = "SandboxInjection")]
    pub fn inject(
        &self,
        #[wasm_bindgen(unchecked_param_type = "FaultInjection")] injection: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let injection = options::injection(injection)?;
        let times = injection.times;
        let used = self.shared.borrow_mut().inject(injection);
        let count = Closure::<dyn Fn() -> u32>::new(move || used.count()).into_js_value();
        let getter = Object::new();
        Reflect::set(&getter, &"get".into(), &count)?;
        Reflect::set(&getter, &"enumerable".into(), &true.into())?;
        let injected = Object::new();
        Reflect::set(&injected, &"times".into(), &times.into())?;
        Ok(Object::define_property(&injected, &"used".into(), &getter).into())
    }

    /// The access token that the sandbox accepts. It follows from the seed and opens nothing else.
    ///
    /// @example
    /// ```js
    /// const { accessToken, fetch } = new ReporteiSandbox();
    /// const reportei = new ReporteiCustomers({ accessToken, fetch });
    /// ```
    #[wasm_bindgen(getter = accessToken)]
    pub fn access_token(&self) -> String {
        self.shared.borrow().access_token()
    }

    /// The token (`x-customer-token`) of a customer that the sandbox started with. For all others it
    /// is `undefined`: a created customer's token is in the answer to its creation and nowhere
    /// else, as with the real API.
    ///
    /// @throws `TypeError` if `uuid` is not a string.
    ///
    /// @example
    /// ```js
    /// const sandbox = new ReporteiSandbox();
    /// const { accessToken, fetch } = sandbox;
    /// const reportei = new ReporteiCustomers({ accessToken, fetch });
    /// const { data } = await reportei.list({ per_page: 1 });
    /// for (const { uuid } of data) await reportei.settings({ customerToken: sandbox.tokenOf(uuid) });
    /// ```
    #[wasm_bindgen(js_name = tokenOf)]
    pub fn token_of(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] uuid: &JsValue,
    ) -> Result<Option<String>, JsValue> {
        let uuid = uuid.as_string().ok_or_else(|| type_error("tokenOf: uuid must be a string"))?;
        Ok(self.shared.borrow().token_of(&uuid))
    }

    /// Moves the sandbox's clock forward, so that trials end and rate limits start anew.
    ///
    /// @throws `TypeError` if a unit is not known, or a number is negative or not finite.
    ///
    /// @example
    /// ```js
    /// const sandbox = new ReporteiSandbox();
    /// sandbox.advance({ days: 8 }); // ends the trials that began before
    /// ```
    pub fn advance(
        &self,
        #[wasm_bindgen(unchecked_param_type = "SandboxAdvance")] by: &JsValue,
    ) -> Result<(), JsValue> {
        let millis = options::advance_ms(by)?;
        self.shared.borrow_mut().advance(millis);
        Ok(())
    }

    /// Frees the sandbox's memory, except what its `fetch` needs to go on answering. Later calls of the
    /// other methods throw. An unused sandbox is freed without it.
    ///
    /// @example
    /// ```js
    /// const sandbox = new ReporteiSandbox();
    /// sandbox.free();
    /// ```
    // It takes the place of the generated method, which does the same and has no documentation.
    pub fn free(self) {
        drop(self);
    }

    /// Resets everything to the start: customers, clock, rate limits, faults and journal. Customers that
    /// were created are removed, those that were deleted are back, and injected faults are dropped.
    ///
    /// @example
    /// ```js
    /// const sandbox = new ReporteiSandbox({ seed: 7 });
    /// sandbox.advance({ days: 8 });
    /// sandbox.reset(); // between two tests
    /// ```
    pub fn reset(&self) {
        self.shared.borrow_mut().reset();
    }

    /// The whole state but the faults and the journal, as a plain value that JSON can hold. Of
    /// tokens it holds the hashes only.
    ///
    /// @example
    /// ```js
    /// const sandbox = new ReporteiSandbox();
    /// const before = sandbox.snapshot();
    /// sandbox.advance({ days: 8 });
    /// sandbox.restore(before);
    /// ```
    #[wasm_bindgen(unchecked_return_type = "SandboxSnapshot")]
    pub fn snapshot(&self) -> Result<JsValue, JsValue> {
        let json = self.shared.borrow().snapshot();
        JSON::parse(&json)
    }

    /// Goes back to a snapshot, of this sandbox or another; `accessToken` becomes that of the
    /// snapshot's seed, and the clock goes on as it did there. The faults and the journal stay.
    ///
    /// @throws `TypeError` if the value is no snapshot. Nothing changes then.
    ///
    /// @example
    /// ```js
    /// const sandbox = new ReporteiSandbox();
    /// const copy = new ReporteiSandbox({ customers: 0 });
    /// copy.restore(sandbox.snapshot());
    /// ```
    pub fn restore(
        &self,
        #[wasm_bindgen(unchecked_param_type = "SandboxSnapshot")] snapshot: &JsValue,
    ) -> Result<(), JsValue> {
        let json = options::to_json("restore", snapshot)?;
        let restored = self.shared.borrow_mut().restore(&json);
        restored
            .then_some(())
            .ok_or_else(|| type_error("restore: this is not a snapshot of a sandbox"))
    }

    /// The requests and what the sandbox answered, the oldest first, without any token. An entry names
    /// the fault that hit the request, and says whether the request was applied all the same.
    /// `last` limits the entries to the newest. Default: all, of which the newest 10,000 are kept.
    ///
    /// @example
    /// ```js
    /// const sandbox = new ReporteiSandbox();
    /// await sandbox.fetch("https://any.example/api/customers");
    /// const [last] = sandbox.journal(1);
    /// console.log(last?.method, last?.path, last?.status);
    /// ```
    #[wasm_bindgen(unchecked_return_type = "JournalEntry[]")]
    pub fn journal(&self, last: Option<u32>) -> Result<JsValue, JsValue> {
        let count = last.map_or(usize::MAX, |last| last as usize);
        let sandbox = self.shared.borrow();
        to_js(&sandbox.journal(count).collect::<Vec<_>>())
    }
}

fn answer(shared: &Shared, request: &Request) -> super::Response {
    let now = host_now();
    shared.borrow_mut().handle(request, now)
}

#[allow(clippy::cast_possible_truncation, reason = "whole milliseconds, far below the limit")]
fn host_now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let plain_objects = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&plain_objects).map_err(JsValue::from)
}

fn type_error(message: &str) -> JsValue {
    TypeError::new(message).into()
}
