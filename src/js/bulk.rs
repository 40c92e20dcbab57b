//! Many calls of one kind: `createMany` and its like.
//!
//! The snippet beside this makes them by the public methods, so many at a time. Here is what it is
//! given: options that were checked, and a client that ends when the caller's is freed.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::{args, call::promise};
use crate::{client::ReporteiCustomers, options, param::Param};

#[wasm_bindgen(module = "/src/js/bulk.js")]
extern "C" {
    fn many(
        client: ReporteiCustomers,
        method: &str,
        items: &JsValue,
        options: &JsValue,
        inherited_signal: &JsValue,
    ) -> Promise;
}

#[wasm_bindgen]
impl ReporteiCustomers {
    /// Creates a customer of each name: `concurrency` at a time, each with a result of its own, in
    /// the order of the names.
    ///
    /// Give it a `storeToken`: it is called with one customer at a time, as each one's answer comes.
    /// Given the results of an earlier run in place of names, it sends again what certainly made no
    /// customer (the outcomes `not_sent` and `rejected`), and leaves all else as it is: after the
    /// outcome `unknown` there is `findUnconfirmed`.
    #[wasm_bindgen(
        js_name = createMany,
        unchecked_return_type = "Promise<BulkResult<string, CreatedCustomer>[]>"
    )]
    pub fn create_many(
        &self,
        #[wasm_bindgen(unchecked_param_type = "BulkItems<string, CreatedCustomer>")]
        items: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CreateManyOptions")] options: &JsValue,
    ) -> Promise {
        self.many("create", items, options, &options::CREATE_MANY)
    }

    /// Renames customers, as `createMany` creates them. Given the results of an earlier run, it
    /// makes again what did not succeed.
    #[wasm_bindgen(
        js_name = updateMany,
        unchecked_return_type = "Promise<BulkResult<CustomerUpdate, Customer>[]>"
    )]
    pub fn update_many(
        &self,
        #[wasm_bindgen(unchecked_param_type = "BulkItems<CustomerUpdate, Customer>")]
        items: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "BulkOptions")] options: &JsValue,
    ) -> Promise {
        self.many("update", items, options, &options::MANY)
    }

    /// Deletes the customers of these ids, likewise.
    #[wasm_bindgen(
        js_name = deleteMany,
        unchecked_return_type = "Promise<BulkResult<string, Confirmation>[]>"
    )]
    pub fn delete_many(
        &self,
        #[wasm_bindgen(unchecked_param_type = "BulkItems<string, Confirmation>")] items: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "BulkOptions")] options: &JsValue,
    ) -> Promise {
        self.many("delete", items, options, &options::MANY)
    }

    /// Says of customers whether they are paying, likewise.
    #[wasm_bindgen(
        js_name = updatePaymentStatusMany,
        unchecked_return_type = "Promise<BulkResult<PaymentStatusUpdate, Confirmation>[]>"
    )]
    pub fn update_payment_status_many(
        &self,
        #[wasm_bindgen(unchecked_param_type = "BulkItems<PaymentStatusUpdate, Confirmation>")]
        items: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "BulkOptions")] options: &JsValue,
    ) -> Promise {
        self.many("updatePaymentStatus", items, options, &options::MANY)
    }
}

impl ReporteiCustomers {
    fn many(
        &self,
        method: &str,
        items: &JsValue,
        options: &JsValue,
        known: &'static [Param],
    ) -> Promise {
        promise(args::copy(options, "options", known).and_then(|options| {
            let signal = self.signal()?;
            Ok(many(self.handle(), method, items, &options, &signal))
        }))
    }
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/**
 * The options of many calls at once: those of each of them, and these. Their `signal` ends what is
 * under way, whose results say what is known of it, and what is not begun is not sent: each item of
 * an array, set or map gets a result that says so, and of another iterable no more are asked for.
 */
export interface BulkOptions extends CallOptions {
  /**
   * How many calls are under way at once, from 1 to 1,000. An iterable is asked for an item when there
   * is room for it, and not before. Default: 5.
   */
  concurrency?: number | undefined;
  /** Told after each item. One that throws disturbs nothing. */
  onProgress?: ((progress: BulkProgress) => unknown) | undefined;
}

/** The options of `createMany`. */
export interface CreateManyOptions extends BulkOptions {
  /**
   * Stores a customer with its token, as that of `create` does, as soon as its answer is there and
   * the customer before is stored: never two at a time. Where it fails, so does that result alone.
   */
  storeToken?: ((created: CreatedCustomer) => unknown) | undefined;
}

/** A customer's new name. */
export interface CustomerUpdate extends CustomerParams {
  readonly uuid: string;
}

/** Whether a customer is paying. */
export interface PaymentStatusUpdate extends PaymentStatusParams {
  readonly uuid: string;
}

/** What became of an item, as `Promise.allSettled` tells it, and the item. */
export type BulkResult<Item, Value> =
  | { readonly status: "fulfilled"; readonly item: Item; readonly value: Value }
  | { readonly status: "rejected"; readonly item: Item; readonly reason: ReporteiError };

/**
 * Items, or their results of an earlier run, in any mixture. Where the iterable itself fails, the
 * last result is rejected with its error as the `cause`, and an `item` that is undefined.
 */
export type BulkItems<Item, Value> = object &
  (
    | Iterable<Item | BulkResult<Item, Value>>
    | AsyncIterable<Item | BulkResult<Item, Value>>
  );

/** How far many calls at once have come. */
export interface BulkProgress {
  /** How many items have their result, those of an earlier run included. */
  readonly done: number;
  /** How many items there are: of an array, set or map. */
  readonly total: number | undefined;
  /** How many of those that are done succeeded. */
  readonly succeeded: number;
  /** How many of those that are done failed. */
  readonly failed: number;
  /** How many of them were sent and answered each second, on average since the beginning. */
  readonly perSecond: number;
  /** At that rate, how long the others will take, in milliseconds, where it can be known. */
  readonly msLeft: number | undefined;
}
"#;
