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
    error::{Error, ErrorKind, Result},
    facts::{NAMES, Name, Sink},
    headers,
    model::shapes,
    options::{self, Config, USER_AGENT},
    text::push,
    trial::TrialStatus,
    value::{Sort, Value},
    walk::Meta,
};

/// The questions, as a class: JavaScript is handed one of it, and finds them there.
#[wasm_bindgen(skip_typescript)]
pub struct Core;

#[wasm_bindgen]
impl Core {
    /// Hands over a value, for the question that comes next. That takes all of them.
    pub fn set(place: usize, sort: u32, number: f64, text: String) {
        host::set(place, Value::new(sort, number, text));
    }

    /// Whether the values are what the table says, or a header's name and value that can be sent
    /// where there is no such table; else the error is handed over.
    pub fn check(table: usize) -> bool {
        let checked = host::about_values(|values| match options::TABLES.get(table) {
            Some(params) => values.check(0, *params),
            None => headers::check(values.get(0).text(), values.get(1)),
        });
        checked.is_some()
    }

    /// Hands over the error of an argument that JavaScript found wrong, with its name, where it has
    /// one, and what is wrong.
    pub fn invalid() {
        host::about_values(|values| -> Result<()> {
            let problem = values.get(1).text();
            let name = values.get(0);
            Err(if name.is(Sort::Text) {
                Error::argument(name.text(), problem)
            } else {
                Error::new(ErrorKind::InvalidArgument, problem)
            })
        });
    }

    /// Makes a client, of that number, with the values as its options. Gives whether they are that;
    /// else the error is handed over.
    pub fn open(client: usize) -> bool {
        let opened = host::about_values(|values| {
            Config::check(values)?;
            Ok(Shared::new(values))
        });
        opened.map(|shared| held::swap(&CLIENTS, client, Some(shared))).is_some()
    }

    /// Gives a client another number beside its own.
    pub fn another(number: usize, of: usize) {
        held::swap(&CLIENTS, number, shared(of));
    }

    /// Begins a client's call, of that number, with the values: the customer's id, four values of
    /// params, and the options; hands over how long it may take. Gives whether it can be begun; else
    /// its error is handed over.
    pub fn call(call: usize, client: usize, endpoint: usize) -> bool {
        // JavaScript asks for no others.
        let Some(endpoint) = endpoint::ALL.get(endpoint) else { return false };
        let begun = host::about_values(|values| {
            Call::check(endpoint, values)?;
            Ok(shared(client).map(|shared| Call::new(shared, endpoint, values)))
        });
        begun.map(|begun| held::swap(&CALLS, call, begun)).is_some()
    }

    /// [`Call::pace`].
    pub fn pace(call: usize, is_over: bool) -> f64 {
        held::ask(&CALLS, call, |call| call.pace(is_over))
    }

    /// [`Call::begin`], with the one value.
    pub fn begin(call: usize) -> bool {
        held::ask(&CALLS, call, |call| host::with_values(|values| call.begin(values)))
    }

    /// [`Call::answer`], with the one text.
    pub fn answer(call: usize, status: u32) -> u32 {
        let kinds = host::text();
        held::ask(&CALLS, call, |call| call.answer(status, &kinds))
    }

    /// [`Call::wrong`], with the one text.
    pub fn wrong(call: usize, status: u32) -> u32 {
        let body = host::text();
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
        let status = TrialStatus::at(now, is_paying, ends_at);
        Object.word(Name::State, status.state.name());
        Object.number(Name::MsLeft, status.ms_left);
        Object.number(Name::DaysLeft, status.days_left);
    }
}

/// The client of that number, or that of the call which has it.
fn shared(number: usize) -> Option<Rc<Shared>> {
    let of_call = || held::ask(&CALLS, number, |call| Some(call.client()));
    held::ask(&CLIENTS, number, |client| Some(Rc::clone(client))).or_else(of_call)
}

/// Tells JavaScript what it has to know, as soon as the wasm starts: a line of each sort.
#[wasm_bindgen(start)]
pub fn start() {
    let mut lines = String::new();
    push(&mut lines, NAMES, "\n", "");
    for table in &options::TABLES {
        push(&mut lines, table.text(), ";", "");
    }
    lines.push('\n');
    for shape in &shapes::ALL {
        push(&mut lines, shape.names, ";", "");
    }
    push(&mut lines, "\n", USER_AGENT, "");
    host::provide(Core, &lines);
}
