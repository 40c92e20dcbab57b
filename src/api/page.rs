//! A page of customers.

use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::{Customer, model::model};

model! {
    /// One page of the merchant's customers, as the API sends it. The page that `list` resolves with
    /// also has `hasNextPage`.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct CustomerPage {
        /// The page's customers, in the API's order.
        pub data: Vec<Customer>,
        /// Where the page stands among the others.
        pub meta: PageMeta,
    }
}

model! {
    /// Where a page stands among the others. Pages are offsets: rows shift when customers are created
    /// or deleted between two calls.
    ///
    /// @example
    /// ```ts
    /// import type { PageMeta } from "reportei-customers";
    ///
    /// const place = ({ current_page, last_page }: PageMeta) => `${current_page} of ${last_page}`;
    /// console.log(place((await reportei.list()).meta));
    /// ```
    // The API's documentation site shows fewer fields than the API sends: only those that a walk over
    // the pages needs are required.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
    pub struct PageMeta {
        /// This page's number, from 1.
        pub current_page: u32 => digits(),
        /// The number of this page's first row, from 1; `null` on an empty page.
        #[serde(default)]
        #[tsify(optional, type = "number | null")]
        pub from: Option<u32> => nullable().optional().digits(),
        /// The last page's number. Where the API sends `total_pages` in its place, this is filled in from it.
        pub last_page: u32 => or("total_pages").digits(),
        /// The API's own address of the list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[tsify(optional)]
        pub path: Option<String> => optional(),
        /// How many rows a page has at most.
        pub per_page: u32 => digits(),
        /// The number of this page's last row; `null` on an empty page.
        #[serde(default)]
        #[tsify(optional, type = "number | null")]
        pub to: Option<u32> => nullable().optional().digits(),
        /// How many customers there are on all pages.
        pub total: u32 => digits(),
        /// The column the API sorted by; `null` where it chose.
        #[serde(default, rename = "sortBy")]
        #[tsify(optional, type = "string | null")]
        pub sort_by: Option<String> => named("sortBy").nullable().optional(),
        /// Whether the API sorted downwards.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[tsify(optional)]
        pub descending: Option<bool> => optional(),
    }
}
