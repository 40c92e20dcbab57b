//! What can end a call early: the caller's signal, and the clock.
//!
//! A [`Cancellation`] lives as long as its call, and dropping it takes back its timer and its
//! listener. The waiting itself ends with it, whatever `fetch` does about the signal.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::failure::Failure;
use crate::{
    error::{Error, ErrorKind},
    text::{concat, decimal},
};

#[wasm_bindgen(module = "/src/js/send.js")]
extern "C" {
    type Watch;
    #[wasm_bindgen(catch, constructor)]
    fn new(timeout_ms: u32, signal: &JsValue) -> Result<Watch, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn ended(this: &Watch) -> u32;
    #[wasm_bindgen(method, getter)]
    fn signal(this: &Watch) -> JsValue;
    #[wasm_bindgen(method, catch, getter)]
    fn reason(this: &Watch) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn race(this: &Watch, value: JsValue) -> Promise;
    #[wasm_bindgen(method, catch)]
    fn stop(this: &Watch) -> Result<(), JsValue>;
}

/// The means to end one call early.
pub struct Cancellation {
    watch: Watch,
    timeout_ms: u32,
}

impl Cancellation {
    /// Begins to watch: the clock from now on (0 ms: never), and the signal where there is one.
    ///
    /// # Errors
    /// `aborted` where the signal has spoken before.
    pub fn watch(timeout_ms: u32, signal: &JsValue) -> Result<Self, Failure> {
        let watch = Watch::new(timeout_ms, signal).map_err(|cause| {
            Failure::from(Error::argument("signal", "could not be listened to (see cause)"))
                .caused_by(cause)
        })?;
        let this = Self { watch, timeout_ms };
        if this.watch.ended() == 0 { Ok(this) } else { Err(this.interruption()) }
    }

    /// The signal to hand to `fetch`.
    #[must_use]
    pub fn signal(&self) -> JsValue {
        self.watch.signal()
    }

    /// Waits for a value or a promise, or for the call's early end if that comes first.
    ///
    /// # Errors
    /// `aborted` or `timeout`, or what `rejected` makes of the promise's own rejection.
    pub async fn wait(
        &self,
        value: JsValue,
        rejected: fn(JsValue) -> Failure,
    ) -> Result<JsValue, Failure> {
        let settled = JsFuture::from(self.watch.race(value)).await;
        settled.map_err(
            |cause| {
                if self.watch.ended() == 0 { rejected(cause) } else { self.interruption() }
            },
        )
    }

    fn interruption(&self) -> Failure {
        if self.watch.ended() == 1 {
            let ms = decimal(self.timeout_ms);
            let message = concat(&["no whole answer came within ", &ms, " ms"]);
            return Error::new(ErrorKind::Timeout, &message).into();
        }
        let error = Error::new(ErrorKind::Aborted, "the caller aborted the call");
        Failure::from(error).caused_by(self.watch.reason().unwrap_or_default())
    }
}

impl Drop for Cancellation {
    fn drop(&mut self) {
        // A signal that cannot be left is nothing that anybody could still do something about.
        let _ = self.watch.stop();
    }
}
