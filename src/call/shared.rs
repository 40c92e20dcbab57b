//! What all calls of a client share.

use std::{cell::Cell, rc::Rc};

use js_sys::Object;
use wasm_bindgen::prelude::*;

use super::{budget::Budget, confirmed::Confirmed};
use crate::{
    js::{
        caller::{Caller, Given, freed},
        error::Failure,
        object::object,
        platform,
    },
    options::{CallOptions, ClientOptions, Limiter, TokenSource, USER_AGENT},
    pacing::queue::Queue,
    peek::peek,
    secret::Secret,
};

/// A client, as the objects that make its calls have it: until it is freed.
#[derive(Clone)]
pub struct Client(Rc<Cell<Option<Rc<Shared>>>>);

impl Client {
    /// A client whose calls share that.
    #[must_use]
    pub fn new(shared: Rc<Shared>) -> Self {
        Self(Rc::new(Cell::new(Some(shared))))
    }

    /// What its calls share.
    ///
    /// # Errors
    /// `invalid_argument` where it was freed.
    pub fn shared(&self) -> Result<Rc<Shared>, Failure> {
        peek(&self.0).ok_or_else(freed)
    }

    /// Forgets it: calls under way have it still.
    pub fn free(&self) {
        self.0.set(None);
    }
}

/// What all calls of a client share.
pub struct Shared {
    /// The client's options, but for what only JavaScript can hold.
    pub options: Box<ClientOptions>,
    /// What only JavaScript can hold.
    pub caller: Caller,
    /// Whether there is an access token, or a function that gives one.
    pub has_access_token: bool,
    /// The client's own headers that are the same for each request, none of them secret.
    base_headers: Object,
    /// What pays for attempts made again.
    pub budget: Budget,
    /// The customers whose creation this client saw.
    pub confirmed: Confirmed,
    /// What paces the attempts of this client.
    pub queue: Option<Rc<Queue>>,
    calls: Cell<u32>,
}

impl Shared {
    /// That of a client with these options.
    #[must_use]
    pub fn new(mut options: Box<ClientOptions>) -> Self {
        let has_access_token = options.access_token.is_some();
        let token = match options.access_token.take() {
            Some(TokenSource::Function(function)) => Some(function),
            token => {
                options.access_token = token;
                None
            }
        };
        let (queue, limiter) = match options.rate_limit.take() {
            Some(Limiter::Own(limit)) => (Some(Rc::new(Queue::new(limit))), JsValue::UNDEFINED),
            Some(Limiter::Foreign(limiter)) => (None, limiter),
            None => (None, JsValue::UNDEFINED),
        };
        let (fetch, observer) = (options.fetch.take(), options.observer.take());
        let signal = options.signal.take();
        Self {
            options,
            caller: Caller::new(Given { fetch, token, observer, limiter, signal }),
            has_access_token,
            base_headers: base_headers(),
            budget: Budget::default(),
            confirmed: Confirmed::default(),
            queue,
            calls: Cell::default(),
        }
    }

    /// The merchant's token, where no function gives it.
    #[must_use]
    pub const fn access_token(&self) -> Option<&Secret> {
        match &self.options.access_token {
            Some(TokenSource::Token(token)) => Some(token),
            _ => None,
        }
    }

    /// The tokens of a call with these options, but for those that a function gives.
    #[must_use]
    pub fn secrets<'a>(&'a self, options: &'a CallOptions) -> Vec<&'a str> {
        let customer = [&self.options.customer_token, &options.customer_token];
        let secrets = self.access_token().into_iter().chain(customer.into_iter().flatten());
        secrets.map(Secret::reveal).collect()
    }

    /// The number of the next call.
    pub fn next_number(&self) -> u32 {
        let number = self.calls.get().wrapping_add(1);
        self.calls.set(number);
        number
    }

    /// The base headers, to be added to.
    #[must_use]
    pub fn new_headers(&self) -> Object {
        Object::assign(&Object::new(), &self.base_headers)
    }
}

fn base_headers() -> Object {
    // In a browser, a preflight would have to allow it.
    let user_agent = if platform::is_browser() { None } else { Some(USER_AGENT) };
    let headers = object().with("accept", "application/json").with_some("user-agent", user_agent);
    JsValue::from(headers).unchecked_into()
}
