//! What is told of somebody else's error.

use reportei_customers::thrown::masked;

#[test]
fn what_stands_behind_a_scheme_is_no_ones_to_read() {
    for (text, expected) in [
        ("Request failed for Bearer t0k", "Request failed for Bearer ***"),
        ("bearer t0k, twice: BEARER other", "bearer *** twice: BEARER ***"),
        ("no bearer", "no bearer"),
        ("", ""),
        ("two  blanks", "two  blanks"),
    ] {
        assert_eq!(masked(text, &[]), expected);
    }
}

#[test]
fn secrets_that_are_known_go_wherever_they_stand() {
    let secret = "merchant-access-token";
    let text = format!("GET https://api.example/?token={secret}");
    assert_eq!(masked(&text, &[secret]), "GET https://api.example/?token=***");
}
