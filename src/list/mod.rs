//! All of a merchant's customers: which page to read next ([`walk`]), the reading ([`reader`]), a loop
//! ([`looping`]), what callers iterate over ([`iterables`]), and the search for what a lost creation left
//! behind ([`unconfirmed`], [`names`]).

#[cfg(feature = "client")]
pub mod iterables;
#[cfg(feature = "client")]
pub mod looping;
pub mod names;
#[cfg(feature = "client")]
pub mod reader;
#[cfg(feature = "client")]
pub mod unconfirmed;
pub mod walk;
