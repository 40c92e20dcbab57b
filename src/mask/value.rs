//! Looks for the value of a field that holds a token, whatever it is.

use super::text::Text;

/// The value of a token's field.
pub(super) struct Value {
    /// Where it begins, behind its quote.
    pub(super) begin: usize,
    /// The quote around it.
    quote: Option<u8>,
    /// How many backslashes are before its quotes: 1 in JSON within JSON, 3 one level deeper.
    escapes: usize,
}

impl Value {
    /// Looks for the value behind the field's name, which ends there.
    pub(super) fn find(text: Text, mut at: usize) -> Option<Self> {
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
    pub(super) fn end(&self, text: Text) -> usize {
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
            // quotes: the lowest bits say whether the quote belongs to the value's level.
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
