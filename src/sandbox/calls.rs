//! The calls themselves: what each one does to the store, and what it answers.
//!
//! By the time a call runs, its route is known and the access token was right; only the customer
//! token is checked here, by the calls that need one. Statuses and shapes come from the API
//! contract; the two calls beyond the seven of the client are there so that the end of a trial and
//! the limits can be seen.

use fastrand::Rng;
use serde::Serialize;

use super::clock::Timestamp;
use super::envelopes::{Outcome, Refusal, success};
use super::http::Request;
use super::paging::{self, MAX_PER_PAGE, Pages};
use super::routes::Call;
use super::state::State;
use super::store::{MERCHANT, Stored, TRIAL_DAYS};
use super::{input, secrets};
use crate::api::{Confirmation, CreatedCustomer, Integration};

#[derive(Serialize)]
struct Envelope<T> {
    customer: T,
}

/// Makes the call; `uuid` is the one in the path, where the path has one.
pub(crate) fn make(
    call: Call,
    uuid: &str,
    state: &mut State,
    request: &Request,
    now: Timestamp,
    pages: Pages,
) -> Outcome {
    match call {
        // A copy of the generator, so that what is created does not depend on who lists.
        Call::List => {
            let mut rng = Rng::with_seed(state.rng.get_seed() ^ state.answered);
            success(200, &paging::page(&state.store, request, pages, &mut rng))
        }
        Call::Show => show(state, uuid),
        Call::Settings => settings(state, request),
        Call::Create => create(state, request, now),
        Call::Update => update(state, uuid, request, now),
        Call::Delete => delete(state, uuid),
        Call::UpdatePaymentStatus => update_payment_status(state, uuid, request, now),
        Call::CustomerIntegrations => customer_integrations(state, request, now),
        Call::MerchantSettings => merchant_settings(state, now),
    }
}

fn show(state: &State, uuid: &str) -> Outcome {
    let customer = state.store.find(uuid).ok_or_else(no_such_customer)?;
    answer(200, customer.customer())
}

fn settings(state: &State, request: &Request) -> Outcome {
    answer(200, token_holder(state, request)?.settings())
}

fn create(state: &mut State, request: &Request, now: Timestamp) -> Outcome {
    let name = input::name(request)?;
    let uuid = secrets::random_uuid(&mut state.rng);
    let api_token = secrets::random_customer_token(&mut state.rng);
    let stored = Stored::new(uuid, name, &api_token, now);
    let customer = stored.customer();
    state.store.add(stored);
    answer(201, CreatedCustomer { customer, api_token })
}

fn update(state: &mut State, uuid: &str, request: &Request, now: Timestamp) -> Outcome {
    // The customer before the body: Laravel looks it up while it resolves the route.
    let customer = state.store.find_mut(uuid).ok_or_else(no_such_customer)?;
    customer.rename(input::name(request)?, now);
    answer(200, customer.customer())
}

fn delete(state: &mut State, uuid: &str) -> Outcome {
    state.store.remove(uuid).ok_or_else(no_such_customer)?;
    confirm("Record successfully removed")
}

fn update_payment_status(
    state: &mut State,
    uuid: &str,
    request: &Request,
    now: Timestamp,
) -> Outcome {
    let customer = state.store.find_mut(uuid).ok_or_else(no_such_customer)?;
    customer.set_paying(input::is_paying(request)?, now);
    confirm(if customer.is_paying {
        "Customer is now marked as a paying customer"
    } else {
        "Customer is now marked as a non-paying customer"
    })
}

fn customer_integrations(state: &State, request: &Request, now: Timestamp) -> Outcome {
    #[derive(Serialize)]
    struct Integrations<'a> {
        data: &'a [Integration],
    }
    let customer = token_holder(state, request)?;
    if customer.trial_is_over(now) && !customer.is_paying {
        let message = "The trial period of this customer has ended";
        return Err(Refusal::new(401, message));
    }
    success(200, &Integrations { data: &customer.integrations })
}

fn merchant_settings(state: &State, now: Timestamp) -> Outcome {
    #[derive(Serialize)]
    struct Settings {
        merchant: Merchant,
    }
    #[derive(Serialize)]
    struct Merchant {
        name: &'static str,
        customers: Counts,
        limits: Limits,
    }
    #[derive(Serialize)]
    struct Counts {
        total: usize,
        paying: usize,
        on_trial: usize,
        trial_over: usize,
    }
    #[derive(Serialize)]
    struct Limits {
        requests_per_minute: u32,
        requests_remaining: u32,
        max_per_page: u32,
        trial_days: i64,
    }
    let all = state.store.all();
    let paying = all.iter().filter(|customer| customer.is_paying).count();
    let trial_over =
        all.iter().filter(|customer| !customer.is_paying && customer.trial_is_over(now)).count();
    let customers =
        Counts { total: all.len(), paying, on_trial: all.len() - paying - trial_over, trial_over };
    let minute = state.rate_limit.minute(now);
    let limits = Limits {
        requests_per_minute: minute.limit,
        requests_remaining: minute.remaining,
        max_per_page: MAX_PER_PAGE,
        trial_days: TRIAL_DAYS,
    };
    let merchant = Merchant { name: MERCHANT, customers, limits };
    success(200, &Settings { merchant })
}

fn token_holder<'a>(state: &'a State, request: &Request) -> Result<&'a Stored, Refusal> {
    request
        .header("x-customer-token")
        .and_then(|token| state.store.find_by_token(token))
        .ok_or_else(|| Refusal::new(401, "Invalid Customer Token"))
}

fn answer(status: u16, customer: impl Serialize) -> Outcome {
    success(status, &Envelope { customer })
}

fn confirm(message: &str) -> Outcome {
    let message = message.to_owned();
    success(200, &Confirmation { success: true, message })
}

fn no_such_customer() -> Refusal {
    Refusal::new(404, "Customer not found.")
}
