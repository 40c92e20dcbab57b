//! What can end a call early: its clocks, and the caller's signal.
//!
//! A [`Cancellation`] lives as long as its call, and dropping it takes back its timers and its
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
    fn new(total_timeout_ms: u32, signal: &JsValue) -> Result<Watch, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn ended(this: &Watch) -> u32;
    #[wasm_bindgen(method)]
    fn begin(this: &Watch, timeout_ms: u32) -> JsValue;
    #[wasm_bindgen(method, catch, getter)]
    fn reason(this: &Watch) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn race(this: &Watch, value: JsValue) -> Promise;
    #[wasm_bindgen(method, catch)]
    fn stop(this: &Watch) -> Result<(), JsValue>;
}

/// The codes of why waiting ended early.
const ATTEMPT_TIMED_OUT: u32 = 1;
const CALL_TIMED_OUT: u32 = 2;

/// The means to end one call early.
pub struct Cancellation {
    watch: Watch,
    timeout_ms: u32,
    total_timeout_ms: u32,
}

impl Cancellation {
    /// Begins to watch: the clock of attempts and that of the whole call (0 ms: never), and the
    /// signal where there is one.
    ///
    /// # Errors
    /// `aborted` where the signal has spoken before.
    pub fn watch(
        timeout_ms: u32,
        total_timeout_ms: u32,
        signal: &JsValue,
    ) -> Result<Self, Failure> {
        let watch = Watch::new(total_timeout_ms, signal).map_err(|cause| {
            let error = Error::argument("signal", "could not be listened to (see cause)");
            Failure::from(error).caused_by(cause)
        })?;
        let this = Self { watch, timeout_ms, total_timeout_ms };
        if this.watch.ended() == 0 { Ok(this) } else { Err(this.interruption()) }
    }

    /// Begins an attempt, and gives the signal to hand to `fetch`.
    #[must_use]
    pub fn begin(&self) -> JsValue {
        self.watch.begin(self.timeout_ms)
    }

    /// Waits that long between two attempts.
    ///
    /// # Errors
    /// `aborted` or `timeout` of the whole call.
    pub async fn sleep(&self, ms: u32) -> Result<(), Failure> {
        // A time that runs out is what is waited for.
        let _ = self.watch.begin(ms.max(1));
        let _ = JsFuture::from(self.watch.race(Promise::new(&mut |_, _| {}).into())).await;
        if self.watch.ended() == ATTEMPT_TIMED_OUT { Ok(()) } else { Err(self.interruption()) }
    }

    /// Whether nothing more can come of the call.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.watch.ended() > ATTEMPT_TIMED_OUT
    }

    /// Waits for a value or a promise, or for the early end if that comes first.
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
        let ms = match self.watch.ended() {
            ATTEMPT_TIMED_OUT => self.timeout_ms,
            CALL_TIMED_OUT => self.total_timeout_ms,
            _ => {
                let error = Error::new(ErrorKind::Aborted, "the caller aborted the call");
                return Failure::from(error).caused_by(self.watch.reason().unwrap_or_default());
            }
        };
        let message = concat(&["no whole answer came within ", &decimal(ms), " ms"]);
        Error::new(ErrorKind::Timeout, &message).into()
    }
}

impl Drop for Cancellation {
    fn drop(&mut self) {
        // A signal that cannot be left is nothing that anybody could still do something about.
        let _ = self.watch.stop();
    }
}
