//! What `listAll` gives: iterables over customers and over pages.
//!
//! `next` and `return` are written out. An async generator of JavaScript's would have `return` wait for
//! a `next` that is pending.

use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;

use super::{
    looping::{Loop, Opened},
    reader::Source,
};
use crate::{
    js::{caller::Retained, error::Failure, object::step, task},
    options::ToArrayOptions,
};

/// All customers, to be iterated over: each loop begins anew.
#[wasm_bindgen(skip_typescript)]
pub struct CustomerList {
    opened: Opened,
    retained: Retained,
}

#[wasm_bindgen]
impl CustomerList {
    /// Begins a loop over the customers.
    #[must_use]
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]", skip_typescript)]
    pub fn customers(&self) -> ListIterator {
        ListIterator { walk: Loop::begin(&self.opened), by: By::Customers }
    }

    /// The pages.
    #[must_use]
    #[wasm_bindgen(skip_typescript)]
    pub fn pages(&self) -> PageList {
        PageList { opened: Rc::clone(&self.opened), retained: retained(&self.opened) }
    }

    /// Collects the customers.
    #[wasm_bindgen(js_name = toArray, skip_typescript)]
    pub fn to_array(&self, options: &JsValue) -> Promise {
        let options = ToArrayOptions::read(options);
        let walk = Loop::begin(&self.opened);
        task::promise(async move {
            let ToArrayOptions { limit } = options?;
            let customers = Array::new();
            while customers.length() < limit {
                let Some(customer) = walk.next_customer().await? else { break };
                customers.push(&customer);
            }
            walk.end();
            Ok(customers.into())
        })
    }

    /// Hands the caller's functions over to the object that this is in JavaScript.
    #[wasm_bindgen(skip_typescript)]
    pub fn release(&self) -> JsValue {
        self.retained.release()
    }
}

impl CustomerList {
    /// A list of what a client's options open, or one whose loops reject.
    #[must_use]
    pub fn new(opened: Result<Source, Failure>) -> Self {
        let opened = Rc::new(opened);
        Self { retained: retained(&opened), opened }
    }
}

/// The functions of the client, for an object of JavaScript's to hold.
fn retained(opened: &Opened) -> Retained {
    let functions = opened.as_ref().as_ref().ok().and_then(|source| source.functions().ok());
    Retained::new(functions)
}

/// All pages, to be iterated over: each loop begins anew.
#[wasm_bindgen(skip_typescript)]
pub struct PageList {
    opened: Opened,
    retained: Retained,
}

#[wasm_bindgen]
impl PageList {
    /// Begins a loop over the pages.
    #[must_use]
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]", skip_typescript)]
    pub fn iterate(&self) -> ListIterator {
        ListIterator { walk: Loop::begin(&self.opened), by: By::Pages }
    }

    /// As that of [`CustomerList`].
    #[wasm_bindgen(skip_typescript)]
    pub fn release(&self) -> JsValue {
        self.retained.release()
    }
}

/// What a loop goes through.
#[derive(Clone, Copy)]
enum By {
    Customers,
    Pages,
}

/// A loop over customers or over pages.
#[wasm_bindgen(skip_typescript)]
pub struct ListIterator {
    walk: Rc<Loop>,
    by: By,
}

#[wasm_bindgen]
impl ListIterator {
    /// The next customer or page.
    #[wasm_bindgen(skip_typescript)]
    pub fn next(&self) -> Promise {
        // As most are: it is there, and nobody waits for another.
        if let By::Customers = self.by
            && let Some(customer) = self.walk.ready_customer()
        {
            return Promise::resolve(&step(false, &customer));
        }
        let (walk, by) = (Rc::clone(&self.walk), self.by);
        task::promise(async move {
            let next = match by {
                By::Customers => walk.next_customer().await?,
                By::Pages => walk.next_page().await?,
            };
            Ok(step_of(next))
        })
    }

    /// Ends the loop, and what is under way.
    #[wasm_bindgen(js_name = return, skip_typescript)]
    pub fn end(&self, value: &JsValue) -> Promise {
        self.walk.end();
        Promise::resolve(&step(true, value))
    }

    /// Another handle on this loop.
    #[must_use]
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]", skip_typescript)]
    pub fn itself(&self) -> Self {
        Self { walk: Rc::clone(&self.walk), by: self.by }
    }
}

fn step_of(value: Option<JsValue>) -> JsValue {
    match value {
        Some(value) => step(false, &value),
        None => step(true, &JsValue::UNDEFINED),
    }
}
