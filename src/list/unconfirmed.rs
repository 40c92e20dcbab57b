//! Finds what a `create` without an answer may have left behind.

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

use super::{looping::Loop, names, reader::Source};
use crate::{
    api::{check::Json, time::parse_timestamp},
    error::Error,
    js::{args::folded, error::Failure},
    options::UnconfirmedParams,
};

/// Neither that such a customer is meant nor that it is not would be true.
fn unknown_time() -> Box<Error> {
    let message = "a customer of that name has a created_at in an unknown form: nobody can tell \
         whether it was created since";
    Error::decode(message, "created_at".to_owned())
}

/// The customers of that name that were created since then, but for those that are known.
///
/// # Errors
/// That of a page, or `decode` where a time is in an unknown form.
pub async fn find(source: Source, params: UnconfirmedParams) -> Result<JsValue, Failure> {
    let UnconfirmedParams { name, since, except } = params;
    let (name, shared) = (comparable(&name), source.client.shared()?);
    let found = Array::new();
    let walk = Loop::through(source);
    while let Some(customer) = walk.next_customer().await? {
        let text = |field| customer.get(field).as_string().unwrap_or_default();
        if comparable(&text("name")) != name {
            continue;
        }
        let uuid = folded(&customer.get("uuid"));
        if !except.has(&uuid) && !shared.confirmed.has(&uuid) {
            let created_at = parse_timestamp(text("created_at").as_bytes());
            if created_at.ok_or_else(unknown_time)? >= since {
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
