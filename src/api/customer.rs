//! A customer, and the customer as its creation answers it.

use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::model::model;

model! {
    /// A customer of the merchant: a company or person it resells reports to.
    ///
    /// Fields that the API may add later are on the object too, as they were sent.
    ///
    /// @example
    /// ```ts
    /// import type { Customer } from "reportei-customers";
    ///
    /// const label = ({ name, is_paying }: Customer) => (is_paying ? name : `${name} (not paying)`);
    /// console.log(label(await reportei.show(uuid)));
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
    pub struct Customer {
        /// The customer's id: what `show`, `update`, `delete` and `updatePaymentStatus` take.
        pub uuid: String,
        /// The name the merchant gave.
        pub name: String,
        /// When it was created: `YYYY-MM-DD HH:MM:SS` in UTC, as sent.
        pub created_at: String,
        /// When it was last changed: `YYYY-MM-DD HH:MM:SS` in UTC, as sent.
        pub updated_at: String,
        /// When the trial ends (7 days after the creation): `YYYY-MM-DD HH:MM:SS` in UTC, as sent;
        /// `null` where the customer has none.
        #[tsify(type = "string | null")]
        pub trial_ends_at: Option<String> => nullable(),
        /// Whether the merchant marked the customer as paying. A customer that is not loses access to
        /// integrations and metrics (not to these calls) when its trial ends.
        pub is_paying: bool,
        /// The merchant's name.
        pub merchant: String,
    }
}

model! {
    #[extends(customer: Customer)]
    /// A customer as `create` answers it: the one time its token is shown.
    ///
    /// @example
    /// ```ts
    /// import type { CreatedCustomer } from "reportei-customers";
    ///
    /// const tokens = new Map<string, string>();
    /// const storeToken = ({ uuid, api_token }: CreatedCustomer) => tokens.set(uuid, api_token);
    /// await reportei.create({ name: "Padaria Flor de Minas" }, { storeToken });
    /// ```
    #[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
    pub struct CreatedCustomer {
        /// The customer's token, to be sent as `customerToken`. It is in this one answer and **can
        /// never be read again**: store it before anything else. It opens all of the customer's data.
        pub api_token: String,
    }
}
