//! The Rust side of a walk over all customers: `walk.js` reads the pages, and asks here which.

use wasm_bindgen::prelude::*;

use super::host;
use crate::walk::{Meta, Walk};

/// What `walk.js` asks while it walks.
#[wasm_bindgen(skip_typescript)]
#[derive(Default)]
pub struct Walker(Walk);

#[wasm_bindgen]
impl Walker {
    /// The page to ask for now, 0 for none; nothing where rows move too fast: the error is handed
    /// over then.
    #[wasm_bindgen(skip_typescript)]
    pub fn ask(&mut self) -> Option<u32> {
        host::shown_or(self.0.ask()).map(Option::unwrap_or_default)
    }

    /// Takes what the answer to a page says of it.
    #[wasm_bindgen(skip_typescript)]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
    pub fn answer(&mut self, page: u32, total: f64, per_page: f64, last_page: f64) {
        let (total, per_page) = (total as u32, per_page as u32);
        self.0.answer(page, Meta { total, per_page, last_page: last_page as u32 });
    }
}

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
