//! How an answer goes out that does not go out whole and at once.

use serde::Serialize;
use tsify::Tsify;

/// How an answer goes out that does not go out whole and at once: for hosts, such as an HTTP server.
///
/// - `late`: whole, after `ms` milliseconds.
/// - `slowly`: `bytes` bytes of the body at a time, with `ms` milliseconds before each.
/// - `cut_off`: the connection ends after the headers and `bytes` bytes of the body.
/// - `stalled`: nothing comes after the headers and `bytes` bytes of the body, and the connection
///   stays open.
/// - `never`: not even the headers come, and the connection stays open.
/// - `closed`: the connection ends before the headers.
///
/// @example
/// ```ts
/// import type { SandboxDelivery } from "reportei-customers/sandbox";
///
/// const words = (delivery?: SandboxDelivery) => delivery?.how ?? "whole and at once";
/// const sandbox = new ReporteiSandbox();
/// console.log(words(sandbox.handle({ method: "GET", path: "/api/customers" }).delivery));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Tsify)]
#[tsify(rename = "SandboxDelivery")]
#[serde(tag = "how", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Delivery {
    Late { ms: u32 },
    Slowly { bytes: u32, ms: u32 },
    CutOff { bytes: u32 },
    Stalled { bytes: u32 },
    Never,
    Closed,
}
