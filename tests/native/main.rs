//! The pure core's tests, natively.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod answers;
mod base_urls;
mod bounds;
mod budgets;
mod causes;
mod embedded;
mod errors;
mod headers;
mod late_attempts;
mod learned;
mod lines;
mod masking;
mod masking_properties;
mod models;
mod moving_rows;
mod names;
mod pacings;
mod page_metas;
mod problems;
mod progress;
mod redirects;
mod requests;
mod retries;
mod retry_afters;
mod rules;
mod support;
mod thrown;
mod times;
mod walks;
