//! What `bulk.js` takes and gives, as TypeScript sees it.

use wasm_bindgen::prelude::*;

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
