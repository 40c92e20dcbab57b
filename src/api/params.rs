//! What the endpoints take.

use serde::{Deserialize, Serialize};
use tsify::Tsify;

/// Which page of customers to list.
///
/// @example
/// ```ts
/// import type { ListParams } from "reportei-customers";
///
/// const params: ListParams = { page: 2, per_page: 50, sortBy: "name", descending: true };
/// const { data } = await reportei.list(params);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Tsify)]
pub struct ListParams {
    /// The page's number, from 1. Default: 1.
    #[tsify(optional, type = "number | undefined")]
    pub page: Option<u32>,
    /// How many customers a page has, from 1 to 100. The API's default: 15.
    #[tsify(optional, type = "number | undefined")]
    pub per_page: Option<u32>,
    /// The column to sort by. The API echoes it but does not document it: it is passed on as given.
    #[serde(rename = "sortBy")]
    #[tsify(optional, type = "string | undefined")]
    pub sort_by: Option<String>,
    /// Whether to sort downwards. The API echoes it but does not document it: it is passed on as given.
    #[tsify(optional, type = "boolean | undefined")]
    pub descending: Option<bool>,
}

impl ListParams {
    /// The parameters of the query, by name and value.
    #[must_use]
    pub fn query(&self) -> Vec<(&'static str, String)> {
        let values = [
            ("page", self.page.map(|page| page.to_string())),
            ("per_page", self.per_page.map(|per_page| per_page.to_string())),
            ("sortBy", self.sort_by.clone()),
            ("descending", self.descending.map(|descending| descending.to_string())),
        ];
        values.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// What `create` and `update` send.
///
/// @example
/// ```ts
/// import type { CustomerParams } from "reportei-customers";
///
/// const params: CustomerParams = { name: "Padaria Flor de Minas" };
/// await reportei.update(uuid, params);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
pub struct CustomerParams {
    /// The customer's name. Any text that is not empty.
    pub name: String,
}

/// A customer's new name.
///
/// @example
/// ```ts
/// import type { CustomerUpdate } from "reportei-customers";
///
/// const updates: CustomerUpdate[] = [{ uuid, name: "Padaria Flor do Sul" }];
/// await reportei.updateMany(updates);
/// ```
#[derive(Tsify)]
pub struct CustomerUpdate {
    /// The customer's id.
    pub uuid: String,
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub params: CustomerParams,
}

/// What `updatePaymentStatus` sends.
///
/// @example
/// ```ts
/// import type { PaymentStatusParams } from "reportei-customers";
///
/// const params: PaymentStatusParams = { is_paying: true };
/// await reportei.updatePaymentStatus(uuid, params);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
pub struct PaymentStatusParams {
    /// Whether the customer is paying.
    pub is_paying: bool,
}

/// Whether a customer is paying.
///
/// @example
/// ```ts
/// import type { PaymentStatusUpdate } from "reportei-customers";
///
/// const updates: PaymentStatusUpdate[] = [{ uuid, is_paying: true }];
/// await reportei.updatePaymentStatusMany(updates);
/// ```
#[derive(Tsify)]
pub struct PaymentStatusUpdate {
    /// The customer's id.
    pub uuid: String,
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub params: PaymentStatusParams,
}
