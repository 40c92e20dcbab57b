//! Texts that are put together while compiling.
//!
//! What is written here as tables of structs would be in the wasm with an address and a length for
//! each name in them: that is most of such a table, and the part that no compression makes shorter.

/// Bytes, written from the beginning as far as there is room, and counted beyond it.
pub(crate) struct Written<const ROOM: usize> {
    bytes: [u8; ROOM],
    length: usize,
}

#[allow(clippy::indexing_slicing, reason = "what is out of bounds does not compile")]
impl<const ROOM: usize> Written<ROOM> {
    /// Nothing yet.
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; ROOM], length: 0 }
    }

    /// Appends these.
    pub(crate) const fn push(&mut self, mut bytes: &[u8]) {
        while let [byte, rest @ ..] = bytes {
            if self.length < ROOM {
                self.bytes[self.length] = *byte;
            }
            self.length += 1;
            bytes = rest;
        }
    }

    /// Appends the number in decimal digits.
    pub(crate) const fn decimal(&mut self, number: u32) {
        if number > 9 {
            self.decimal(number / 10);
        }
        self.push(&[b'0' + (number % 10) as u8]);
    }

    /// What was written, and how long it is.
    pub(crate) const fn end(self) -> ([u8; ROOM], usize) {
        (self.bytes, self.length)
    }
}

/// What was written, as text.
pub(crate) const fn text(bytes: &'static [u8]) -> &'static str {
    if let Ok(text) = core::str::from_utf8(bytes) { text } else { "" }
}
