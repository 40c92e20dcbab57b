//! Abort signals, and the listeners to them.
//!
//! A signal has one listener of ours, however many calls it ends: Node warns of more than ten.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use js_sys::{Function, Map, Set};
use slab::Slab;
use wasm_bindgen::prelude::*;

use super::{abort::Interruption, task::Deferred, wait::Wait};

#[wasm_bindgen(module = "/src/js/host.js")]
extern "C" {
    #[wasm_bindgen(js_name = callAll)]
    fn call_all(functions: &Set) -> Function;
}

#[wasm_bindgen]
extern "C" {
    /// An abort signal of any realm or make: every access may throw.
    #[derive(Clone)]
    pub type Signal;
    /// Whether it was aborted.
    #[wasm_bindgen(method, getter, catch)]
    pub fn aborted(this: &Signal) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn reason(this: &Signal) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = addEventListener)]
    fn add_event_listener(this: &Signal, event: &str, listener: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeEventListener)]
    fn remove_event_listener(this: &Signal, event: &str, listener: &JsValue)
    -> Result<(), JsValue>;
}

impl Signal {
    /// Whether it was aborted. One whose getter throws was not.
    #[must_use]
    pub fn is_aborted(&self) -> bool {
        self.aborted().unwrap_or(false)
    }

    /// Why waiting ends when it is aborted.
    #[must_use]
    pub fn interruption(&self) -> Interruption {
        Interruption::Aborted(self.reason().unwrap_or_default())
    }
}

/// The one listener to a signal, which is removed when this is dropped.
struct Hub {
    signal: Signal,
    /// What calls all of these.
    listener: Function,
    /// What is to be resolved when the signal is aborted.
    resolvers: Set,
    place: usize,
}

/// The listeners that there are, and the places that they have, by their signals.
struct Hubs {
    places: Map,
    hubs: Slab<Weak<Hub>>,
}

thread_local! {
    static HUBS: RefCell<Hubs> =
        RefCell::new(Hubs { places: Map::new(), hubs: Slab::new() });
}

impl Hub {
    /// The listener to that signal.
    fn to(signal: &Signal) -> Result<Rc<Self>, JsValue> {
        let found = HUBS.with_borrow(|Hubs { places, hubs }| {
            let place = places.get(signal).as_f64()?;
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it was one"
            )]
            hubs.get(place as usize)?.upgrade()
        });
        found.map_or_else(|| Self::listen(signal), Ok)
    }

    fn listen(signal: &Signal) -> Result<Rc<Self>, JsValue> {
        let resolvers = Set::new(&JsValue::UNDEFINED);
        // It is no closure of Rust's, which a signal that keeps it might call after it was freed.
        let listener = call_all(&resolvers);
        signal.add_event_listener("abort", &listener)?;
        Ok(HUBS.with_borrow_mut(|Hubs { places, hubs }| {
            let entry = hubs.vacant_entry();
            let place = entry.key();
            let hub = Rc::new(Self { signal: signal.clone(), listener, resolvers, place });
            entry.insert(Rc::downgrade(&hub));
            places.set(signal, &JsValue::from(place));
            hub
        }))
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        HUBS.with_borrow_mut(|Hubs { places, hubs }| {
            places.delete(&self.signal);
            hubs.try_remove(self.place);
        });
        // Nobody can do anything about a signal that keeps its listener.
        let _ = self.signal.remove_event_listener("abort", &self.listener);
    }
}

/// One who listens to a signal, for as long as this lives.
pub struct Listener {
    hub: Rc<Hub>,
    aborted: Deferred,
    /// Settles when the signal is aborted.
    pub wait: Wait,
}

impl Listener {
    /// One to that signal.
    ///
    /// # Errors
    /// What the signal throws.
    pub fn to(signal: &Signal) -> Result<Self, JsValue> {
        let hub = Hub::to(signal)?;
        let aborted = Deferred::default();
        // It resolves a promise and wakes no task: it runs in the context of whoever aborts.
        hub.resolvers.add(aborted.resolver());
        let wait = Wait::on(&aborted.promise);
        Ok(Self { hub, aborted, wait })
    }

    /// Why waiting ends when the signal is aborted.
    #[must_use]
    pub fn interruption(&self) -> Interruption {
        self.hub.signal.interruption()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.hub.resolvers.delete(self.aborted.resolver());
    }
}
