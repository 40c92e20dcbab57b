//! Which redirects are followed.
use reportei_customers::{
    api::endpoint,
    call::redirect::{MAX_REDIRECTS, is_redirect, may_follow, not_followed},
    error::ErrorKind,
};

#[test]
fn five_statuses_are_redirects() {
    let statuses: Vec<u32> = (0..1000).filter(|status| is_redirect(*status)).collect();
    assert_eq!(statuses, [301, 302, 303, 307, 308]);
}

#[test]
fn a_read_follows_three_redirects_within_the_origin_and_a_write_none() {
    for endpoint in endpoint::ALL {
        for followed in 0..10 {
            let may = endpoint.method == "GET" && followed < MAX_REDIRECTS;
            assert_eq!(may_follow(endpoint, followed, true), may, "{} {followed}", endpoint.path);
            assert!(!may_follow(endpoint, followed, false), "{} {followed}", endpoint.path);
        }
    }
    assert_eq!(MAX_REDIRECTS, 3);
}

#[test]
fn the_error_names_where_a_redirect_leads() {
    let error = not_followed("https://elsewhere.example/customers");
    assert_eq!(error.kind, ErrorKind::Http);
    assert_eq!(
        error.message,
        "the API redirects to https://elsewhere.example/customers, which is not followed"
    );
    assert_eq!(not_followed(&"x".repeat(1000)).message.chars().count(), 300);
}
