//! Makes the bodies of requests.

use serde::Serialize;
use serde_wasm_bindgen::to_value;
use wasm_bindgen::prelude::*;

use super::{error::Failure, platform};

/// The JSON of what a request sends.
///
/// # Errors
/// `network`, where the engine cannot make it.
pub fn of(params: &impl Serialize) -> Result<JsValue, Failure> {
    let value = to_value(params).map_err(JsValue::from).map_err(Failure::network)?;
    platform::to_json(&value).map_err(Failure::network)
}
