//! A client for the Reportei Connect customers API, and a stand-in for that API to test against.

pub mod model;
#[cfg(feature = "sandbox")]
pub mod sandbox;
