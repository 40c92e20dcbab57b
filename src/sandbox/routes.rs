//! Which call a method and a path mean: one table, read from top to bottom.
//!
//! `customers/settings` stands before `customers/{uuid}`, or it could never be met. As in Laravel a
//! path that is known with other methods is refused with 405, slashes at the end do not count, and
//! HEAD is GET without the body.

use super::envelopes::Refusal;
use super::http::percent_decode;

/// A call that the sandbox answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    List,
    Settings,
    Show,
    Create,
    Update,
    Delete,
    UpdatePaymentStatus,
    CustomerIntegrations,
    MerchantSettings,
}

struct Route {
    method: &'static str,
    path: &'static str,
    call: Call,
}

const fn route(method: &'static str, path: &'static str, call: Call) -> Route {
    Route { method, path, call }
}

const PAYMENT_STATUS: &str = "api/customers/{uuid}/update-payment-status";

#[rustfmt::skip]
const ROUTES: [Route; 9] = [
    route("GET",    "api/customers",             Call::List),
    route("GET",    "api/customers/settings",    Call::Settings),
    route("GET",    "api/customers/{uuid}",      Call::Show),
    route("POST",   "api/customers",             Call::Create),
    route("PUT",    "api/customers/{uuid}",      Call::Update),
    route("DELETE", "api/customers/{uuid}",      Call::Delete),
    route("POST",   PAYMENT_STATUS,              Call::UpdatePaymentStatus),
    route("GET",    "api/customer-integrations", Call::CustomerIntegrations),
    route("GET",    "api/merchants/settings",    Call::MerchantSettings),
];

/// The call and the uuid in the path, which is empty for calls that have none.
pub(crate) fn find(method: &str, path: &str) -> Result<(Call, String), Refusal> {
    let path = path.trim_matches('/');
    let met = || ROUTES.iter().filter_map(|route| Some((route, match_path(route.path, path)?)));
    let wanted = if method == "HEAD" { "GET" } else { method };
    if let Some((route, uuid)) = met().find(|(route, _)| route.method == wanted) {
        return Ok((route.call, uuid));
    }
    let mut allowed: Vec<_> = met().map(|(route, _)| route.method).collect();
    allowed.dedup();
    if allowed.is_empty() {
        return Err(Refusal::new(404, "The route could not be found."));
    }
    let allowed = allowed.join(", ");
    let message =
        format!("The method is not supported for this route. Supported methods: {allowed}.");
    Err(Refusal::new(405, message).with_header("allow", allowed))
}

/// The customer's id in a path, which is empty for paths that have none; nothing for a path that the
/// sandbox answers with no method.
pub(crate) fn id_in(path: &str) -> Option<String> {
    ROUTES.iter().find_map(|route| match_path(route.path, path))
}

/// The path's uuid where the path has the pattern's form.
fn match_path(pattern: &str, path: &str) -> Option<String> {
    let mut uuid = String::new();
    let mut given = path.split('/');
    for expected in pattern.split('/') {
        let segment = percent_decode(given.next()?);
        if expected == "{uuid}" {
            uuid = segment;
        } else if expected != segment {
            return None;
        }
    }
    given.next().is_none().then_some(uuid)
}
