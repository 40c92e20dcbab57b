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

use super::{task::Deferred, timer::Timer, wait::Wait};

#[wasm_bindgen]
extern "C" {
    /// An abort signal of any realm or make: every access may throw.
    #[derive(Clone)]
    pub type Signal;
    #[wasm_bindgen(method, getter, catch)]
    fn aborted(this: &Signal) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn reason(this: &Signal) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = addEventListener)]
    fn add_event_listener(this: &Signal, event: &str, listener: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeEventListener)]
    fn remove_event_listener(this: &Signal, event: &str, listener: &JsValue)
    -> Result<(), JsValue>;

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

impl Signal {
    /// Whether it was aborted. One whose getter throws was not.
    #[must_use]
    pub fn is_aborted(&self) -> bool {
        self.aborted().unwrap_or(false)
    }
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

/// A listener to a signal, which is removed when this is dropped.
struct Listener {
    signal: Signal,
    aborted: Deferred,
    wait: Wait,
}

impl Listener {
    fn add(signal: Signal) -> Result<Self, JsValue> {
        let aborted = Deferred::default();
        // The listener resolves a promise and does not wake the task: it runs in the context of
        // whoever aborts.
        signal.add_event_listener("abort", aborted.resolver())?;
        let wait = Wait::on(&aborted.promise);
        Ok(Self { signal, aborted, wait })
    }

    fn interruption(&self) -> Interruption {
        Interruption::Aborted(self.signal.reason().unwrap_or_default())
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // Nobody can do anything about a signal that keeps its listener.
        let _ = self.signal.remove_event_listener("abort", self.aborted.resolver());
    }
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
                return Ok(Some(Interruption::Aborted(signal.reason().unwrap_or_default())));
            }
            self.listeners.push(Listener::add(signal)?);
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
    pub fn is_over(&self) -> bool {
        self.call_timer.as_ref().is_some_and(Timer::is_over)
    }

    /// Why waiting is to end early.
    fn interruption(&self) -> Option<Interruption> {
        if let Some(listener) = self.listeners.iter().find(|one| one.wait.is_settled()) {
            return Some(listener.interruption());
        }
        if self.is_over() {
            return Some(Interruption::CallTimeout);
        }
        let is_late = self.attempt_timer.as_ref().is_some_and(Timer::is_over);
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
