//! What can end a call early: its signals and its times.
//!
//! A [`Cancellation`] lives as long as its call. Dropping it clears the timers and removes the
//! listeners. What is waited for ends with it, whatever `fetch` does about the signal that it was
//! given.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use wasm_bindgen::prelude::*;

use super::{
    signal::{Listener, Signal},
    timer::Timer,
    wait::Wait,
};

#[wasm_bindgen]
extern "C" {
    /// The platform's own.
    #[derive(Clone)]
    pub type AbortController;
    /// A controller whose signal has not been aborted.
    #[wasm_bindgen(constructor, catch)]
    pub fn new() -> Result<AbortController, JsValue>;
    /// Its signal.
    #[wasm_bindgen(method, getter)]
    pub fn signal(this: &AbortController) -> Signal;
    /// Aborts its signal. The signal's listeners may throw.
    #[wasm_bindgen(method, catch)]
    pub fn abort(this: &AbortController) -> Result<(), JsValue>;
}

/// Why waiting ended early.
pub enum Interruption {
    /// An attempt took longer than it may.
    AttemptTimeout,
    /// The call took longer than it may.
    CallTimeout,
    /// A signal was aborted, for that reason.
    Aborted(JsValue),
}

/// What can end one call early.
pub struct Cancellation {
    /// Those that are not listened to yet.
    signals: Vec<Signal>,
    listeners: Vec<Listener>,
    call_timer: Option<Timer>,
    attempt_timer: Option<Timer>,
    controller: Option<AbortController>,
}

impl Cancellation {
    /// That of a call with these signals. It may take so many milliseconds; any time, for 0.
    ///
    /// # Errors
    /// What the platform's timers throw.
    pub fn new(signals: Vec<Signal>, total_timeout_ms: u32) -> Result<Self, JsValue> {
        Ok(Self {
            signals,
            listeners: Vec::new(),
            call_timer: Timer::start_unless_zero(total_timeout_ms)?,
            attempt_timer: None,
            controller: None,
        })
    }

    /// Listens to the signals, before the first attempt. Gives why there is to be no attempt.
    ///
    /// # Errors
    /// What a signal threw that cannot be listened to.
    pub fn listen(&mut self) -> Result<Option<Interruption>, JsValue> {
        for signal in std::mem::take(&mut self.signals) {
            if signal.aborted()? {
                return Ok(Some(signal.interruption()));
            }
            self.listeners.push(Listener::to(&signal)?);
        }
        Ok(self.interruption())
    }

    /// Begins an attempt, which may take so many milliseconds, or any time (0).
    ///
    /// # Errors
    /// What the platform throws.
    pub fn begin_attempt(&mut self, timeout_ms: u32) -> Result<Signal, JsValue> {
        // A signal of this realm, since a platform's `fetch` takes no other.
        let controller = AbortController::new()?;
        let signal = controller.signal();
        self.controller = Some(controller);
        self.attempt_timer = Timer::start_unless_zero(timeout_ms)?;
        Ok(signal)
    }

    /// Ends an attempt: its time no longer counts.
    pub fn end_attempt(&mut self) {
        self.attempt_timer = None;
        self.controller = None;
    }

    /// Waits for a value or a promise, or for an early end if that comes first: a `fetch` that a caller
    /// brings may ignore its signal. The value's own rejection is within.
    pub fn race(
        &mut self,
        value: &JsValue,
    ) -> impl Future<Output = Result<Result<JsValue, JsValue>, Interruption>> {
        self.race_with(Wait::on(value))
    }

    /// As [`Cancellation::race`], for any future.
    pub fn race_with<F: Future + Unpin>(
        &mut self,
        mut value: F,
    ) -> impl Future<Output = Result<F::Output, Interruption>> {
        poll_fn(move |context| {
            if let Some(interruption) = self.interruption() {
                // The task itself aborts, and not whoever interrupts it. Listeners may do anything.
                if let Some(controller) = &self.controller {
                    let _ = controller.abort();
                }
                return Poll::Ready(Err(interruption));
            }
            self.register(context);
            Pin::new(&mut value).poll(context).map(Ok)
        })
    }

    /// Whether the call took as long as it may.
    #[must_use]
    pub fn is_over(&mut self) -> bool {
        self.call_timer.as_mut().is_some_and(Timer::is_over)
    }

    /// Why waiting is to end early.
    fn interruption(&mut self) -> Option<Interruption> {
        if let Some(listener) = self.listeners.iter().find(|one| one.wait.is_settled()) {
            return Some(listener.interruption());
        }
        if self.is_over() {
            return Some(Interruption::CallTimeout);
        }
        let is_late = self.attempt_timer.as_mut().is_some_and(Timer::is_over);
        is_late.then_some(Interruption::AttemptTimeout)
    }

    /// Has the task woken by whatever may end it early.
    fn register(&mut self, context: &mut Context<'_>) {
        for listener in &mut self.listeners {
            let _ = Pin::new(&mut listener.wait).poll(context);
        }
        for timer in [&mut self.call_timer, &mut self.attempt_timer].into_iter().flatten() {
            let _ = Pin::new(timer).poll(context);
        }
    }
}
