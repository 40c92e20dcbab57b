//! Options and other objects from JavaScript, read one property at a time.
//!
//! Every wrong one is a `TypeError` that names it: a misspelt option must not pass for a default.
//! Getters that throw throw on.

use std::ops::RangeInclusive;

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::type_error;
use crate::sandbox::clock::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS};
use crate::sandbox::{
    Clock, Config, FaultInjection, Population, Timestamp, parse_data, parse_injection, parse_random,
};

const OPTIONS: [&str; 7] =
    ["customers", "seed", "now", "rateLimitPerMinute", "rateLimitPerSecond", "faults", "data"];
const UNITS: [(&str, i64); 4] =
    [("days", DAY_MS), ("hours", HOUR_MS), ("minutes", MINUTE_MS), ("seconds", SECOND_MS)];

const MAX_CUSTOMERS: u64 = 10_000;
const MAX_SEED: u64 = (1 << 53) - 1;
const MAX_RATE_LIMIT: u64 = 1_000_000_000;

/// The configuration that the options of the constructor mean.
pub(super) fn config(options: &JsValue) -> Result<Config, JsValue> {
    let mut config = Config::default();
    if options.is_undefined() {
        return Ok(config);
    }
    let options = Given::object("ReporteiSandbox", options, &OPTIONS)?;
    if let Some(seed) = options.whole_number("seed", 0..=MAX_SEED)? {
        config.seed = seed;
    }
    if let Some(limit) = options.whole_number("rateLimitPerMinute", 1..=MAX_RATE_LIMIT)? {
        config.rate_limit_per_minute = u32::try_from(limit).unwrap_or(u32::MAX);
    }
    let per_second = options.whole_number("rateLimitPerSecond", 1..=MAX_RATE_LIMIT)?;
    config.rate_limit_per_second = per_second.and_then(|limit| u32::try_from(limit).ok());
    if let Some(faults) = options.get("faults")? {
        config.faults = Some(parsed("ReporteiSandbox", &faults, parse_random)?);
    }
    if let Some(now) = options.get("now")? {
        config.clock = Clock::standing(instant(&now)?);
    }
    let customers = options.whole_number("customers", 0..=MAX_CUSTOMERS)?;
    let data = options.get("data")?;
    config.population = match (customers, data) {
        (Some(_), Some(_)) => {
            return Err(type_error("ReporteiSandbox: give either customers or data, not both"));
        }
        (None, Some(data)) => Population::Given(parsed("ReporteiSandbox", &data, parse_data)?),
        (Some(count), None) => Population::Generated(u32::try_from(count).unwrap_or(u32::MAX)),
        (None, None) => config.population,
    };
    Ok(config)
}

/// The fault that `inject` is to inject.
pub(super) fn injection(injection: &JsValue) -> Result<FaultInjection, JsValue> {
    parsed("inject", injection, parse_injection)
}

fn parsed<T>(
    place: &str,
    value: &JsValue,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<T, JsValue> {
    let json = to_json(place, value)?;
    parse(&json).map_err(|problem| type_error(&format!("{place}: {problem}")))
}

/// The milliseconds that `advance` is to move the clock by.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "checked to be positive; what is too large is cut to the largest, and the clock has an end"
)]
pub(super) fn advance_ms(by: &JsValue) -> Result<u64, JsValue> {
    let by = Given::object("advance", by, &UNITS.map(|(unit, _)| unit))?;
    let mut millis = 0.0;
    for (unit, unit_ms) in UNITS {
        let Some(value) = by.get(unit)? else { continue };
        let amount = value
            .as_f64()
            .filter(|amount| amount.is_finite() && *amount >= 0.0)
            .ok_or_else(|| by.problem(unit, "a number that is not negative"))?;
        millis += amount * unit_ms as f64;
    }
    Ok(millis.round() as u64)
}

/// The value as JSON; `undefined` and functions are none.
pub(super) fn to_json(place: &str, value: &JsValue) -> Result<String, JsValue> {
    JSON::stringify(value)?
        .as_string()
        .ok_or_else(|| type_error(&format!("{place}: a value that JSON can hold is needed")))
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "what is out of range is refused after the cast"
)]
fn instant(value: &JsValue) -> Result<Timestamp, JsValue> {
    let own_format = value.as_string().and_then(|text| Timestamp::parse(text.trim()));
    if let Some(instant) = own_format {
        return Ok(instant);
    }
    let is_date = || Reflect::has(value, &"getTime".into()).unwrap_or(false);
    let readable = value.is_string() || value.as_f64().is_some() || value.is_object() && is_date();
    let millis = js_sys::Date::new(value).get_time();
    let instant = Timestamp::from_millis(millis as i64);
    let kept = readable && !millis.is_nan() && instant.millis() == millis as i64;
    kept.then_some(instant).ok_or_else(|| {
        type_error(
            "ReporteiSandbox: now must be a Date, a number of milliseconds or a date as a string, \
             between the years 1970 and 9999",
        )
    })
}

/// An object that was given as `place`'s argument.
struct Given<'a> {
    place: &'static str,
    object: &'a JsValue,
}

impl<'a> Given<'a> {
    fn object(place: &'static str, value: &'a JsValue, known: &[&str]) -> Result<Self, JsValue> {
        if !value.is_object() {
            return Err(type_error(&format!("{place}: an object is needed")));
        }
        for key in Object::keys(value.unchecked_ref::<Object>()).iter() {
            let key = key.as_string().unwrap_or_default();
            if !known.contains(&&*key) {
                let known = known.join(", ");
                let message = format!("{place}: {key} is not an option; the options are {known}");
                return Err(type_error(&message));
            }
        }
        Ok(Self { place, object: value })
    }

    /// The property's value; nothing where it is missing or undefined.
    fn get(&self, name: &str) -> Result<Option<JsValue>, JsValue> {
        let value = Reflect::get(self.object, &name.into())?;
        Ok((!value.is_undefined()).then_some(value))
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "the ranges are within what a JavaScript number holds exactly"
    )]
    fn whole_number(&self, name: &str, range: RangeInclusive<u64>) -> Result<Option<u64>, JsValue> {
        let Some(value) = self.get(name)? else {
            return Ok(None);
        };
        let (least, most) = (*range.start(), *range.end());
        value
            .as_f64()
            .filter(|number| number.fract() == 0.0)
            .filter(|number| (least as f64..=most as f64).contains(number))
            .map(|number| Some(number as u64))
            .ok_or_else(|| self.problem(name, &format!("a whole number from {least} to {most}")))
    }

    fn problem(&self, name: &str, expected: &str) -> JsValue {
        type_error(&format!("{}: {name} must be {expected}", self.place))
    }
}
