//! What `walk.js` gives, as TypeScript sees it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** One page of the merchant's customers, as sent, and `hasNextPage`. */
export interface CustomerPage {
  /** The page's customers, in the API's order. */
  data: Customer[];
  /** Where the page stands among the others. */
  meta: PageMeta;
  /** Whether there is a page behind this one, by `meta`. A plain field, which the API does not send. */
  hasNextPage: boolean;
}

/** The options of `toArray`. */
export interface ToArrayOptions {
  /** How many customers to collect at most: it stops there. A whole number of at least 1. */
  limit: number;
}

/**
 * All customers, to be iterated over: nothing is sent before, and each loop begins anew. Breaking
 * out of it ends what is under way.
 */
export interface CustomerList extends AsyncIterable<Customer> {
  /**
   * The pages, in the order in which they were read. `data` is without customers that an earlier
   * page had: rows move, and pages are read again.
   */
  pages(): AsyncIterable<CustomerPage>;
  /** Collects the customers, up to a limit that must be named. */
  toArray(options: ToArrayOptions): Promise<Customer[]>;
}
"#;
