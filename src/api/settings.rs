//! A customer with its integrations.

use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::{Customer, model::model};

model! {
    #[extends(customer: Customer)]
    /// The customer that a customer token belongs to, with its integrations.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
    pub struct CustomerSettings {
        /// The accounts that the customer connected.
        pub integrations: Vec<Integration>,
    }
}

model! {
    /// An account that a customer connected, such as its Instagram profile.
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
