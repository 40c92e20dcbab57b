//! Finds what a `create` without an answer may have left behind.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{looping::Loop, reader::Source};
use crate::{
    api::{check::Json, time::parse_timestamp},
    error::Error,
    js::error::Failure,
    options::UnconfirmedParams,
};

/// Neither that such a customer is meant nor that it is not would be true.
fn unknown_time() -> Box<Error> {
    let message = "a customer of that name has a created_at in an unknown form: nobody can tell \
         whether it was created since";
    Error::decode(message, "created_at".to_owned())
}

/// The customers of that very name that were created since then.
///
/// # Errors
/// That of a page, or `decode` where a time is in an unknown form.
pub async fn find(source: Source, params: UnconfirmedParams) -> Result<JsValue, Failure> {
    let UnconfirmedParams { name, since } = params;
    let found = Array::new();
    let walk = Loop::through(source);
    while let Some(customer) = walk.next_customer().await? {
        let text = |field| customer.get(field).as_string().unwrap_or_default();
        if text("name") == name {
            let created_at = parse_timestamp(text("created_at").as_bytes());
            if created_at.ok_or_else(unknown_time)? >= since {
                found.push(&customer);
            }
        }
    }
    Ok(found.into())
}
