//! Whatever a server answers: what must hold of it stands in `tests/native/support/answer.rs`.
#![no_main]

#[path = "../native/support/answer.rs"]
mod answer;
#[path = "../native/support/parsed.rs"]
mod parsed;
#[path = "../native/support/written.rs"]
mod written;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    answer::hold(&answer::Answer::parse(input));
});
