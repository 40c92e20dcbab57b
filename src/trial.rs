//! What can be computed from a customer's times. Nothing is sent.

#![allow(clippy::needless_pass_by_value, reason = "what JavaScript passes is owned here")]
#![allow(clippy::missing_errors_doc, reason = "TypeScript's editors read `@throws`")]

use js_sys::Date;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::{
    api::time,
    js::{
        args::{Read, given},
        error::Failure,
        object::field,
        platform,
    },
    options::read_time,
    rules::Given,
};

/// Where a customer stands, and what is left of its trial, paying or not.
///
/// @example
/// ```ts
/// import type { TrialStatus } from "reportei-customers";
///
/// const words = ({ state, daysLeft }: TrialStatus) =>
///   state === "trial" ? `${daysLeft} days left` : state;
/// console.log(words(trialStatus(await reportei.show(uuid))));
/// ```
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct TrialStatus {
    /// `paying`: it pays. Otherwise `trial`: its trial has not ended; `expired`: its trial has ended;
    /// `none`: it has no trial.
    #[tsify(type = "\"paying\" | \"trial\" | \"expired\" | \"none\"")]
    pub state: &'static str,
    /// When its trial ends or ended; `null` where it has none, or where the API's text is no time.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Date | null")]
    pub ends_at: JsValue,
    /// The milliseconds until then; 0 once it has ended, or where there is none.
    pub ms_left: f64,
    /// The days until then, as a person with a calendar counts them, in UTC: 0 where it ends today, 1
    /// where it ends tomorrow at whatever time; 0 too once it has ended, or where there is none.
    pub days_left: f64,
}

/// Where a customer stands at a time, by default now: whether it pays, and what is left of its
/// trial. Nothing is sent.
///
/// @throws `ReporteiError` of the kind `invalid_argument` if `customer` is no customer, or `now` no time.
///
/// @example
/// ```js
/// const { state, daysLeft } = trialStatus(await reportei.show(uuid));
/// if (state === "trial" && daysLeft <= 2) console.log("The trial ends soon.");
/// ```
#[wasm_bindgen(js_name = trialStatus, unchecked_return_type = "TrialStatus")]
pub fn trial_status(
    #[wasm_bindgen(unchecked_param_type = "Pick<Customer, \"is_paying\" | \"trial_ends_at\">")]
    customer: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Date | number")] now: JsValue,
) -> Result<JsValue, JsValue> {
    let status = status_of(&customer, &now).map_err(Failure::into_error)?;
    serde_wasm_bindgen::to_value(&status).map_err(JsValue::from)
}

/// The time that the API means by a text such as `"2024-09-24 17:07:34"`, which is in UTC, or
/// `"2024-09-24T17:07:34.000000Z"`: with a space or a `T`, with or without a fraction of a second, `Z`
/// or an offset such as `-03:00`.
///
/// @throws `ReporteiError` of the kind `invalid_argument` if `text` is no such time.
///
/// @example
/// ```js
/// const { created_at } = await reportei.show(uuid);
/// console.log(parseTimestamp(created_at).toLocaleDateString("pt-BR"));
/// ```
#[wasm_bindgen(js_name = parseTimestamp)]
pub fn parse_timestamp(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
) -> Result<Date, JsValue> {
    let time = read_text(&text);
    let wrong = || Failure::argument("text", "must be a time: YYYY-MM-DD HH:MM:SS");
    time.map(date).ok_or_else(|| wrong().into_error())
}

fn read_text(value: &JsValue) -> Option<f64> {
    time::parse_timestamp(value.as_string()?.as_bytes())
}

fn date(time: f64) -> Date {
    Date::new(&time.into())
}

fn status_of(customer: &JsValue, now: &JsValue) -> Read<TrialStatus> {
    let wrong = || {
        let rule = "must have is_paying, and trial_ends_at: null or a string";
        Failure::argument("customer", rule)
    };
    let get = |name: &str| field(customer, name).map_err(|_| wrong());
    let Given::Flag(is_paying) = given(&get("is_paying")?) else { return Err(wrong()) };
    let ends_at = get("trial_ends_at")?;
    if !ends_at.is_null() && !ends_at.is_string() {
        return Err(wrong());
    }
    // Databases write no time as one that the calendar does not have.
    let ends_at = read_text(&ends_at);
    let now = if now.is_undefined() { Some(platform::now()) } else { read_time(now) };
    let now = now
        .filter(|now| now.is_finite())
        .ok_or_else(|| Failure::argument("now", "must be a Date or a number of milliseconds"))?;
    let time::TrialStatus { state, ms_left, days_left } =
        time::TrialStatus::at(now, is_paying, ends_at);
    let state = state.name();
    let ends_at = ends_at.map_or(JsValue::NULL, |time| date(time).into());
    Ok(TrialStatus { state, ends_at, ms_left, days_left })
}
