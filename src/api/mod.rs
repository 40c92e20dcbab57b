//! The API's contract: the seven endpoints as data, what they take and what they answer.
//!
//! The contract comes from the API's reference document. Field names are the API's own.
//!
//! # How to add an endpoint
//! Five places are edited by hand, beside the README:
//!
//! 1. Its entry in `endpoint.rs`: a static [`endpoint::Endpoint`], and a place in [`endpoint::ALL`].
//! 2. Its model, if no model here fits: a `model!` in a file of its own, exported below. The struct
//!    gives the TypeScript and the check of the answer. What the endpoint takes goes to `params.rs`.
//! 3. Its method in `src/client.rs`, which checks its arguments, makes a [`request::Request`] and runs
//!    the call. The doc comment is what a caller's editor shows.
//! 4. Its row in the tests: the document's example answer in `tests/support/documented.rs` with its row
//!    in `tests/native/models.rs`, its row in `tests/native/requests.rs`, and the call in
//!    `tests/package/seven-calls.test.mjs`.
//! 5. Its route in the sandbox: `src/sandbox/routes.rs`, so that the tests can call it.

pub mod check;
mod confirmation;
mod customer;
pub mod endpoint;
pub mod model;
mod page;
mod params;
pub mod problem;
pub mod request;
mod settings;
pub mod time;

pub use confirmation::Confirmation;
pub use customer::{CreatedCustomer, Customer};
pub use page::{CustomerPage, PageMeta};
pub use params::{
    CustomerParams, CustomerUpdate, ListParams, PaymentStatusParams, PaymentStatusUpdate,
};
pub use settings::{CustomerSettings, Integration};
