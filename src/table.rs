//! Tables of params as texts: JavaScript reads the names there, and this side names and rules.
//!
//! They are written as [`Param`]s, and made into texts while compiling (`written` says why): of each
//! param its name, `=` where it is required, the character of its rule, and the rule's number where
//! it has one: `per_page'100`.

use crate::{
    param::{Param, Rule},
    written::{Written, text},
};

/// A table of params, as [`params!`](crate::params!) makes it of them.
#[derive(Debug, Clone, Copy)]
pub struct Table(&'static str);

impl Table {
    /// See [`params!`](crate::params!).
    #[must_use]
    pub const fn new(text: &'static [u8]) -> Self {
        Self(self::text(text))
    }

    /// The text.
    #[must_use]
    pub const fn text(self) -> &'static str {
        self.0
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The params, in their order.
    pub fn params(self) -> impl Iterator<Item = Param> {
        let mut rest = self.0;
        core::iter::from_fn(move || {
            let (param, behind) = read(rest)?;
            rest = behind;
            Some(param)
        })
    }
}

/// The text of these params, and how long it is: for no room at all, that alone.
#[must_use]
pub const fn written<const LENGTH: usize>(mut params: &[Param]) -> ([u8; LENGTH], usize) {
    let mut table = Written::new();
    while let [param, more @ ..] = params {
        table.push(param.name.as_bytes());
        if param.required {
            table.push(b"=");
        }
        let (character, number) = param.rule.code();
        table.push(&[character]);
        if number > 0 {
            table.decimal(number);
        }
        params = more;
    }
    table.end()
}

/// The param that the text begins with, and what comes behind it.
fn read(text: &'static str) -> Option<(Param, &'static str)> {
    let bytes = text.as_bytes();
    let is_name = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    let mut at = 0;
    while is_name(*bytes.get(at)?) {
        at += 1;
    }
    let name = text.get(..at)?;
    let required = bytes.get(at) == Some(&b'=');
    at += usize::from(required);
    let character = *bytes.get(at)?;
    let mut number = 0_u32;
    at += 1;
    while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
        number = number.wrapping_mul(10).wrapping_add(u32::from(digit - b'0'));
        at += 1;
    }
    Some((Param { name, rule: Rule::of_code(character, number), required }, text.get(at..)?))
}

/// A [`Table`] of these params, put together while compiling.
#[macro_export]
macro_rules! params {
    ($($param:expr),* $(,)?) => {{
        const PARAMS: &[$crate::param::Param] = &[$($param),*];
        const TEXT: [u8; $crate::table::written::<0>(PARAMS).1] = $crate::table::written(PARAMS).0;
        $crate::table::Table::new(&TEXT)
    }};
}
