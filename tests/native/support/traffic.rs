//! A paced client's calls on their way to a server that counts, in time that passes as the test says.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, VecDeque},
};

use reportei_customers::pacing::{Pacing, RateLimit, RateLimitInfo};

/// Times are whole microseconds here, so that they can be sorted.
pub type Micros = u64;
pub const MILLISECOND: Micros = 1000;
pub const SECOND: Micros = 1000 * MILLISECOND;
pub const MINUTE: Micros = 60 * SECOND;
/// A server that counts everything in one window.
pub const FOREVER: Micros = u64::MAX / 4;

#[allow(clippy::cast_precision_loss, reason = "times are exact in a double")]
pub fn ms(time: Micros) -> f64 {
    time as f64 / 1000.0
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn micros(ms: f64) -> Micros {
    // Timers are never early here: engines round up as well.
    (ms * 1000.0).ceil() as Micros
}

// ===== A server that counts =====

/// Where a server's windows begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Windows {
    /// With the first request, as Laravel's.
    AtFirst,
    /// One after the other, so much later than full seconds or minutes.
    Offset(Micros),
    /// With every request one of its own.
    Sliding,
}

/// What a server's refusals say of the time to come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Whole seconds, rounded up.
    Seconds,
    Nothing,
}

#[derive(Debug, Clone)]
pub struct Server {
    pub limit: u32,
    pub span: Micros,
    pub windows: Windows,
    pub names: Names,
    /// How many requests of others come with each of ours.
    pub others: u32,
    /// When each that counts will count no more.
    pub leaving: VecDeque<Micros>,
}

impl Server {
    pub const fn new(limit: u32, span: Micros) -> Self {
        let (windows, names) = (Windows::AtFirst, Names::Seconds);
        Self { limit, span, windows, names, others: 0, leaving: VecDeque::new() }
    }

    pub fn answer(&mut self, now: Micros, sent_at: Micros) -> RateLimitInfo {
        while self.leaving.front().is_some_and(|time| *time <= now) {
            self.leaving.pop_front();
        }
        let is_refused = self.remaining() == 0;
        if !is_refused {
            let leaves = match self.windows {
                Windows::AtFirst => self.leaving.front().copied().unwrap_or(now + self.span),
                Windows::Offset(by) => {
                    let by = by % self.span;
                    (now + self.span - by) / self.span * self.span + by
                }
                Windows::Sliding => now + self.span,
            };
            for _ in 0..(1 + self.others).min(self.remaining()) {
                self.leaving.push_back(leaves);
            }
        }
        let room = self.leaving.front().map_or(0, |time| time - now);
        let seconds = ms(room.div_ceil(SECOND) * SECOND);
        RateLimitInfo {
            sent_at: ms(sent_at),
            is_refusal: is_refused,
            limit: Some(self.limit.into()),
            remaining: Some(self.remaining().into()),
            retry_after_ms: if is_refused && self.names == Names::Seconds {
                Some(seconds)
            } else {
                None
            },
        }
    }

    fn remaining(&self) -> u32 {
        self.limit - u32::try_from(self.leaving.len()).expect("no more than the limit count")
    }
}

// ===== The way there and back =====

/// How long everything takes, by turns.
#[derive(Debug, Clone)]
pub struct Network {
    pub there: Vec<Micros>,
    pub back: Vec<Micros>,
    /// What it takes to open a connection, for each request that finds none at leisure.
    pub openings: Vec<Micros>,
    /// For how long a connection stays open at leisure.
    pub keeps: Micros,
}

impl Network {
    pub fn of(ways: &[Micros]) -> Self {
        Self { there: ways.to_vec(), back: ways.to_vec(), openings: vec![0], keeps: FOREVER }
    }
}

// ===== A client's queue =====

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// The first of the queue asks again.
    Ask,
    /// A request reaches the server.
    Arrives { sent_at: Micros, turn: u32 },
    /// An answer reaches the client.
    Answers { answer: usize, turn: u32 },
    /// So many calls queue, new ones or a refused one again.
    Queue { calls: usize },
}

#[derive(Debug, Default)]
pub struct Run {
    /// When each request was sent.
    pub sent: Vec<Micros>,
    pub refused: usize,
    pub ended: Micros,
    pub most_under_way: usize,
}

impl Run {
    pub fn seconds(&self) -> f64 {
        ms(self.ended) / 1000.0
    }
}

/// Makes that many calls at once, each repeated until it is answered. `ways`: how long
/// the ways there and back take, by turns.
pub fn run(calls: usize, limit: RateLimit, server: Server, ways: &[Micros]) -> Run {
    run_over(&Network::of(ways), &[(0, calls)], limit, server)
}

/// The same over any network, with so many calls wanted at each of these times.
pub fn run_over(
    network: &Network,
    wanted: &[(Micros, usize)],
    limit: RateLimit,
    mut server: Server,
) -> Run {
    let mut pacing = Pacing::new(limit);
    let mut there = network.there.iter().copied().cycle();
    let mut back = network.back.iter().copied().cycle();
    let mut openings = network.openings.iter().copied().cycle();
    // When each connection at leisure closes, the one used last at the end.
    let mut connections = Vec::new();
    let queue = |(time, calls): &(Micros, usize)| Reverse((*time, Event::Queue { calls: *calls }));
    let mut events = wanted.iter().map(queue).collect::<BinaryHeap<_>>();
    let mut answers = Vec::new();
    let calls = wanted.iter().map(|(_, calls)| calls).sum::<usize>();
    let (mut queued, mut answered, mut under_way, mut asks_at) = (0, 0, 0, 0);
    let mut run = Run::default();
    while answered < calls {
        let Reverse((now, event)) = events.pop().expect("something is under way");
        assert!(now < 1000 * 60 * MINUTE, "{} calls are not answered in time", calls - answered);
        match event {
            Event::Ask if asks_at != now => continue,
            Event::Ask => {}
            Event::Queue { calls } => queued += calls,
            Event::Arrives { sent_at, turn } => {
                let info = server.answer(now, sent_at);
                let answer = Event::Answers { answer: answers.len(), turn };
                answers.push(info);
                events.push(Reverse((now + back.next().unwrap(), answer)));
            }
            Event::Answers { answer, turn } => {
                let info = answers[answer];
                pacing.learn(ms(now), &info);
                pacing.end(turn);
                under_way -= 1;
                connections.push(now + network.keeps);
                if info.is_refusal {
                    run.refused += 1;
                    let again = micros(info.retry_after_ms.unwrap_or(500.0));
                    events.push(Reverse((now + again, Event::Queue { calls: 1 })));
                } else {
                    answered += 1;
                    run.ended = now;
                }
            }
        }
        while queued > 0 {
            let turn = pacing.begin(ms(now), f64::INFINITY);
            if let Err(wait) = turn {
                assert!(wait.is_finite() || under_way > 0, "no attempt would ever ask again");
                if wait.is_finite() {
                    // One timer, set anew.
                    asks_at = now + micros(wait).max(1);
                    events.push(Reverse((asks_at, Event::Ask)));
                }
                break;
            }
            let turn = turn.unwrap();
            queued -= 1;
            under_way += 1;
            run.most_under_way = run.most_under_way.max(under_way);
            run.sent.push(now);
            connections.retain(|closes| *closes > now);
            let opening = if connections.pop().is_some() { 0 } else { openings.next().unwrap() };
            let arrives = now + opening + there.next().unwrap();
            events.push(Reverse((arrives, Event::Arrives { sent_at: now, turn })));
        }
    }
    run
}
