//! One call: what it sends, what an answer means, and whether it is sent again.
//!
//! [`run`] has the loop of a call and [`attempt`] one attempt. Pure modules decide what
//! to do: [`retry`] and [`budget`] say whether an attempt is made again, [`redirect`] where it may go, and
//! [`outcome`] what is known of the server's state; [`progress`] keeps count for them.

#[cfg(feature = "client")]
pub mod answer;
#[cfg(feature = "client")]
pub mod attempt;
pub mod budget;
pub mod causes;
#[cfg(feature = "client")]
pub mod confirmed;
#[cfg(feature = "client")]
pub mod event;
pub mod outcome;
pub mod progress;
pub mod redirect;
pub mod retry;
pub mod retry_after;
#[cfg(feature = "client")]
pub mod run;
#[cfg(feature = "client")]
pub mod shared;
pub mod status;
