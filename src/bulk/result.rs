//! What becomes of an item, and what a result of an earlier run says.

use wasm_bindgen::prelude::*;

use crate::js::{
    error::Failure,
    object::{field, object},
};

/// What became of an item.
pub(super) struct BulkResult {
    pub(super) object: JsValue,
    pub(super) is_failed: bool,
    pub(super) was_sent: bool,
}

impl BulkResult {
    pub(super) fn fulfilled(item: &JsValue, value: JsValue) -> Self {
        let object = object().with("status", "fulfilled").with("item", item).with("value", value);
        Self { object: object.into(), is_failed: false, was_sent: true }
    }

    pub(super) fn rejected(item: &JsValue, error: JsValue, was_sent: bool) -> Self {
        let object = object().with("status", "rejected").with("item", item).with("reason", error);
        Self { object: object.into(), is_failed: true, was_sent }
    }

    /// That of an earlier run, which took no time here.
    pub(super) fn earlier(given: &JsValue) -> Self {
        let status = field(given, "status").unwrap_or_default();
        let is_failed = status == JsValue::from_str("rejected");
        Self { object: given.clone(), is_failed, was_sent: false }
    }
}

pub(super) fn rejected(item: &JsValue, failure: Failure) -> BulkResult {
    let was_sent = failure.error.outcome.name() != "not_sent";
    BulkResult::rejected(item, failure.into_error(), was_sent)
}

/// Whether an item is a result of an earlier run.
pub(super) enum EarlierResult {
    None,
    Fulfilled,
    Rejected { item: JsValue, may_be_applied: bool },
}

impl EarlierResult {
    pub(super) fn read(given: &JsValue) -> Result<Self, JsValue> {
        if !given.is_object() {
            return Ok(Self::None);
        }
        match field(given, "status")?.as_string().as_deref() {
            Some("fulfilled") => Ok(Self::Fulfilled),
            Some("rejected") => {
                let reason = field(given, "reason")?;
                let outcome =
                    if reason.is_object() { field(&reason, "outcome")?.as_string() } else { None };
                let is_safe = matches!(outcome.as_deref(), Some("not_sent" | "rejected"));
                Ok(Self::Rejected { item: field(given, "item")?, may_be_applied: !is_safe })
            }
            _ => Ok(Self::None),
        }
    }
}
