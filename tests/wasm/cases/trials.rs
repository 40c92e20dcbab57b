//! The API's times, as a `Date` has them, against what a formatter and a parser make of their texts.

use super::support::{self, *};
use reportei_customers::trial::parse_timestamp;
use time::{
    OffsetDateTime, PrimitiveDateTime, format_description::FormatItem, macros::format_description,
};
use wasm_bindgen_test::wasm_bindgen_test;

const FORM: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
/// The first and the last second of the years that have four digits.
const SECONDS: (i64, i64) = (-62_167_219_200, 253_402_300_799);

fn read(text: &str) -> Option<f64> {
    parse_timestamp(text.into()).ok().map(|date| date.get_time())
}

#[allow(clippy::cast_precision_loss, reason = "times are exact in a double")]
fn ms(second: i64) -> f64 {
    second as f64 * 1000.0
}

#[wasm_bindgen_test]
fn every_time_that_a_formatter_writes_is_read() {
    let (first, last) = SECONDS;
    // Prime, so that it comes by every hour, minute, second and day.
    let steps = (first..last).step_by(20_000_003);
    for second in steps.chain([0, -1, 1_727_197_654, last]) {
        let text = OffsetDateTime::from_unix_timestamp(second).unwrap().format(FORM).unwrap();
        assert_eq!(read(&text), Some(ms(second)), "{text}");
    }
}

#[wasm_bindgen_test]
fn every_day_that_a_year_may_have_is_read_or_refused_as_a_parser_does() {
    for year in ["0000", "1900", "2000", "2023", "2024", "9999"] {
        for (month, day) in (0..14).flat_map(|month| (0..33).map(move |day| (month, day))) {
            let text = format!("{year}-{month:02}-{day:02} 23:59:59");
            let other = PrimitiveDateTime::parse(&text, FORM).ok();
            let expected = other.map(|time| ms(time.assume_utc().unix_timestamp()));
            assert_eq!(read(&text), expected, "{text}");
        }
    }
}

#[wasm_bindgen_test]
fn what_is_no_time_of_the_api_is_refused() {
    let table = [
        "",
        "2024-09-24",
        "2024-09-24 17:07:34 ",
        " 2024-09-24 17:07:34",
        "2024-09-24 17:07",
        "2024-9-24 17:07:34",
        "24-09-2024 17:07:34",
        "2024/09/24 17:07:34",
        "+024-09-24 17:07:34",
        "-024-09-24 17:07:34",
        "+002024-09-24 17:07:34",
        "2024-09-24 24:00:00",
        "2024-09-24 17:60:34",
        "2024-09-24 17:07:60",
        "２024-09-24 17:07:3",
    ];
    for text in table {
        let error = parse_timestamp(text.into()).err().unwrap();
        assert_eq!(support::text(&error, "argument"), "text", "{text}");
        assert_eq!(kind(&error), "invalid_argument");
    }
}
