//! The class `ReporteiCustomers`, as TypeScript sees it and as Rust does: as any class of JavaScript.
//!
//! `client.js` has its methods, which say which endpoint they call; all that follows from that is
//! decided on this side ([`crate::js`]).

use js_sys::{Date, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/client.js")]
extern "C" {
    /// A client.
    pub type ReporteiCustomers;
    // Of a type wasm-bindgen would declare to TypeScript that nothing is known.
    #[wasm_bindgen(reexport = "ReporteiCustomers", skip_typescript, js_name = ReporteiCustomers)]
    fn reexported_client();
    /// Makes a client.
    #[wasm_bindgen(constructor, catch)]
    pub fn new(options: &JsValue) -> Result<ReporteiCustomers, JsValue>;
    /// Lists a page of customers.
    #[wasm_bindgen(method)]
    pub fn list(this: &ReporteiCustomers, params: &JsValue, options: &JsValue) -> Promise;
    /// Shows a customer.
    #[wasm_bindgen(method)]
    pub fn show(this: &ReporteiCustomers, uuid: &JsValue, options: &JsValue) -> Promise;
    /// Shows the customer whose token it is.
    #[wasm_bindgen(method)]
    pub fn settings(this: &ReporteiCustomers, options: &JsValue) -> Promise;
    /// Creates a customer.
    #[wasm_bindgen(method)]
    pub fn create(this: &ReporteiCustomers, params: &JsValue, options: &JsValue) -> Promise;
    /// Finds what a creation may have left behind.
    #[wasm_bindgen(method, js_name = findUnconfirmed)]
    pub fn find_unconfirmed(
        this: &ReporteiCustomers,
        params: &JsValue,
        options: &JsValue,
    ) -> Promise;
    /// Renames a customer.
    #[wasm_bindgen(method)]
    pub fn update(
        this: &ReporteiCustomers,
        uuid: &JsValue,
        params: &JsValue,
        options: &JsValue,
    ) -> Promise;
    /// Deletes a customer.
    #[wasm_bindgen(method)]
    pub fn delete(this: &ReporteiCustomers, uuid: &JsValue, options: &JsValue) -> Promise;
    /// Says whether a customer is paying.
    #[wasm_bindgen(method, js_name = updatePaymentStatus)]
    pub fn update_payment_status(
        this: &ReporteiCustomers,
        uuid: &JsValue,
        params: &JsValue,
        options: &JsValue,
    ) -> Promise;
    /// Forgets the tokens.
    #[wasm_bindgen(method)]
    pub fn free(this: &ReporteiCustomers);
}

#[wasm_bindgen(module = "/src/js/trial.js")]
extern "C" {
    /// Where a customer stands.
    #[wasm_bindgen(reexport = "trialStatus", skip_typescript, catch, js_name = trialStatus)]
    pub fn trial_status(customer: &JsValue, now: &JsValue) -> Result<JsValue, JsValue>;
    /// The time that the API means by a text.
    #[wasm_bindgen(reexport = "parseTimestamp", skip_typescript, catch, js_name = parseTimestamp)]
    pub fn parse_timestamp(text: &JsValue) -> Result<Date, JsValue>;
}

#[wasm_bindgen(module = "/pkg-template/error.js")]
extern "C" {
    #[wasm_bindgen(reexport = "ReporteiError", skip_typescript, js_name = ReporteiError)]
    fn reexported_error();
    #[wasm_bindgen(reexport = "isReporteiError", skip_typescript, js_name = isReporteiError)]
    fn reexported_guard();
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/**
 * A client of the Reportei Connect customers API.
 *
 * Every call returns a promise, never throws, and rejects with a `ReporteiError`. Any of them can
 * reject with `invalid_argument` (nothing was sent), `authentication`, `permission`, `rate_limit`,
 * `server`, `http`, `network`, `timeout`, `aborted` and `decode`; each says which others it can.
 * One client serves any number of calls at once; `free()`, or `using`, forgets its tokens.
 */
export class ReporteiCustomers {
  /**
   * Makes a client; nothing is sent yet.
   *
   * Throws a `ReporteiError` of the kind `invalid_argument` where an option is wrong, misspelt or
   * missing.
   */
  constructor(options: ClientOptions);

  /**
   * Lists one page of the merchant's customers: by default the first, of 15.
   *
   * Pages are offsets: rows shift when customers are created or deleted between two calls.
   */
  list(params?: ListParams | null, options?: CallOptions | null): Promise<CustomerPage>;

  /**
   * All of the merchant's customers, page after page, each of them once.
   *
   * Rows shift when customers are created or deleted meanwhile. Where `meta.total` tells of it,
   * pages are read again, one at a time until it stays the same. Nobody is yielded twice, and
   * each customer that is there throughout is yielded, as long as customers are only created or
   * only deleted between two answers. Of both (renaming is both, where names sort) the total
   * tells the difference alone, and somebody may be left out: where it changes often, all pages
   * are read a second time, which finds nearly everybody.
   *
   * That takes at most five times as many requests as there are pages, and 50 more; beyond that,
   * where rows are still to be read for the first time, iterating rejects with the kind `decode`
   * and the path `meta.total`.
   *
   * This neither throws nor sends anything: wrong arguments reject when the iteration begins, as
   * a call that fails rejects it where it stands.
   */
  listAll(params?: ListAllParams | null, options?: ListAllOptions | null): CustomerList;

  /**
   * Shows one customer. Rejects with `not_found` where the merchant has none of that id.
   */
  show(uuid: string, options?: CallOptions | null): Promise<Customer>;

  /**
   * Shows the customer that the customer token belongs to, with its integrations.
   *
   * The token is `options.customerToken`, or else the client's; without an access token (behind
   * a proxy that adds it) none is needed, since the proxy may add that one too. A wrong token
   * rejects with `authentication`.
   */
  settings(options?: CallOptions | null): Promise<CustomerSettings>;

  /**
   * Creates a customer. Its trial of 7 days begins.
   *
   * The answer's `api_token` **can never be read again**: store it before anything else.
   * Sent twice, this creates two customers: the client repeats it only where the server certainly
   * did nothing. Rejects with `validation` where the API refuses the name, and with
   * `token_not_stored` where `storeToken` fails. After the outcome `unknown`: `findUnconfirmed`.
   */
  create(params: CustomerParams, options?: CreateOptions | null): Promise<CreatedCustomer>;

  /**
   * After a `create` whose outcome is `unknown`: the customers of exactly that name that were
   * created since, from all pages. None: it was not created, or is yet to be. Their tokens can
   * never be read: delete what is not wanted, and create anew.
   */
  findUnconfirmed(params: UnconfirmedParams, options?: CallOptions | null): Promise<Customer[]>;

  /**
   * Renames a customer. Rejects with `not_found`, or with `validation` where the API refuses the
   * name.
   */
  update(uuid: string, params: CustomerParams, options?: CallOptions | null): Promise<Customer>;

  /**
   * Deletes a customer, and with it its integrations and its token. Rejects with `not_found`.
   */
  delete(uuid: string, options?: CallOptions | null): Promise<Confirmation>;

  /**
   * Says whether a customer is paying. One that is keeps its access to integrations and metrics
   * when its trial is over. Rejects with `not_found`.
   */
  updatePaymentStatus(uuid: string, params: PaymentStatusParams, options?: CallOptions | null): Promise<Confirmation>;

  /**
   * Creates a customer of each name: `concurrency` at a time, each with a result of its own, in
   * the order of the names.
   *
   * Give it a `storeToken`: it is called with one customer at a time, as each one's answer comes.
   * Given the results of an earlier run in place of names, it sends again what certainly made no
   * customer (the outcomes `not_sent` and `rejected`), and leaves all else as it is: after the
   * outcome `unknown` there is `findUnconfirmed`.
   */
  createMany(items: BulkItems<string, CreatedCustomer>, options?: CreateManyOptions): Promise<BulkResult<string, CreatedCustomer>[]>;

  /**
   * Renames customers, as `createMany` creates them. Given the results of an earlier run, it
   * makes again what did not succeed.
   */
  updateMany(items: BulkItems<CustomerUpdate, Customer>, options?: BulkOptions): Promise<BulkResult<CustomerUpdate, Customer>[]>;

  /**
   * Deletes the customers of these ids, likewise.
   */
  deleteMany(items: BulkItems<string, Confirmation>, options?: BulkOptions): Promise<BulkResult<string, Confirmation>[]>;

  /**
   * Says of customers whether they are paying, likewise.
   */
  updatePaymentStatusMany(items: BulkItems<PaymentStatusUpdate, Confirmation>, options?: BulkOptions): Promise<BulkResult<PaymentStatusUpdate, Confirmation>[]>;

  /** Forgets the tokens. Calls under way go on; later ones reject with `invalid_argument`. */
  free(): void;
  [Symbol.dispose](): void;
}
"#;
