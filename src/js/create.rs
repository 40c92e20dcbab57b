//! A `create` whose token is stored before anybody is told of success.
//!
//! The token can never be read again. So a customer whose token could not be stored is deleted
//! again, and where that fails too, the customer and its token ride on the error, where a program
//! finds them and a log does not.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{args::CallOptions, call::Call, failure::Failure};
use crate::{
    endpoint,
    envelope::Json,
    error::{Error, ErrorKind},
    options::CallConfig,
    param::Value,
    request::Request,
    retry::Outcome,
};

/// Makes the call, and stores the token where the caller gave a function for it.
///
/// # Errors
/// Those of the call, and `token_not_stored`.
pub async fn create(call: Call) -> Result<JsValue, Failure> {
    let created = call.run().await?;
    let store = &call.options.store_token;
    if store.is_undefined() {
        return Ok(created);
    }
    // Neither a signal nor a clock may come between a token and its store.
    let cause = match store.unchecked_ref::<Function>().call1(&JsValue::UNDEFINED, &created) {
        Ok(stored) => match JsFuture::from(Promise::resolve(&stored)).await {
            Ok(_) => return Ok(created),
            Err(cause) => cause,
        },
        Err(cause) => cause,
    };
    let rolled_back = roll_back(&call, &created).await.is_ok();
    let message = if rolled_back {
        "storeToken failed (see cause), and the customer was deleted again"
    } else {
        "storeToken failed (see cause), and the customer could not be deleted: it is in created"
    };
    let mut error = Error::new(ErrorKind::TokenNotStored, message);
    error.rolled_back = Some(rolled_back);
    error.attempts = call.attempts.get();
    error.outcome = if rolled_back { Outcome::Rejected } else { Outcome::Applied };
    let created = if rolled_back { JsValue::UNDEFINED } else { created };
    Err(call.locate(Failure::from(error).caused_by(cause).with_created(created)))
}

/// Deletes the customer that was just created, whatever the caller's signal says by now.
async fn roll_back(call: &Call, created: &JsValue) -> Result<JsValue, Failure> {
    let uuid = created.get("uuid").and_then(|uuid| uuid.text()).map_or(Value::Missing, Value::Text);
    let request = Request::new(&endpoint::DELETE, uuid, Vec::new())?;
    let options = CallOptions {
        config: CallConfig::default(),
        signal: JsValue::NULL,
        store_token: JsValue::UNDEFINED,
    };
    Call::new(call.shared.clone(), request, options).run().await
}
