//! A loop over customers or pages: calls of `next` take turns, and `return` ends what is under way.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen::prelude::*;

use super::reader::{Reader, Source};
use crate::{
    api::check::Json,
    js::{abort::AbortController, caller::freed, error::Failure, turns::Turns},
};

/// What loops go through, or why there is none.
pub type Opened = Rc<Result<Source, Failure>>;

/// A loop under way. Calls of `next` take turns.
pub struct Loop {
    opened: Cell<Option<Opened>>,
    /// Nothing before the first page and after the last, and while a page is read.
    reader: RefCell<Option<Reader>>,
    controller: Cell<Option<AbortController>>,
    /// The customers of the page that was read, from the last one to the first.
    customers: RefCell<Vec<JsValue>>,
    turns: Turns,
    waiting: Cell<u32>,
    is_over: Cell<bool>,
}

impl Loop {
    /// One that begins anew.
    #[must_use]
    pub fn begin(opened: &Opened) -> Rc<Self> {
        Rc::new(Self::new(Rc::clone(opened)))
    }

    fn new(opened: Opened) -> Self {
        Self {
            opened: Cell::new(Some(opened)),
            reader: RefCell::default(),
            controller: Cell::default(),
            customers: RefCell::default(),
            turns: Turns::default(),
            waiting: Cell::default(),
            is_over: Cell::default(),
        }
    }

    /// A loop through that.
    #[must_use]
    pub fn through(source: Source) -> Self {
        Self::new(Rc::new(Ok(source)))
    }

    /// The next page; nothing after the last. An error comes once.
    ///
    /// # Errors
    /// That of a page.
    pub async fn next_page(&self) -> Result<Option<JsValue>, Failure> {
        let _waiting = Waiting::count(&self.waiting);
        let _turn = self.turns.take().await;
        self.read().await
    }

    /// The next customer; nothing after the last. An error comes once.
    ///
    /// # Errors
    /// That of a page.
    pub async fn next_customer(&self) -> Result<Option<JsValue>, Failure> {
        let _waiting = Waiting::count(&self.waiting);
        let _turn = self.turns.take().await;
        loop {
            let customer = self.customers.borrow_mut().pop();
            if let Some(customer) = customer {
                return match self.check_signal().await {
                    Ok(()) => Ok(Some(customer)),
                    Err(failure) => {
                        self.end();
                        Err(failure)
                    }
                };
            }
            let Some(page) = self.read().await? else { return Ok(None) };
            let mut customers = Json::items(&page.get("data"));
            customers.reverse();
            self.customers.replace(customers);
        }
    }

    /// The next customer, where nothing is to be waited for.
    #[must_use]
    pub fn ready_customer(&self) -> Option<JsValue> {
        if self.waiting.get() > 0 || self.is_over.get() || self.is_aborted() {
            return None;
        }
        self.customers.borrow_mut().pop()
    }

    /// Ends what is under way. Whoever waits for more gets none.
    pub fn end(&self) {
        self.is_over.set(true);
        let _reader = self.reader.take();
        let _customers = self.customers.take();
        if let Some(controller) = self.controller.take() {
            // Listeners may throw: that is theirs.
            let _ = controller.abort();
        }
    }

    async fn read(&self) -> Result<Option<JsValue>, Failure> {
        if self.is_over.get() {
            return Ok(None);
        }
        let read = self.read_on().await;
        // It was ended while it waited.
        if self.is_over.get() {
            return Ok(None);
        }
        if !matches!(read, Ok(Some(_))) {
            self.end();
        }
        read
    }

    async fn read_on(&self) -> Result<Option<JsValue>, Failure> {
        let mut reader = self.open()?;
        let page = reader.next_page().await;
        if !self.is_over.get() {
            self.reader.replace(Some(reader));
        }
        page
    }

    fn open(&self) -> Result<Reader, Failure> {
        if let Some(reader) = self.reader.take() {
            return Ok(reader);
        }
        let source = match self.opened.take().as_deref() {
            Some(Ok(source)) => source.clone(),
            Some(Err(failure)) => return Err(failure.clone()),
            None => return Err(freed()),
        };
        let controller = AbortController::new().map_err(Failure::network)?;
        self.controller.set(Some(controller.clone()));
        let functions = source.functions()?;
        Ok(Reader::new(source, functions, controller))
    }

    fn is_aborted(&self) -> bool {
        let signal = self.reader.borrow().as_ref().and_then(Reader::signal);
        signal.is_some_and(|signal| signal.is_aborted())
    }

    async fn check_signal(&self) -> Result<(), Failure> {
        if !self.is_aborted() {
            return Ok(());
        }
        let Some(reader) = self.reader.take() else { return Ok(()) };
        let checked = reader.check_signal(1).await;
        self.reader.replace(Some(reader));
        checked
    }
}

/// Somebody who waits, for as long as this lives.
struct Waiting<'a>(&'a Cell<u32>);

impl<'a> Waiting<'a> {
    fn count(waiting: &'a Cell<u32>) -> Self {
        waiting.set(waiting.get() + 1);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}
