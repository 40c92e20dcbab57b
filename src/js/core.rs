//! What JavaScript asks of this side: of a client, a call or a walk by its number.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::{
    call::Call,
    client::Shared,
    held::{self, CALLS, CLIENTS, WALKS},
    host::{self, Object},
};
use crate::{
    endpoint,
    error::{Error, ErrorKind},
    facts::{NAMES, Name, Sink},
    headers,
    model::shapes,
    options::{self, USER_AGENT},
    param::Value,
    text::push,
    trial::TrialStatus,
    walk::Meta,
};

/// The questions, as a class: JavaScript is handed one of it, and finds them there.
#[wasm_bindgen(skip_typescript)]
pub struct Core;

#[wasm_bindgen]
impl Core {
    /// Hands over a value, for the question that comes next. That takes all of them.
    pub fn set(place: usize, sort: u32, number: f64, text: String) {
        host::set(place, Value::of_sort(sort, number, text));
    }

    /// Whether the values are what the table says, or a header's name and value that can be sent
    /// where there is no such table; else the error is handed over.
    pub fn check(table: usize) -> bool {
        let mut values = host::values();
        let result = if let Some(params) = options::TABLES.get(table) {
            values.check(0, *params)
        } else {
            let name = values.text(0).unwrap_or_default();
            headers::check(&name, &values.take(1))
        };
        host::shown_or(result).is_some()
    }

    /// Hands over the error of an argument that JavaScript found wrong, with its name, where it has
    /// one, and what is wrong.
    pub fn invalid() {
        let mut values = host::values();
        let name = values.text(0);
        let problem = values.str(1);
        host::show(&name.map_or_else(
            || Error::new(ErrorKind::InvalidArgument, problem),
            |name| Error::argument(&name, problem),
        ));
    }

    /// Makes a client, of that number, with the values as its options. Gives whether they are that;
    /// else the error is handed over.
    pub fn open(client: usize) -> bool {
        let opened = host::shown_or(Shared::new(&mut host::values()));
        opened.map(|shared| held::swap(&CLIENTS, client, Some(Rc::new(shared)))).is_some()
    }

    /// Gives a client, or that of a call, another number beside its own.
    pub fn another(number: usize, of: usize) {
        let of_call = || CALLS.with_borrow(|calls| Some(calls.get(of)?.as_ref()?.client()));
        held::swap(&CLIENTS, number, shared(of).or_else(of_call));
    }

    /// Begins a client's call, of that number, with the values: the customer's id, four values of
    /// params, and the options; hands over how long it may take. Gives whether it can be begun; else
    /// its error is handed over.
    pub fn call(call: usize, client: usize, endpoint: usize) -> bool {
        let values = host::values();
        let (Some(shared), Some(endpoint)) = (shared(client), endpoint::ALL.get(endpoint)) else {
            return false;
        };
        let begun = host::shown_or(Call::new(shared, endpoint, values));
        begun.map(|begun| held::swap(&CALLS, call, Some(begun))).is_some()
    }

    /// [`Call::pace`].
    pub fn pace(call: usize, is_over: bool) -> f64 {
        held::ask(&CALLS, call, |call| call.pace(is_over))
    }

    /// [`Call::begin`], with the one value.
    pub fn begin(call: usize) -> bool {
        let token = host::values().take(0);
        held::ask(&CALLS, call, |call| call.begin(token))
    }

    /// Hands over the next of an answer's kinds, for [`Core::answer`].
    pub fn kind(kind: u32) {
        host::add_kind(kind);
    }

    /// [`Call::answer`], with the kinds that were handed over.
    pub fn answer(call: usize, status: u16) -> u32 {
        let kinds = host::kinds();
        held::ask(&CALLS, call, |call| call.answer(status, &kinds))
    }

    /// [`Call::wrong`], with the one text.
    pub fn wrong(call: usize, status: u16) -> u32 {
        let body = host::text().unwrap_or_default();
        held::ask(&CALLS, call, |call| call.wrong(status, &body))
    }

    /// [`Call::fail`].
    pub fn fail(call: usize, end: u32) {
        held::ask(&CALLS, call, |call| call.fail(end));
    }

    /// [`Call::next`].
    pub fn next(call: usize) -> f64 {
        held::ask(&CALLS, call, |call| call.next())
    }

    /// Begins a walk over all pages, of that number.
    pub fn walk(walk: usize) {
        held::swap(&WALKS, walk, Some(Box::default()));
    }

    /// The page that a walk asks for now, 0 for none; less than nothing where rows move too fast: the
    /// error is handed over then.
    pub fn ask(walk: usize) -> f64 {
        held::ask(&WALKS, walk, |walk| {
            host::shown_or(walk.ask()).map_or(-1.0, |page| page.unwrap_or_default().into())
        })
    }

    /// Takes what the answer to a page says of it.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
    pub fn learn(walk: usize, page: u32, total: f64, per_page: f64, last_page: f64) {
        let (total, per_page) = (total as u32, per_page as u32);
        let meta = Meta { total, per_page, last_page: last_page as u32 };
        held::ask(&WALKS, walk, |walk| walk.answer(page, meta));
    }

    /// Forgets a client, a call or a walk.
    pub fn free(number: usize) {
        held::swap(&CLIENTS, number, None);
        held::swap(&CALLS, number, None);
        held::swap(&WALKS, number, None);
    }

    /// What is left of a trial that ends then; at no time, where that is no number.
    pub fn trial(now: f64, is_paying: bool, ends_at: f64) {
        let ends_at = (!ends_at.is_nan()).then_some(ends_at);
        let status = TrialStatus::at(now, is_paying, ends_at);
        Object.text(Name::State, status.state.name());
        Object.number(Name::MsLeft, status.ms_left);
        Object.number(Name::DaysLeft, status.days_left);
    }
}

/// The client of that number.
fn shared(number: usize) -> Option<Rc<Shared>> {
    CLIENTS.with_borrow(|clients| clients.get(number)?.clone())
}

/// Tells JavaScript what it has to know, as soon as the wasm starts: a line of each sort.
#[wasm_bindgen(start)]
pub fn start() {
    let mut lines = String::new();
    push(&mut lines, &[NAMES, "\n"]);
    for table in &options::TABLES {
        push(&mut lines, &[table.text(), ";"]);
    }
    push(&mut lines, &["\n"]);
    for endpoint in &endpoint::ALL {
        push(&mut lines, &[endpoint.method, ","]);
    }
    push(&mut lines, &["\n"]);
    for shape in &shapes::ALL {
        push(&mut lines, &[shape.names, ";"]);
    }
    push(&mut lines, &["\n", USER_AGENT]);
    host::provide(Core, &lines);
}
