//! The customers whose creation a client saw succeed: `findUnconfirmed` leaves them out.

use js_sys::{JsString, Set};
use wasm_bindgen::prelude::*;

/// How many are remembered: the last ones, so that a client may serve for years.
const MAX_CONFIRMED: u32 = 50_000;

/// Their ids, oldest first.
pub struct Confirmed(Set);

impl Default for Confirmed {
    fn default() -> Self {
        Self(Set::new(&JsValue::UNDEFINED))
    }
}

impl Confirmed {
    /// Remembers one by its id, as ids are compared.
    pub fn add(&self, uuid: &JsString) {
        self.0.add(uuid);
        if self.0.size() > MAX_CONFIRMED
            && let Ok(oldest) = self.0.values().next()
        {
            self.0.delete(&oldest.value());
        }
    }

    /// Whether it is one of them.
    #[must_use]
    pub fn has(&self, uuid: &JsString) -> bool {
        self.0.has(uuid)
    }
}
