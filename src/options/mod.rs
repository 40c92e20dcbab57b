//! The options of a client and of its calls, and the parameters of the calls: their types, their rules and
//! their defaults.
//!
//! Each struct is what TypeScript sees and what its reader fills in. Every default is stated here and
//! nowhere else. Whatever is wrong with an option is an error that names it, before anything is sent.

mod call;
mod client;
mod params;

pub use call::{
    BulkOptions, CallOptions, CreateManyOptions, CreateOptions, ListAllOptions, ToArrayOptions,
};
pub use client::{ClientOptions, Limiter, TokenSource, read_access_token};
pub use params::{ListAllParams, UnconfirmedParams, read_time};

use crate::js::args::{Fields, Read};

/// Where the API is, unless the caller says otherwise.
pub const DEFAULT_BASE_URL: &str = "https://connect.reportei.com/api";
/// How long an attempt may take.
pub const DEFAULT_TIMEOUT_MS: u32 = 30_000;
/// How long a call may take, with its retries and waits: there is no limit.
pub const DEFAULT_TOTAL_TIMEOUT_MS: u32 = 0;
/// How often a failed attempt is made again at most.
pub const DEFAULT_MAX_RETRIES: u32 = 2;
/// The longest wait that a server may request.
pub const DEFAULT_MAX_RETRY_DELAY_MS: u32 = 60_000;
/// How many pages `listAll` reads ahead.
pub const DEFAULT_PREFETCH: u32 = 1;
/// How many calls a bulk call makes at once.
pub const DEFAULT_CONCURRENCY: u32 = 5;
/// More retries than this is a mistake.
const MAX_RETRIES: u32 = 100;
/// How many pages `listAll` may read ahead.
const MAX_PREFETCH: u32 = 8;
/// How many calls a bulk call may make at once.
const MAX_CONCURRENCY: u32 = 1000;
/// What the client calls itself where no browser does.
pub const USER_AGENT: &str = concat!("reportei-customers/", env!("CARGO_PKG_VERSION"));

fn read_max_retries(fields: &mut Fields) -> Read<Option<u32>> {
    fields.whole("maxRetries", 0..=MAX_RETRIES)
}
