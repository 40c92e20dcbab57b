//! Looks at what is in a cell.

use std::cell::Cell;

/// A copy of what is in the cell. Nothing is borrowed meanwhile, so nothing that is called can find it
/// borrowed.
pub fn peek<T: Clone + Default>(cell: &Cell<T>) -> T {
    let value = cell.take();
    cell.set(value.clone());
    value
}
