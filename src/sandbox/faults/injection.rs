//! A fault that is to hit the next requests of a method and a path.
//!
//! The path is held against the routes when it is injected: one that no request of the API has
//! would never hit, and the test that waits for it would pass for the wrong reason.

use serde_json::Value;
use tsify::Tsify;

use super::fault::Fault;
use crate::sandbox::fields::Fields;
use crate::sandbox::http::{Request, percent_decode};
use crate::sandbox::routes;

const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const MAX_TIMES: u32 = 1_000_000_000;
const ANY_ID: &str = "{uuid}";

/// A fault, and the requests that it is to hit: those of the method and the path, or any where
/// these are left out.
///
/// @example
/// ```ts
/// import type { FaultInjection } from "reportei-customers/sandbox";
///
/// const injection: FaultInjection = { method: "DELETE", times: 2, fault: { kind: "dropped" } };
/// new ReporteiSandbox().inject(injection);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Tsify)]
pub struct FaultInjection {
    /// The requests' method, such as `POST`. Default: any.
    #[tsify(optional, type = "string | undefined")]
    pub method: Option<String>,
    /// The requests' path below `/api`, without a query, such as `/customers/{uuid}`: `{uuid}`
    /// stands for any customer's id, and a given id for that customer alone. Default: any.
    #[tsify(optional, type = "string | undefined")]
    pub path: Option<String>,
    /// How many requests it hits, one after the other. Default: 1.
    #[tsify(optional, type = "number | undefined")]
    pub times: u32,
    /// What happens to them.
    #[tsify(type = "SandboxFault")]
    pub fault: Fault,
}

/// Reads an injection from JSON.
///
/// # Errors
/// One sentence that names the field that is wrong.
pub fn parse_injection(json: &str) -> Result<FaultInjection, String> {
    let value = serde_json::from_str(json).map_err(|_| "JSON is needed".to_owned())?;
    let mut fields = Fields::of(value, "")?;
    let method = fields.given("method", "a method that the API has, such as POST", method)?;
    let path = fields.given("path", "a path of the API, such as /customers/{uuid}", path)?;
    let times = fields.whole_number("times", 1..=MAX_TIMES)?.unwrap_or(1);
    let fault = Fault::read(fields.required("fault")?, "fault")?;
    fields.expect_no_more()?;
    Ok(FaultInjection { method, path, times, fault })
}

impl FaultInjection {
    /// Whether the request is one of those that it is to hit.
    pub(super) fn fits(&self, request: &Request) -> bool {
        let method = self.method.as_deref();
        method.is_none_or(|method| request.method.eq_ignore_ascii_case(method))
            && self.path.as_deref().is_none_or(|path| is_at(path, request.split_path().0))
    }
}

fn method(value: &Value) -> Option<String> {
    let method = value.as_str()?.to_ascii_uppercase();
    METHODS.contains(&&*method).then_some(method)
}

fn path(value: &Value) -> Option<String> {
    let path = below_api(value.as_str()?);
    let id = routes::id_in(&format!("api/{path}"))?;
    // Any other name in braces would be taken for an id, and never met.
    (id.is_empty() || id == ANY_ID || uuid::Uuid::try_parse(&id).is_ok()).then(|| path.to_owned())
}

/// The path without what a pattern may have or not.
fn below_api(path: &str) -> &str {
    let path = path.trim_matches('/');
    path.strip_prefix("api/").unwrap_or(path)
}

fn is_at(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (pattern.split('/'), below_api(path).split('/'));
    let all = wanted.by_ref().all(|wanted| {
        let given = given.next().map(percent_decode);
        given.is_some_and(|given| is_segment(wanted, &given))
    });
    all && given.next().is_none()
}

fn is_segment(wanted: &str, given: &str) -> bool {
    match wanted {
        ANY_ID => uuid::Uuid::try_parse(given).is_ok(),
        _ => wanted.eq_ignore_ascii_case(given),
    }
}
