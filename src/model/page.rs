//! A page of customers.

use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::Customer;

/// One page of the merchant's customers, as sent: what `list` gives has `hasNextPage` too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerPage {
    /// The page's customers, in the API's order.
    pub data: Vec<Customer>,
    /// Where the page stands among the others.
    pub meta: PageMeta,
}

/// Where a page stands among the others. Pages are offsets: rows shift when customers are created
/// or deleted between two calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
pub struct PageMeta {
    /// This page's number, from 1.
    pub current_page: u32,
    /// The number of this page's first row, from 1; `null` on an empty page.
    #[serde(default)]
    #[tsify(optional, type = "number | null")]
    pub from: Option<u32>,
    /// The last page's number. Where the API sends `total_pages` in its place, this is filled in from it.
    pub last_page: u32,
    /// The API's own address of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub path: Option<String>,
    /// How many rows a page has at most.
    pub per_page: u32,
    /// The number of this page's last row; `null` on an empty page.
    #[serde(default)]
    #[tsify(optional, type = "number | null")]
    pub to: Option<u32>,
    /// How many customers there are on all pages.
    pub total: u32,
    /// The column the API sorted by; `null` where it chose.
    #[serde(default, rename = "sortBy")]
    #[tsify(optional, type = "string | null")]
    pub sort_by: Option<String>,
    /// Whether the API sorted downwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub descending: Option<bool>,
}
