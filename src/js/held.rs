//! What JavaScript has numbers of: clients, calls and walks are kept here until it frees them.
//!
//! A class of wasm-bindgen's would do that too, and count at each question who looks at the object.
//! Here whatever is asked is taken out meanwhile.

use std::{cell::RefCell, rc::Rc, thread::LocalKey};

use super::{call::Call, client::Shared};
use crate::walk::Walk;

/// Things by their numbers.
type Kept<T> = RefCell<Vec<Option<T>>>;

thread_local! {
    /// Handles of clients.
    pub static CLIENTS: Kept<Rc<Shared>> = const { RefCell::new(Vec::new()) };
    /// Calls under way.
    pub static CALLS: Kept<Box<Call>> = const { RefCell::new(Vec::new()) };
    /// Walks over all pages.
    pub static WALKS: Kept<Box<Walk>> = const { RefCell::new(Vec::new()) };
}

/// Has something done with what a cell holds. Nobody is at it already, since nothing that is done so
/// lets JavaScript ask for more; were it otherwise, the answer would be the default, and no panic.
pub fn with<T, A: Default>(
    cell: &'static LocalKey<RefCell<T>>,
    work: impl FnOnce(&mut T) -> A,
) -> A {
    cell.with(|cell| at(cell, work))
}

/// As [`with`], for a cell of whoever asks.
pub fn at<T, A: Default>(cell: &RefCell<T>, work: impl FnOnce(&mut T) -> A) -> A {
    match cell.try_borrow_mut() {
        Ok(mut held) => work(&mut held),
        Err(_) => A::default(),
    }
}

/// Gives that number to something, or to nothing. Gives what had it.
pub fn swap<T>(kept: &'static LocalKey<Kept<T>>, number: usize, thing: Option<T>) -> Option<T> {
    with(kept, |kept| {
        while kept.len() <= number {
            kept.push(None);
        }
        core::mem::replace(kept.get_mut(number)?, thing)
    })
}

/// Asks it something, if it is there.
pub fn ask<T, A: Default>(
    kept: &'static LocalKey<Kept<T>>,
    number: usize,
    question: impl FnOnce(&mut T) -> A,
) -> A {
    let Some(mut thing) = swap(kept, number, None) else { return A::default() };
    let answer = question(&mut thing);
    swap(kept, number, Some(thing));
    answer
}
