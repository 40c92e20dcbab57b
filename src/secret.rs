//! Tokens: handed out only to be put into a request's header.
//!
//! There are two: the merchant's access token and a customer's token, and either opens all of the
//! data behind it. A [`Secret`] has no way to be printed or compared, and its memory is zeroed
//! when it is dropped, as all of the wasm's is (`allocator`).

/// A token, or none.
#[derive(Clone, Default)]
pub struct Secret(String);

impl Secret {
    /// Takes a token that was checked; an empty text is none.
    #[must_use]
    pub const fn new(token: String) -> Self {
        Self(token)
    }

    /// Whether there is one.
    #[must_use]
    pub const fn is_some(&self) -> bool {
        !self.0.is_empty()
    }

    /// This one, or that other where there is none.
    #[must_use]
    pub const fn or<'a>(&'a self, other: &'a Self) -> &'a Self {
        if self.is_some() { self } else { other }
    }

    /// The token, to be put into a header; an empty text where there is none.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}
