//! One call, from its checked input to the value or the failure it settles with.

use std::rc::Rc;

use js_sys::{Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::{
    answer, args,
    cancel::Cancellation,
    failure::Failure,
    transport::{self, Init},
};
use crate::{
    endpoint::Endpoint,
    error::Error,
    options::{CallConfig, Config},
    request::Request,
    secret::Secret,
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = stringify)]
    fn stringify(value: &JsValue) -> Result<JsValue, JsValue>;
}

/// What all calls of a client share.
pub struct Shared {
    /// The client's options.
    pub config: Config,
    /// The caller's own `fetch`, or undefined.
    pub fetch: JsValue,
}

/// A call whose arguments were read and checked.
pub struct Call {
    shared: Rc<Shared>,
    request: Request,
    options: CallConfig,
    /// The caller's, or undefined.
    signal: JsValue,
}

impl Call {
    /// Reads and checks the arguments of a call to that endpoint.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn prepare(
        shared: Rc<Shared>,
        endpoint: &'static Endpoint,
        uuid: &JsValue,
        params: &JsValue,
        options: &JsValue,
    ) -> Result<Self, Failure> {
        let values = args::params(params, endpoint.params)?;
        let request = Request::new(endpoint, args::value(uuid), values)?;
        let (options, signal) = args::call_options(options)?;
        Ok(Self { shared, request, options, signal })
    }

    /// Makes the call.
    ///
    /// # Errors
    /// Any kind: see [`crate::error::ErrorKind`].
    pub async fn run(self) -> Result<JsValue, Failure> {
        let config = &self.shared.config;
        let method = self.request.endpoint.method;
        let url = config.base_url.join(&self.request.path);
        let answer = match self.begin(method) {
            Ok((init, cancellation)) => {
                transport::send(&self.shared.fetch, &url, init, &cancellation).await
            }
            Err(failure) => Err(failure),
        };
        let tokens = [&config.access_token, &config.customer_token, &self.options.customer_token];
        let tokens: Vec<&str> = tokens.into_iter().flatten().map(Secret::reveal).collect();
        answer
            .and_then(|answer| answer::read(self.request.endpoint, answer, &tokens))
            .map_err(|failure| failure.of_request(method, url))
    }

    fn begin(&self, method: &str) -> Result<(Init, Cancellation), Failure> {
        let config = &self.shared.config;
        let init = Init::new(method);
        let headers = Object::new();
        let set = |name: &str, value: &str| {
            // Setting a field of an object just made cannot fail.
            let _ = Reflect::set(&headers, &name.into(), &value.into());
        };
        config.headers_for(&self.options, self.request.endpoint, self.request.has_body(), set)?;
        init.set("headers", &headers);
        if self.request.has_body() {
            init.set("body", &to_json(&self.request)?);
        }
        if let Some(credentials) = &config.credentials {
            init.set("credentials", &credentials.into());
        }
        let timeout_ms = self.options.timeout_ms.unwrap_or(config.timeout_ms);
        Ok((init, Cancellation::watch(timeout_ms, &self.signal)?))
    }
}

fn to_json(request: &Request) -> Result<JsValue, Failure> {
    let serializer = Serializer::new().serialize_maps_as_objects(true);
    let value = request.serialize(&serializer).map_err(JsValue::from);
    value.and_then(|value| stringify(&value)).map_err(|cause| {
        let error = Error::argument("params", "cannot be sent as JSON (see cause)");
        Failure::from(error).caused_by(cause)
    })
}
