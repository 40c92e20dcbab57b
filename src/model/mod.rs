//! What the API sends and takes, one type a shape, with the API's own field names.
//!
//! These types are the single description of the wire: the TypeScript types, the checks of
//! answers and the sandbox all follow from them. They come from the API's reference document.

mod customer;
mod page;
mod params;
mod settings;
pub mod shapes;

pub use customer::{Confirmation, CreatedCustomer, Customer};
pub use page::{CustomerPage, PageMeta};
pub use params::{CustomerParams, ListParams, PaymentStatusParams};
pub use settings::{CustomerSettings, Integration};
