//! Looks for the secrets that are known.

use super::text::Text;

/// How many characters of a secret are hidden without the rest of it: a truncated one, or what is
/// behind the `|` of a token.
const PART: usize = 16;

/// A search for a secret from its beginning on, or from that of a part.
pub(super) struct Search<'a> {
    secret: &'a [u8],
    /// How many characters there have to be.
    least: usize,
    /// Where the last that was found ends: no byte is part of more than one, so that a text that
    /// repeats a secret takes no longer than others.
    found_to: usize,
}

/// What to look for: each secret, and each row of letters and digits in one that is long enough.
pub(super) fn searches<'a>(secrets: &[&'a str]) -> Vec<Search<'a>> {
    let mut searches = Vec::new();
    for secret in secrets {
        let secret = secret.as_bytes();
        let mut from = 0;
        for at in 0..=secret.len() {
            let is_inside = secret
                .get(at)
                .is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte));
            if is_inside {
                continue;
            }
            if from == 0 || at - from >= PART {
                let secret = secret.get(from..).unwrap_or_default();
                searches.push(Search { secret, least: PART.min(secret.len()), found_to: 0 });
            }
            from = at + 1;
        }
    }
    searches
}

impl Search<'_> {
    /// Where what is found there ends; there itself, where nothing is. The secret is found as it stands,
    /// and as JSON, a URL or HTML may write it.
    pub(super) fn end(&mut self, text: Text, at: usize) -> usize {
        let byte = text.at(at);
        let first = self.secret.iter().find(|byte| **byte != b'\\');
        let may_begin = byte.as_ref() == first || matches!(byte, Some(b'\\' | b'%' | b'&'));
        if !may_begin || at < self.found_to {
            return at;
        }
        // Its own `%25` looks like the escape of a `%`.
        let ends =
            [Reading::AsItStands, Reading::Escaped].map(|reading| self.read(text, at, reading));
        let end = ends.into_iter().max().unwrap_or(at);
        if end > at {
            self.found_to = end;
        }
        end
    }

    /// Where it ends in one reading. JSON escapes quotes, PHP's JSON also slashes, and any character may
    /// be escaped. Backslashes may be there or not, the secret's own among them.
    fn read(&self, text: Text, at: usize, reading: Reading) -> usize {
        let (mut count, mut end) = (0, at);
        for wanted in self.secret {
            if *wanted != b'\\' {
                let Some(next) = next_of(text, end, *wanted, reading) else { break };
                end = next;
            }
            count += 1;
        }
        if count < self.least { at } else { end }
    }
}

/// What a character of a secret is, where it may be itself or begin the escape of another.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    AsItStands,
    Escaped,
}

/// Behind the character that is there, if it is that one, escaped or not.
fn next_of(text: Text, at: usize, wanted: u8, reading: Reading) -> Option<usize> {
    let plain = text.skip(at, |byte| byte == b'\\');
    let as_it_stands = (text.at(plain) == Some(wanted)).then_some(plain + 1);
    let escaped = text.read(at).filter(|(found, _)| *found == wanted).map(|(_, next)| next);
    match reading {
        Reading::AsItStands => as_it_stands.or(escaped),
        Reading::Escaped => escaped.or(as_it_stands),
    }
}
