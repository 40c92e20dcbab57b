//! The seven calls as data: what the API's contract says of each, in one table.

use crate::{
    facts::Name,
    param::{Param, Rule},
    params,
    table::Table,
};

/// How many customers a page has at most, as the API's documentation says.
pub const MAX_PER_PAGE: u32 = 100;
/// The customer's id in a path.
pub static UUID: Param = Param::required("uuid", Rule::Uuid);

/// What comes before the customer's id in a path.
pub const BEFORE_UUID: &str = "/customers/";

/// One call of the API.
#[derive(Debug)]
pub struct Endpoint {
    /// Its HTTP method.
    pub method: Name,
    /// Its path below the base URL; `{uuid}` stands for the customer's id.
    pub path: &'static str,
    /// What comes behind the customer's id, where the path has one behind [`BEFORE_UUID`].
    pub after_uuid: Option<&'static str>,
    /// What it takes: in the query for a `GET`, else in the body.
    pub params: Table,
    /// Whether being made twice leaves the server as made once.
    pub repeatable: bool,
    /// Whether its answer shows a customer's token: the one time that it can be read.
    pub shows_token: bool,
    /// Whether it is about the customer whose token is sent along.
    pub needs_customer_token: bool,
    /// The number of the shape of a success's body, among [`crate::model::shapes::ALL`]: its own.
    pub answer: u8,
}

impl Endpoint {
    /// Whether it changes nothing.
    #[must_use]
    pub const fn reads(&self) -> bool {
        matches!(self.method, Name::Get)
    }

    /// Whether, once made, the customer is no more.
    #[must_use]
    pub const fn removes(&self) -> bool {
        matches!(self.method, Name::Delete)
    }

    /// Whether what it takes goes into a body.
    #[must_use]
    pub const fn has_body(&self) -> bool {
        !self.reads() && !self.params.is_empty()
    }
}

/// `list`. `sortBy` and `descending` are echoed by the API but not documented.
pub static LIST: Endpoint = Endpoint {
    method: Name::Get,
    path: "/customers",
    after_uuid: None,
    params: params![
        Param::optional("page", Rule::UpTo(u32::MAX)),
        Param::optional("per_page", Rule::UpTo(MAX_PER_PAGE)),
        Param::optional("sortBy", Rule::Text),
        Param::optional("descending", Rule::Flag),
    ],
    repeatable: true,
    shows_token: false,
    needs_customer_token: false,
    answer: 0,
};

/// `show`
pub static SHOW: Endpoint = Endpoint {
    method: Name::Get,
    path: "/customers/{uuid}",
    after_uuid: Some(""),
    params: params![],
    repeatable: true,
    shows_token: false,
    needs_customer_token: false,
    answer: 1,
};

/// `settings`
pub static SETTINGS: Endpoint = Endpoint {
    method: Name::Get,
    path: "/customers/settings",
    after_uuid: None,
    params: params![],
    repeatable: true,
    shows_token: false,
    needs_customer_token: true,
    answer: 2,
};

/// `create`
pub static CREATE: Endpoint = Endpoint {
    method: Name::Post,
    path: "/customers",
    after_uuid: None,
    params: params![Param::required("name", Rule::Name)],
    repeatable: false,
    shows_token: true,
    needs_customer_token: false,
    answer: 3,
};

/// `update`
pub static UPDATE: Endpoint = Endpoint {
    method: Name::Put,
    path: "/customers/{uuid}",
    after_uuid: Some(""),
    params: params![Param::required("name", Rule::Name)],
    repeatable: true,
    shows_token: false,
    needs_customer_token: false,
    answer: 4,
};

/// `delete`
pub static DELETE: Endpoint = Endpoint {
    method: Name::Delete,
    path: "/customers/{uuid}",
    after_uuid: Some(""),
    params: params![],
    repeatable: true,
    shows_token: false,
    needs_customer_token: false,
    answer: 5,
};

/// `updatePaymentStatus`
pub static UPDATE_PAYMENT_STATUS: Endpoint = Endpoint {
    method: Name::Post,
    path: "/customers/{uuid}/update-payment-status",
    after_uuid: Some("/update-payment-status"),
    params: params![Param::required("is_paying", Rule::Flag)],
    repeatable: true,
    shows_token: false,
    needs_customer_token: false,
    answer: 6,
};

/// All of them. What JavaScript calls them by is their place here.
pub static ALL: [&Endpoint; 7] =
    [&LIST, &SHOW, &SETTINGS, &CREATE, &UPDATE, &DELETE, &UPDATE_PAYMENT_STATUS];
