//! The API's contract: the endpoints as data, what they take and what they answer.
//!
//! The contract comes from the API's reference document. Field names are the API's own.
//!
//! # How to add an endpoint
//! 1. Its entry in `endpoint.rs`: a static [`endpoint::Endpoint`], and a place in [`endpoint::ALL`].
//! 2. Its model, if no model here fits: a `model!` in a file of its own, exported below. The struct
//!    gives the TypeScript and the check of the answer. A field's type needs a [`model::Wire`]. What
//!    the endpoint takes goes to `params.rs`.
//! 3. Its method in `src/client.rs`, which checks its arguments, makes a [`request::Request`] and runs
//!    the call. The doc comment is what a caller's editor shows. Its line goes into the README's table.
//! 4. Its stand-in in the sandbox: a route in `src/sandbox/routes.rs`, what it does in
//!    `src/sandbox/calls.rs`, and a test in `tests/native/sandbox/`.
//! 5. Its rows in the tests. Native: the document's example answer in `tests/support/documented.rs`, two
//!    rows in `tests/native/models.rs` and one in `tests/native/requests.rs`. Of the package:
//!    `tests/wasm/cases/requests.rs` with an answer in `tests/wasm/stubs.js`, `tests/types/exact.mts`,
//!    `tests/package/arguments.test.mjs`, an answer and a call in `tests/package/helpers/stubbed.mjs`,
//!    and `tests/package/seven-calls.test.mjs`.
//!
//! `CALLS` in `pkg-template/scripts/sandbox.mjs` names the calls that `npm start` and the consumers must
//! make: a new row there asks for the call in `examples-web/node/quickstart.mjs` and in
//! `tests/consumers/shared/seven-calls.js` too. `npm run api-report` writes the report of the public
//! types anew.
//!
//! `tests/native/requests.rs` fails where its row is missing, and `tests/types/exact.mts` where a method
//! is. No test tells of a row that is missing in `models.rs`, in `arguments.test.mjs` or in `CALLS`.

pub mod bounds;
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
