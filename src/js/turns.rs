//! Turns that tasks take one after the other.

use std::cell::Cell;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::{task::Deferred, wait::Wait};

/// A line of tasks, of which one has its turn.
#[derive(Default)]
pub struct Turns {
    /// What resolves when the last in line has had its turn.
    last: Cell<Option<Promise>>,
}

impl Turns {
    /// Waits for a turn, which lasts until what this gives is dropped.
    pub async fn take(&self) -> Turn {
        let ended = Deferred::default();
        let before = self.last.replace(Some(ended.promise.clone()));
        let turn = Turn(ended);
        if let Some(before) = before {
            let _ = Wait::on(&before).await;
        }
        turn
    }
}

/// A turn.
pub struct Turn(Deferred);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.resolve(&JsValue::UNDEFINED);
    }
}
