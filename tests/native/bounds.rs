//! How much of a body is read, and what is too deep to be kept parsed.

use reportei_customers::api::bounds::{
    MAX_KEPT, MAX_REFUSAL, MAX_SUCCESS, most_read, nests_too_deep,
};

#[test]
fn a_success_is_read_up_to_8_mib_and_any_other_answer_up_to_64_kib() {
    for status in 0..1000 {
        let is_success = (200..300).contains(&status);
        assert_eq!(most_read(status), if is_success { MAX_SUCCESS } else { MAX_REFUSAL });
    }
    assert_eq!((MAX_SUCCESS, MAX_REFUSAL, MAX_KEPT), (8 << 20, 64 << 10, 16 << 10));
}

#[test]
fn a_text_nests_too_deep_from_65_levels_on() {
    let nested =
        |open: &str, close: &str, depth| format!("{}1{}", open.repeat(depth), close.repeat(depth));
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[ {\"[\": [\"]]\\\"]\"],\"b\":", "}]")] {
        // The last has an array within its two levels.
        let most = if open.len() > 6 { 31 } else { 64 };
        assert!(!nests_too_deep(&nested(open, close, most)), "{open}");
        assert!(nests_too_deep(&nested(open, close, most + 1)), "{open}");
    }
    let wide = format!("[{}]", vec!["[[{\"a\":[]}]]"; 1000].join(","));
    let in_a_string = format!("[\"{}\\\\\",\"\\\"{}\"]", "[".repeat(100), "{".repeat(100));
    for text in ["", "1", "]]]]", &wide, &in_a_string, &"]".repeat(100), &"\"[".repeat(2)] {
        assert!(!nests_too_deep(text), "{text}");
    }
    // Cut short, or no JSON at all.
    assert!(nests_too_deep(&"[".repeat(65)));
    assert!(nests_too_deep(&format!("<html>{}", "{".repeat(65))));
}
