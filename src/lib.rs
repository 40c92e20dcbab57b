//! A client for the Reportei Connect customers API, and a stand-in for that API to test against.
//!
//! The modules in the order in which a call meets them: [`client`] is the class that JavaScript sees;
//! its methods read their arguments ([`options`], [`rules`], [`headers`], [`base_url`]); [`api`] says
//! what an endpoint takes and answers; [`call`] sends attempts and decides what comes after each;
//! [`pacing`] says when an attempt may be sent; [`error`] is what a call fails with, [`thrown`] what is shown
//! of its cause, and [`mask`] keeps secrets out of both. [`list`] and [`bulk`] make many calls; [`trial`]
//! reckons with a customer's times.
//! All that touches JavaScript goes through [`js`].

pub mod api;
pub mod base_url;
#[cfg(feature = "client")]
pub mod bulk;
pub mod call;
#[cfg(feature = "client")]
pub mod client;
pub mod error;
pub mod headers;
#[cfg(feature = "client")]
pub mod js;
pub mod list;
pub mod mask;
#[cfg(feature = "client")]
pub mod options;
pub mod pacing;
#[cfg(feature = "client")]
mod peek;
pub mod rules;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod secret;
pub mod thrown;
#[cfg(feature = "client")]
pub mod trial;
#[cfg(feature = "client")]
mod types;

/// All memory is zeroed when it is let go. Texts that hold a token are made in more places than any type
/// could cover: the generated code copies strings in, and moves them as they turn out longer.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<talc::wasm::WasmDynamicTalc> =
    zeroizing_alloc::ZeroAlloc(talc::wasm::new_wasm_dynamic_allocator());
