//! What the Rust side asks of `host.js`, and tells it.
//!
//! Only numbers and texts cross: objects stay on the side that has them. Any value of JavaScript's
//! that Rust held would need a place in a table, a way in and a way out of it, and code wherever it
//! may be dropped: that was a third of the package, and of the time that a call takes.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::{core::Core, held};
use crate::{
    envelope::Body,
    error::{Error, Result},
    facts::{Name, Sink},
    value::{Value, Values},
};

#[wasm_bindgen(module = "/src/js/host.js")]
extern "C" {
    /// What JavaScript has to know of this side before it can ask anything.
    pub fn provide(core: Core, lines: &str);
    #[wasm_bindgen(js_name = put)]
    fn put_text(name: u8, text: &str);
    #[wasm_bindgen(js_name = putWord)]
    fn put_word(name: u8, word: u8);
    #[wasm_bindgen(js_name = put)]
    fn put_number(name: u8, number: f64);
    #[wasm_bindgen(js_name = put)]
    fn put_flag(name: u8, flag: bool);
    fn append(name: u8, key: &str, text: &str);
    /// What is put from now on is an event.
    #[wasm_bindgen(js_name = beginEvent)]
    pub fn begin_event();
    /// It is whole: what is put from now on belongs again to what was put before.
    #[wasm_bindgen(js_name = endEvent)]
    pub fn end_event();
    /// Milliseconds of a clock that is never set back.
    pub fn clock() -> f64;
    #[wasm_bindgen(js_name = header)]
    fn ask_header(names: &str);
    /// The body of that answer, fit to be seen.
    pub fn see(body: &str);
    #[wasm_bindgen(js_name = textAt)]
    fn ask_text_at(path: &str);
    #[wasm_bindgen(js_name = saidAt)]
    fn ask_said_at(path: &str, place: u32) -> bool;
    #[wasm_bindgen(js_name = redirect)]
    fn ask_redirect(from: &str, to: &str) -> bool;
}

thread_local! {
    /// What JavaScript handed over: what a question is about, or the answer to one of this side's.
    static VALUES: RefCell<Values> = const { RefCell::new(Values::new()) };
}

/// Takes note of a value that JavaScript hands over.
pub fn set(place: usize, value: Value) {
    with_values(|values| values.set(place, value));
}

/// The answer to a question about all that was handed over, which is forgotten then; its error is
/// handed over.
pub fn about_values<A>(question: impl FnOnce(&mut Values) -> Result<A>) -> Option<A> {
    let answer = with_values(|values| {
        let answer = question(values);
        values.clear();
        Some(answer)
    });
    shown_or(answer?)
}

/// Has something done with what was handed over.
pub fn with_values<A: Default>(work: impl FnOnce(&mut Values) -> A) -> A {
    held::with(&VALUES, work)
}

/// The text that was handed over; an empty one where there is none.
pub fn text() -> String {
    with_values(|values| values.take_text(0))
}

/// A header of the answer that came last: the first that it has of these, with commas between them;
/// an empty text where it has none.
pub fn header(names: &str) -> String {
    ask_header(names);
    text()
}

/// Whether a redirect from there to there stays within one origin, and where it leads to, without what
/// may be a secret.
pub fn redirect(from: &str, to: &str) -> (bool, String) {
    let is_same_origin = ask_redirect(from, to);
    (is_same_origin, text())
}

/// The files that only others of them import: what comes along is what Rust names.
macro_rules! others {
    ($($path:literal $name:ident)*) => {
        $(
            #[wasm_bindgen(module = $path)]
            extern "C" {
                #[allow(dead_code)]
                type $name;
            }
        )*
    };
}
others! {
    "/src/js/args.js" ArgsFile
    "/src/js/bulk.js" BulkFile
    "/src/js/codes.js" CodesFile
    "/src/js/connection.js" ConnectionFile
    "/src/js/drive.js" DriveFile
    "/src/js/held.js" HeldFile
    "/src/js/kind.js" KindFile
    "/src/js/queue.js" QueueFile
    "/src/js/shape.js" ShapeFile
    "/src/js/walk.js" WalkFile
    "/src/js/watch.js" WatchFile
}

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since 1970 of a date, or what is no number.
    #[wasm_bindgen(js_namespace = Date, js_name = parse)]
    pub fn parse_date(text: &str) -> f64;
    /// Milliseconds since 1970.
    #[wasm_bindgen(js_namespace = Date)]
    pub fn now() -> f64;
    /// From 0 to 1.
    #[wasm_bindgen(js_namespace = Math)]
    pub fn random() -> f64;
}

/// The object that is being made in JavaScript.
pub struct Object;

impl Sink for Object {
    fn text(&mut self, name: Name, text: &str) {
        put_text(name as u8, text);
    }

    fn word(&mut self, name: Name, word: Name) {
        put_word(name as u8, word as u8);
    }

    fn number(&mut self, name: Name, number: f64) {
        put_number(name as u8, number);
    }

    fn flag(&mut self, name: Name, flag: bool) {
        put_flag(name as u8, flag);
    }

    fn said(&mut self, name: Name, key: &str, text: &str) {
        append(name as u8, key, text);
    }
}

/// Hands over an error, and lets go of it here, not wherever one is shown.
pub fn show(error: Box<Error>) {
    error.facts(&mut Object);
    drop(error);
}

/// What there is; the error is handed over.
pub fn shown_or<T>(result: Result<T>) -> Option<T> {
    match result {
        Ok(there) => Some(there),
        Err(error) => {
            show(error);
            None
        }
    }
}

/// The body that JavaScript saw last.
pub struct Seen;

impl Body for Seen {
    fn text(&self, path: &str) -> String {
        ask_text_at(path);
        text()
    }

    fn said(&self, path: &str, place: u32) -> Option<(String, String)> {
        let take = |values: &mut Values| (values.take_text(0), values.take_text(1));
        ask_said_at(path, place).then(|| with_values(take))
    }
}
