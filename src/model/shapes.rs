//! The shapes of the API's answers: the models as tables that [`crate::shape::check`] walks.

use crate::{
    shape,
    shape::{
        Field,
        Kind::{Boolean, Integer, String},
        Shape,
    },
};

macro_rules! customer_with {
    ($($more:expr),*) => {
        shape![
            Field::required("uuid", String),
            Field::required("name", String),
            Field::required("created_at", String),
            Field::required("updated_at", String),
            Field::required("trial_ends_at", String).nullable(),
            Field::required("is_paying", Boolean),
            Field::required("merchant", String),
            $($more),*
        ]
    };
}

/// [`super::Customer`]
pub const CUSTOMER: u8 = 7;
/// [`super::PageMeta`]; the API's documentation site shows a shorter one, so only what a walk over
/// the pages needs is required.
pub const PAGE_META: u8 = 8;
/// [`super::CustomerSettings`]
pub const CUSTOMER_SETTINGS: u8 = 9;
/// [`super::Integration`]
pub const INTEGRATION: u8 = 10;
/// [`super::CreatedCustomer`]
pub const CREATED_CUSTOMER: u8 = 11;

/// The shapes by their numbers: first those of the endpoints' answers, in the places of
/// [`crate::endpoint::ALL`], then those that are within these.
pub static ALL: [Shape; 12] = [
    shape![Field::list("data", CUSTOMER), Field::object("meta", PAGE_META)],
    shape![Field::object("customer", CUSTOMER)],
    shape![Field::object("customer", CUSTOMER_SETTINGS)],
    shape![Field::object("customer", CREATED_CUSTOMER)],
    shape![Field::object("customer", CUSTOMER)],
    shape![Field::required("success", Boolean), Field::required("message", String)],
    shape![Field::required("success", Boolean), Field::required("message", String)],
    customer_with!(),
    shape![
        Field::required("current_page", Integer),
        Field::required("from", Integer).nullable().optional(),
        Field::required("last_page", Integer).or_next(),
        Field::required("total_pages", Integer).optional(),
        Field::required("path", String).optional(),
        Field::required("per_page", Integer),
        Field::required("to", Integer).nullable().optional(),
        Field::required("total", Integer),
        Field::required("sortBy", String).nullable().optional(),
        Field::required("descending", Boolean).optional(),
    ],
    customer_with!(Field::list("integrations", INTEGRATION)),
    shape![
        Field::required("uuid", String),
        Field::required("integration", String),
        Field::required("name", String),
        Field::required("slug", String),
        Field::required("status", String),
    ],
    customer_with!(Field::required("api_token", String)),
];
