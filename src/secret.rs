//! Tokens: handed out only to be put into a request's header.
//!
//! There are two: the merchant's access token and a customer's token, and either opens all of the
//! data behind it. A [`Secret`] has no way to be printed or compared, and its memory is zeroed
//! when it is dropped, as all of the wasm's is (`allocator`).

/// A token.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Takes a token that was checked.
    #[must_use]
    pub const fn new(token: String) -> Self {
        Self(token)
    }

    /// The token, to be put into a header.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}
