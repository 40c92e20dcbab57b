//! The Rust side of a client: its options, its calls, and what all of them share.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::prelude::*;

use super::{
    call::Call,
    host::{self, Object},
};
use crate::{
    budget::Budget,
    endpoint,
    facts::{NAMES, Name, Sink},
    headers,
    options::{self, Config, USER_AGENT},
    pacing::Pacing,
    param::{Param, Value, Values},
    shape,
    text::push,
    trial::TrialStatus,
    walk::{Meta, Walk},
};

/// What all calls of a client share.
pub struct Shared {
    /// The client's options, as far as they are decided upon here.
    pub config: Config,
    /// What pays for attempts made again.
    pub budget: Cell<Budget>,
    /// How many calls were begun.
    pub calls: Cell<u32>,
    /// What says when an attempt may be sent, where that is this side's to say.
    pub pacing: Cell<Option<Box<Pacing>>>,
}

/// A handle of a client, or of one yet to be.
#[wasm_bindgen(skip_typescript)]
#[derive(Default)]
pub struct Client {
    /// What the next question is about.
    values: Values,
    shared: Option<Rc<Shared>>,
    walk: Walk,
}

#[wasm_bindgen]
#[allow(clippy::unused_self, reason = "JavaScript has no other way to reach these")]
impl Client {
    /// Another handle to the same client; to none, where this is of none.
    pub fn another(&self) -> Self {
        Self { shared: self.shared.clone(), ..Self::default() }
    }

    /// Hands over a value, for the question that comes next. That takes all of them.
    pub fn set(&mut self, place: usize, sort: u32, number: f64, text: String) {
        self.values.set(place, Value::of_sort(sort, number, text));
    }

    /// Whether the values are what the table says, or a header's name and value that can be sent
    /// where there is no such table; else the error is handed over.
    pub fn check(&mut self, table: usize) -> bool {
        let mut values = core::mem::take(&mut self.values);
        let params = table_at(table);
        let result = if params.is_empty() {
            let name = values.text(0).unwrap_or_default();
            headers::check(&name, &values.take(1))
        } else {
            values.check(0, params)
        };
        host::shown_or(result).is_some()
    }

    /// Whether the values are a client's options, which this client has from now on, likewise.
    pub fn open(&mut self) -> bool {
        let mut values = core::mem::take(&mut self.values);
        self.shared = host::shown_or(Config::read(&mut values)).map(|config| {
            let pacing = config.rate_limit.map(|limit| Box::new(Pacing::new(limit)));
            Rc::new(Shared {
                config,
                budget: Cell::default(),
                calls: Cell::default(),
                pacing: Cell::new(pacing),
            })
        });
        self.shared.is_some()
    }

    /// Begins a call with the values: the customer's id, four values of params, and the options;
    /// hands over how long it may take. Where it cannot be begun, its error is handed over.
    pub fn call(&mut self, endpoint: usize) -> Option<Call> {
        let values = core::mem::take(&mut self.values);
        let (shared, endpoint) = (self.shared.clone()?, endpoint::ALL.get(endpoint)?);
        host::shown_or(Call::new(shared, endpoint, values))
    }

    /// The page that this handle's walk over all pages asks for now, 0 for none; nothing where rows
    /// move too fast: the error is handed over then.
    pub fn ask(&mut self) -> Option<u32> {
        host::shown_or(self.walk.ask()).map(Option::unwrap_or_default)
    }

    /// Takes what the answer to a page says of it.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
    pub fn answer(&mut self, page: u32, total: f64, per_page: f64, last_page: f64) {
        let (total, per_page) = (total as u32, per_page as u32);
        self.walk.answer(page, Meta { total, per_page, last_page: last_page as u32 });
    }

    /// What is left of a trial that ends then; at no time, where that is no number.
    pub fn trial(&self, now: f64, is_paying: bool, ends_at: f64) {
        let ends_at = (!ends_at.is_nan()).then_some(ends_at);
        let status = TrialStatus::at(now, is_paying, ends_at);
        Object.text(Name::State, status.state.name());
        Object.number(Name::MsLeft, status.ms_left);
        Object.number(Name::DaysLeft, status.days_left);
    }
}

/// Tells JavaScript what it has to know, as soon as the wasm starts.
#[wasm_bindgen(start)]
pub fn start() {
    let mut tables = String::new();
    for table in 0.. {
        let params = table_at(table);
        if params.is_empty() && table >= endpoint::ALL.len() {
            break;
        }
        for param in params {
            push(&mut tables, &[param.name, ","]);
        }
        push(&mut tables, &[";"]);
    }
    let mut methods = String::new();
    for endpoint in endpoint::ALL {
        push(&mut methods, &[endpoint.method, ","]);
    }
    let layout = shape::layout(&endpoint::SHAPES);
    host::provide(Client::default(), NAMES, &tables, &methods, &layout, USER_AGENT);
}

/// The table that JavaScript calls by that number.
fn table_at(number: usize) -> &'static [Param] {
    let of_endpoint = endpoint::ALL.get(number).map(|endpoint| endpoint.params);
    let of_options = || options::TABLES.get(number.checked_sub(endpoint::ALL.len())?).copied();
    of_endpoint.or_else(of_options).unwrap_or_default()
}
