//! Where the items of a bulk call come from.

use std::cell::Cell;

use js_sys::{Function, Reflect, Symbol, TypeError};
use wasm_bindgen::prelude::*;

use crate::js::{
    abort::Cancellation,
    args::{Read, items_of},
    error::Failure,
    object::{call_method, field},
    platform,
    signal::Signal,
};

/// An item, or why it did not come; nothing after the last.
pub(super) type Next = Option<Result<JsValue, JsValue>>;

/// Where items come from.
pub(super) enum Source {
    /// A copy of an array, a set or a map.
    Known { items: Vec<JsValue>, taken: Cell<usize> },
    /// Any other iterable, sync or async. It is closed where the signal ends it.
    Unknown {
        iterator: JsValue,
        signal: Option<Signal>,
        /// Nothing while an item is waited for, and after the last.
        cancellation: Cell<Option<Cancellation>>,
    },
}

impl Source {
    pub(super) fn open(items: &JsValue, signal: Option<Signal>) -> Read<Self> {
        let wrong = |cause| {
            let problem = "must be an array or another iterable, and no text";
            Failure::argument("items", problem).caused_by(cause)
        };
        if !items.is_object() && !items.is_function() {
            return Err(wrong(JsValue::UNDEFINED));
        }
        if has_length(items).map_err(wrong)? {
            if !Reflect::has(items, &Symbol::iterator()).map_err(wrong)? {
                return Err(wrong(JsValue::UNDEFINED));
            }
            let items = items_of(items).map_err(wrong)?.to_vec();
            return Ok(Self::Known { items, taken: Cell::default() });
        }
        let mut open = Reflect::get(items, &Symbol::async_iterator()).map_err(wrong)?;
        if open.is_undefined() || open.is_null() {
            open = Reflect::get(items, &Symbol::iterator()).map_err(wrong)?;
        }
        let open = open.dyn_into::<Function>().map_err(|_| wrong(JsValue::UNDEFINED))?;
        let iterator = open.call0(items).map_err(wrong)?;
        let mut cancellation =
            Cancellation::new(signal.iter().cloned().collect(), 0).map_err(Failure::network)?;
        // Each call says of itself that a signal cannot be listened to.
        let _ = cancellation.listen();
        Ok(Self::Unknown { iterator, signal, cancellation: Cell::new(Some(cancellation)) })
    }

    pub(super) fn total(&self) -> Option<u32> {
        match self {
            Self::Known { items, .. } => u32::try_from(items.len()).ok(),
            Self::Unknown { .. } => None,
        }
    }

    /// Asks for no more items where nobody knows how many there are.
    pub(super) fn stop(&self) {
        if let Self::Unknown { iterator, cancellation, .. } = self
            && cancellation.take().is_some()
        {
            close(iterator);
        }
    }

    /// The next item; nothing after the last.
    pub(super) async fn next(&self) -> Result<Next, JsValue> {
        match self {
            Self::Known { items, taken } => {
                let index = taken.get();
                taken.set(index + 1);
                Ok(items.get(index).cloned().map(Ok))
            }
            Self::Unknown { iterator, signal, cancellation } => {
                // While one waits for an item, no other does. What has ended has none.
                let Some(mut running) = cancellation.take() else { return Ok(None) };
                if signal.as_ref().is_some_and(Signal::is_aborted) {
                    close(iterator);
                    return Ok(None);
                }
                let item = next_of(iterator, &mut running).await;
                if matches!(item, Ok(Some(_))) {
                    cancellation.set(Some(running));
                }
                item
            }
        }
    }
}

/// Whether it says how many items it has: as an array does, or a set.
fn has_length(items: &JsValue) -> Result<bool, JsValue> {
    let mut length = field(items, "length")?;
    if length.is_undefined() || length.is_null() {
        length = field(items, "size")?;
    }
    Ok(length.as_f64().is_some_and(|length| length.fract() == 0.0))
}

async fn next_of(iterator: &JsValue, cancellation: &mut Cancellation) -> Result<Next, JsValue> {
    let next = call_method(iterator, "next")?;
    let Ok(step) = cancellation.race(&next).await else {
        // Nobody waits for what it would still have to say.
        close(iterator);
        return Ok(None);
    };
    let step = step?;
    if !step.is_object() {
        return Err(TypeError::new("an iterator's step must be an object").into());
    }
    if field(&step, "done")?.is_truthy() {
        return Ok(None);
    }
    // A step of a sync iterator may hold a promise, as `for await` has it. One that rejects is that
    // item's matter, and not that of the items behind it.
    let Ok(item) = cancellation.race(&field(&step, "value")?).await else {
        close(iterator);
        return Ok(None);
    };
    Ok(Some(item))
}

/// Closes an iterator, whose failures are its own.
fn close(iterator: &JsValue) {
    let close = field(iterator, "return").and_then(JsValue::dyn_into::<Function>);
    if let Ok(close) = close {
        platform::notify(&close.bind0(iterator), &JsValue::UNDEFINED);
    }
}
