//! The one way in which a task waits for JavaScript: a future that a slot stands for.
//!
//! JavaScript knows a wait by two numbers, its slot and its turn, and settles it at most once. A wait
//! that was dropped has no slot any more, so a late settle changes nothing, and what settles late holds
//! nothing of the task: a promise that never settles leaks nothing once nobody waits for it. A response
//! that comes late is let go of: nobody would read its body.

use std::{
    cell::{Cell, RefCell},
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use slab::Slab;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/host.js")]
extern "C" {
    fn connect(waker: JsValue);
    #[wasm_bindgen(js_name = wait)]
    fn wait_for(value: &JsValue, slot: usize, turn: u32);
    /// Cancels the body of a response that nobody will read.
    pub fn discard(response: &JsValue);
    #[wasm_bindgen(catch, js_name = startTimer)]
    fn start_timer(ms: f64, slot: usize, turn: u32) -> Result<JsValue, JsValue>;
}

/// A value, or the reason for which there is none.
type Settled = Result<JsValue, JsValue>;

enum State {
    Pending(Option<Waker>),
    Settled(Settled),
}

struct Slot {
    turn: u32,
    state: State,
}

thread_local! {
    static SLOTS: RefCell<Slab<Slot>> = const { RefCell::new(Slab::new()) };
    static LAST_TURN: Cell<u32> = const { Cell::new(0) };
    static IS_CONNECTED: Cell<bool> = const { Cell::new(false) };
}

/// A wait for JavaScript.
pub struct Wait {
    slot: usize,
    turn: u32,
}

impl Wait {
    /// Waits for a promise, for anything else that can be awaited, or for a plain value.
    #[must_use]
    pub fn on(value: &JsValue) -> Self {
        let wait = Self::new();
        wait_for(value, wait.slot, wait.turn);
        wait
    }

    /// Waits for a time. Gives the timer's handle too.
    ///
    /// # Errors
    /// What the platform's `setTimeout` throws.
    pub fn on_timer(ms: f64) -> Result<(Self, JsValue), JsValue> {
        let wait = Self::new();
        let timer = start_timer(ms, wait.slot, wait.turn)?;
        Ok((wait, timer))
    }

    fn new() -> Self {
        if !IS_CONNECTED.replace(true) {
            let settle: Closure<dyn Fn(usize, u32, bool, JsValue)> = Closure::new(settle);
            connect(settle.into_js_value());
        }
        let turn = LAST_TURN.get().wrapping_add(1);
        LAST_TURN.set(turn);
        let state = State::Pending(None);
        let slot = SLOTS.with_borrow_mut(|slots| slots.insert(Slot { turn, state }));
        Self { slot, turn }
    }

    /// Whether it has settled.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        SLOTS.with_borrow(|slots| {
            let slot = slots.get(self.slot);
            slot.is_some_and(|slot| matches!(slot.state, State::Settled(_)))
        })
    }
}

/// Waits for what a caller's function gave. Gives what it failed with, where it threw or rejected.
pub async fn failure_of(called: Settled) -> Option<JsValue> {
    match called {
        Ok(given) => Wait::on(&given).await.err(),
        Err(cause) => Some(cause),
    }
}

impl Future for Wait {
    type Output = Settled;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Settled> {
        let waker = context.waker().clone();
        // What it replaces is dropped after the borrow: a waker may be a task's last owner, and what
        // that task drops may take a slot.
        let (poll, _replaced) = SLOTS.with_borrow_mut(|slots| match slots.get_mut(self.slot) {
            Some(Slot { state: State::Settled(settled), .. }) => {
                (Poll::Ready(settled.clone()), None)
            }
            Some(Slot { state: State::Pending(current), .. }) => {
                (Poll::Pending, current.replace(waker))
            }
            None => (Poll::Pending, Some(waker)),
        });
        poll
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let _removed = SLOTS.with_borrow_mut(|slots| slots.try_remove(self.slot));
    }
}

/// Settles a wait, and wakes its task. JavaScript calls it.
fn settle(slot: usize, turn: u32, is_kept: bool, value: JsValue) {
    let settled = if is_kept { Ok(value) } else { Err(value) };
    let before = SLOTS.with_borrow_mut(|slots| match slots.get_mut(slot) {
        Some(Slot { turn: current, state }) if *current == turn => {
            Ok(std::mem::replace(state, State::Settled(settled)))
        }
        _ => Err(settled),
    });
    match before {
        Ok(State::Pending(Some(waker))) => waker.wake(),
        Err(Ok(late)) if late.is_object() => discard(&late),
        _ => {}
    }
}
