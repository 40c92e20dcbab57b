//! All of a merchant's customers: which page to read next ([`walk`]), the reading ([`reader`]), a loop
//! ([`looping`]) and what callers iterate over ([`iterables`]).

#[cfg(feature = "client")]
pub mod iterables;
#[cfg(feature = "client")]
pub mod looping;
#[cfg(feature = "client")]
pub mod reader;
#[cfg(feature = "client")]
pub mod unconfirmed;
pub mod walk;
