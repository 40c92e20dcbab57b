//! The sandbox through its one door, `Sandbox::handle`: what a client would see of it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod access;
mod arbitrary;
mod customers;
mod data;
#[path = "../../support/endpoints.rs"]
mod endpoints;
mod fault_effects;
mod faults;
mod input;
mod journal;
mod paging;
#[path = "../../support/json.rs"]
mod parsed;
mod random_faults;
mod routes;
mod state;
mod support;
mod trial_and_limits;
