//! A text as it is written: characters may stand there escaped, as JSON, a URL or HTML has them.

#[cfg(not(target_arch = "wasm32"))]
thread_local! {
    /// How often a byte was looked at. Tests hold it to the length of the text.
    pub static LOOKS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// How many bytes JSON's escape of a character by its code has: `\u00e9`.
pub(super) const CODE_ESCAPE: usize = 6;
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

/// A text that is looked through.
#[derive(Clone, Copy)]
pub(super) struct Text<'a>(pub(super) &'a [u8]);

impl Text<'_> {
    pub(super) fn at(self, at: usize) -> Option<u8> {
        #[cfg(not(target_arch = "wasm32"))]
        LOOKS.set(LOOKS.get() + 1);
        self.0.get(at).copied()
    }

    /// Where such bytes end that begin there.
    pub(super) fn skip(self, mut at: usize, is_such: impl Fn(u8) -> bool) -> usize {
        while self.at(at).is_some_and(&is_such) {
            at += 1;
        }
        at
    }

    pub(super) fn has(self, at: usize, bytes: &[u8]) -> bool {
        bytes.iter().zip(at..).all(|(byte, at)| self.at(at) == Some(*byte))
    }

    /// Behind the backslashes that are there, which may be escaped themselves.
    pub(super) fn skip_backslashes(self, mut at: usize) -> usize {
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
    pub(super) fn read(self, at: usize) -> Option<(u8, usize)> {
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
pub(super) fn code_escape(text: Text, at: usize) -> Option<u32> {
    if text.has(at, b"\\u") { text.number(at + 2, at + CODE_ESCAPE, 16) } else { None }
}
