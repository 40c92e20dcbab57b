//! What must never survive masking, and what must come through it as it was.

use reportei_customers::mask::{LOOKS, contains_secret, mask};
use serde_json::{Value, json};

/// The token of the API's document.
const TOKEN: &str = crate::support::answer::SECRETS[1];

#[test]
fn what_holds_no_secret_comes_through_as_it_was() {
    let texts = [
        "",
        " \r\n\t",
        "Record successfully removed",
        "caedbbbe-7d93-476f-b965-bf97cd7ce874 CAEDBBBE-7D93-476F-B965-BF97CD7CE874",
        "2024-09-24 17:07:34, 2024-09-24T17:07:34.123456Z, 1727197654000",
        "deadbeefdeadbeefdeadbee is one digit too short for a token",
        "Padaria São João 🥖 não respondeu: \u{0}\u{7f}\u{feff}",
        "The api_token field is required.",
        "api_token",
        "the api_token's name alone, api_tokens and api_token_id",
        r#"{"message":"The given data was invalid.","errors":{"api_token":["It is required."]}}"#,
        r#"{"api_token":null,"name":"Padaria"}"#,
        r#"{"api_token":{"is":"required"}}"#,
        r#"{"api_token":"","name":"Padaria"}"#,
        r#"{"api_token_id":7,"api_tokens":[]}"#,
    ];
    for text in texts {
        assert_eq!(mask(text, &["a-secret-that-is-elsewhere"]), text);
    }
}

#[test]
fn a_request_id_reveals_the_secrets_that_are_in_it_and_is_none_itself() {
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    for (id, is_revealing) in [
        (trace, false),
        ("", false),
        ("s3cr3", false),
        ("s3cr3t!", true),
        ("of Bearer s3cr3t! or so", true),
        ("ção-other/one", true),
        (r"ção-other\/one", true),
    ] {
        assert_eq!(contains_secret(id, &["", "s3cr3t!", "other/one"]), is_revealing, "{id}");
    }
}

#[test]
fn a_token_gives_way_to_three_stars_and_nothing_else_does() {
    let upper = TOKEN.to_uppercase();
    let table = [
        (TOKEN.to_owned(), "***"),
        (upper, "***"),
        (format!("ção{TOKEN}ção"), "ção***ção"),
        (format!("Customer {TOKEN} is gone"), "Customer *** is gone"),
        (format!("x{TOKEN}-{TOKEN}z"), "x***-***z"),
        (format!("{}.", &TOKEN[..24]), "***."),
        ("Bearer s3cr3t!".to_owned(), "Bearer ***!"),
        ("🦄s3cr3t🦄s3cr3".to_owned(), "🦄***🦄s3cr3"),
        (
            r#"{"api_token":"abc","name":"Padaria"}"#.to_owned(),
            r#"{"api_token":"***","name":"Padaria"}"#,
        ),
        (r#"{"api_token" : "abc" }"#.to_owned(), r#"{"api_token" : "***" }"#),
        (r#"{"api_token":1234}"#.to_owned(), r#"{"api_token":***}"#),
        (r#"{"api_token":"abc, d}e&f<g"}"#.to_owned(), r#"{"api_token":"***"}"#),
        (
            r#"{"api_token":"ab\/c\"d","is_paying":true}"#.to_owned(),
            r#"{"api_token":"***","is_paying":true}"#,
        ),
        (
            r#"{"api_token":"ab\\","name":"Padaria"}"#.to_owned(),
            r#"{"api_token":"***","name":"Padaria"}"#,
        ),
        (
            r#"{"body":"{\"api_token\":\"abc\",\"name\":\"P\"}"}"#.to_owned(),
            r#"{"body":"{\"api_token\":\"***\",\"name\":\"P\"}"}"#,
        ),
        (
            r#"{"body":"{\"api_token\":\"abc","name":"P"}"#.to_owned(),
            r#"{"body":"{\"api_token\":\"***","name":"P"}"#,
        ),
        ("{'api_token': 'abc', 'name': 'P'}".to_owned(), "{'api_token': '***', 'name': 'P'}"),
        ("?api_token=abc&page=2".to_owned(), "?api_token=***&page=2"),
        (r#"{"api_token":"abc"#.to_owned(), r#"{"api_token":"***"#),
        (r#"{"api_token":"abc\"#.to_owned(), r#"{"api_token":"***"#),
        (r#"{"api_token":""#.to_owned(), r#"{"api_token":""#),
    ];
    for (text, expected) in table {
        assert_eq!(mask(&text, &["s3cr3t"]), expected, "{text}");
    }
}

#[test]
fn a_letter_is_no_escape_without_a_backslash_before_it() {
    assert_eq!(mask("u-secret", &["u-secret"]), "***");
}

#[test]
fn an_empty_secret_hides_nothing() {
    assert_eq!(mask("Padaria São João", &[""]), "Padaria São João");
    assert_eq!(mask("Padaria São João", &["", "São"]), "Padaria *** João");
    assert_eq!(mask("", &[""]), "");
}

#[test]
fn secrets_that_overlap_are_hidden_whole() {
    let table: [(&str, &[&str], &str); 7] = [
        ("[abcdef]", &["abc", "abcdef"], "[***]"),
        ("[abcdef]", &["abcdef", "abc"], "[***]"),
        ("[abcdef]", &["abcd", "cdef"], "[***]"),
        ("[abcdef]", &["bcdef", "ab"], "[***]"),
        ("[abcdef]", &["abc", "def"], "[******]"),
        // A secret that begins with what looks like a token, and one that goes on as one.
        ("[0123456789abcdef01234567.tail]", &["0123456789abcdef01234567.tail"], "[***]"),
        ("[0123456789abcdef0123456789ab]", &["0123456789abcdef01234567"], "[***]"),
    ];
    for (text, secrets, expected) in table {
        assert_eq!(mask(text, secrets), expected, "{text} without {secrets:?}");
    }
}

#[test]
fn a_secret_is_found_however_json_spells_it() {
    let secret = r#"12|ab/c"d\e<f"#;
    let spellings = [
        serde_json::to_string(secret).unwrap(),
        serde_json::to_string(secret).unwrap().replace('/', "\\/"),
        r#""12\u007Cab\u002fc\u0022d\u005ce\u003Cf""#.to_owned(),
        format!("\"{}\"", secret.chars().map(escaped).collect::<String>()),
    ];
    for spelling in spellings {
        assert_eq!(serde_json::from_str::<String>(&spelling).unwrap(), secret);
        assert_eq!(mask(&spelling, &[secret]), r#""***""#, "{spelling}");
    }
    assert_eq!(mask(secret, &[secret]), "***");
}

/// What a merchant's token looks like: a number, and a row of letters and digits that is the secret.
const PIPED: &str = "1274|Zk3vQxW9TrB7mYpLs5HdNcJf8GaEoU2iK6XVqRzM";

#[test]
fn a_secret_is_found_however_a_url_or_html_spells_it() {
    let of_each = |spell: fn(char) -> String| PIPED.chars().map(spell).collect::<String>();
    let spellings = [
        PIPED.replace('|', "%7C"),
        PIPED.replace('|', "%7c"),
        PIPED.replace('|', "&#124;"),
        PIPED.replace('|', "&#0124;"),
        PIPED.replace('|', "&#x7c;"),
        PIPED.replace('|', "&#X7C;"),
        PIPED.replace('|', "&vert;"),
        PIPED.replace('|', "\\u007c"),
        PIPED.replace('|', "\\\\u007C"),
        of_each(|c| format!("%{:02x}", c as u32)),
        of_each(|c| format!("%{:02X}", c as u32)),
        of_each(|c| format!("&#{};", c as u32)),
        of_each(|c| format!("&#x{:x};", c as u32)),
        of_each(|c| format!("\\u{:04x}", c as u32)),
    ];
    for spelling in spellings {
        assert_eq!(mask(&format!("?{spelling}."), &[PIPED]), "?***.", "{spelling}");
        assert!(contains_secret(&spelling, &[PIPED]), "{spelling}");
    }
    let secret = r#"a+b/c=&<"'>%7Cd"#;
    for spelling in [
        secret,
        "a%2Bb%2Fc%3D%26%3C%22%27%3E%257Cd",
        "a+b/c=&amp;&lt;&quot;&#039;&gt;%7Cd",
        "a+b/c=&amp;&lt;&#34;&apos;&gt;%7Cd",
        r#"a+b\/c=&<\"'>%7Cd"#,
    ] {
        assert_eq!(mask(&format!("?{spelling}."), &[secret]), "?***.", "{spelling}");
    }
}

#[test]
fn a_long_part_of_a_secret_is_hidden_and_a_short_one_is_not() {
    let (_, behind) = PIPED.split_once('|').unwrap();
    for (text, expected) in [
        (behind.to_owned(), "***"),
        (format!("1274%257C{behind}"), "1274%257C***"),
        (format!("1274 | {behind}!"), "1274 | ***!"),
        (PIPED[..16].to_owned(), "***"),
        (PIPED[..15].to_owned(), &PIPED[..15]),
        (format!("{}...", &PIPED[..30]), "***..."),
        (format!("{}...", &behind[..16]), "***..."),
        (format!("{}...", &behind[..15]), "Zk3vQxW9TrB7mYp..."),
        ("1274|".to_owned(), "1274|"),
    ] {
        assert_eq!(mask(&text, &[PIPED]), expected);
    }
    // Of a short secret there are no parts.
    assert_eq!(mask("s3cr3t-of-15-c s3cr3t-of-15-ch", &["s3cr3t-of-15-ch"]), "s3cr3t-of-15-c ***");
}

#[test]
fn the_value_of_a_tokens_field_is_hidden_where_a_url_or_html_spells_its_quotes() {
    for (text, expected) in [
        ("&quot;api_token&quot;:&quot;1|abc&quot;,", "&quot;api_token&quot;:&quot;***&quot;,"),
        ("&#34;api_token&#34;: &#34;1|abc&#34;,", "&#34;api_token&#34;: &#34;***&#34;,"),
        ("%22api_token%22%3A%221%7Cabc,", "%22api_token%22%3A%22***,"),
        ("?api_token%3Dabc&x", "?api_token%3D***&x"),
    ] {
        assert_eq!(mask(text, &[]), expected);
    }
}

#[test]
fn a_text_of_four_times_the_length_takes_four_times_the_steps() {
    let looks = |text: &str, secrets: &[&str]| {
        LOOKS.set(0);
        let _ = mask(text, secrets);
        LOOKS.get()
    };
    let periodic = "ab".repeat(4000);
    let secrets = ["s3cr3t", "aaaaaaaaaaaaaaaaaaaaaaab", "\\\\\\\\\\", PIPED, &periodic];
    let repeated = [
        "a",
        "\\",
        "api_token:",
        "api_token=",
        "\"api_token\":",
        "\"api_token\":\"",
        "api_token:'\"",
        "api_token",
        "\\u005c",
        "s\\u005c",
        "\\u0061",
        "\\u005c",
        "s\\u005c",
        "é",
        "s3cr3",
        "s3cr3t",
        "%",
        "%25",
        "%61",
        "&",
        "&#",
        "&#97;",
        "&#0000",
        "ab",
        "aab",
        "a\\\\\\\\\\\\\\\\\\",
        "1274|",
        PIPED,
        "0123456789abcdef",
        "\\\"",
        "\\\\\\\"api_token\\\\\\\":",
        "\"api_token\":\\\\\\\"",
        "api_token\"\"\"\"\"\"",
        "api_token:      ",
        "api_token:\\\\\\\\'",
    ];
    for unit in repeated {
        for (before, after) in
            [("", ""), ("\"api_token\":\"", ""), ("s3cr3", "\""), ("api_token:", "'")]
        {
            let text =
                |length: usize| format!("{before}{}{after}", unit.repeat(length / unit.len()));
            let (short, long) = (looks(&text(2000), &secrets), looks(&text(8000), &secrets));
            assert!(short >= text(2000).len(), "{before}{unit}: {short}");
            assert!(long <= 5 * short, "{before}{unit}: {short} and {long}");
            assert!(long <= 400 * 8000, "{before}{unit}: {long}");
        }
    }
}

#[test]
fn json_still_parses_where_a_token_follows_an_escaped_character() {
    let text = format!(r#"{{"message":"\u00e1{TOKEN}\ud83e\udd84{TOKEN}\u00e1"}}"#);
    let masked: Value = serde_json::from_str(&mask(&text, &[])).unwrap();
    assert_eq!(masked, json!({ "message": "á***🦄***á" }));
}

#[test]
fn a_secret_is_found_where_its_own_characters_look_like_an_escape() {
    for secret in ["%25AAa!!", "a&amp;b/c", "x%2e%41/y", "&#124;0123"] {
        let in_url = secret.replace('%', "%25").replace('&', "%26").replace('/', "%2F");
        let in_html = secret.replace('&', "&amp;");
        let in_php = secret.replace('/', "\\/");
        for text in [secret, &in_url, &in_html, &in_php] {
            assert_eq!(mask(&format!("<{text}>"), &[secret]), "<***>", "{text}");
        }
    }
}

/// A character as the escape, or pair of them, that JSON has for any.
pub fn escaped(character: char) -> String {
    let mut units = [0; 2];
    let units = character.encode_utf16(&mut units).iter();
    units.map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat()
}
