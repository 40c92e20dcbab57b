//! Finds what a `create` whose outcome is unknown may have left behind.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{
    args::CallOptions,
    call::{Call, Shared},
    failure::Failure,
};
use crate::{
    endpoint::{self, MAX_PER_PAGE},
    envelope::Json,
    param::Value,
    request::Request,
};

/// The customers of exactly that name created at that time or later, from all pages.
///
/// # Errors
/// Those of `list`.
pub async fn find(
    shared: Rc<Shared>,
    options: CallOptions,
    name: String,
    since: String,
) -> Result<JsValue, Failure> {
    let found = Array::new();
    let mut seen: Vec<String> = Vec::new();
    let mut options = options;
    let mut page = 1;
    loop {
        let values = vec![
            Value::Number(f64::from(page)),
            Value::Number(f64::from(MAX_PER_PAGE)),
            Value::Missing,
            Value::Missing,
        ];
        let request = Request::new(&endpoint::LIST, Value::Missing, values)?;
        let call = Call::new(shared.clone(), request, options);
        let answer = call.run().await?;
        options = call.options;
        for customer in answer.get("data").iter().flat_map(Json::items) {
            let text = |key| customer.get(key).and_then(|value| value.text()).unwrap_or_default();
            // Rows move while the pages are read: one may come twice.
            if text("name") == name && text("created_at") >= since && !seen.contains(&text("uuid"))
            {
                seen.push(text("uuid"));
                found.push(&customer);
            }
        }
        let last_page = answer.get("meta").and_then(|meta| meta.get("last_page"));
        if f64::from(page) >= last_page.and_then(|last| last.as_f64()).unwrap_or_default() {
            return Ok(found.into());
        }
        page += 1;
    }
}
