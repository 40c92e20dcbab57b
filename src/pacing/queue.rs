//! The queue of a paced client's attempts, which are sent in order.
//!
//! Only the first in line asks the pacing, and waits for as long as that says, or until another attempt
//! ends. Whoever makes room resolves a promise that the first awaits, so each goes on in its own async
//! context. In workerd it would not: what one request resolves goes on in that request, which may be
//! over. There, each looks again by a timer of its own.

use std::{cell::RefCell, future::poll_fn, pin::Pin, rc::Rc, task::Poll};

use wasm_bindgen::prelude::*;

use super::{Pacing, RateLimit, RateLimitInfo, is_refusal, line::Line};
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

/// How often each looks again where no other wakes it, in milliseconds.
const POLL_MS: f64 = 20.0;

/// The queue of one client.
pub struct Queue {
    pacing: RefCell<Pacing>,
    line: RefCell<Line<Deferred>>,
    /// Whether nobody can be woken by another.
    polls: bool,
}

impl Queue {
    /// An empty one.
    #[must_use]
    pub fn new(limit: RateLimit) -> Self {
        let polls = platform::is_workerd();
        Self { pacing: RefCell::new(Pacing::new(limit)), line: RefCell::default(), polls }
    }

    /// Waits until an attempt may be sent. It has its turn until what this gives is dropped, or for
    /// `turn_ms` at most.
    ///
    /// # Errors
    /// The early end of the call, or a refusal that is known to last longer than `longest_ms`.
    pub async fn join(
        self: &Rc<Self>,
        cancellation: &mut Cancellation,
        longest_ms: f64,
        turn_ms: f64,
    ) -> Result<Turn, NoTurn> {
        let number = self.line.borrow_mut().join();
        let place = Place { queue: Rc::clone(self), number };
        loop {
            let waits = match self.look(number, longest_ms, turn_ms)? {
                Ok(number) => {
                    drop(place);
                    return Ok(Turn { queue: Rc::clone(self), number });
                }
                Err(waits) => waits,
            };
            cancellation.race_with(waits).await.map_err(NoTurn::Interrupted)?;
        }
    }

    /// Begins an attempt where its place is the first and the pacing allows it. Gives the number of its
    /// turn, or what to wait for before it looks again.
    fn look(
        &self,
        place: u32,
        longest_ms: f64,
        turn_ms: f64,
    ) -> Result<Result<u32, impl Future<Output = ()> + Unpin + use<>>, NoTurn> {
        let now = platform::clock();
        let mut ms = f64::INFINITY;
        if self.line.borrow_mut().is_first(place, now) {
            let mut pacing = self.pacing.borrow_mut();
            let pause_ms = pacing.pause_ms(now);
            if pause_ms > longest_ms {
                return Err(NoTurn::Paused(pause_ms));
            }
            match pacing.begin(now, turn_ms) {
                Ok(turn) => return Ok(Ok(turn)),
                Err(wait_ms) => ms = wait_ms,
            }
        }
        let (mut news, mut woken) = (None, None);
        if self.polls {
            ms = ms.min(POLL_MS);
        } else {
            let deferred = Deferred::default();
            woken = Some(Wait::on(&deferred.promise));
            news = Some(deferred);
        }
        self.line.borrow_mut().wait(place, now, ms, news);
        // Where another attempt has to end first, its end is the news.
        let timer =
            if ms.is_finite() { Timer::start(ms.min(MAX_DURATION_MS.into())).ok() } else { None };
        Ok(Err(first_of(woken, timer)))
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
        // The borrow ends before anything of JavaScript's runs.
        let news = self.line.borrow_mut().news_of_first();
        if let Some(news) = news {
            news.resolve(&JsValue::UNDEFINED);
        }
    }
}

fn first_of(mut woken: Option<Wait>, mut timer: Option<Timer>) -> impl Future<Output = ()> + Unpin {
    poll_fn(move |context| {
        if let Some(woken) = &mut woken
            && Pin::new(woken).poll(context).is_ready()
        {
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
    number: u32,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.queue.line.borrow_mut().leave(self.number);
        self.queue.wake_first();
    }
}

/// An attempt under way.
pub struct Turn {
    queue: Rc<Queue>,
    number: u32,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.queue.pacing.borrow_mut().end(self.number);
        self.queue.wake_first();
    }
}
