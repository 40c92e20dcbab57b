//! Whatever text and secrets there are: no secret survives masking, and nothing else is changed.

use proptest::{collection::vec, prelude::*, sample::Index};
use reportei_customers::mask::mask;
use serde_json::{Value, json};

use crate::masking::escaped;

/// The text with what is not ASCII escaped, as PHP does.
fn in_ascii(text: &str) -> String {
    let spell = |c: char| if c.is_ascii() { c.to_string() } else { escaped(c) };
    text.chars().map(spell).collect()
}

/// An answer to a create, with the token in it and fields before and behind.
fn created(token: &str, before: &Value, behind: &Value) -> Value {
    json!({ "a": before, "customer": { "api_token": token, "name": behind }, "z": behind })
}

/// What can be a token in a header, long enough to be one; without `*`, so that no mask holds it.
fn secret() -> impl Strategy<Value = String> {
    "[!-)+-~]{8,40}"
}

proptest! {
    #![proptest_config(crate::support::inputs(512))]

    #[test]
    fn a_token_never_survives_in_any_text(
        before in any::<String>(),
        token in "[0-9a-f]{64}|[0-9A-F]{64}",
        behind in any::<String>(),
    ) {
        let masked = mask(&format!("{before}{token}{behind}"), &[]);
        prop_assert!(!masked.contains(&token[..24]) && !masked.contains(&token[40..]), "{masked}");
    }

    #[test]
    fn a_truncated_answer_is_masked_like_a_whole_one(
        token in "[0-9a-f]{64}|[!-~]{8,40}",
        before in crate::support::json(&["api_token", "name"]),
        behind in crate::support::json(&["api_token", "name"]),
        pretty in any::<bool>(),
        cut in any::<Index>(),
    ) {
        let whole = created(&token, &before, &behind);
        let write = if pretty { serde_json::to_string_pretty } else { serde_json::to_string };
        let text = write(&whole).unwrap();
        let cut = text.floor_char_boundary(cut.index(text.len() + 1));
        let masked = mask(&text[..cut], &[]);
        let spelt = serde_json::to_string(&token).unwrap();
        let (first, rest) = spelt[1..spelt.len() - 1].split_at(6);
        // Two characters of a short one may well stand elsewhere.
        let shown = write(&created("***", &before, &behind)).unwrap();
        prop_assume!(!shown.contains(first) && !shown.contains(rest));
        let value = masked.split("\"customer\"").nth(1).unwrap_or_default();
        prop_assert!(!value.contains(first) && !value.contains(rest), "{masked}");
    }

    #[test]
    fn an_answer_with_its_token_masked_is_the_same_answer_without_it(
        token in "[0-9a-f]{64}|[ -~]{1,40}",
        name in "[^0-9a-fA-F]{0,20}",
        ascii in any::<bool>(),
    ) {
        let name = json!(name);
        let mut text = created(&token, &name, &name).to_string();
        if ascii {
            text = in_ascii(&text);
        }
        let masked: Value = serde_json::from_str(&mask(&text, &[])).unwrap();
        prop_assert_eq!(masked, created("***", &name, &name));
    }

    #[test]
    fn a_given_secret_survives_neither_in_text_nor_in_json(
        secrets in vec(secret(), 1..4),
        pieces in vec("\\PC{0,9}", 4),
        spelling in 0..4,
    ) {
        let secrets: Vec<&str> = secrets.iter().map(|secret| &**secret).collect();
        let text = pieces.join(secrets[0]) + secrets[secrets.len() - 1];
        let masked = mask(&text, &secrets);
        prop_assert!(secrets.iter().all(|secret| !masked.contains(secret)), "{}", masked);

        let json = json!({ "message": text }).to_string();
        let json = match spelling {
            0 => json,
            1 => json.replace('/', "\\/"),
            2 => in_ascii(&json),
            _ => {
                let message: String = text.chars().map(escaped).collect();
                format!("{{\"message\":\"{message}\"}}")
            }
        };
        let masked: Value = serde_json::from_str(&mask(&json, &secrets)).unwrap();
        let message = masked["message"].as_str().unwrap();
        prop_assert!(secrets.iter().all(|secret| !message.contains(secret)), "{}", message);
    }

    #[test]
    fn arbitrary_text_and_secrets_never_panic_and_only_tokens_change(
        text in any::<String>(),
        secrets in vec(any::<String>(), 0..4),
    ) {
        // A backslash counts as JSON's escape: with and without it, a secret is the same.
        let bare = |text: &str| text.replace('\\', "");
        let mut bare_secrets = secrets.iter().map(|secret| bare(secret));
        let is_in = |secret: String| !secret.is_empty() && bare(&text).contains(&secret);
        let holds_one = bare_secrets.any(is_in);
        let secrets: Vec<&str> = secrets.iter().map(|secret| &**secret).collect();
        let masked = mask(&text, &secrets);
        prop_assert!(holds_one || masked == text);
    }
}
