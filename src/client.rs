//! The class `ReporteiCustomers`: one thin method for each endpoint.
//!
//! A method reads and checks its arguments before it returns, so changing them afterwards changes
//! nothing. It returns a promise, which rejects with whatever is wrong. Any number of calls run at once,
//! and calls under way outlive a `free()`.

#![allow(clippy::needless_pass_by_value, reason = "what JavaScript passes is owned here")]
#![allow(clippy::missing_errors_doc, reason = "TypeScript's editors read `@throws`")]

use std::rc::Rc;

use js_sys::Promise;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{
    api::{
        CustomerParams, ListParams, PaymentStatusParams,
        endpoint::{self, Endpoint},
        request::Request,
    },
    bulk,
    call::{
        run::{Call, Store},
        shared::{Client, Shared},
    },
    js::{
        args::{self, Read},
        body,
        error::Failure,
        task,
    },
    list::{iterables::CustomerList, reader::Source, unconfirmed},
    options::{
        CallOptions, ClientOptions, CreateOptions, ListAllOptions, ListAllParams, UnconfirmedParams,
    },
};

/// A client of the Reportei Connect customers API.
///
/// Every call returns a promise. No call throws; a call that fails rejects with a `ReporteiError`. Any
/// call can reject with the kinds `invalid_argument`, `authentication`, `permission`, `rate_limit`,
/// `server`, `http`, `network`, `timeout`, `aborted` and `decode`. The documentation of each call names
/// its other kinds. One client serves any number of calls at once. `free()`, or `using`, forgets its
/// tokens.
///
/// @example
/// ```js
/// import { ReporteiCustomers } from "reportei-customers";
///
/// const reportei = new ReporteiCustomers({ accessToken });
/// const { data, meta } = await reportei.list();
/// console.log(`${data.length} of ${meta.total} customers`);
/// ```
#[wasm_bindgen]
pub struct ReporteiCustomers {
    client: Client,
}

#[wasm_bindgen]
impl ReporteiCustomers {
    /// Makes a client. Nothing is sent yet.
    ///
    /// @throws `ReporteiError` of the kind `invalid_argument` if an option is wrong, misspelt or missing,
    /// or if the runtime cannot start the WebAssembly.
    ///
    /// @example
    /// ```js
    /// const reportei = new ReporteiCustomers({ accessToken, timeoutMs: 10_000, maxRetries: 3 });
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "ClientOptions")] options: JsValue,
    ) -> Result<Self, JsValue> {
        let options = ClientOptions::read(&options).map_err(Failure::into_error)?;
        Ok(Self { client: Client::new(Rc::new(Shared::new(options))) })
    }

    /// Lists one page of the merchant's customers: by default the first, of 15.
    ///
    /// Pages are offsets: rows move when customers are created or deleted between two calls.
    ///
    /// @example
    /// ```js
    /// const page = await reportei.list({ page: 2, per_page: 50 });
    /// for (const { uuid, name } of page.data) console.log(uuid, name);
    /// console.log(page.hasNextPage);
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<CustomerPage>")]
    pub fn list(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListParams | null")] params: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: JsValue,
    ) -> Promise {
        let request = ListParams::read(&params)
            .map(|params| Request::new(&endpoint::LIST, None, &params.query()));
        self.call(request, &options)
    }

    /// Iterates over all of the merchant's customers, page after page. Each customer is yielded once.
    /// This method itself neither throws nor sends anything.
    ///
    /// Pages are offsets, so rows move when customers are created or deleted. If `meta.total` changes,
    /// pages are read again, one at a time until it stays the same. If one customer is created and
    /// another deleted between two page requests, `total` does not change, and one customer can be
    /// missed. A rename has the same effect if the list is sorted by name. If `total` changes often, all
    /// pages are read a second time, which finds nearly all of the missed customers.
    ///
    /// The iteration never ends silently with fewer customers than `meta.total` says. Rows can fail to
    /// add up if the sort has ties, or if pages are shorter than the server claims. Then the pages behind
    /// the last one are read, and after them all pages again, until nothing new was found three times in
    /// a row. The number of requests is at most five times the number of pages, plus 50.
    ///
    /// @throws `ReporteiError`: the iteration rejects with any kind that `list` can reject with.
    /// @throws `ReporteiError` of the kind `invalid_argument` if an argument is wrong: the iteration
    /// rejects when it begins.
    /// @throws `ReporteiError` of the kind `decode` and the path `meta.total` if customers are still
    /// missing, or change faster than pages can be read: the iteration rejects.
    /// @throws `ReporteiError` of the kind `decode` and the path `meta.current_page` if an answer is
    /// another page than was requested, as from a cache that ignores the query: the iteration rejects.
    ///
    /// @example
    /// ```js
    /// for await (const { uuid, name } of reportei.listAll()) console.log(uuid, name);
    ///
    /// const first = await reportei.listAll({ sortBy: "name" }).toArray({ limit: 500 });
    /// console.log(first.length);
    /// ```
    #[wasm_bindgen(js_name = listAll)]
    #[must_use]
    pub fn list_all(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListAllParams | null")] params: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ListAllOptions | null")] options: JsValue,
    ) -> CustomerList {
        let opened = ListAllParams::read(&params).and_then(|params| {
            let options = ListAllOptions::read(&options)?;
            Ok(Source { client: self.client.clone(), params, options })
        });
        CustomerList::new(opened)
    }

    /// Shows one customer.
    ///
    /// @throws `ReporteiError` of the kind `not_found` if the merchant has no customer of that id.
    ///
    /// @example
    /// ```js
    /// const customer = await reportei.show(uuid);
    /// console.log(customer.name, customer.is_paying);
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<Customer>")]
    pub fn show(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] uuid: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: JsValue,
    ) -> Promise {
        self.call(with_uuid(&endpoint::SHOW, &uuid), &options)
    }

    /// Shows the customer that the customer token belongs to, with its integrations.
    ///
    /// The token is `options.customerToken`, or else the client's. A client without an access token
    /// needs none, since the proxy that adds the access token can add the customer token too.
    ///
    /// @throws `ReporteiError` of the kind `authentication` if the customer token is wrong.
    ///
    /// @example
    /// ```js
    /// const { name, integrations } = await reportei.settings({ customerToken });
    /// for (const { integration, status } of integrations) console.log(name, integration, status);
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<CustomerSettings>")]
    pub fn settings(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: JsValue,
    ) -> Promise {
        self.call(Ok(Request::new(&endpoint::SETTINGS, None, &[])), &options)
    }

    /// Creates a customer. Its trial of 7 days begins.
    ///
    /// The answer's `api_token` **can never be read again**: store it before anything else.
    /// Sent twice, this creates two customers, so the client retries it only if the server certainly did
    /// nothing. After an error with the outcome `unknown`, call `findUnconfirmed`.
    ///
    /// @throws `ReporteiError` of the kind `validation` if the API refuses the name.
    /// @throws `ReporteiError` of the kind `token_not_stored` if `storeToken` fails.
    ///
    /// @example
    /// ```js
    /// const tokens = new Map();
    /// const { uuid } = await reportei.create(
    ///   { name: "Padaria Flor de Minas" },
    ///   { storeToken: (created) => tokens.set(created.uuid, created.api_token) },
    /// );
    /// console.log(uuid);
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<CreatedCustomer>")]
    pub fn create(
        &self,
        #[wasm_bindgen(unchecked_param_type = "CustomerParams")] params: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CreateOptions | null")] options: JsValue,
    ) -> Promise {
        let call = CustomerParams::read(&params).and_then(|params| {
            let CreateOptions { call, store_token } = CreateOptions::read(&options)?;
            let request = Request::new(&endpoint::CREATE, None, &[]);
            let call = self.prepare(request, Some(body::of(&params)?), call)?;
            Ok(call.storing(store_token.map(|function| Store {
                function,
                item: JsValue::UNDEFINED,
                turns: None,
            })))
        });
        start(call)
    }

    /// Finds what a `create` with the outcome `unknown` may have created. It reads all pages, and
    /// resolves with the customers of that name created since then, without those in `except` and the
    /// last 50,000 that this client saw created. Their tokens can never be read, so delete such a
    /// customer and create it again.
    ///
    /// An empty array means that the customer was not created, or that the server has not processed the
    /// request yet. Call this after the time in which the server answers or gives up a request. If there
    /// is more than one customer, another program may have created one of them.
    ///
    /// @throws `ReporteiError` of the kind `decode` and the path `created_at` if a customer of that name
    /// has a `created_at` in an unknown form, or for the reasons for which `listAll` rejects with it.
    ///
    /// @example
    /// ```js
    /// const since = new Date();
    /// const name = "Padaria Flor de Minas";
    /// try {
    ///   await reportei.create({ name });
    /// } catch (error) {
    ///   if (!isReporteiError(error) || error.outcome !== "unknown") throw error;
    ///   const found = await reportei.findUnconfirmed({ name, since });
    ///   console.log(`${found.length} customers may be the one`);
    /// }
    /// ```
    #[wasm_bindgen(js_name = findUnconfirmed, unchecked_return_type = "Promise<Customer[]>")]
    pub fn find_unconfirmed(
        &self,
        #[wasm_bindgen(unchecked_param_type = "UnconfirmedParams")] params: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: JsValue,
    ) -> Promise {
        let search = UnconfirmedParams::read(&params).and_then(|params| {
            let options = ListAllOptions::of_calls(CallOptions::read(&options)?);
            // The same again: the client may be freed meanwhile.
            let client = Client::new(self.client.shared()?);
            Ok((Source { client, params: ListAllParams::default(), options }, params))
        });
        task::promise(async move {
            let (source, params) = search?;
            unconfirmed::find(source, params).await
        })
    }

    /// Renames a customer.
    ///
    /// @throws `ReporteiError` of the kind `not_found` if the merchant has no customer of that id.
    /// @throws `ReporteiError` of the kind `validation` if the API refuses the name.
    ///
    /// @example
    /// ```js
    /// const renamed = await reportei.update(uuid, { name: "Padaria Flor do Sul" });
    /// console.log(renamed.updated_at);
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<Customer>")]
    pub fn update(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] uuid: JsValue,
        #[wasm_bindgen(unchecked_param_type = "CustomerParams")] params: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: JsValue,
    ) -> Promise {
        let request = with_uuid(&endpoint::UPDATE, &uuid);
        let params = CustomerParams::read(&params);
        self.call_with(request, params, &options)
    }

    /// Deletes a customer, its integrations and its token.
    ///
    /// @throws `ReporteiError` of the kind `not_found` if the merchant has no customer of that id.
    ///
    /// @example
    /// ```js
    /// const { success, message } = await reportei.delete(uuid);
    /// console.log(success, message);
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<Confirmation>")]
    pub fn delete(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] uuid: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: JsValue,
    ) -> Promise {
        self.call(with_uuid(&endpoint::DELETE, &uuid), &options)
    }

    /// Sets the payment status of a customer. A paying customer keeps its access to integrations and
    /// metrics after its trial.
    ///
    /// @throws `ReporteiError` of the kind `not_found` if the merchant has no customer of that id.
    ///
    /// @example
    /// ```js
    /// await reportei.updatePaymentStatus(uuid, { is_paying: true });
    /// ```
    #[wasm_bindgen(js_name = updatePaymentStatus, unchecked_return_type = "Promise<Confirmation>")]
    pub fn update_payment_status(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] uuid: JsValue,
        #[wasm_bindgen(unchecked_param_type = "PaymentStatusParams")] params: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions | null")] options: JsValue,
    ) -> Promise {
        let request = with_uuid(&endpoint::UPDATE_PAYMENT_STATUS, &uuid);
        let params = PaymentStatusParams::read(&params);
        self.call_with(request, params, &options)
    }

    /// Creates a customer of each name, `concurrency` at a time. Resolves with a result for each name,
    /// in the order of the names.
    ///
    /// Give it a `storeToken`: it is called with one customer at a time, as the answers come. If it gets
    /// the results of an earlier run instead of names, it sends again what certainly created no customer
    /// (the outcomes `not_sent` and `rejected`), and keeps the other results. After the outcome
    /// `unknown`, call `findUnconfirmed`.
    ///
    /// @throws `ReporteiError` of the kind `invalid_argument` if `items` or an option is wrong, or if the
    /// client was freed. Nothing was sent then. What fails later is in the results.
    ///
    /// @example
    /// ```js
    /// const tokens = new Map();
    /// const results = await reportei.createMany(["Padaria Flor de Minas", "Mercado Azul"], {
    ///   concurrency: 2,
    ///   storeToken: ({ uuid, api_token }) => tokens.set(uuid, api_token),
    /// });
    /// for (const result of results) {
    ///   if (result.status === "rejected") console.log(result.item, result.reason.outcome);
    /// }
    /// ```
    #[wasm_bindgen(js_name = createMany, unchecked_return_type = "Promise<BulkResult<string, CreatedCustomer>[]>")]
    pub fn create_many(
        &self,
        #[wasm_bindgen(unchecked_param_type = "BulkItems<string, CreatedCustomer>")] items: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CreateManyOptions | null")]
        options: JsValue,
    ) -> Promise {
        bulk::start(&self.client, bulk::Kind::Create, &items, &options)
    }

    /// Renames many customers, `concurrency` at a time. Resolves with a result for each item, in the
    /// order of the items. If it gets the results of an earlier run instead of items, it sends again what
    /// failed.
    ///
    /// @throws `ReporteiError` of the kind `invalid_argument` if `items` or an option is wrong, or if the
    /// client was freed. Nothing was sent then. What fails later is in the results.
    ///
    /// @example
    /// ```js
    /// const first = await reportei.updateMany([{ uuid, name: "Padaria Flor do Sul" }]);
    /// const second = await reportei.updateMany(first); // what failed, again
    /// console.log(second.every(({ status }) => status === "fulfilled"));
    /// ```
    #[wasm_bindgen(js_name = updateMany, unchecked_return_type = "Promise<BulkResult<CustomerUpdate, Customer>[]>")]
    pub fn update_many(
        &self,
        #[wasm_bindgen(unchecked_param_type = "BulkItems<CustomerUpdate, Customer>")]
        items: JsValue,
        #[wasm_bindgen(
            unchecked_optional_param_type = "BulkOptions<CustomerUpdate, Customer> | null"
        )]
        options: JsValue,
    ) -> Promise {
        bulk::start(&self.client, bulk::Kind::Update, &items, &options)
    }

    /// Deletes many customers, `concurrency` at a time. Resolves with a result for each id, in the order
    /// of the ids. If it gets the results of an earlier run instead of ids, it sends again what failed.
    ///
    /// @throws `ReporteiError` of the kind `invalid_argument` if `items` or an option is wrong, or if the
    /// client was freed. Nothing was sent then. What fails later is in the results.
    ///
    /// @example
    /// ```js
    /// const results = await reportei.deleteMany([uuid]);
    /// console.log(results.map(({ item, status }) => `${item}: ${status}`));
    /// ```
    #[wasm_bindgen(js_name = deleteMany, unchecked_return_type = "Promise<BulkResult<string, Confirmation>[]>")]
    pub fn delete_many(
        &self,
        #[wasm_bindgen(unchecked_param_type = "BulkItems<string, Confirmation>")] items: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "BulkOptions<string, Confirmation> | null")]
        options: JsValue,
    ) -> Promise {
        bulk::start(&self.client, bulk::Kind::Delete, &items, &options)
    }

    /// Sets the payment status of many customers, `concurrency` at a time. Resolves with a result for
    /// each item, in the order of the items. If it gets the results of an earlier run instead of items, it
    /// sends again what failed.
    ///
    /// @throws `ReporteiError` of the kind `invalid_argument` if `items` or an option is wrong, or if the
    /// client was freed. Nothing was sent then. What fails later is in the results.
    ///
    /// @example
    /// ```js
    /// await reportei.updatePaymentStatusMany([{ uuid, is_paying: true }]);
    /// ```
    #[wasm_bindgen(js_name = updatePaymentStatusMany, unchecked_return_type = "Promise<BulkResult<PaymentStatusUpdate, Confirmation>[]>")]
    pub fn update_payment_status_many(
        &self,
        #[wasm_bindgen(unchecked_param_type = "BulkItems<PaymentStatusUpdate, Confirmation>")]
        items: JsValue,
        #[wasm_bindgen(
            unchecked_optional_param_type = "BulkOptions<PaymentStatusUpdate, Confirmation> | null"
        )]
        options: JsValue,
    ) -> Promise {
        bulk::start(&self.client, bulk::Kind::UpdatePaymentStatus, &items, &options)
    }

    /// Forgets the tokens. Calls under way continue. Later calls reject with `invalid_argument`.
    ///
    /// @example
    /// ```js
    /// const reportei = new ReporteiCustomers({ accessToken });
    /// try {
    ///   await reportei.show(uuid);
    /// } finally {
    ///   reportei.free();
    /// }
    /// ```
    // It takes the place of the generated method, after which every call would throw from within the
    // generated code. The few bytes that are left are freed with the object.
    pub fn free(&self) {
        self.client.free();
    }

    /// Hands the caller's functions over to the object that this is in JavaScript, once.
    #[wasm_bindgen(skip_typescript)]
    #[must_use]
    pub fn release(&self) -> JsValue {
        self.client.shared().map_or(JsValue::UNDEFINED, |shared| shared.caller.release())
    }
}

impl ReporteiCustomers {
    /// Starts a call that has no body.
    fn call(&self, request: Read<Request>, options: &JsValue) -> Promise {
        start(request.and_then(|request| self.prepare(request, None, CallOptions::read(options)?)))
    }

    /// Starts a call that has one.
    fn call_with(
        &self,
        request: Read<Request>,
        params: Read<impl Serialize>,
        options: &JsValue,
    ) -> Promise {
        start(request.and_then(|request| {
            self.prepare(request, Some(body::of(&params?)?), CallOptions::read(options)?)
        }))
    }

    fn prepare(
        &self,
        request: Request,
        body: Option<JsValue>,
        options: Rc<CallOptions>,
    ) -> Read<Box<Call>> {
        let shared = self.client.shared()?;
        let functions = shared.caller.functions()?;
        Call::new(shared, functions, request, body, options, None)
    }
}

/// A request to an endpoint whose path has a customer's id.
fn with_uuid(endpoint: &'static Endpoint, uuid: &JsValue) -> Read<Request> {
    Ok(Request::new(endpoint, Some(&args::uuid(uuid)?), &[]))
}

fn start(call: Read<Box<Call>>) -> Promise {
    task::promise(async move { call?.run().await })
}
