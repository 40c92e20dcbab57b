//! Removes tokens from a text that is about to become part of an error.
//!
//! A failed answer can still hold the only copy of a customer's token, and a server can echo what it
//! was sent. Masking works on the text, before it is parsed, so that a truncated answer is masked like
//! a whole one, and a whole one still parses. It masks too much rather than too little.
//!
//! The text is a server's, so the time that masking takes grows as the text does, whatever is in it.

#[cfg(not(target_arch = "wasm32"))]
thread_local! {
    /// How often a byte was looked at. Tests hold it to the length of the text.
    pub static LOOKS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// What is shown in the place of a token.
const MASK: &str = "***";
/// The field of a created customer that holds its token.
const TOKEN_FIELD: &[u8] = b"api_token";
/// How many hexadecimal digits in a row are taken for a token. The API's tokens have 64, and a
/// truncated one is still worth hiding. The digits of a UUID (12 at most in a row) and of dates are
/// fewer.
const TOKEN_DIGITS: usize = 24;
/// How many characters of a secret are hidden without the rest of it: a truncated one, or what is
/// behind the `|` of a token.
const PART: usize = 16;
/// How many bytes JSON's escape of a character by its code has: `\u00e9`.
const CODE_ESCAPE: usize = 6;
/// The longest reference to a character that HTML is read for: `&#x00007c;`.
const REFERENCE: usize = 10;
/// The characters that HTML has names for and a token may have, `|` among them.
const NAMED: [(&[u8], u8); 6] = [
    (b"amp", b'&'),
    (b"lt", b'<'),
    (b"gt", b'>'),
    (b"quot", b'"'),
    (b"apos", b'\''),
    (b"vert", b'|'),
];

/// The text without the given secrets and their long parts, without the value of any `api_token`, and
/// without anything that looks like a token of the API. Secrets are visible ASCII, as all tokens are:
/// only such characters are found where JSON, a URL or HTML escapes them.
#[must_use]
pub fn mask(text: &str, secrets: &[&str]) -> String {
    let bytes = Text(text.as_bytes());
    let mut searches = searches(secrets);
    let mut masked = String::with_capacity(text.len());
    // Secrets can overlap: one that begins inside another is hidden to its own end.
    let mut hidden_to = 0;
    let mut token: Option<Value> = None;
    let mut value_to = 0;
    let mut digits_from = 0;
    let mut backslashes_to = 0;
    for at in 0..text.len() {
        let byte = bytes.at(at);
        // The digits of an escape are not part of the token after it.
        if code_escape(bytes, at).is_some() {
            digits_from = at + CODE_ESCAPE;
        }
        let mut end = at;
        // A row of digits is counted once, at its first digit.
        if at >= digits_from {
            digits_from = bytes.skip(at, |byte| byte.is_ascii_hexdigit());
            if digits_from - at >= TOKEN_DIGITS {
                end = digits_from;
            }
        }
        // In a row of backslashes, the first stands for all of them.
        if byte != Some(b'\\') || at >= backslashes_to {
            backslashes_to = backslashes_to.max(bytes.skip_backslashes(at));
            for search in &mut searches {
                end = end.max(search.end(bytes, at));
            }
        }
        // What begins inside of a value is a part of it.
        if let Some(value) = &token
            && value.begin == at
            && at >= value_to
        {
            value_to = value.end(bytes);
            end = end.max(value_to);
        }
        if bytes.has(at, TOKEN_FIELD) {
            token = Value::find(bytes, at + TOKEN_FIELD.len()).or(token);
        }
        if end > at {
            if at >= hidden_to {
                masked.push_str(text.get(hidden_to..at).unwrap_or_default());
                masked.push_str(MASK);
            }
            hidden_to = hidden_to.max(end);
        }
    }
    masked.push_str(text.get(hidden_to..).unwrap_or_default());
    masked
}

/// Whether any of the secrets, or a long part of one, is in the text. This is for texts such as a
/// request id, where a long row of hexadecimal digits is nothing to hide.
#[must_use]
pub fn contains_secret(text: &str, secrets: &[&str]) -> bool {
    let mut searches = searches(secrets);
    let bytes = Text(text.as_bytes());
    (0..text.len()).any(|at| searches.iter_mut().any(|search| search.end(bytes, at) > at))
}

/// A text that is looked through.
#[derive(Clone, Copy)]
struct Text<'a>(&'a [u8]);

impl Text<'_> {
    fn at(self, at: usize) -> Option<u8> {
        #[cfg(not(target_arch = "wasm32"))]
        LOOKS.set(LOOKS.get() + 1);
        self.0.get(at).copied()
    }

    /// Where such bytes end that begin there.
    fn skip(self, mut at: usize, is_such: impl Fn(u8) -> bool) -> usize {
        while self.at(at).is_some_and(&is_such) {
            at += 1;
        }
        at
    }

    fn has(self, at: usize, bytes: &[u8]) -> bool {
        bytes.iter().zip(at..).all(|(byte, at)| self.at(at) == Some(*byte))
    }

    /// Behind the backslashes that are there, which may be escaped themselves.
    fn skip_backslashes(self, mut at: usize) -> usize {
        loop {
            let next = self.skip(at, |byte| byte == b'\\');
            if next == at || code_escape(self, next - 1) != Some(b'\\'.into()) {
                return next;
            }
            at = next - 1 + CODE_ESCAPE;
        }
    }

    /// The character that is written there, in whatever way, and where the next one begins. JSON within
    /// JSON has any number of backslashes before a character.
    fn read(self, at: usize) -> Option<(u8, usize)> {
        let from = self.skip_backslashes(at);
        let byte = self.at(from)?;
        let escaped = match byte {
            b'u' if from > at => {
                code_escape(self, from - 1).map(|code| (code, from - 1 + CODE_ESCAPE))
            }
            b'%' => self.number(from + 1, from + 3, 16).map(|code| (code, from + 3)),
            b'&' => self.reference(from + 1),
            _ => None,
        };
        let (code, next) = escaped.unwrap_or((byte.into(), from + 1));
        // No token has a character beyond ASCII, or this one.
        Some((u8::try_from(code).unwrap_or_default(), next))
    }

    /// The character to which HTML refers behind a `&`, and where the next one begins.
    fn reference(self, at: usize) -> Option<(u32, usize)> {
        let end = (at..at + REFERENCE).find(|at| self.at(*at) == Some(b';'))?;
        let code = match self.0.get(at..end)? {
            [b'#', b'x' | b'X', ..] => self.number(at + 2, end, 16)?,
            [b'#', ..] => self.number(at + 1, end, 10)?,
            name => NAMED.iter().find(|(known, _)| *known == name)?.1.into(),
        };
        Some((code, end + 1))
    }

    /// The number that is there in digits.
    fn number(self, at: usize, end: usize, radix: u32) -> Option<u32> {
        (at..end).try_fold(0, |number, at| {
            Some(number * radix + char::from(self.at(at)?).to_digit(radix)?)
        })
    }
}

/// The code of the character that is there, if that is escaped by its code. It can be half of a
/// surrogate pair.
fn code_escape(text: Text, at: usize) -> Option<u32> {
    if text.has(at, b"\\u") { text.number(at + 2, at + CODE_ESCAPE, 16) } else { None }
}

/// A search for a secret from its beginning on, or from that of a part.
struct Search<'a> {
    secret: &'a [u8],
    /// How many characters there have to be.
    least: usize,
    /// Where the last that was found ends: no byte is part of more than one, so that a text that
    /// repeats a secret takes no longer than others.
    found_to: usize,
}

/// What to look for: each secret, and each row of letters and digits in one that is long enough.
fn searches<'a>(secrets: &[&'a str]) -> Vec<Search<'a>> {
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
    /// and as JSON, a URL or HTML may write it. JSON escapes quotes, PHP's JSON also slashes, and any
    /// character may be escaped. Backslashes may be there or not, the secret's own among them.
    fn end(&mut self, text: Text, at: usize) -> usize {
        let byte = text.at(at);
        let first = self.secret.iter().find(|byte| **byte != b'\\');
        let may_begin = byte.as_ref() == first || matches!(byte, Some(b'\\' | b'%' | b'&'));
        if !may_begin || at < self.found_to {
            return at;
        }
        let (mut count, mut end) = (0, at);
        for wanted in self.secret {
            if *wanted != b'\\' {
                let Some(next) = next_of(text, end, *wanted) else { break };
                end = next;
            }
            count += 1;
        }
        if count < self.least {
            return at;
        }
        self.found_to = end;
        end
    }
}

/// Behind the character that is there, if it is that one, escaped or not.
fn next_of(text: Text, at: usize, wanted: u8) -> Option<usize> {
    let (found, next) = text.read(at)?;
    if found == wanted {
        return Some(next);
    }
    // What looks like an escape may be the secret's own characters.
    let at = text.skip(at, |byte| byte == b'\\');
    (text.at(at) == Some(wanted)).then_some(at + 1)
}

/// The value of a token's field.
struct Value {
    /// Where it begins, behind its quote.
    begin: usize,
    /// The quote around it.
    quote: Option<u8>,
    /// How many backslashes are before its quotes: 1 in JSON within JSON, 3 one level deeper.
    escapes: usize,
}

impl Value {
    /// Looks for the value behind the field's name, which ends there.
    fn find(text: Text, mut at: usize) -> Option<Self> {
        let sign = loop {
            let (found, next) = text.read(at)?;
            at = next;
            if !matches!(found, b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n') {
                break found;
            }
        };
        if !matches!(sign, b':' | b'=') {
            return None;
        }
        let mut escapes = 0;
        while let Some(byte @ (b'\\' | b' ' | b'\t' | b'\r' | b'\n')) = text.at(at) {
            escapes += usize::from(byte == b'\\');
            at += 1;
        }
        let quote = text.at(at).filter(|byte| matches!(byte, b'"' | b'\''));
        let begin = match text.read(at) {
            // A quote, which a URL or HTML may write in its own way.
            Some((b'"' | b'\'', next)) => next,
            _ => at,
        };
        Some(Self { begin, quote, escapes })
    }

    /// Where it ends.
    fn end(&self, text: Text) -> usize {
        match self.quote {
            Some(quote) => self.quoted_end(text, quote),
            None => bare_end(text, self.begin),
        }
    }

    /// At the quote behind as many backslashes as are before the first one, or the end of the text.
    fn quoted_end(&self, text: Text, quote: u8) -> usize {
        let mut backslashes = 0;
        let mut at = self.begin;
        while let Some(byte) = text.at(at) {
            // Each level doubles the backslashes of an escaped character and adds one for its own
            // quotes: the lowest bits tell whether the quote belongs to the value's level.
            let is_own =
                backslashes < self.escapes || backslashes & (2 * self.escapes + 1) == self.escapes;
            if byte == quote && is_own {
                break;
            }
            backslashes = if byte == b'\\' { backslashes + 1 } else { 0 };
            at += 1;
        }
        at - self.escapes.min(backslashes)
    }
}

/// The end of a value without quotes, which `null`, an array and an object are not.
fn bare_end(text: Text, at: usize) -> usize {
    if text.has(at, b"null") || matches!(text.at(at), Some(b'[' | b'{')) {
        return at;
    }
    text.skip(at, |byte| !b"\\\"',}&<\n".contains(&byte))
}
