//! Tokens, which are revealed only to be put into a request's header.
//!
//! There are two: the merchant's access token and a customer's token. Either opens all of the data
//! behind it. A [`Secret`] cannot be printed or compared. Its memory is zeroed when it is freed, since
//! the package's allocator zeroes all memory.

/// A token.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A token that was checked.
    #[must_use]
    pub const fn new(token: String) -> Self {
        Self(token)
    }

    /// The token, to be put into a header or to be masked in a text.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}
