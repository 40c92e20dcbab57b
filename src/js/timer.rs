//! Times to wait for, which the platform's timers keep.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use wasm_bindgen::prelude::*;

use super::wait::Wait;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

/// A timer, which is cleared when it is dropped: neither a process nor a page is held by a call that
/// has ended.
pub struct Timer {
    wait: Wait,
    handle: JsValue,
}

impl Timer {
    /// Starts a timer.
    ///
    /// # Errors
    /// What the platform's `setTimeout` throws.
    pub fn start(ms: f64) -> Result<Self, JsValue> {
        let (wait, handle) = Wait::on_timer(ms)?;
        Ok(Self { wait, handle })
    }

    /// Starts one for so many milliseconds; none for 0, which stands for ever.
    ///
    /// # Errors
    /// As [`Timer::start`].
    pub fn start_unless_zero(ms: u32) -> Result<Option<Self>, JsValue> {
        if ms == 0 { Ok(None) } else { Self::start(ms.into()).map(Some) }
    }

    /// Whether its time has come.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.wait.is_settled()
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.wait).poll(context).map(|_| ())
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        // A timer that cannot be cleared finds no wait when its time comes.
        let _ = clear_timeout(&self.handle);
    }
}
