//! All customers, page after page: what `listAll` gives.
//!
//! The snippet beside this reads the pages through the public `list`, so that retries, errors and
//! events are those of any call; which page to ask for is [`crate::walk`]'s to say.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::{args, failure::Failure};
use crate::{
    client::ReporteiCustomers,
    options,
    walk::{Meta, Walk},
};

#[wasm_bindgen(module = "/src/js/walk.js")]
extern "C" {
    /// The iterable; where there is a problem, its iterators reject with it.
    #[wasm_bindgen(js_name = listAll)]
    pub fn list_all(
        client: ReporteiCustomers,
        walker: Walker,
        params: &JsValue,
        options: &JsValue,
        inherited_signal: &JsValue,
        problem: &JsValue,
    ) -> JsValue;
    /// The customers of that name, created at that time or later.
    #[wasm_bindgen(js_name = findUnconfirmed)]
    pub fn find_unconfirmed(
        client: ReporteiCustomers,
        walker: Walker,
        options: &JsValue,
        inherited_signal: &JsValue,
        name: &str,
        since: &str,
    ) -> Promise;
}

/// What the snippet asks while it walks.
#[wasm_bindgen(skip_typescript)]
#[derive(Default)]
pub struct Walker(Walk);

#[wasm_bindgen]
#[allow(clippy::unused_self, reason = "the snippet has no other way to reach these")]
impl Walker {
    /// Another, for a walk from the beginning.
    #[wasm_bindgen(skip_typescript)]
    pub fn begin(&self) -> Self {
        Self::default()
    }

    /// The page to ask for now; 0 for none.
    ///
    /// # Errors
    /// `decode`, as a `ReporteiError`, where rows move too fast.
    #[wasm_bindgen(skip_typescript)]
    pub fn ask(&mut self) -> Result<u32, JsValue> {
        let page = self.0.ask().map_err(|error| Failure::from(error).into_error())?;
        Ok(page.unwrap_or_default())
    }

    /// Takes what the answer to a page says of it.
    #[wasm_bindgen(skip_typescript)]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
    pub fn answer(&mut self, page: u32, total: f64, per_page: f64, last_page: f64) {
        let (total, per_page) = (total as u32, per_page as u32);
        self.0.answer(page, Meta { total, per_page, last_page: last_page as u32 });
    }

    /// The options of `toArray`, once they are known to be good.
    ///
    /// # Errors
    /// `invalid_argument`, as a `ReporteiError`.
    #[wasm_bindgen(skip_typescript)]
    pub fn checked(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        args::copy(options, "options", &options::TO_ARRAY).map_err(Failure::into_error)
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
