//! Times to wait for, which the platform's timers keep.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use wasm_bindgen::prelude::*;

use super::{platform, wait::Wait};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

/// A timer that comes later than this, in milliseconds, comes once more.
const LATE_MS: f64 = 100.0;

/// A timer, which is cleared when it is dropped: neither a process nor a page is held by a call that
/// has ended.
pub struct Timer {
    wait: Wait,
    handle: JsValue,
    /// When its time comes, by the clock.
    due: f64,
    comes_once_more: bool,
}

impl Timer {
    /// Starts a timer.
    ///
    /// # Errors
    /// What the platform's `setTimeout` throws.
    pub fn start(ms: f64) -> Result<Self, JsValue> {
        let due = platform::clock() + ms;
        let (wait, handle) = Wait::on_timer(ms)?;
        Ok(Self { wait, handle, due, comes_once_more: true })
    }

    /// Starts one for so many milliseconds; none for 0, which stands for ever.
    ///
    /// # Errors
    /// As [`Timer::start`].
    pub fn start_unless_zero(ms: u32) -> Result<Option<Self>, JsValue> {
        if ms == 0 { Ok(None) } else { Self::start(ms.into()).map(Some) }
    }

    /// Whether its time has come.
    ///
    /// Where a process or its loop stood still, timers come before what arrived meanwhile is read. So one
    /// that comes late comes once more, after that.
    #[must_use]
    pub fn is_over(&mut self) -> bool {
        if !self.wait.is_settled() {
            return false;
        }
        if self.comes_once_more
            && platform::clock() > self.due + LATE_MS
            && let Ok(again) = Self::start(0.0)
        {
            *self = again;
            self.comes_once_more = false;
            return false;
        }
        true
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let due = self.due;
        Pin::new(&mut self.wait).poll(context).map(|_| platform::catch_up(due))
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        // A timer that cannot be cleared finds no wait when its time comes.
        let _ = clear_timeout(&self.handle);
    }
}
