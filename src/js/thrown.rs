//! Reads what may be shown of a JavaScript error.

use js_sys::Reflect;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::object::field;
use crate::thrown::{MAX_DEPTH, MAX_ERRORS, STEPS_TO_ERRORS, Thrown, masked};

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

/// The fields that may be shown of a value that somebody threw.
#[must_use]
pub fn read(thrown: &JsValue, secrets: &[&str]) -> Thrown {
    read_to(thrown, secrets, MAX_DEPTH)
}

fn read_to(thrown: &JsValue, secrets: &[&str], depth: u32) -> Thrown {
    // Whatever throws when it is read is not there.
    let get = |object: &JsValue, name: &str| field(object, name).unwrap_or_default();
    let text = |name| Some(masked(&get(thrown, name).as_string()?, secrets));
    let inner = |value: &JsValue, steps| {
        let depth = depth.checked_sub(steps)?;
        value.is_object().then(|| read_to(value, secrets, depth))
    };
    let errors = get(thrown, "errors");
    let count = get(&errors, "length").as_f64().unwrap_or_default();
    let error =
        |index| inner(&Reflect::get_u32(&errors, index).unwrap_or_default(), STEPS_TO_ERRORS);
    Thrown {
        name: text("name").unwrap_or_default(),
        message: text("message").unwrap_or_default(),
        code: text("code"),
        digest: text("digest"),
        syscall: text("syscall").unwrap_or_default(),
        stack: text("stack"),
        cause: inner(&get(thrown, "cause"), 1).map(Box::new),
        errors: (0..MAX_ERRORS).take_while(|at| f64::from(*at) < count).filter_map(error).collect(),
    }
}
