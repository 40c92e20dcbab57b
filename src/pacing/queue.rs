//! The queue of a paced client's attempts, which are sent in order.
//!
//! Only the first in line asks the pacing, and waits for as long as that says, or until another attempt
//! ends. Whoever makes room resolves a promise that the first awaits, so each goes on in its own async
//! context.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::Poll,
};

use wasm_bindgen::prelude::*;

use super::{Pacing, RateLimit, RateLimitInfo, is_refusal};
use crate::{
    js::{
        abort::{Cancellation, Interruption},
        platform,
        task::Deferred,
        timer::Timer,
        transport::Answer,
        wait::Wait,
    },
    rules::MAX_DURATION_MS,
};

/// The queue of one client.
pub struct Queue {
    pacing: RefCell<Pacing>,
    waiting: RefCell<VecDeque<Rc<Waiter>>>,
}

/// An attempt that waits.
#[derive(Default)]
struct Waiter {
    /// What resolves when it is to look again.
    news: Cell<Option<Deferred>>,
}

impl Waiter {
    fn wake(&self) {
        if let Some(news) = self.news.take() {
            news.resolve(&JsValue::UNDEFINED);
        }
    }
}

impl Queue {
    /// An empty one.
    #[must_use]
    pub fn new(limit: RateLimit) -> Self {
        Self { pacing: RefCell::new(Pacing::new(limit)), waiting: RefCell::default() }
    }

    /// Waits until an attempt may be sent. It has its turn until what this gives is dropped.
    ///
    /// # Errors
    /// The early end of the call, or a refusal that is known to last longer than `longest_ms`.
    pub async fn join(
        self: &Rc<Self>,
        cancellation: &mut Cancellation,
        longest_ms: f64,
    ) -> Result<Turn, NoTurn> {
        let place = Place::last(self);
        loop {
            let news = Deferred::default();
            let woken = Wait::on(&news.promise);
            place.waiter.news.set(Some(news));
            let mut timer = None;
            if place.is_first() {
                let now = platform::clock();
                let mut pacing = self.pacing.borrow_mut();
                let pause_ms = pacing.pause_ms(now);
                if pause_ms > longest_ms {
                    return Err(NoTurn::Paused(pause_ms));
                }
                let ms = pacing.begin(now);
                drop(pacing);
                if ms <= 0.0 {
                    drop(place);
                    return Ok(Turn(Rc::clone(self)));
                }
                // Where another attempt has to end first, its end is the news.
                if ms.is_finite() {
                    timer = Timer::start(ms.min(MAX_DURATION_MS.into())).ok();
                }
            }
            let woken = cancellation.race_with(first_of(woken, timer)).await;
            woken.map_err(NoTurn::Interrupted)?;
        }
    }

    /// Takes note of an answer.
    pub fn learn(&self, now: f64, sent_at: f64, answer: &Answer) {
        let is_refusal = is_refusal(answer.status);
        let (limit, remaining) = answer.rate_limit();
        let retry_after_ms = if is_refusal { answer.retry_after_ms() } else { None };
        let info = RateLimitInfo { sent_at, is_refusal, limit, remaining, retry_after_ms };
        self.pacing.borrow_mut().learn(now, &info);
    }

    fn wake_first(&self) {
        let first = self.waiting.borrow().front().cloned();
        if let Some(first) = first {
            first.wake();
        }
    }
}

fn first_of(mut woken: Wait, mut timer: Option<Timer>) -> impl Future<Output = ()> + Unpin {
    poll_fn(move |context| {
        if Pin::new(&mut woken).poll(context).is_ready() {
            return Poll::Ready(());
        }
        match &mut timer {
            Some(timer) => Pin::new(timer).poll(context),
            None => Poll::Pending,
        }
    })
}

/// Why an attempt has no turn.
pub enum NoTurn {
    /// The call ended early.
    Interrupted(Interruption),
    /// The server refuses attempts for that many milliseconds still, which is too long to wait.
    Paused(f64),
}

/// A place in the queue, which is left when it is dropped.
struct Place {
    queue: Rc<Queue>,
    waiter: Rc<Waiter>,
}

impl Place {
    fn last(queue: &Rc<Queue>) -> Self {
        let waiter = Rc::new(Waiter::default());
        queue.waiting.borrow_mut().push_back(Rc::clone(&waiter));
        Self { queue: Rc::clone(queue), waiter }
    }

    fn is_first(&self) -> bool {
        self.queue.waiting.borrow().front().is_some_and(|first| Rc::ptr_eq(first, &self.waiter))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.is_first() {
            self.queue.waiting.borrow_mut().pop_front();
        } else {
            self.queue.waiting.borrow_mut().retain(|other| !Rc::ptr_eq(other, &self.waiter));
        }
        self.queue.wake_first();
    }
}

/// An attempt under way.
pub struct Turn(Rc<Queue>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.pacing.borrow_mut().end();
        self.0.wake_first();
    }
}
