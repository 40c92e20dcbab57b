//! Finds what a `create` without an answer may have left behind.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{looping::Loop, reader::Source};
use crate::{api::check::Json, js::error::Failure, options::UnconfirmedParams};

/// The customers of that very name that were created since then.
///
/// # Errors
/// That of a page.
pub async fn find(source: Source, params: UnconfirmedParams) -> Result<JsValue, Failure> {
    let UnconfirmedParams { name, since } = params;
    let found = Array::new();
    let walk = Loop::through(source);
    while let Some(customer) = walk.next_customer().await? {
        let text = |field| customer.get(field).as_string().unwrap_or_default();
        // Times of this form are in the order of their texts.
        if text("name") == name && text("created_at") >= since {
            found.push(&customer);
        }
    }
    Ok(found.into())
}
