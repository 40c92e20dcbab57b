//! Reads what is told of a JavaScript error.

use js_sys::{Array, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::thrown::{MAX_DEPTH, MAX_ERRORS, Thrown, masked};

/// What may be shown of a value that somebody threw: of an object what names it, and of a string
/// what is left when tokens are masked.
#[must_use]
pub fn shown(thrown: &JsValue, secrets: &[&str]) -> JsValue {
    if thrown.is_object() || thrown.is_function() {
        read(thrown, secrets).serialize(&Serializer::new()).unwrap_or_default()
    } else if let Some(text) = thrown.as_string() {
        masked(&text, secrets).into()
    } else {
        thrown.clone()
    }
}

/// What is told of a value that somebody threw.
#[must_use]
pub fn read(thrown: &JsValue, secrets: &[&str]) -> Thrown {
    read_to(thrown, secrets, MAX_DEPTH)
}

fn read_to(thrown: &JsValue, secrets: &[&str], depth: u32) -> Thrown {
    // Whatever throws when it is read is not there.
    let get = |name: &str| Reflect::get(thrown, &name.into()).unwrap_or_default();
    let text = |name| Some(masked(&get(name).as_string()?, secrets));
    let (cause, errors) = (get("cause"), get("errors"));
    let inner = |value: JsValue| read_to(&value, secrets, depth - 1);
    let is_last = depth == 0;
    Thrown {
        name: text("name").unwrap_or_default(),
        message: text("message").unwrap_or_default(),
        code: text("code"),
        syscall: text("syscall").unwrap_or_default(),
        stack: text("stack"),
        cause: (!is_last && cause.is_object()).then(|| Box::new(inner(cause))),
        errors: if is_last || !Array::is_array(&errors) {
            Vec::new()
        } else {
            let errors: &Array = errors.unchecked_ref();
            (0..errors.length().min(MAX_ERRORS)).map(|index| inner(errors.get(index))).collect()
        },
    }
}
