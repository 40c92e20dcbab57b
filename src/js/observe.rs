//! Tells a client's observer what its calls do: enough to trace and to count, and no secret.

use serde::{Serialize, Serializer, ser::SerializeMap};
use wasm_bindgen::prelude::*;

use crate::endpoint::Endpoint;

#[wasm_bindgen(module = "/src/js/send.js")]
extern "C" {
    fn notify(observer: &JsValue, event: &JsValue);
}

/// One event, as `super::types` declares it.
pub struct Event<'a> {
    /// Which call.
    pub endpoint: &'static Endpoint,
    /// What happened.
    pub name: &'static str,
    /// What goes with it, as text.
    pub texts: &'a [(&'static str, Option<&'a str>)],
    /// What goes with it, as numbers.
    pub numbers: &'a [(&'static str, Option<f64>)],
}

impl Event<'_> {
    /// Tells the observer, where there is one.
    pub fn tell(&self, observer: &JsValue) {
        if observer.is_undefined() {
            return;
        }
        let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
        if let Ok(event) = self.serialize(&serializer) {
            notify(observer, &event);
        }
    }
}

impl Serialize for Event<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", self.name)?;
        map.serialize_entry("method", self.endpoint.method)?;
        map.serialize_entry("path", self.endpoint.path)?;
        for (name, text) in self.texts {
            if let Some(text) = text {
                map.serialize_entry(name, text)?;
            }
        }
        for (name, number) in self.numbers {
            if let Some(number) = number {
                map.serialize_entry(name, number)?;
            }
        }
        map.end()
    }
}
