//! A client for the Reportei Connect customers API, and a stand-in for that API to test against.
//!
//! The modules in the order in which a call flows through them: [`options`] are read and checked,
//! an [`endpoint`] and its typed input become a [`request`], the JavaScript side (`js`) sends it,
//! and the answer is held against its [`mod@shape`] or read as a refusal ([`envelope`], [`error`]).
//! All of these but `js` and the class in `client` know no JavaScript type. Beside the class,
//! [`trial`] reckons with a customer's times.

pub mod allocator;
pub mod base_url;
pub mod budget;
#[cfg(feature = "client")]
pub mod client;
pub mod endpoint;
pub mod envelope;
pub mod error;
pub mod facts;
pub mod headers;
#[cfg(feature = "client")]
mod js;
pub mod mask;
pub mod model;
pub mod options;
pub mod pacing;
pub mod param;
pub mod progress;
pub mod request;
pub mod retry;
pub mod said;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod secret;
pub mod shape;
pub mod table;
pub mod text;
pub mod trial;
pub mod value;
pub mod walk;
mod written;

#[cfg(feature = "client")]
pub use client::{parse_timestamp, trial_status};
#[cfg(feature = "client")]
pub use js::core::start;
