//! A customer with its integrations.

use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::{Customer, model::model};

model! {
    #[extends(customer: Customer)]
    /// The customer that a customer token belongs to, with its integrations.
    ///
    /// @example
    /// ```ts
    /// import type { CustomerSettings } from "reportei-customers";
    ///
    /// const settings: CustomerSettings = await reportei.settings({ customerToken });
    /// console.log(settings.name, settings.integrations.length);
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
    pub struct CustomerSettings {
        /// The accounts that the customer connected.
        pub integrations: Vec<Integration>,
    }
}

model! {
    /// An account that a customer connected, such as its Instagram profile.
    ///
    /// @example
    /// ```ts
    /// import type { Integration } from "reportei-customers";
    ///
    /// const works = ({ status }: Integration) => status === "active";
    /// const { integrations } = await reportei.settings({ customerToken });
    /// console.log(integrations.filter(works).map(({ name }) => name));
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
    pub struct Integration {
        /// The integration's id.
        pub uuid: String,
        /// What kind of account it is, for a person to read: "Instagram Business".
        pub integration: String,
        /// The connected account's own name.
        pub name: String,
        /// What kind of account it is, for a program: "`instagram_business`".
        pub slug: String,
        /// Whether reports can read from it. An open set: besides the known ones any string may come.
        #[tsify(
            type = "\"active\" | \"expired\" | \"revoked\" | \"synchronizing\" | \"synchronization_error\" | (string & {})"
        )]
        pub status: String,
    }
}
