//! What a caller gave that only JavaScript can hold: its functions and its signal.
//!
//! They often reach the client they were given to (`accessToken: () => this.token`). If Rust held
//! them, such a client would never be collected, since the engine cannot look through the wasm. So the
//! client's JavaScript object holds them (see `guard.js`), Rust has a weak reference, and a call has
//! them for as long as it is under way.

use std::cell::Cell;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::{error::Failure, object::object, signal::Signal};
use crate::{
    error::{Error, ErrorKind},
    peek::peek,
};

#[wasm_bindgen]
extern "C" {
    /// The functions and the signal of a caller. What it did not give is undefined.
    #[derive(Clone)]
    pub type Functions;
    /// What sends requests.
    #[wasm_bindgen(method, getter)]
    pub fn fetch(this: &Functions) -> Option<Function>;
    /// What gives access tokens.
    #[wasm_bindgen(method, getter)]
    pub fn token(this: &Functions) -> Option<Function>;
    /// What is called for each event.
    #[wasm_bindgen(method, getter)]
    pub fn observer(this: &Functions) -> Option<Function>;
    /// What says when an attempt may be sent.
    #[wasm_bindgen(method, getter)]
    pub fn limiter(this: &Functions) -> JsValue;
    /// What aborts the calls that have no signal of their own.
    #[wasm_bindgen(method, getter)]
    pub fn signal(this: &Functions) -> Option<Signal>;

    type WeakRef;
    #[wasm_bindgen(constructor, catch)]
    fn new(target: &JsValue) -> Result<WeakRef, JsValue>;
    #[wasm_bindgen(method)]
    fn deref(this: &WeakRef) -> Option<Functions>;
}

/// A client's functions and signal, to be made once.
pub struct Given {
    /// See [`Functions::fetch`].
    pub fetch: Option<Function>,
    /// See [`Functions::token`].
    pub token: Option<Function>,
    /// See [`Functions::observer`].
    pub observer: Option<Function>,
    /// See [`Functions::limiter`].
    pub limiter: JsValue,
    /// See [`Functions::signal`].
    pub signal: Option<Signal>,
}

/// A reference to a client's functions.
pub struct Caller {
    /// Nothing where the platform has no weak references: there the references are strong.
    weak: Option<WeakRef>,
    strong: Retained,
}

impl Caller {
    /// One to these.
    #[must_use]
    pub fn new(given: Given) -> Self {
        let functions = object()
            .with("fetch", given.fetch)
            .with("token", given.token)
            .with("observer", given.observer)
            .with("limiter", given.limiter)
            .with("signal", given.signal);
        let functions: Functions = JsValue::from(functions).unchecked_into();
        Self { weak: WeakRef::new(&functions).ok(), strong: Retained::new(Some(functions)) }
    }

    /// The functions, for a call to have.
    ///
    /// # Errors
    /// `invalid_argument` where nothing of the client is left in JavaScript.
    pub fn functions(&self) -> Result<Functions, Failure> {
        let functions = match &self.weak {
            Some(weak) => weak.deref(),
            None => peek(&self.strong.0),
        };
        functions.ok_or_else(freed)
    }

    /// Hands the functions over to the client's object, once.
    pub fn release(&self) -> JsValue {
        if self.weak.is_some() { self.strong.release() } else { JsValue::UNDEFINED }
    }
}

/// Functions that are kept until the JavaScript object that owns them takes them over.
pub struct Retained(Cell<Option<Functions>>);

impl Retained {
    /// These, where there are any.
    #[must_use]
    pub const fn new(functions: Option<Functions>) -> Self {
        Self(Cell::new(functions))
    }

    /// Hands them over, once.
    pub fn release(&self) -> JsValue {
        self.0.take().map_or(JsValue::UNDEFINED, JsValue::from)
    }
}

/// The error of a call of a client that was freed.
#[must_use]
pub fn freed() -> Failure {
    Error::new(ErrorKind::InvalidArgument, "this client was freed: make another").into()
}
