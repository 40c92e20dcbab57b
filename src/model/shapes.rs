//! The shapes of the API's answers: the models as tables that [`crate::shape::check`] walks.

use crate::shape::{
    Field,
    Kind::{Boolean, Integer, String},
    Shape,
};

macro_rules! customer_with {
    ($($more:expr),*) => {
        Shape::new(&[
            Field::required("uuid", String),
            Field::required("name", String),
            Field::required("created_at", String),
            Field::required("updated_at", String),
            Field::required("trial_ends_at", String).nullable(),
            Field::required("is_paying", Boolean),
            Field::required("merchant", String),
            $($more),*
        ])
    };
}

/// [`super::Customer`]
pub static CUSTOMER: Shape = customer_with!();

/// [`super::CreatedCustomer`]
pub static CREATED_CUSTOMER: Shape = customer_with!(Field::required("api_token", String));

/// [`super::CustomerSettings`]
pub static CUSTOMER_SETTINGS: Shape = customer_with!(Field::list("integrations", &INTEGRATION));

/// [`super::Integration`]
pub static INTEGRATION: Shape = Shape::new(&[
    Field::required("uuid", String),
    Field::required("integration", String),
    Field::required("name", String),
    Field::required("slug", String),
    Field::required("status", String),
]);

/// [`super::CustomerPage`]
pub static CUSTOMER_PAGE: Shape =
    Shape::new(&[Field::list("data", &CUSTOMER), Field::object("meta", &PAGE_META)]);

/// [`super::PageMeta`]; the API's documentation site shows a shorter one, so only what a walk over
/// the pages needs is required.
pub static PAGE_META: Shape = Shape::new(&[
    Field::required("current_page", Integer),
    Field::required("from", Integer).nullable().optional(),
    Field::required("last_page", Integer).or("total_pages"),
    Field::required("total_pages", Integer).optional(),
    Field::required("path", String).optional(),
    Field::required("per_page", Integer),
    Field::required("to", Integer).nullable().optional(),
    Field::required("total", Integer),
    Field::required("sortBy", String).nullable().optional(),
    Field::required("descending", Boolean).optional(),
]);

/// [`super::Confirmation`]
pub static CONFIRMATION: Shape =
    Shape::new(&[Field::required("success", Boolean), Field::required("message", String)]);

/// `{customer: ...}` around each of the customers.
pub static CUSTOMER_ENVELOPE: Shape = Shape::new(&[Field::object("customer", &CUSTOMER)]);
/// See [`CUSTOMER_ENVELOPE`].
pub static CREATED_ENVELOPE: Shape = Shape::new(&[Field::object("customer", &CREATED_CUSTOMER)]);
/// See [`CUSTOMER_ENVELOPE`].
pub static SETTINGS_ENVELOPE: Shape = Shape::new(&[Field::object("customer", &CUSTOMER_SETTINGS)]);
