//! Runs a Rust future for a caller of JavaScript.
//!
//! A task is polled at once when it is made, and from then on in the very reaction that wakes it. So
//! its code runs in the async context of the one who made it (`AsyncLocalStorage`), at any
//! concurrency, and the first `fetch` of a call starts before its method returns. The executor of
//! `wasm_bindgen_futures` polls all tasks in one shared microtask instead, whose context is that of
//! whoever was first.
//!
//! For the context to stay the caller's, a task is woken by promises that it awaits itself and by
//! timers that it set itself, and by nothing else: whoever has news for another task resolves a
//! promise ([`Deferred`]).

use std::{
    cell::{Cell, RefCell},
    future::Future,
    pin::Pin,
    rc::Rc,
    sync::Arc,
    task::{Context, Wake, Waker},
};

use js_sys::{Function, Promise};
use slab::Slab;
use wasm_bindgen::prelude::*;

use super::{error::Failure, wait::Wait};

#[wasm_bindgen(module = "/src/js/host.js")]
extern "C" {
    fn settle(call: &Promise, reject: &Function) -> Promise;
}

/// A promise, and what settles it.
pub struct Deferred {
    /// The promise.
    pub promise: Promise,
    resolve: Function,
    reject: Function,
}

impl Default for Deferred {
    fn default() -> Self {
        // Not `Function::default()`, which a content security policy forbids: it evaluates a text.
        let [mut resolve, mut reject] =
            [JsValue::UNDEFINED, JsValue::UNDEFINED].map(JsValue::unchecked_into::<Function>);
        let promise = Promise::new(&mut |one, other| (resolve, reject) = (one, other));
        Self { promise, resolve, reject }
    }
}

impl Deferred {
    /// Resolves the promise, unless it was settled before.
    pub fn resolve(&self, value: &JsValue) {
        // A promise's own functions never throw.
        let _ = self.resolve.call1(&JsValue::UNDEFINED, value);
    }

    /// The promise's own function that resolves it, for JavaScript to call.
    #[must_use]
    pub const fn resolver(&self) -> &Function {
        &self.resolve
    }

    fn reject(&self, reason: &JsValue) {
        let _ = self.reject.call1(&JsValue::UNDEFINED, reason);
    }
}

/// Starts a call: gives the promise of its value, which rejects with a `ReporteiError`.
pub fn promise(call: impl Future<Output = Result<JsValue, Failure>> + 'static) -> Promise {
    promise_of(Box::pin(call))
}

/// Boxed, so that there is one copy of this however many kinds of calls there are.
fn promise_of(call: Pin<Box<dyn Future<Output = Result<JsValue, Failure>>>>) -> Promise {
    let deferred = Deferred::default();
    let (promise, reject) = (deferred.promise.clone(), deferred.reject.clone());
    start(Box::pin(async move {
        match call.await {
            Ok(value) => deferred.resolve(&value),
            Err(failure) => deferred.reject(&failure.into_details()),
        }
    }));
    // Not before: of a call that traps as it starts, nobody gets this promise.
    settle(&promise, &reject)
}

/// Starts a task whose result another task awaits.
pub fn fork<T: 'static>(future: impl Future<Output = T> + 'static) -> Forked<T> {
    let deferred = Rc::new(Deferred::default());
    let result = Rc::new(Cell::new(None));
    let forked = Forked { done: deferred.promise.clone(), result: Rc::clone(&result) };
    start(Box::pin(async move {
        result.set(Some(future.await));
        deferred.resolve(&JsValue::UNDEFINED);
    }));
    forked
}

/// A task that runs beside the one that made it.
pub struct Forked<T> {
    done: Promise,
    result: Rc<Cell<Option<T>>>,
}

impl<T> Forked<T> {
    /// Waits for its result.
    pub async fn join(self) -> T {
        let _ = Wait::on(&self.done).await;
        match self.result.take() {
            Some(result) => result,
            // Nothing else takes it.
            None => std::future::pending().await,
        }
    }
}

type Boxed = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// The tasks that are not done. A waker must be able to go to other threads, so it has a task's key
    /// in place of the task.
    static TASKS: RefCell<Slab<Rc<Task>>> = const { RefCell::new(Slab::new()) };
}

/// Starts a task.
fn start(future: Boxed) {
    let task = Rc::new(Task { future: Cell::new(Some(future)), state: Cell::new(State::Idle) });
    let key = TASKS.with_borrow_mut(|tasks| tasks.insert(Rc::clone(&task)));
    let waker = Waker::from(Arc::new(Key(key)));
    task.run(&waker, key);
}

/// A future under way.
struct Task {
    /// Nothing while it is polled.
    future: Cell<Option<Boxed>>,
    state: Cell<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Idle,
    Running,
    /// It was woken while it ran.
    Woken,
}

impl Task {
    fn run(&self, waker: &Waker, key: usize) {
        if self.state.replace(State::Woken) != State::Idle {
            return;
        }
        while self.state.replace(State::Running) == State::Woken {
            // No borrow lasts while it is polled: what it calls may come back here.
            let Some(mut future) = self.future.take() else { return };
            if future.as_mut().poll(&mut Context::from_waker(waker)).is_ready() {
                let _done = TASKS.with_borrow_mut(|tasks| tasks.try_remove(key));
                return;
            }
            self.future.set(Some(future));
        }
        self.state.set(State::Idle);
    }
}

/// What wakes a task: only what it waits for has one, so its key is never another's.
struct Key(usize);

impl Wake for Key {
    fn wake(self: Arc<Self>) {
        let key = self.0;
        let task = TASKS.with_borrow(|tasks| tasks.get(key).cloned());
        if let Some(task) = task {
            task.run(&Waker::from(self), key);
        }
    }
}
