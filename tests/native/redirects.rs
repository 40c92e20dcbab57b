//! Which redirects are followed.
use reportei_customers::{
    api::endpoint,
    call::redirect::{Target, is_redirect, may_follow, not_followed},
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
            let may = endpoint.method == "GET" && followed < 3;
            assert_eq!(
                may_follow(endpoint, followed, Target::SameOrigin),
                may,
                "{} {followed}",
                endpoint.path
            );
            for target in [Target::None, Target::WithLogin, Target::Elsewhere] {
                assert!(!may_follow(endpoint, followed, target), "{} {followed}", endpoint.path);
            }
        }
    }
}

#[test]
fn the_error_names_where_a_redirect_leads() {
    let shown = "https://elsewhere.example/customers";
    for (target, message) in [
        (
            Target::Elsewhere,
            "the API redirects to https://elsewhere.example/customers, which is not followed",
        ),
        (
            Target::SameOrigin,
            "the API redirects to https://elsewhere.example/customers, which is not followed",
        ),
        (
            Target::WithLogin,
            "the API redirects to https://elsewhere.example/customers with a login, which is not followed",
        ),
        (Target::None, "the API redirects to what is no URL, which is not followed"),
    ] {
        let error = not_followed(target, shown);
        assert_eq!(error.kind, ErrorKind::Http);
        assert_eq!(error.message, message);
    }
    assert_eq!(not_followed(Target::Elsewhere, &"x".repeat(1000)).message.chars().count(), 300);
}
