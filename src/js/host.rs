//! What the Rust side asks of `host.js`, and tells it.
//!
//! Only numbers and texts cross: objects stay on the side that has them. Any value of JavaScript's
//! that Rust held would need a place in a table, a way in and a way out of it, and code wherever it
//! may be dropped: that was a third of the package, and of the time that a call takes.

use wasm_bindgen::prelude::*;

use super::client::Client;
use crate::{
    envelope::Body,
    error::{Error, Result},
    facts::{Name, Sink},
};

#[wasm_bindgen(module = "/src/js/host.js")]
extern "C" {
    /// What JavaScript has to know of this side before it can ask anything.
    pub fn provide(
        root: Client,
        names: &str,
        tables: &str,
        methods: &str,
        layout: &str,
        user_agent: &str,
    );
    #[wasm_bindgen(js_name = put)]
    fn put_text(name: u32, text: &str);
    #[wasm_bindgen(js_name = put)]
    fn put_number(name: u32, number: f64);
    #[wasm_bindgen(js_name = put)]
    fn put_flag(name: u32, flag: bool);
    fn append(name: u32, key: &str, text: &str);
    /// What is put from now on is an event.
    #[wasm_bindgen(js_name = beginEvent)]
    pub fn begin_event();
    /// It is whole: what is put from now on belongs again to what was put before.
    #[wasm_bindgen(js_name = endEvent)]
    pub fn end_event();
    /// Milliseconds of a clock that is never set back.
    pub fn clock() -> f64;
    /// A header of the answer that came last.
    pub fn header(name: &str) -> Option<String>;
    /// The body of that answer, fit to be seen.
    pub fn see(body: &str);
    #[wasm_bindgen(js_name = textAt)]
    fn text_at(path: &str) -> Option<String>;
    #[wasm_bindgen(js_name = saidAt)]
    fn said_at(path: &str, place: u32) -> Option<String>;
    /// Whether a redirect from there to there stays within one origin.
    #[wasm_bindgen(js_name = isSameOrigin)]
    pub fn is_same_origin(from: &str, to: &str) -> bool;
    /// Where it leads to, without what may be a secret.
    pub fn shown(from: &str, to: &str) -> String;
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
    "/src/js/connection.js" ConnectionFile
    "/src/js/drive.js" DriveFile
    "/src/js/queue.js" QueueFile
    "/src/js/shape.js" ShapeFile
    "/src/js/tables.js" TablesFile
    "/src/js/walk.js" WalkFile
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
        put_text(name as u32, text);
    }

    fn number(&mut self, name: Name, number: f64) {
        put_number(name as u32, number);
    }

    fn flag(&mut self, name: Name, flag: bool) {
        put_flag(name as u32, flag);
    }

    fn said(&mut self, name: Name, key: &str, text: &str) {
        append(name as u32, key, text);
    }
}

/// Hands over an error.
pub fn show(error: &Error) {
    error.facts(&mut Object);
}

/// What there is; the error is handed over.
pub fn shown_or<T>(result: Result<T>) -> Option<T> {
    result.inspect_err(|error| show(error)).ok()
}

/// The body that JavaScript saw last.
pub struct Seen;

impl Body for Seen {
    fn text(&self, path: &str) -> Option<String> {
        text_at(path)
    }

    fn said(&self, path: &str) -> impl Iterator<Item = (String, String)> {
        let mut place = 0;
        core::iter::from_fn(move || {
            place += 2;
            Some((said_at(path, place - 2)?, said_at(path, place - 1)?))
        })
    }
}
