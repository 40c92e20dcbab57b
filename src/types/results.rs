//! What calls give beside what the API answers: events, results of many calls, and lists of customers.

use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::api::{Customer, PageMeta};

/// Progress of a bulk call.
///
/// @example
/// ```ts
/// import type { BulkProgress } from "reportei-customers";
///
/// const print = ({ done, total, failed, perSecond }: BulkProgress) =>
///   console.log(`${done} of ${total}, ${failed} failed, ${perSecond.toFixed(1)} per second`);
/// await reportei.deleteMany([uuid], { onProgress: print });
/// ```
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "it is made as a plain object, and declared here")]
pub struct BulkProgress {
    /// How many items have their result, those of an earlier run included.
    pub done: u32,
    /// How many items there are: of an array, set or map.
    #[tsify(type = "number | undefined")]
    pub total: Option<u32>,
    /// How many of those that are done succeeded.
    pub succeeded: u32,
    /// How many of those that are done failed.
    pub failed: u32,
    /// How many of them were sent and answered each second, on average since the beginning.
    pub per_second: f64,
    /// At that rate, how long the others will take, in milliseconds, where it can be known.
    #[tsify(type = "number | undefined")]
    pub ms_left: Option<f64>,
}

/// One page of the merchant's customers, as sent, and `hasNextPage`.
///
/// @example
/// ```ts
/// import type { CustomerPage } from "reportei-customers";
///
/// const names = ({ data }: CustomerPage) => data.map(({ name }) => name);
/// console.log(names(await reportei.list()));
/// ```
#[derive(Tsify)]
#[tsify(rename = "CustomerPage")]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "it is the parsed answer with one field more, and declared here")]
pub struct ListedPage {
    /// The page's customers, in the API's order.
    pub data: Vec<Customer>,
    /// Where the page stands among the others.
    pub meta: PageMeta,
    /// Whether there is a page behind this one, by `meta`. A plain field, which the API does not send.
    pub has_next_page: bool,
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/**
 * What an observer is called with: which call it is about, and what happened.
 *
 * @example
 * ```ts
 * import type { ReporteiEvent } from "reportei-customers";
 *
 * const observer = (event: ReporteiEvent) => {
 *   if (event.type === "retry") console.log(`call ${event.call}: again in ${event.delayMs} ms`);
 * };
 * const reportei = new ReporteiCustomers({ accessToken, observer });
 * ```
 */
export type ReporteiEvent = {
  /** The call's number: all events of one call of a client have the same. */
  readonly call: number;
  /** The request's HTTP method. */
  readonly method: FetchInit["method"];
  /** The endpoint's path, with `{uuid}` in place of the customer's id. */
  readonly path: string;
} & (
  | {
      /** An attempt is sent. */
      readonly type: "request";
      /** Which attempt of the call it is, from 1. */
      readonly attempt: number;
    }
  | {
      /** An attempt was answered. */
      readonly type: "response";
      /** Which attempt of the call it was, from 1. */
      readonly attempt: number;
      /** The answer's HTTP status. */
      readonly status: number;
      /** How long the answer took, in milliseconds. */
      readonly durationMs: number;
      /** The answer's request id, where it had one. */
      readonly requestId?: string;
      /** How many calls the server allows in its window, where it says so. */
      readonly limit?: number;
      /** How many of them are left, where it says so. */
      readonly remaining?: number;
    }
  | {
      /** Before a wait: after it, the attempt that failed is made again. */
      readonly type: "retry";
      /** Which attempt of the call failed, from 1. */
      readonly attempt: number;
      /** What it failed with. */
      readonly kind: ReporteiErrorKind;
      /** How long the wait is, in milliseconds. */
      readonly delayMs: number;
    }
  | {
      /** The call resolves. */
      readonly type: "success";
      /** How many attempts were made. */
      readonly attempts: number;
      /** How long the call took, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** The call rejects. */
      readonly type: "failure";
      /** What it failed with. */
      readonly kind: ReporteiErrorKind;
      /** What is known of the server's state. */
      readonly outcome: ReporteiOutcome;
      /** How many attempts were made. */
      readonly attempts: number;
      /** How long the call took, in milliseconds. */
      readonly durationMs: number;
      /** The answer's HTTP status, where one came. */
      readonly status?: number;
      /** The answer's request id, where it had one. */
      readonly requestId?: string;
    }
);

/**
 * The result of an item, in the form of those of `Promise.allSettled`, with the item.
 *
 * @example
 * ```ts
 * import type { BulkResult, Confirmation } from "reportei-customers";
 *
 * const failed = (results: BulkResult<string, Confirmation>[]) =>
 *   results.filter(({ status }) => status === "rejected").map(({ item }) => item);
 * console.log(failed(await reportei.deleteMany([uuid])));
 * ```
 */
export type BulkResult<Item, Value> =
  | {
      /** The item's call succeeded. */
      readonly status: "fulfilled";
      /** The item. */
      readonly item: Item;
      /** What its call resolved with. */
      readonly value: Value;
    }
  | {
      /** The item's call failed, or was not made. */
      readonly status: "rejected";
      /** The item. */
      readonly item: Item;
      /** What its call rejected with. */
      readonly reason: ReporteiError;
    };

/**
 * Items, or their results of an earlier run, in any mixture. Where the iterable itself fails, the
 * last result is rejected with its error as the `cause`, and an `item` that is undefined.
 *
 * @example
 * ```ts
 * import type { BulkItems, Confirmation } from "reportei-customers";
 *
 * async function* unpaid() {
 *   for await (const { uuid, is_paying } of reportei.listAll()) if (!is_paying) yield uuid;
 * }
 * const items: BulkItems<string, Confirmation> = unpaid();
 * await reportei.deleteMany(items);
 * ```
 */
export type BulkItems<Item, Value> = object & (Iterable<Item | BulkResult<Item, Value>> | AsyncIterable<Item | BulkResult<Item, Value>>);

/**
 * The options of `createMany`.
 *
 * @example
 * ```ts
 * import type { CreateManyOptions } from "reportei-customers";
 *
 * const tokens = new Map<string, string>();
 * const options: CreateManyOptions = {
 *   concurrency: 2,
 *   storeToken: ({ uuid, api_token }) => tokens.set(uuid, api_token),
 * };
 * await reportei.createMany(["Padaria Flor de Minas", "Mercado Azul"], options);
 * ```
 */
export interface CreateManyOptions extends BulkOptions<string, CreatedCustomer> {
  /**
   * Stores a customer with its token, as that of `create` does. It is called as soon as the answer has
   * come and the customer before is stored, never twice at a time. It gets the item too, since the server
   * may have trimmed the name. If it fails, only that result fails.
   */
  storeToken?: ((created: CreatedCustomer, name: string) => unknown) | undefined;
}

/**
 * All customers, to be iterated over. Nothing is sent before an iteration begins, and each iteration
 * begins anew. A `break` cancels requests under way. `listAll` says what an iteration rejects with.
 *
 * @example
 * ```js
 * for await (const { meta, data } of reportei.listAll().pages()) {
 *   console.log(`page ${meta.current_page}: ${data.length} customers`);
 * }
 * ```
 */
export interface CustomerList extends AsyncIterable<Customer> {
  /**
   * The pages, in the order in which they were read. `data` is without customers that an earlier
   * page had: rows move, and pages are read again.
   */
  pages(): AsyncIterable<CustomerPage>;
  /**
   * Collects the customers, up to a limit that must be named.
   *
   * @throws `ReporteiError` of the kind `invalid_argument` if `limit` is missing or wrong.
   * @throws `ReporteiError` of any kind that an iteration rejects with. What was read is lost then.
   */
  toArray(options: ToArrayOptions): Promise<Customer[]>;
}
"#;
