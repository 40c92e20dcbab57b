//! Any answer of a server. What must be true of it stands in `tests/native/support/answer.rs`.
#![no_main]

#[path = "../native/support/answer.rs"]
mod answer;
#[path = "../support/json.rs"]
mod json;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    answer::verify(&answer::Answer::parse(input));
});
