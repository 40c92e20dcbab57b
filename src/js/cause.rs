//! Reads what a platform's error says of why a request has no answer. A caller's own `fetch` may reject
//! with anything, whose getters may throw.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use crate::call::causes::Cause;

/// How many errors deep the cause is looked for.
const MAX_DEPTH: u32 = 4;
/// At how many addresses a request is taken to have failed.
const MAX_ERRORS: u32 = 8;
/// The longest code, in bytes.
const MAX_CODE: usize = 60;

/// The cause, where it is a known one, and the platform's code, or an empty text.
#[must_use]
pub fn read(reason: &JsValue) -> (Option<Cause>, String) {
    find(reason, MAX_DEPTH)
}

fn find(reason: &JsValue, depth: u32) -> (Option<Cause>, String) {
    let get = |name: &str| Reflect::get(reason, &name.into()).unwrap_or_default();
    let text = |name| get(name).as_string().unwrap_or_default();
    let mut code = text("code");
    let mut cause = Cause::of(&code);
    for name in ["name", "message"] {
        let word = if cause.is_none() { text(name) } else { String::new() };
        if let Some(found) = Cause::of(&word) {
            cause = Some(found);
            if code.is_empty() {
                code = word;
            }
        }
    }
    cause = Cause::after_syscall(cause, &text("syscall"));
    if let Some(depth) = depth.checked_sub(1) {
        let errors = get("errors");
        let length = Reflect::get(&errors, &"length".into()).unwrap_or_default();
        if let Some(length) = length.as_f64().filter(|length| *length > 0.0) {
            let each = (0..MAX_ERRORS).take_while(|index| f64::from(*index) < length);
            let errors = each.map(|index| Reflect::get_u32(&errors, index).unwrap_or_default());
            cause = Cause::common(errors.map(|error| find(&error, depth).0));
        } else if cause.is_none() && code.is_empty() {
            let inner = get("cause");
            if inner.is_object() {
                return find(&inner, depth);
            }
        }
    }
    if code.len() > MAX_CODE {
        code.clear();
    }
    (cause, code)
}
