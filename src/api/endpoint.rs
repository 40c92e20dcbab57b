//! The endpoints as data.

use gloo_net::http::Method;

use super::{
    Confirmation, CreatedCustomer, Customer, CustomerPage, CustomerSettings, check::Model,
    model::Modelled,
};

/// The largest page, in customers, that the API's documentation allows.
pub const MAX_PER_PAGE: u32 = 100;

/// One endpoint of the API.
#[derive(Debug)]
pub struct Endpoint {
    /// Its HTTP method.
    pub method: Method,
    /// Its path below the base URL. `{uuid}` stands for the customer's id.
    pub path: &'static str,
    /// The field of a success's body that holds the answer; `None` where the body is the answer.
    pub envelope: Option<&'static str>,
    /// The model of the answer.
    pub answer: &'static Model,
    /// Whether it needs the token of the customer that it is about.
    pub needs_customer_token: bool,
    /// Whether a second request leaves the server in the same state as the first.
    pub is_repeatable: bool,
    /// Whether its answer shows a customer's token, which cannot be read again.
    pub shows_token: bool,
}

impl Endpoint {
    /// Whether it changes nothing on the server.
    #[must_use]
    pub fn reads(&self) -> bool {
        self.method == Method::GET
    }

    /// Whether it deletes the customer.
    #[must_use]
    pub fn removes(&self) -> bool {
        self.method == Method::DELETE
    }
}

/// `list`. The API echoes `sortBy` and `descending` but does not document them.
pub static LIST: Endpoint = Endpoint {
    method: Method::GET,
    path: "/customers",
    envelope: None,
    answer: CustomerPage::MODEL,
    needs_customer_token: false,
    is_repeatable: true,
    shows_token: false,
};

/// `show`
pub static SHOW: Endpoint = Endpoint {
    method: Method::GET,
    path: "/customers/{uuid}",
    envelope: Some("customer"),
    answer: Customer::MODEL,
    needs_customer_token: false,
    is_repeatable: true,
    shows_token: false,
};

/// `settings`
pub static SETTINGS: Endpoint = Endpoint {
    method: Method::GET,
    path: "/customers/settings",
    envelope: Some("customer"),
    answer: CustomerSettings::MODEL,
    needs_customer_token: true,
    is_repeatable: true,
    shows_token: false,
};

/// `create`
pub static CREATE: Endpoint = Endpoint {
    method: Method::POST,
    path: "/customers",
    envelope: Some("customer"),
    answer: CreatedCustomer::MODEL,
    needs_customer_token: false,
    is_repeatable: false,
    shows_token: true,
};

/// `update`
pub static UPDATE: Endpoint = Endpoint {
    method: Method::PUT,
    path: "/customers/{uuid}",
    envelope: Some("customer"),
    answer: Customer::MODEL,
    needs_customer_token: false,
    is_repeatable: true,
    shows_token: false,
};

/// `delete`
pub static DELETE: Endpoint = Endpoint {
    method: Method::DELETE,
    path: "/customers/{uuid}",
    envelope: None,
    answer: Confirmation::MODEL,
    needs_customer_token: false,
    is_repeatable: true,
    shows_token: false,
};

/// `updatePaymentStatus`
pub static UPDATE_PAYMENT_STATUS: Endpoint = Endpoint {
    method: Method::POST,
    path: "/customers/{uuid}/update-payment-status",
    envelope: None,
    answer: Confirmation::MODEL,
    needs_customer_token: false,
    is_repeatable: true,
    shows_token: false,
};

/// All endpoints.
pub static ALL: &[&Endpoint] =
    &[&LIST, &SHOW, &SETTINGS, &CREATE, &UPDATE, &DELETE, &UPDATE_PAYMENT_STATUS];
