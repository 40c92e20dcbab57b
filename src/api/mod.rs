//! The API's contract: the endpoints as data, what they take and what they answer.
//!
//! The contract comes from the API's reference document. Field names are the API's own.
//!
//! # How to add an endpoint
//! 1. Its entry in `endpoint.rs`: a static [`endpoint::Endpoint`], and a place at the end of
//!    [`endpoint::ALL`].
//! 2. Its model, if no model here fits: a `model!` in a file of its own, exported below. The struct
//!    gives the TypeScript and the check of the answer. A field's type needs a [`model::Wire`]. What
//!    the endpoint takes goes to `params.rs`.
//! 3. Its method in `src/client.rs`, which checks its arguments, makes a [`request::Request`] and runs
//!    the call. The doc comment is what a caller's editor shows.
//! 4. Its row at the end of `tests/support/endpoints.json`: arguments of the method, the request that
//!    follows from them, and the document's example answer. `tests/support/endpoints.rs` says what each
//!    field of a row means. The tests of requests, answers, types, arguments and retries take the
//!    endpoint from there.
//! 5. Its route in the sandbox: in `src/sandbox/routes.rs`, with what it does in `src/sandbox/calls.rs`.
//!
//! `tests/endpoint/merchant-settings.patch` does all of this for an endpoint that the client does not
//! have, but for the route, which is there; `npm test -- --only endpoint` applies it to a copy, and runs
//! the native tests of that.
//!
//! A call whose behaviour is more than its row gets tests of its own. The README gets a section
//! with its answer, and `npm run api-report` writes the report of the public types anew. With `"isInTour": true` in
//! the row, `npm start` and the consumers require the call: `examples-web/node/quickstart.mjs` and
//! `tests/consumers/shared/calls.js` must then make it.
//!
//! What is forgotten fails: the native tests compare [`endpoint::ALL`] with the rows and send each row's
//! request to the sandbox, and `tests/package/models.test.mjs` compares the class's methods with the rows
//! and each example with the declared types.

pub mod bounds;
pub mod check;
mod confirmation;
mod customer;
pub mod embedded;
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
