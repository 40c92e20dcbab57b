//! `trialStatus` and `parseTimestamp`: functions beside the class, which send nothing.
//!
//! Texts are read by the platform's own `Date`: the code for it is there already.

use js_sys::Date;
use wasm_bindgen::prelude::*;

use super::{failure::Failure, look};
use crate::{error::Error, trial::TrialStatus};

#[wasm_bindgen(module = "/src/js/trial.js")]
extern "C" {
    fn parse(text: &JsValue) -> f64;
    fn instant(time: &JsValue) -> f64;
    fn status(state: &str, ends_at: Option<f64>, ms_left: f64, days_left: f64) -> JsValue;
}

/// Where a customer stands at a time, by default now: whether it pays, and what is left of its
/// trial. Nothing is sent.
///
/// # Errors
/// Throws a `ReporteiError` of the kind `invalid_argument` where that is no customer or no time.
#[wasm_bindgen(js_name = trialStatus, unchecked_return_type = "TrialStatus")]
pub fn trial_status(
    #[wasm_bindgen(unchecked_param_type = "Pick<Customer, \"is_paying\" | \"trial_ends_at\">")]
    customer: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Date | number")] now: &JsValue,
) -> Result<JsValue, JsValue> {
    let is_paying = look::field(customer, "is_paying").as_bool();
    let ends_at = look::field(customer, "trial_ends_at");
    let ends_at = if ends_at.is_null() { None } else { Some(parse(&ends_at)) };
    let (Some(is_paying), false) = (is_paying, ends_at.is_some_and(f64::is_nan)) else {
        let rule = "must have is_paying, and trial_ends_at, which is null or YYYY-MM-DD HH:MM:SS";
        return Err(wrong("customer", rule));
    };
    let now = if now.is_undefined() { look::now() } else { instant(now) };
    if !now.is_finite() {
        return Err(wrong("now", "must be a Date or a number of milliseconds"));
    }
    let TrialStatus { state, ms_left, days_left } = TrialStatus::at(now, is_paying, ends_at);
    Ok(status(state.name(), ends_at, ms_left, days_left))
}

/// The time that the API means by a text such as `"2024-09-24 17:07:34"`, which is in UTC.
///
/// # Errors
/// Throws a `ReporteiError` of the kind `invalid_argument` where it is none.
#[wasm_bindgen(js_name = parseTimestamp)]
pub fn parse_timestamp(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
) -> Result<Date, JsValue> {
    let time = parse(text);
    if time.is_nan() {
        return Err(wrong("text", "must be a time: YYYY-MM-DD HH:MM:SS"));
    }
    Ok(Date::new(&time.into()))
}

fn wrong(argument: &str, problem: &str) -> JsValue {
    Failure::from(Error::argument(argument, problem)).into_error()
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Where a customer stands, and what is left of its trial, paying or not. */
export interface TrialStatus {
  /**
   * `paying`: it pays. Else, `trial`: its trial is not over; `expired`: it is; `none`: it has none.
   */
  state: "paying" | "trial" | "expired" | "none";
  /** When its trial ends or ended; `null` where it has none. */
  endsAt: Date | null;
  /** The milliseconds until then; 0 once it is over, or where there is none. */
  msLeft: number;
  /**
   * The days until then, as a person with a calendar counts them, in UTC: 0 where it ends today, 1
   * where it ends tomorrow at whatever time; 0 too once it is over, or where there is none.
   */
  daysLeft: number;
}
"#;
