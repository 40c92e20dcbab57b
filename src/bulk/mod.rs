//! Many calls of one kind: so many at a time, each item with a result of its own.

mod result;
mod source;

use std::{cell::Cell, rc::Rc};

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use result::{BulkResult, EarlierResult, rejected};
use source::Source;

use crate::{
    api::{
        CustomerParams, CustomerUpdate, PaymentStatusUpdate, check::Json, endpoint,
        request::Request,
    },
    call::{
        run::{Call, Store},
        shared::{Client, Shared},
    },
    js::{
        args::{self, Read, UNREADABLE, given},
        body,
        caller::Functions,
        error::Failure,
        object::object,
        platform, task,
        turns::Turns,
        wait::failure_of,
    },
    options::{BulkOptions, CallOptions, CreateManyOptions},
    peek::peek,
    rules::{Argument, required},
};

/// What is made of each item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A `create`, of a name.
    Create,
    /// An `update`.
    Update,
    /// A `delete`, of an id.
    Delete,
    /// An `updatePaymentStatus`.
    UpdatePaymentStatus,
}

impl Kind {
    /// The request for an item, and its body.
    fn request(self, item: &JsValue) -> Read<(Request, Option<JsValue>)> {
        Ok(match self {
            Self::Create => {
                let name = required("name", Argument { name: "name", given: given(item) }.name()?)?;
                let body = body::of(&CustomerParams { name })?;
                (Request::new(&endpoint::CREATE, None, &[]), Some(body))
            }
            Self::Delete => {
                let uuid = args::uuid(item)?;
                (Request::new(&endpoint::DELETE, Some(&uuid), &[]), None)
            }
            Self::Update => {
                let CustomerUpdate { uuid, params } = CustomerUpdate::read(item)?;
                let request = Request::new(&endpoint::UPDATE, Some(&uuid), &[]);
                (request, Some(body::of(&params)?))
            }
            Self::UpdatePaymentStatus => {
                let PaymentStatusUpdate { uuid, params } = PaymentStatusUpdate::read(item)?;
                let request = Request::new(&endpoint::UPDATE_PAYMENT_STATUS, Some(&uuid), &[]);
                (request, Some(body::of(&params)?))
            }
        })
    }
}

/// Starts many calls of a client.
pub fn start(client: &Client, kind: Kind, items: &JsValue, options: &JsValue) -> Promise {
    let run = Run::new(client, kind, items, options);
    task::promise(async move {
        let run = Rc::new(run?);
        // They share the items that are left: each takes one when it is done with the one before.
        let workers: Array = (0..run.workers()).map(|_| run.start_worker()).collect();
        let _ = JsFuture::from(Promise::all(&workers)).await;
        Ok(run.results.clone().into())
    })
}

/// Calls under way.
struct Run {
    client: Client,
    /// Has the tokens that no error may show, where the client was freed meanwhile too.
    shared: Rc<Shared>,
    functions: Functions,
    kind: Kind,
    options: Rc<CallOptions>,
    concurrency: u32,
    on_progress: Option<Function>,
    on_result: Option<Function>,
    /// The error of all items that are left, where `onResult` failed.
    broken: Cell<Option<JsValue>>,
    store_token: Option<Function>,
    /// Tokens are stored one at a time.
    storing: Rc<Turns>,
    begun: f64,
    source: Source,
    turns: Turns,
    results: Array,
    taken: Cell<u32>,
    done: Cell<u32>,
    failed: Cell<u32>,
    /// How many were sent and answered.
    answered: Cell<u32>,
}

impl Run {
    fn new(client: &Client, kind: Kind, items: &JsValue, options: &JsValue) -> Read<Self> {
        let (bulk, store_token) = if kind == Kind::Create {
            let CreateManyOptions { bulk, store_token } = CreateManyOptions::read(options)?;
            (bulk, store_token)
        } else {
            (BulkOptions::read(options)?, None)
        };
        let shared = client.shared()?;
        let functions = shared.caller.functions()?;
        let signal = bulk.call.signal_or(&functions);
        Ok(Self {
            client: client.clone(),
            shared,
            functions,
            kind,
            options: bulk.call,
            concurrency: bulk.concurrency,
            on_progress: bulk.on_progress,
            on_result: bulk.on_result,
            broken: Cell::default(),
            store_token,
            storing: Rc::default(),
            begun: platform::clock(),
            source: Source::open(items, signal)?,
            turns: Turns::default(),
            results: Array::new(),
            taken: Cell::default(),
            done: Cell::default(),
            failed: Cell::default(),
            answered: Cell::default(),
        })
    }

    fn workers(&self) -> u32 {
        self.source.total().map_or(self.concurrency, |total| total.min(self.concurrency))
    }

    fn start_worker(self: &Rc<Self>) -> Promise {
        let run = Rc::clone(self);
        task::promise(async move {
            while let Some((index, item)) = run.next_item().await {
                let result = match item {
                    Ok(item) => run.result_of(&item).await,
                    Err(cause) => unreadable(cause),
                };
                run.settle(index, &result).await;
            }
            Ok(JsValue::UNDEFINED)
        })
    }

    /// The next item, and its place.
    async fn next_item(&self) -> Option<(u32, Result<JsValue, JsValue>)> {
        let _turn = self.turns.take().await;
        if peek(&self.broken).is_some() {
            self.source.stop();
        }
        // Where items fail to come, that is the last one.
        let item = self.source.next().await.unwrap_or_else(|cause| Some(Err(cause)))?;
        let index = self.taken.get();
        self.taken.set(index + 1);
        Some((index, item))
    }

    /// The result of an item, which may be that of an earlier run.
    async fn result_of(&self, given: &JsValue) -> BulkResult {
        let mut item = given.clone();
        match EarlierResult::read(given) {
            Ok(EarlierResult::None) => {}
            Ok(EarlierResult::Fulfilled) => return BulkResult::earlier(given),
            Ok(EarlierResult::Rejected { item: earlier, may_be_applied }) => {
                // What failed may have made a customer all the same: another would be its double.
                if self.kind == Kind::Create && may_be_applied {
                    return BulkResult::earlier(given);
                }
                item = earlier;
            }
            Err(cause) => return unreadable(cause),
        }
        if let Some(error) = peek(&self.broken) {
            return BulkResult::rejected(&item, error, false);
        }
        match self.call(&item) {
            Ok(call) => match call.run().await {
                Ok(value) => BulkResult::fulfilled(&item, value),
                Err(failure) => rejected(&item, failure),
            },
            Err(failure) => rejected(&item, failure),
        }
    }

    fn call(&self, item: &JsValue) -> Read<Box<Call>> {
        let (request, body) = self.kind.request(item)?;
        let (shared, functions) = (self.client.shared()?, self.functions.clone());
        let call = Call::new(shared, functions, request, body, Rc::clone(&self.options), None)?;
        let store = self.store_token.clone().map(|function| Store {
            function,
            item: item.clone(),
            turns: Some(Rc::clone(&self.storing)),
        });
        Ok(call.storing(store))
    }

    /// Hands a result to its listeners.
    async fn settle(&self, index: u32, result: &BulkResult) {
        self.count(index, result);
        let Some(listener) = &self.on_result else { return };
        let given = listener.call1(&JsValue::UNDEFINED, &result.object);
        if let Some(cause) = failure_of(given).await {
            // What cannot be written down is not begun.
            let failure = Failure::argument("onResult", "failed (see cause)").caused_by(cause);
            self.broken.set(Some(self.without_tokens(failure).into_error()));
        }
    }

    /// The failure without the tokens that the listener was given, which may be in its cause.
    fn without_tokens(&self, failure: Failure) -> Failure {
        let token_of = |result: JsValue| result.get("value").get("api_token").as_string();
        let created: Vec<String> = self.results.iter().filter_map(token_of).collect();
        let mut secrets = self.shared.secrets(&self.options);
        secrets.extend(created.iter().map(String::as_str));
        failure.without(&secrets)
    }

    fn count(&self, index: u32, result: &BulkResult) {
        self.results.set(index, result.object.clone());
        increment(&self.done);
        if result.is_failed {
            increment(&self.failed);
        }
        if result.was_sent {
            increment(&self.answered);
        }
        let Some(listener) = &self.on_progress else { return };
        let (done, failed) = (self.done.get(), self.failed.get());
        let answered = f64::from(self.answered.get());
        let per_second = answered * 1000.0 / (platform::clock() - self.begun).max(1.0);
        let left = self.source.total().map(|total| f64::from(total.saturating_sub(done)));
        let ms_left = left.and_then(|left| {
            if left == 0.0 {
                Some(0.0)
            } else {
                (answered > 0.0).then(|| left * 1000.0 / per_second)
            }
        });
        let progress = object()
            .with("done", done)
            .with("total", self.source.total())
            .with("succeeded", done - failed)
            .with("failed", failed)
            .with("perSecond", per_second)
            .with("msLeft", ms_left);
        platform::notify(listener, &progress.into());
    }
}

/// The result of an item that could not be had.
fn unreadable(cause: JsValue) -> BulkResult {
    let failure = Failure::argument("items", UNREADABLE).caused_by(cause);
    rejected(&JsValue::UNDEFINED, failure)
}

fn increment(count: &Cell<u32>) {
    count.set(count.get() + 1);
}
