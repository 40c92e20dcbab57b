//! The answer to a call that has no customer to show.

use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::model::model;

model! {
    /// The answer to `delete` and `updatePaymentStatus`.
    ///
    /// @example
    /// ```ts
    /// import type { Confirmation } from "reportei-customers";
    ///
    /// const { success, message }: Confirmation = await reportei.delete(uuid);
    /// console.log(success, message);
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
    pub struct Confirmation {
        /// Whether the API applied the request.
        pub success: bool,
        /// What the API says of it, for a person to read.
        pub message: String,
    }
}
