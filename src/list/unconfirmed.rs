//! Finds what a `create` without an answer may have left behind.

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

use super::{looping::Loop, names, reader::Source};
use crate::{
    api::check::Json,
    js::{args::folded, error::Failure},
    options::UnconfirmedParams,
};

/// The customers of that name that were created since then, but for those that are known.
///
/// # Errors
/// That of a page.
pub async fn find(source: Source, params: UnconfirmedParams) -> Result<JsValue, Failure> {
    let UnconfirmedParams { name, since, except } = params;
    let (name, confirmed) = (comparable(&name), source.client.shared()?.confirmed.clone());
    let found = Array::new();
    let walk = Loop::through(source);
    while let Some(customer) = walk.next_customer().await? {
        let text = |field| customer.get(field).as_string().unwrap_or_default();
        // Times of this form are in the order of their texts.
        if text("created_at") >= since && comparable(&text("name")) == name {
            let uuid = folded(&customer.get("uuid"));
            if !except.has(&uuid) && !confirmed.has(&uuid) {
                found.push(&customer);
            }
        }
    }
    Ok(found.into())
}

/// A name, such that names which are almost equal are equal.
fn comparable(name: &str) -> JsString {
    JsString::from(names::words(name)).normalize("NFC").to_lower_case()
}
