//! Reads page after page, some of them ahead, and leaves out who was on an earlier page.

use std::{collections::VecDeque, rc::Rc};

use js_sys::{Array, Set};
use wasm_bindgen::prelude::*;

use super::walk::{Meta, Walk};
use crate::{
    api::{ListParams, check::Json, endpoint, request::Request},
    call::{run::Call, shared::Client},
    js::{
        abort::AbortController,
        caller::Functions,
        error::Failure,
        object::set,
        signal::Signal,
        task::{Forked, fork},
    },
    options::{ListAllOptions, ListAllParams},
};

/// What a loop goes through, and how.
#[derive(Clone)]
pub struct Source {
    /// The client.
    pub client: Client,
    /// Which customers, in which order.
    pub params: ListAllParams,
    /// How the pages are read.
    pub options: ListAllOptions,
}

impl Source {
    /// The caller's functions.
    ///
    /// # Errors
    /// `invalid_argument` where the client was freed.
    pub fn functions(&self) -> Result<Functions, Failure> {
        self.client.shared()?.caller.functions()
    }
}

/// A loop's reader of pages.
pub struct Reader {
    source: Source,
    functions: Functions,
    /// Ends the requests that are under way.
    controller: AbortController,
    walk: Walk,
    /// The ids of the customers that came.
    seen: Set,
    asked: VecDeque<Asked>,
    is_begun: bool,
}

/// A page that was requested.
struct Asked {
    page: u32,
    answer: Forked<Result<JsValue, Failure>>,
}

impl Reader {
    /// One that has read nothing.
    #[must_use]
    pub fn new(source: Source, functions: Functions, controller: AbortController) -> Self {
        Self {
            source,
            functions,
            controller,
            walk: Walk::default(),
            seen: Set::new(&JsValue::UNDEFINED),
            asked: VecDeque::new(),
            is_begun: false,
        }
    }

    /// The next page, without customers who came before; nothing after the last.
    ///
    /// # Errors
    /// That of a page's call, or `decode` where rows move too fast, or do not add up.
    pub async fn next_page(&mut self) -> Result<Option<JsValue>, Failure> {
        let ahead = self.source.options.prefetch as usize;
        // Before the first answer nobody knows how many pages there are.
        self.ask(if self.is_begun { ahead + 1 } else { 1 })?;
        self.is_begun = true;
        let Some(Asked { page, answer }) = self.asked.pop_front() else { return Ok(None) };
        let value = answer.join().await?;
        self.check_signal(page).await?;
        let new = self.leave_out_seen(&value);
        let meta = value.get("meta");
        let number = |name| whole(&meta.get(name));
        let meta = Meta {
            current_page: number("current_page"),
            total: number("total"),
            per_page: number("per_page"),
            last_page: number("last_page"),
        };
        self.walk.record(page, meta, new)?;
        // This page is still in memory, so it counts.
        self.ask(ahead)?;
        Ok(Some(value))
    }

    /// Fails where the signal was aborted after an answer came.
    ///
    /// # Errors
    /// `aborted`
    pub async fn check_signal(&self, page: u32) -> Result<(), Failure> {
        let signal = self.signal();
        if signal.is_some_and(|signal| signal.is_aborted()) {
            // A call says so as it should, and sends nothing.
            self.call(page)?.run().await?;
        }
        Ok(())
    }

    /// The signal that ends the loop.
    #[must_use]
    pub fn signal(&self) -> Option<Signal> {
        self.source.options.call.signal_or(&self.functions)
    }

    /// Asks for pages until so many are under way.
    fn ask(&mut self, most: usize) -> Result<(), Failure> {
        while self.asked.len() < most {
            let Some(page) = self.walk.next_page()? else { break };
            let call = self.call(page)?;
            self.asked.push_back(Asked { page, answer: fork(call.run()) });
        }
        Ok(())
    }

    fn call(&self, page: u32) -> Result<Box<Call>, Failure> {
        let ListAllParams { per_page, sort_by, descending } = self.source.params.clone();
        let params = ListParams { page: Some(page), per_page, sort_by, descending };
        let request = Request::new(&endpoint::LIST, None, &params.query());
        let options = Rc::clone(&self.source.options.call);
        let (shared, functions) = (self.source.client.shared()?, self.functions.clone());
        Call::new(shared, functions, request, None, options, Some(self.controller.signal()))
    }

    /// Leaves out whom an earlier page had, and counts the others.
    fn leave_out_seen(&self, page: &JsValue) -> u32 {
        let new = Array::new();
        for customer in Json::items(&page.get("data")) {
            let uuid = customer.get("uuid");
            if !self.seen.has(&uuid) {
                self.seen.add(&uuid);
                new.push(&customer);
            }
        }
        set(page, "data", &new);
        new.length()
    }
}

/// A number that an answer's meta has: what is beyond the range of whole numbers saturates.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
fn whole(value: &JsValue) -> u32 {
    value.as_f64().unwrap_or_default() as u32
}
