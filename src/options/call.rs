//! The options of a call, of `listAll` and of bulk calls.

use std::rc::Rc;

use js_sys::Function;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use super::{
    DEFAULT_CONCURRENCY, DEFAULT_PREFETCH, MAX_CONCURRENCY, MAX_PREFETCH, read_max_retries,
};
use crate::{
    js::{
        args::{Fields, Headers, Read},
        caller::Functions,
        signal::Signal,
    },
    rules::required,
    secret::Secret,
};

/// The options of one call. An option that is left out or undefined is the client's.
///
/// @example
/// ```ts
/// import type { CallOptions } from "reportei-customers";
///
/// const options: CallOptions = { signal: AbortSignal.timeout(5_000), maxRetries: 0 };
/// await reportei.show(uuid, options);
/// ```
#[derive(Default, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct CallOptions {
    /// Aborts the call, which then rejects with the kind `aborted` and the signal's reason as `cause`.
    /// It replaces the client's signal. Default: the client's.
    #[tsify(optional, type = "AbortSignalLike | undefined")]
    pub signal: Option<Signal>,
    /// Time limit of an attempt in milliseconds, at most 2,147,483,647; 0 for none. Default: the
    /// client's.
    #[tsify(optional, type = "number | undefined")]
    pub timeout_ms: Option<u32>,
    /// Maximum number of retries, from 0 to 100. Default: the client's.
    #[tsify(optional, type = "number | undefined")]
    pub max_retries: Option<u32>,
    /// The customer token, sent by `settings` alone. Default: the client's.
    #[tsify(optional, type = "string | undefined")]
    pub customer_token: Option<Secret>,
    /// Headers of this call. They are added to the client's, and replace those of the same names.
    /// Default: none.
    #[tsify(optional, type = "HeadersLike | undefined")]
    pub headers: Headers,
}

/// The options of a `create`.
///
/// @example
/// ```ts
/// import type { CreateOptions } from "reportei-customers";
///
/// const tokens = new Map<string, string>();
/// const options: CreateOptions = {
///   timeoutMs: 60_000,
///   storeToken: ({ uuid, api_token }) => tokens.set(uuid, api_token),
/// };
/// await reportei.create({ name: "Padaria Flor de Minas" }, options);
/// ```
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
pub struct CreateOptions {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub call: Rc<CallOptions>,
    /// Stores the customer with its token, wherever you keep such things. The call resolves after
    /// `storeToken` has. If it throws or rejects, the client deletes the customer again, and the call
    /// rejects with `token_not_stored`. If the deletion fails too, the error's `created` has the customer.
    /// If the answer is otherwise invalid, `storeToken` is still called, and the call then rejects with
    /// `decode`. Only `uuid` and `api_token` are certain in that case.
    #[tsify(optional, type = "((created: CreatedCustomer) => unknown) | undefined")]
    pub store_token: Option<Function>,
}

/// The options of `listAll`: those of each of its calls, and how far it reads ahead.
///
/// @example
/// ```ts
/// import type { ListAllOptions } from "reportei-customers";
///
/// const options: ListAllOptions = { prefetch: 3, signal: AbortSignal.timeout(60_000) };
/// for await (const { name } of reportei.listAll({ per_page: 100 }, options)) console.log(name);
/// ```
#[derive(Clone, Tsify)]
pub struct ListAllOptions {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub call: Rc<CallOptions>,
    /// How many pages are requested ahead, from 0 to 8. At most one more than that are in memory.
    /// Default: 1.
    #[tsify(optional, type = "number | undefined")]
    pub prefetch: u32,
}

/// The options of a bulk call: those of each of its calls, and these. The `signal` aborts the calls
/// under way, whose results say what is known of them. Items that were not begun are not sent. If they
/// are from an array, set or map, each gets a result with the outcome `not_sent`. Another iterable is
/// closed.
///
/// @example
/// ```ts
/// import type { BulkOptions, Confirmation } from "reportei-customers";
///
/// const options: BulkOptions<string, Confirmation> = {
///   concurrency: 10,
///   onProgress: ({ done, total }) => console.log(`${done} of ${total}`),
///   onResult: ({ item, status }) => console.log(item, status),
/// };
/// await reportei.deleteMany([uuid], options);
/// ```
#[derive(Tsify)]
#[tsify(type_params = "Item = unknown, Value = unknown")]
#[serde(rename_all = "camelCase")]
pub struct BulkOptions {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub call: Rc<CallOptions>,
    /// Maximum number of calls under way at once, from 1 to 1,000. An item of an iterable is read when
    /// its call can begin, and not before. Default: 5.
    #[tsify(optional, type = "number | undefined")]
    pub concurrency: u32,
    /// Called after each item. If it throws, that changes nothing.
    #[tsify(optional, type = "((progress: Readonly<BulkProgress>) => unknown) | undefined")]
    pub on_progress: Option<Function>,
    /// Called with each result as it comes, to write it down. Results of an earlier run, and of items
    /// that were not sent, are included. It is awaited before another item takes the place of that one,
    /// and before the bulk call resolves. If it throws or rejects, no further item begins: each item that
    /// is left gets a result of the kind `invalid_argument` and the outcome `not_sent`, with the error of
    /// `onResult` as its `cause`.
    #[tsify(optional, type = "((result: BulkResult<Item, Value>) => unknown) | undefined")]
    pub on_result: Option<Function>,
}

/// The options of `createMany`: `crate::types` declares them, since tsify knows no type arguments of
/// what a struct extends.
pub struct CreateManyOptions {
    /// Those of every call with many items.
    pub bulk: BulkOptions,
    /// Stores each customer with its token.
    pub store_token: Option<Function>,
}

/// The options of `toArray`.
///
/// @example
/// ```ts
/// import type { ToArrayOptions } from "reportei-customers";
///
/// const options: ToArrayOptions = { limit: 1_000 };
/// const customers = await reportei.listAll().toArray(options);
/// ```
#[derive(Tsify)]
pub struct ToArrayOptions {
    /// Maximum number of customers, at which it stops. A whole number of at least 1.
    pub limit: u32,
}

impl CallOptions {
    /// Reads a call's options.
    ///
    /// # Errors
    /// `invalid_argument` that names the option that is wrong or misspelt, as for all options below.
    pub fn read(given: &JsValue) -> Read<Rc<Self>> {
        let mut fields = Fields::of_optional(given, "options")?;
        let options = Self::take(&mut fields)?;
        fields.finish()?;
        Ok(options)
    }

    /// Many calls may have the same.
    fn take(fields: &mut Fields) -> Read<Rc<Self>> {
        Ok(Rc::new(Self {
            customer_token: fields.token("customerToken")?,
            timeout_ms: fields.duration("timeoutMs")?,
            max_retries: read_max_retries(fields)?,
            headers: fields.headers("headers")?,
            signal: fields.signal("signal")?,
        }))
    }

    /// The signal of a call with these options: its own, or else the client's.
    #[must_use]
    pub fn signal_or(&self, functions: &Functions) -> Option<Signal> {
        self.signal.clone().or_else(|| functions.signal())
    }
}

impl CreateOptions {
    /// Reads the options of a `create`.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn read(given: &JsValue) -> Read<Self> {
        let mut fields = Fields::of_optional(given, "options")?;
        let call = CallOptions::take(&mut fields)?;
        let store_token = fields.function("storeToken")?;
        fields.finish()?;
        Ok(Self { call, store_token })
    }
}

impl ListAllOptions {
    /// Those of which each call has these options.
    #[must_use]
    pub const fn of_calls(call: Rc<CallOptions>) -> Self {
        Self { call, prefetch: DEFAULT_PREFETCH }
    }

    /// Reads the options of `listAll`.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn read(given: &JsValue) -> Read<Self> {
        let mut fields = Fields::of_optional(given, "options")?;
        let call = CallOptions::take(&mut fields)?;
        let prefetch = fields.whole("prefetch", 0..=MAX_PREFETCH)?;
        fields.finish()?;
        Ok(Self { call, prefetch: prefetch.unwrap_or(DEFAULT_PREFETCH) })
    }
}

impl CreateManyOptions {
    /// Reads the options of `createMany`.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn read(given: &JsValue) -> Read<Self> {
        let mut fields = Fields::of_optional(given, "options")?;
        let bulk = BulkOptions::take(&mut fields)?;
        let store_token = fields.function("storeToken")?;
        fields.finish()?;
        Ok(Self { bulk, store_token })
    }
}

impl BulkOptions {
    /// Reads the options of many calls that create nothing.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn read(given: &JsValue) -> Read<Self> {
        let mut fields = Fields::of_optional(given, "options")?;
        let options = Self::take(&mut fields)?;
        fields.finish()?;
        Ok(options)
    }

    fn take(fields: &mut Fields) -> Read<Self> {
        let call = CallOptions::take(fields)?;
        let concurrency = fields.whole("concurrency", 1..=MAX_CONCURRENCY)?;
        let on_progress = fields.function("onProgress")?;
        let on_result = fields.function("onResult")?;
        let concurrency = concurrency.unwrap_or(DEFAULT_CONCURRENCY);
        Ok(Self { call, concurrency, on_progress, on_result })
    }
}

impl ToArrayOptions {
    /// Reads the options of `toArray`.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn read(given: &JsValue) -> Read<Self> {
        let mut fields = Fields::of(given, "options")?;
        let limit = fields.whole("limit", 1..=u32::MAX)?;
        fields.finish()?;
        Ok(Self { limit: required("limit", limit)? })
    }
}
