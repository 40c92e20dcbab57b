//! A stateful stand-in for the Reportei Connect API, for tests: pure, seeded, with an injected
//! clock.
//!
//! A request goes through `handle`: what may go wrong with it, the rate limit, the route, the access
//! token, the call, and into the journal. The core knows no JavaScript type, reads no clock and draws no random number of its
//! own; `js` is its boundary to JavaScript. It shares the models with the client and nothing else,
//! so that the two can disagree. What it answers follows from the API contract, and from Laravel,
//! on which the API runs, where the contract is silent.

mod calls;
mod clock;
mod envelopes;
mod faults;
mod fields;
mod http;
mod input;
mod journal;
#[cfg(target_arch = "wasm32")]
mod js;
mod paging;
mod rate_limit;
mod routes;
mod secrets;
mod seed;
mod state;
mod store;

pub use clock::{Clock, Timestamp};
pub use faults::{
    Delivery, Envelope, Fault, FaultInjection, FaultKind, RandomFaults, RedirectTarget, Used,
    WaitForm, parse_injection, parse_random,
};
pub use http::{Request, Response};
pub use journal::JournalEntry;
pub use rate_limit::DEFAULT_RATE_LIMIT_PER_MINUTE;
pub use seed::{CustomerSeed, IntegrationSeed, Population, TrialEnd, parse_data};

use envelopes::{Outcome, Refusal};
use faults::Faults;
use journal::{Answered, Journal};
use paging::Pages;
use rate_limit::RateLimit;
use state::State;

/// The seed where none is given.
pub const DEFAULT_SEED: u64 = 1;
/// How many customers are made where none are given.
pub const DEFAULT_CUSTOMERS: u32 = 40;

/// How a sandbox starts.
#[derive(Clone)]
pub struct Config {
    /// What ids, tokens and made-up customers follow from.
    pub seed: u64,
    /// The customers it starts with.
    pub population: Population,
    /// What its clock is set to.
    pub clock: Clock,
    /// How many requests it answers in a minute.
    pub rate_limit_per_minute: u32,
    /// How many requests it answers in a second; nothing for as many as in a minute.
    pub rate_limit_per_second: Option<u32>,
    /// The faults that come by chance.
    pub faults: Option<RandomFaults>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            seed: DEFAULT_SEED,
            population: Population::Generated(DEFAULT_CUSTOMERS),
            clock: Clock::flowing(),
            rate_limit_per_minute: DEFAULT_RATE_LIMIT_PER_MINUTE,
            rate_limit_per_second: None,
            faults: None,
        }
    }
}

/// The stand-in: its customers, its clock, its faults and its journal.
pub struct Sandbox {
    config: Config,
    started_at: Timestamp,
    state: State,
    faults: Faults,
    journal: Journal,
    late: Vec<Late>,
}

/// A request that is to be applied later.
struct Late {
    /// The id of its entry in the journal.
    id: String,
    request: Request,
    due: Timestamp,
}

impl Sandbox {
    /// A sandbox that starts when the host's time is `host_now`.
    #[must_use]
    pub fn new(config: Config, host_now: Timestamp) -> Self {
        Self {
            state: starting_state(&config, host_now),
            started_at: host_now,
            faults: starting_faults(&config),
            config,
            journal: Journal::default(),
            late: Vec::new(),
        }
    }

    /// Answers a request that comes when the host's time is `host_now`.
    ///
    /// The one place that every request passes: faults happen before and after `apply`.
    pub fn handle(&mut self, request: &Request, host_now: Timestamp) -> Response {
        let now = self.state.clock.now(host_now);
        self.apply_late(now);
        let fault = self.faults.next(request);
        let reaches_the_api = fault.as_ref().is_none_or(Fault::reaches_the_api);
        let pages = fault.as_ref().map_or(Pages::Right, Fault::pages);
        let outcome = reaches_the_api.then(|| self.apply(request, now, pages));
        let applied = matches!(outcome, Some(Ok(_)));

        let of_fault = fault.as_ref().and_then(|fault| fault.answer(request, host_now));
        let of_api =
            || outcome.map(|done| done.unwrap_or_else(|refusal| refusal.into_response(request)));
        let mut response = of_fault.or_else(of_api).unwrap_or_else(Response::none);

        self.state.answered = self.state.answered.wrapping_add(1);
        let id = format!("sandbox-{:06}", self.state.answered);
        let allowance = self.state.rate_limit.tightest(now);
        response.headers.extend([
            ("cache-control", "no-cache, private".to_owned()),
            ("x-ratelimit-limit", allowance.limit.to_string()),
            ("x-ratelimit-remaining", allowance.remaining.to_string()),
            ("x-request-id", id.clone()),
        ]);
        if request.method.eq_ignore_ascii_case("HEAD") {
            response.body.clear();
        }
        if let Some(fault) = &fault {
            fault.tamper(&mut response);
        }
        if let Some(Fault::Late { ms }) = fault {
            let (id, request, due) = (id.clone(), request.clone(), now.plus(i64::from(ms)));
            self.late.push(Late { id, request, due });
        }
        let fault = fault.map(|fault| fault.kind());
        let answer = Answered { id, at: now, status: response.status, fault, applied };
        self.journal.record(request, answer);
        response
    }

    /// Makes a fault hit the next requests that fit; those that were injected before come first.
    pub fn inject(&mut self, injection: FaultInjection) -> Used {
        self.faults.inject(injection)
    }

    /// Applies what was to be done late, and is due.
    fn apply_late(&mut self, now: Timestamp) {
        let (mut due, later) = self.late.drain(..).partition::<Vec<_>, _>(|late| late.due <= now);
        self.late = later;
        due.sort_by_key(|late| late.due);
        for Late { id, request, due } in due {
            if self.apply(&request, due, Pages::Right).is_ok() {
                self.journal.set_applied(&id);
            }
        }
    }

    fn apply(&mut self, request: &Request, now: Timestamp, pages: Pages) -> Outcome {
        self.state.rate_limit.take(now)?;
        let method = request.method.to_ascii_uppercase();
        let (call, uuid) = routes::find(&method, request.split_path().0)?;
        self.check_access_token(request)?;
        calls::make(call, &uuid, &mut self.state, request, now, pages)
    }

    fn check_access_token(&self, request: &Request) -> Result<(), Refusal> {
        let (scheme, token) = request
            .header("authorization")
            .and_then(|value| value.split_once(' '))
            .unwrap_or_default();
        let right =
            scheme.eq_ignore_ascii_case("bearer") && token.trim_start() == self.access_token();
        right.then_some(()).ok_or_else(|| Refusal::new(401, "Unauthenticated."))
    }

    /// The access token that requests must bear. It follows from the seed.
    #[must_use]
    pub fn access_token(&self) -> String {
        secrets::access_token(self.state.seed)
    }

    /// The token of a customer that the sandbox started with; nothing for any other.
    #[must_use]
    pub fn token_of(&self, uuid: &str) -> Option<String> {
        let customer = self.state.store.find(uuid)?;
        customer.seeded.then(|| secrets::seeded_customer_token(self.state.seed, &customer.uuid))
    }

    /// Moves the sandbox's clock forward.
    pub fn advance(&mut self, millis: u64) {
        self.state.clock.advance(millis);
    }

    /// Makes everything as it was at the start: customers, clock, counts, faults and journal.
    pub fn reset(&mut self) {
        self.faults = starting_faults(&self.config);
        self.state = starting_state(&self.config, self.started_at);
        self.journal.clear();
        self.late.clear();
    }

    /// Everything but the faults and the journal, as JSON that `restore` takes.
    #[must_use]
    pub fn snapshot(&self) -> String {
        self.state.to_json()
    }

    /// Goes back to a snapshot, or says that the text is none and changes nothing.
    #[must_use]
    pub fn restore(&mut self, snapshot: &str) -> bool {
        let Some(state) = State::from_json(snapshot) else {
            return false;
        };
        self.state = state;
        true
    }

    /// The last entries of the journal, at most `count`, the oldest first.
    pub fn journal(&self, count: usize) -> impl Iterator<Item = &JournalEntry> {
        self.journal.last(count)
    }
}

fn starting_state(config: &Config, host_now: Timestamp) -> State {
    let now = config.clock.now(host_now);
    let store = seed::customers(&config.population, config.seed, now);
    let rate_limit =
        RateLimit::new(config.rate_limit_per_second, config.rate_limit_per_minute, now);
    State::new(config.seed, config.clock.clone(), store, rate_limit)
}

fn starting_faults(config: &Config) -> Faults {
    Faults::new(config.faults.as_ref(), config.seed)
}
