//! Where tokens may go: which base URLs are taken.

use proptest::prelude::*;
use reportei_customers::{
    base_url::{BaseUrl, Parsed},
    error::{ErrorKind, Result},
};
use url::Url;

const API: &str = "https://connect.reportei.com/api";

// ===== What paths are appended to =====

/// The page that relative base URLs are resolved against, where there is one.
const PAGE: Option<&str> = Some("https://shop.example/admin/customers?page=2#top");
const NO_PAGE: Option<&str> = None;

/// Takes a base URL apart as the platform's parser does.
fn base_url(url: &Url, insecure: bool) -> Result<BaseUrl> {
    let protocol = format!("{}:", url.scheme());
    let parsed = Parsed {
        href: url.as_str(),
        protocol: &protocol,
        hostname: url.host_str().unwrap_or_default(),
        has_login: !url.username().is_empty() || url.password().is_some(),
    };
    parsed.check(insecure)?;
    Ok(BaseUrl::new(parsed.href))
}

/// Where a list goes, the base URL being resolved as the platform does it.
fn joined(given: &str, page: Option<&str>) -> core::result::Result<String, String> {
    let page = page.map(|page| Url::parse(page).unwrap());
    let url = Url::options().base_url(page.as_ref()).parse(given).unwrap();
    let base = base_url(&url, false).map_err(|error| {
        assert_eq!(error.argument.as_deref(), Some("baseUrl"));
        error.message
    })?;
    Ok(base.join("/customers"))
}

#[test]
fn an_endpoints_path_is_appended_to_any_base_url_with_or_without_a_slash() {
    let table = [
        (API, NO_PAGE, "https://connect.reportei.com/api/customers"),
        (
            "https://connect.reportei.com/api/",
            NO_PAGE,
            "https://connect.reportei.com/api/customers",
        ),
        (
            "https://connect.reportei.com/api///",
            NO_PAGE,
            "https://connect.reportei.com/api/customers",
        ),
        ("https://proxy.example", NO_PAGE, "https://proxy.example/customers"),
        ("https://proxy.example/", NO_PAGE, "https://proxy.example/customers"),
        (" HTTPS://Proxy.Example:443/A/../B ", NO_PAGE, "https://proxy.example/B/customers"),
        ("http://localhost:4010/api", NO_PAGE, "http://localhost:4010/api/customers"),
        ("http://[::1]:4010", NO_PAGE, "http://[::1]:4010/customers"),
        ("https://proxy.example/@me/a:b", NO_PAGE, "https://proxy.example/@me/a:b/customers"),
        ("/api", PAGE, "https://shop.example/api/customers"),
        ("api/", PAGE, "https://shop.example/admin/api/customers"),
        ("..", PAGE, "https://shop.example/customers"),
        ("//proxy.example/api", PAGE, "https://proxy.example/api/customers"),
    ];
    for (given, page, expected) in table {
        assert_eq!(joined(given, page).as_deref(), Ok(expected), "{given}");
    }
}

#[test]
fn a_base_url_that_no_path_can_be_appended_to_is_refused() {
    let query = "baseUrl must not have a query string or a fragment: paths are appended to it";
    let scheme = "baseUrl must begin with https:";
    let password = "baseUrl must not hold a user name or a password";
    let table = [
        ("https://proxy.example/api?key=1", NO_PAGE, query),
        ("https://proxy.example/api?", NO_PAGE, query),
        ("https://proxy.example/api#", NO_PAGE, query),
        ("/api#top", PAGE, query),
        // These are the page itself, with its query string.
        (" ", PAGE, query),
        ("https:", PAGE, query),
        ("ftp://proxy.example/api", NO_PAGE, scheme),
        ("file:///api", NO_PAGE, scheme),
        ("data:text/plain,api", NO_PAGE, scheme),
        ("javascript:alert(1)", PAGE, scheme),
        ("blob:https://proxy.example/1", NO_PAGE, scheme),
        ("localhost:4010", NO_PAGE, scheme),
        ("wss://proxy.example", NO_PAGE, scheme),
        ("https://user@proxy.example", NO_PAGE, password),
        ("https://user:s3cr3t@proxy.example/api", NO_PAGE, password),
        ("https:\\\\user:s3cr3t@proxy.example\\api", NO_PAGE, password),
        ("//:s3cr3t@proxy.example", PAGE, password),
    ];
    for (given, page, expected) in table {
        assert_eq!(joined(given, page), Err(expected.to_owned()), "{given}");
    }
}

// ===== Who could read along =====

/// Whether the base URL is taken, once the platform's parser has normalized it.
fn is_taken(given: &str, insecure: bool) -> bool {
    let url = Url::parse(given).unwrap();
    match base_url(&url, insecure) {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.kind, ErrorKind::InvalidArgument, "{given}");
            assert_eq!(error.argument.as_deref(), Some("baseUrl"), "{given}");
            false
        }
    }
}

#[test]
fn a_connection_that_others_can_read_needs_allow_insecure_by_name() {
    let given = "http://proxy.example/api";
    let url = Url::parse(given).unwrap();
    let error = base_url(&url, false).unwrap_err();
    let message = "baseUrl must begin with https: (anybody on the way could read the tokens; \
                   allowInsecure allows it)";
    assert_eq!((&*error.message, error.argument.as_deref()), (message, Some("baseUrl")));
    let insecure = base_url(&url, true).unwrap();
    assert_eq!(insecure.join("/customers"), "http://proxy.example/api/customers");
}

#[test]
fn this_very_machine_is_reached_without_tls_however_it_is_spelt() {
    let hosts = [
        "localhost",
        "LocalHost",
        "%6cocalhost",
        "127.0.0.1",
        "127.0.0.1.",
        "127.0.0.0",
        "127.255.255.255",
        "127.1",
        "127.0.1",
        "127.65535",
        "0x7f.0.0.1",
        "0x7f000001",
        "0X7F.1",
        "0177.0.0.01",
        "017700000001",
        "2130706433",
        "１２７.0.0.1",
        "127。0。0。1",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[0000::0001]",
        "[::0.0.0.1]",
    ];
    for host in hosts {
        for rest in ["", "/", "/api", ":80", ":4010/api/", "/@me", "/a@b:1/"] {
            for insecure in [false, true] {
                assert!(is_taken(&format!("http://{host}{rest}"), insecure), "{host}{rest}");
            }
        }
    }
}

#[test]
fn what_only_looks_like_this_machine_is_another() {
    let hosts = [
        "localhost.evil.com",
        // Resolvers may ask others for these.
        "api.localhost",
        "a.b.LOCALHOST",
        "127.0.0.1.evil.com",
        "127.evil",
        "127.0.0.1.nip.io",
        "127.0.0.1-evil.com",
        "evil.com",
        "evillocalhost",
        "localhost.evil",
        "localhost-evil.com",
        "128.0.0.1",
        "126.255.255.255",
        "0.0.0.0",
        "1.127.0.0",
        "12.7.0.0",
        "10.0.0.127",
        "2130706432.evil",
        "2147483648",
        "[::2]",
        "[::]",
        "[1::1]",
        "[::1:1]",
        "[::127.0.0.1]",
        "[fe80::1]",
        "evil.com:127",
    ];
    for host in hosts {
        for rest in ["", "/127.0.0.1", "/localhost", "/@localhost/", "/.localhost"] {
            let given = format!("http://{host}{rest}");
            assert!(!is_taken(&given, false), "{given}");
            assert!(is_taken(&given, true), "{given} where the caller insists");
            let secure = given.replacen("http", "https", 1);
            assert!(is_taken(&secure, false), "{secure}");
        }
    }
}

#[test]
fn a_user_name_or_a_password_is_refused_wherever_it_leads() {
    let given = [
        "http://user@localhost",
        "http://localhost@evil.com",
        "http://localhost:80@evil.com",
        "http://127.0.0.1:80@evil.com/api",
        "http://[::1]@evil.com",
        "https://:s3cr3t@connect.reportei.com/api",
        "https://localhost%40@evil.com",
    ];
    for given in given {
        for insecure in [false, true] {
            assert!(!is_taken(given, insecure), "{given}");
        }
    }
}

#[test]
fn insisting_on_insecure_takes_http_and_nothing_else() {
    for given in ["ftp://localhost", "ws://127.0.0.1", "file:///api", "data:,localhost", "a:b"] {
        assert!(!is_taken(given, true), "{given}");
    }
    assert!(!is_taken("http://localhost/?a", true));
    assert!(!is_taken("http://localhost/#a", true));
}

proptest! {
    #![proptest_config(crate::support::inputs(1024))]

    #[test]
    fn http_is_taken_for_loopback_addresses_alone(address in any::<u32>(), near in any::<bool>()) {
        // Half of them around the block's ends.
        let address = if near { 0x7f00_0000 ^ (address & 0x8100_00ff) } else { address };
        let [a, b, c, d] = address.to_be_bytes();
        let spellings = [
            format!("http://{a}.{b}.{c}.{d}/api"),
            format!("http://{address}/api"),
            format!("http://{address:#x}/api"),
            format!("http://{a:#o}.{}/api", address & 0xff_ffff).replacen("0o", "0", 1),
        ];
        for given in spellings {
            prop_assert_eq!(is_taken(&given, false), a == 127, "{}", given);
            prop_assert!(is_taken(&given, true));
        }
    }

    #[test]
    fn a_host_that_ends_otherwise_than_localhost_is_refused(
        host in "[a-z0-9-]{0,4}(localhost|127)?[a-z0-9.-]{0,6}(localhost|evil|com|l)",
    ) {
        let Ok(url) = Url::parse(&format!("http://{host}/api")) else { return Ok(()) };
        let host = url.host_str().unwrap();
        prop_assert_eq!(is_taken(url.as_str(), false), host == "localhost", "{}", host);
    }
}
