//! The class `ReporteiCustomers`: one thin method for each endpoint.
//!
//! A method reads and checks its arguments before it returns, so changing them afterwards changes
//! nothing, and gives a promise: whatever is wrong rejects. Any number of calls run at once, and those
//! under way outlive a `free()`.

#![allow(clippy::needless_pass_by_value, reason = "what JavaScript passes is owned here")]

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
/// Every call returns a promise, never throws, and rejects with a `ReporteiError`. Any of them can
/// reject with `invalid_argument`, `authentication`, `permission`, `rate_limit`,
/// `server`, `http`, `network`, `timeout`, `aborted` and `decode`; each says which others it can.
/// One client serves any number of calls at once; `free()`, or `using`, forgets its tokens.
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
    /// Makes a client; nothing is sent yet.
    ///
    /// # Errors
    /// Throws a `ReporteiError` of the kind `invalid_argument` where an option is wrong, misspelt or
    /// missing.
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
    /// Pages are offsets: rows shift when customers are created or deleted between two calls.
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
    /// It does not end quietly where rows do not add up. Where fewer customers came than the total
    /// says (a sort with ties, pages shorter than the server claims), pages behind the last one, and
    /// then all pages, are read again within the same bound. Where that finds nobody three times in a
    /// row, iterating rejects in the same way. An answer that is another page than the one that was
    /// asked for, as from a cache that ignores the query, rejects with the path `meta.current_page`.
    ///
    /// This neither throws nor sends anything: wrong arguments reject when the iteration begins, as
    /// a call that fails rejects it where it stands.
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

    /// Shows one customer. Rejects with `not_found` where the merchant has none of that id.
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
    /// The token is `options.customerToken`, or else the client's; without an access token (behind
    /// a proxy that adds it) none is needed, since the proxy may add that one too. A wrong token
    /// rejects with `authentication`.
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
    /// Sent twice, this creates two customers: the client repeats it only where the server certainly
    /// did nothing. Rejects with `validation` where the API refuses the name, and with
    /// `token_not_stored` where `storeToken` fails. After the outcome `unknown`: `findUnconfirmed`.
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

    /// After a `create` whose outcome is `unknown`: the customers of that name that were created
    /// since, from all pages, but for those of `except` and the last 50,000 whose creation this client
    /// saw succeed. Their tokens can never be read: delete what is not wanted, and create anew.
    ///
    /// None: it was not created, or is yet to be. Ask after the time in which the server answers or
    /// gives up. More than one: at least one may be somebody else's.
    ///
    /// Rejects with `decode` where one of that name has a `created_at` in a form of time that is not
    /// known.
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

    /// Renames a customer. Rejects with `not_found`, or with `validation` where the API refuses the
    /// name.
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

    /// Deletes a customer, and with it its integrations and its token. Rejects with `not_found`.
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

    /// Says whether a customer is paying. One that is keeps its access to integrations and metrics
    /// when its trial has ended. Rejects with `not_found`.
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

    /// Creates a customer of each name: `concurrency` at a time, each with a result of its own, in
    /// the order of the names.
    ///
    /// Give it a `storeToken`: it is called with one customer at a time, as each one's answer comes.
    /// Given the results of an earlier run in place of names, it sends again what certainly made no
    /// customer (the outcomes `not_sent` and `rejected`), and leaves all else as it is: after the
    /// outcome `unknown` there is `findUnconfirmed`.
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

    /// Renames customers, as `createMany` creates them. Given the results of an earlier run, it
    /// makes again what did not succeed.
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

    /// Deletes the customers of these ids, as `updateMany` renames customers.
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

    /// Says of customers whether they are paying, as `updateMany` renames customers.
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

    /// Forgets the tokens. Calls under way go on; later ones reject with `invalid_argument`.
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
