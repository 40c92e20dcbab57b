//! The calls themselves: what each one does to the store, and what it answers.
//!
//! By the time a call runs, its route is known and the access token was right; only the customer
//! token is checked here, by the calls that need one. Statuses and shapes come from the API
//! contract; the two calls that the client does not have are there so that the end of a trial and
//! the limits can be seen.

use fastrand::Rng;
use serde::Serialize;

use super::clock::Timestamp;
use super::envelopes::{Outcome, Refusal, success};
use super::http::Request;
use super::paging::{self, Pages};
use super::routes::Call;
use super::seed::INTEGRATION_KINDS;
use super::state::State;
use super::store::{MERCHANT, MERCHANT_SINCE, MERCHANT_UUID, Stored};
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
        uuid: &'static str,
        name: &'static str,
        app_url: &'static str,
        redirect_url: &'static str,
        created_at: &'static str,
        updated_at: &'static str,
        rate_limit_per_minute: String,
        rate_limit_per_second: String,
        total_customers: usize,
        available_integrations: [Available; INTEGRATION_KINDS.len()],
    }
    #[derive(Serialize)]
    struct Available {
        name: &'static str,
        slug: &'static str,
    }
    let merchant = Merchant {
        uuid: MERCHANT_UUID,
        name: MERCHANT,
        app_url: "https://horizonte.example",
        redirect_url: "https://horizonte.example/connected",
        created_at: MERCHANT_SINCE,
        updated_at: MERCHANT_SINCE,
        rate_limit_per_minute: state.rate_limit.minute(now).limit.to_string(),
        rate_limit_per_second: state.rate_limit.second(now).limit.to_string(),
        total_customers: state.store.all().len(),
        available_integrations: INTEGRATION_KINDS.map(|(name, slug)| Available { name, slug }),
    };
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
