//! The class `ReporteiCustomers`: one thin method for each endpoint.
//!
//! Arguments are read before a method returns, so that changing them afterwards changes nothing;
//! whatever is wrong with them rejects the promise. The object is a handle to shared state: any
//! number of calls run at once, and those under way outlive a `free()`.

use std::{cell::Cell, rc::Rc};

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    endpoint::{self, Endpoint},
    error::{Error, ErrorKind},
    js::{
        args::{self, Fields, NONE},
        call::{Call, Shared, promise},
        failure::Failure,
        look,
        walk::{self, Walker},
    },
    options,
    pacing::Pacing,
    param::Param,
    request::Request,
};

const CLOSED: &str = "this client was freed: make another";

/// A client of the Reportei Connect customers API.
///
/// Every call returns a promise, never throws, and rejects with a `ReporteiError`. Any of them can
/// reject with `invalid_argument` (nothing was sent), `authentication`, `permission`, `rate_limit`,
/// `server`, `http`, `network`, `timeout`, `aborted` and `decode`; each says which others it can.
/// One client serves any number of calls at once; `free()`, or `using`, forgets its tokens.
#[wasm_bindgen]
pub struct ReporteiCustomers {
    /// The cell is shared with the handles of walks and the like.
    shared: Rc<Cell<Option<Rc<Shared>>>>,
}

#[wasm_bindgen]
impl ReporteiCustomers {
    /// Makes a client; nothing is sent yet.
    ///
    /// # Errors
    /// Throws a `ReporteiError` of the kind `invalid_argument` where an option is wrong, misspelt or
    /// missing.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "ClientOptions")] options: &JsValue,
    ) -> Result<Self, JsValue> {
        let options = args::client_options(options).map_err(Failure::into_error)?;
        let (config, platform) = options;
        let pacing = config.rate_limit.map(|limit| Box::new(Pacing::new(limit)));
        let shared = Shared {
            asks_for_tokens: config.has_access_token && config.access_token.is_none(),
            observer: look::field(&platform, "observer"),
            config,
            platform,
            budget: Cell::default(),
            calls: Cell::default(),
            pacing: Cell::new(pacing),
        };
        Ok(Self::over(Rc::new(shared)))
    }

    /// Lists one page of the merchant's customers: by default the first, of 15.
    ///
    /// Pages are offsets: rows shift when customers are created or deleted between two calls.
    #[wasm_bindgen(unchecked_return_type = "Promise<CustomerPage>")]
    pub fn list(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListParams | null")] params: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: &JsValue,
    ) -> Promise {
        self.call(&endpoint::LIST, NONE, args::optional(params), options)
    }

    /// All of the merchant's customers, page after page, each of them once.
    ///
    /// Rows shift when customers are created or deleted meanwhile. Where `meta.total` tells of it,
    /// pages are read again, one at a time until it stays the same. Nobody is yielded twice, and
    /// each customer that is there throughout is yielded, as long as customers are only created or
    /// only deleted between two answers. Of both (renaming is both, where names sort) the total
    /// tells the difference alone, and somebody may be left out: where it changes often, all pages
    /// are read a second time, which finds nearly everybody.
    ///
    /// That takes at most five times as many requests as there are pages, and 50 more; beyond that,
    /// where rows are still to be read for the first time, iterating rejects with the kind `decode`
    /// and the path `meta.total`.
    ///
    /// This neither throws nor sends anything: wrong arguments reject when the iteration begins, as
    /// a call that fails rejects it where it stands.
    #[must_use]
    #[wasm_bindgen(js_name = listAll, unchecked_return_type = "CustomerList")]
    pub fn list_all(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListAllParams | null")] params: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ListAllOptions | null")] options: &JsValue,
    ) -> JsValue {
        let checked = args::copy(params, "params", &options::WALK)
            .and_then(|params| Ok((params, args::copy(options, "options", &options::LIST_ALL)?)));
        let (params, options, problem) = match checked {
            Ok((params, options)) => (params, options, JsValue::UNDEFINED),
            Err(failure) => (JsValue::UNDEFINED, JsValue::UNDEFINED, failure.into_error()),
        };
        let signal = self.signal().unwrap_or_default();
        walk::list_all(self.handle(), Walker::default(), &params, &options, &signal, &problem)
    }

    /// Shows one customer. Rejects with `not_found` where the merchant has none of that id.
    #[wasm_bindgen(unchecked_return_type = "Promise<Customer>")]
    pub fn show(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] uuid: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: &JsValue,
    ) -> Promise {
        self.call(&endpoint::SHOW, uuid, NONE, options)
    }

    /// Shows the customer that the customer token belongs to, with its integrations.
    ///
    /// The token is `options.customerToken`, or else the client's; without an access token (behind
    /// a proxy that adds it) none is needed, since the proxy may add that one too. A wrong token
    /// rejects with `authentication`.
    #[wasm_bindgen(unchecked_return_type = "Promise<CustomerSettings>")]
    pub fn settings(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: &JsValue,
    ) -> Promise {
        self.call(&endpoint::SETTINGS, NONE, NONE, options)
    }

    /// Creates a customer. Its trial of 7 days begins.
    ///
    /// The answer's `api_token` **can never be read again**: store it before anything else.
    /// Sent twice, this creates two customers: the client repeats it only where the server certainly
    /// did nothing. Rejects with `validation` where the API refuses the name, and with
    /// `token_not_stored` where `storeToken` fails. After the outcome `unknown`: `findUnconfirmed`.
    #[wasm_bindgen(unchecked_return_type = "Promise<CreatedCustomer>")]
    pub fn create(
        &self,
        #[wasm_bindgen(unchecked_param_type = "CustomerParams")] params: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CreateOptions | null")] options: &JsValue,
    ) -> Promise {
        self.call(&endpoint::CREATE, NONE, params, options)
    }

    /// After a `create` whose outcome is `unknown`: the customers of exactly that name that were
    /// created since, from all pages. None: it was not created, or is yet to be. Their tokens can
    /// never be read: delete what is not wanted, and create anew.
    #[wasm_bindgen(js_name = findUnconfirmed, unchecked_return_type = "Promise<Customer[]>")]
    pub fn find_unconfirmed(
        &self,
        #[wasm_bindgen(unchecked_param_type = "UnconfirmedParams")] params: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: &JsValue,
    ) -> Promise {
        promise(args::unconfirmed_params(params).and_then(|(name, since)| {
            let options = args::copy(options, "options", &options::CALL)?;
            let shared = self.shared()?;
            let signal = look::field(&shared.platform, "signal");
            let (handle, walker) = (Self::over(shared), Walker::default());
            Ok(walk::find_unconfirmed(handle, walker, &options, &signal, &name, &since))
        }))
    }

    /// Renames a customer. Rejects with `not_found`, or with `validation` where the API refuses the
    /// name.
    #[wasm_bindgen(unchecked_return_type = "Promise<Customer>")]
    pub fn update(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] uuid: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "CustomerParams")] params: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: &JsValue,
    ) -> Promise {
        self.call(&endpoint::UPDATE, uuid, params, options)
    }

    /// Deletes a customer, and with it its integrations and its token. Rejects with `not_found`.
    #[wasm_bindgen(unchecked_return_type = "Promise<Confirmation>")]
    pub fn delete(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] uuid: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: &JsValue,
    ) -> Promise {
        self.call(&endpoint::DELETE, uuid, NONE, options)
    }

    /// Says whether a customer is paying. One that is keeps its access to integrations and metrics
    /// when its trial is over. Rejects with `not_found`.
    #[wasm_bindgen(js_name = updatePaymentStatus, unchecked_return_type = "Promise<Confirmation>")]
    pub fn update_payment_status(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] uuid: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "PaymentStatusParams")] params: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: &JsValue,
    ) -> Promise {
        self.call(&endpoint::UPDATE_PAYMENT_STATUS, uuid, params, options)
    }

    /// Forgets the tokens. Calls under way go on; later ones reject with `invalid_argument`.
    ///
    /// This takes the place of the generated method, after which every call would throw from
    /// within wasm in place of rejecting. The few bytes left are freed with the object.
    #[wasm_bindgen(skip_typescript)]
    pub fn free(&self) {
        self.shared.set(None);
    }
}

impl ReporteiCustomers {
    /// For a snippet that makes calls of its own: they reject once this client is freed.
    pub(crate) fn handle(&self) -> Self {
        Self { shared: self.shared.clone() }
    }

    /// The signal of calls that have none of their own; undefined where there is none.
    pub(crate) fn signal(&self) -> Result<JsValue, Failure> {
        Ok(look::field(&self.shared()?.platform, "signal"))
    }

    fn over(shared: Rc<Shared>) -> Self {
        Self { shared: Rc::new(Cell::new(Some(shared))) }
    }

    fn call(
        &self,
        endpoint: &'static Endpoint,
        uuid: &JsValue,
        params: &JsValue,
        options: &JsValue,
    ) -> Promise {
        let known: &[Param] = if endpoint.shows_token { &options::CREATE } else { &options::CALL };
        promise(self.shared().and_then(|shared| {
            let params = Fields::read(params, "params", endpoint.params)?;
            let request = Request::new(endpoint, args::value(uuid), &params.values)?;
            let (config, options) = args::call_options(options, known)?;
            Ok(Call::new(shared, request, config).drive(&options, &params.object))
        }))
    }

    fn shared(&self) -> Result<Rc<Shared>, Failure> {
        let shared = self.shared.take();
        self.shared.set(shared.clone());
        shared.ok_or_else(|| Error::new(ErrorKind::InvalidArgument, CLOSED).into())
    }
}
