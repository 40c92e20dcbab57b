//! What the calls take beside their options.

use js_sys::Set;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::{
    api::{
        CustomerParams, CustomerUpdate, ListParams, PaymentStatusParams, PaymentStatusUpdate,
        endpoint::MAX_PER_PAGE, time,
    },
    js::{
        args::{Fields, Read, given},
        error::Failure,
        object::call_method,
        platform,
    },
    rules::{Given, required},
};

/// The last time that JavaScript has a date for.
const LAST_TIME: f64 = 8.64e15;

/// Which customers `listAll` goes through, in which order.
///
/// @example
/// ```ts
/// import type { ListAllParams } from "reportei-customers";
///
/// const params: ListAllParams = { per_page: 50, sortBy: "created_at", descending: true };
/// for await (const { created_at } of reportei.listAll(params)) console.log(created_at);
/// ```
#[derive(Clone, Tsify)]
pub struct ListAllParams {
    /// How many customers a page has, from 1 to 100. Default: 100.
    #[tsify(optional, type = "number | undefined")]
    pub per_page: Option<u32>,
    /// The column to sort by. The API echoes it but does not document it: it is passed on as given.
    #[serde(rename = "sortBy")]
    #[tsify(optional, type = "string | undefined")]
    pub sort_by: Option<String>,
    /// Whether to sort downwards. The API echoes it but does not document it: it is passed on as given.
    #[tsify(optional, type = "boolean | undefined")]
    pub descending: Option<bool>,
}

/// What `findUnconfirmed` looks for.
///
/// @example
/// ```ts
/// import type { UnconfirmedParams } from "reportei-customers";
///
/// const params: UnconfirmedParams = { name: "Padaria Flor de Minas", since: Date.now() - 60_000 };
/// const found = await reportei.findUnconfirmed(params);
/// ```
#[derive(Tsify)]
pub struct UnconfirmedParams {
    /// The name that was to be created. The server trims names, so names count as equal whatever
    /// their white space, their case and their Unicode form.
    pub name: String,
    /// When you began to create it: a `Date`, milliseconds since 1970, or a time as the API writes
    /// it. It is compared with the server's clock, to the second.
    #[tsify(type = "Date | number | string")]
    pub since: f64,
    /// The ids of customers that others know, such as those whose token is stored. Default: none.
    #[tsify(optional, type = "readonly string[] | undefined")]
    pub except: Set,
}

impl ListParams {
    /// Reads which page to list.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn read(given: &JsValue) -> Read<Self> {
        let mut fields = Fields::of_optional(given, "params")?;
        let page = fields.whole("page", 1..=u32::MAX)?;
        let params = Self { page, ..Self::take_order(&mut fields)? };
        fields.finish()?;
        Ok(params)
    }

    fn take_order(fields: &mut Fields) -> Read<Self> {
        Ok(Self {
            page: None,
            per_page: fields.whole("per_page", 1..=MAX_PER_PAGE)?,
            sort_by: fields.text("sortBy")?,
            descending: fields.flag("descending")?,
        })
    }
}

impl ListAllParams {
    /// Reads what `listAll` takes: what `list` does, but for the page.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn read(given: &JsValue) -> Read<Self> {
        let mut fields = Fields::of_optional(given, "params")?;
        let ListParams { per_page, sort_by, descending, .. } = ListParams::take_order(&mut fields)?;
        fields.finish()?;
        Ok(Self { per_page: per_page.or(Some(MAX_PER_PAGE)), sort_by, descending })
    }
}

impl Default for ListAllParams {
    fn default() -> Self {
        Self { per_page: Some(MAX_PER_PAGE), sort_by: None, descending: None }
    }
}

impl CustomerParams {
    /// Reads what `create` and `update` send.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn read(given: &JsValue) -> Read<Self> {
        let mut fields = Fields::of(given, "params")?;
        let name = fields.name("name")?;
        fields.finish()?;
        Ok(Self { name: required("name", name)? })
    }
}

impl PaymentStatusParams {
    /// Reads what `updatePaymentStatus` sends.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn read(given: &JsValue) -> Read<Self> {
        let mut fields = Fields::of(given, "params")?;
        let is_paying = fields.flag("is_paying")?;
        fields.finish()?;
        Ok(Self { is_paying: required("is_paying", is_paying)? })
    }
}

impl CustomerUpdate {
    /// Reads an item of `updateMany`.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn read(given: &JsValue) -> Read<Self> {
        let mut fields = Fields::of(given, "items")?;
        let uuid = fields.uuid("uuid")?;
        let name = fields.name("name")?;
        fields.finish()?;
        let uuid = required("uuid", uuid)?;
        Ok(Self { uuid, params: CustomerParams { name: required("name", name)? } })
    }
}

impl PaymentStatusUpdate {
    /// Reads an item of `updatePaymentStatusMany`.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn read(given: &JsValue) -> Read<Self> {
        let mut fields = Fields::of(given, "items")?;
        let uuid = fields.uuid("uuid")?;
        let is_paying = fields.flag("is_paying")?;
        fields.finish()?;
        let uuid = required("uuid", uuid)?;
        let is_paying = required("is_paying", is_paying)?;
        Ok(Self { uuid, params: PaymentStatusParams { is_paying } })
    }
}

impl UnconfirmedParams {
    /// Reads what `findUnconfirmed` looks for.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn read(given: &JsValue) -> Read<Self> {
        let mut fields = Fields::of(given, "params")?;
        let name = fields.name("name")?;
        let since = fields.raw("since")?;
        let except = fields.uuids("except")?;
        fields.finish()?;
        let name = required("name", name)?;
        let since = required("since", Some(since).filter(|it| !it.is_undefined()))?;
        let since = read_since(&since).ok_or_else(|| {
            let problem = "must be a Date, a number of milliseconds or YYYY-MM-DD HH:MM:SS";
            Failure::argument("since", problem)
        })?;
        Ok(Self { name, since, except })
    }
}

/// A caller's time, in whole seconds as the API writes times: in milliseconds since 1970.
fn read_since(value: &JsValue) -> Option<f64> {
    let ms = match given(value) {
        Given::Text(text) => {
            let time = time::parse_timestamp(text.as_bytes());
            time.unwrap_or_else(|| platform::parse_date(&text))
        }
        _ => read_time(value)?,
    };
    (ms.abs() <= LAST_TIME).then(|| (ms / 1000.0).floor() * 1000.0)
}

/// A time of a caller's, in milliseconds since 1970: a `Date` of any realm, or a number.
#[must_use]
pub fn read_time(value: &JsValue) -> Option<f64> {
    if let Some(number) = value.as_f64() {
        return Some(number);
    }
    call_method(value, "getTime").ok()?.as_f64()
}
