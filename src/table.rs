//! Tables of params as texts: JavaScript reads the names there, and this side names and rules.
//!
//! They are written as [`Param`]s, and made into texts while compiling (`written` says why): of each
//! param its name, `=` where it is required, the character of its rule, and the rule's number where
//! it has one: `per_page'100`.

use crate::{
    param::{Param, Rule},
    text::{byte_at, part},
    written::{self, Written},
};

/// The character of the first rule; the others' follow it.
const FIRST_RULE: u8 = b'!';

/// A table of params, as [`params!`](crate::params!) makes it of them.
#[derive(Debug, Clone, Copy)]
pub struct Table(&'static str);

impl Table {
    /// See [`params!`](crate::params!).
    #[must_use]
    pub const fn new(text: &'static [u8]) -> Self {
        Self(written::text(text))
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
    #[must_use]
    pub const fn params(self) -> Params {
        Params { text: self.0, at: 0 }
    }
}

/// The params of a table, in their order.
pub struct Params {
    text: &'static str,
    /// Where the next of them begins.
    at: usize,
}

impl Iterator for Params {
    type Item = Param;

    #[inline(never)]
    fn next(&mut self) -> Option<Param> {
        const ZERO: u32 = b'0' as u32;
        const REQUIRED: u32 = b'=' as u32;
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        // No rule's character is beyond these, where letters and the underscore are.
        while byte_at(bytes, at) > REQUIRED && at < bytes.len() {
            at += 1;
        }
        let name = part(self.text, self.at, at);
        if name.is_empty() {
            return None;
        }
        let required = byte_at(bytes, at) == REQUIRED;
        at += usize::from(required);
        let place = byte_at(bytes, at).wrapping_sub(FIRST_RULE.into());
        let mut number = 0_u32;
        loop {
            at += 1;
            let digit = byte_at(bytes, at).wrapping_sub(ZERO);
            if digit > 9 {
                break;
            }
            number = number.wrapping_mul(10).wrapping_add(digit);
        }
        self.at = at;
        Some(Param { name, rule: Rule::of_code(place, number), required })
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
        let (place, number) = param.rule.code();
        table.push(&[FIRST_RULE + place]);
        if number > 0 {
            table.decimal(number);
        }
        params = more;
    }
    table.end()
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
