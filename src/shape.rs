//! Holds a parsed answer against the shape of its model, field by field.
//!
//! A shape is a table: field names, and for each the kinds of value that the API's contract allows
//! there. The answer itself stays with whoever parsed it: what is looked at here is the list of its
//! [`Kind`]s, in the order of the shape. Fields that the shape does not know are not in it, since the
//! API may add some at any time. The tables stand beside the models (`model::shapes`), and a native
//! test holds the two to each other.
//!
//! The kinds are a text, depth first: that of the value itself; where it is an object that has a shape,
//! those of all the shape's fields; and behind an array's own those of its items, with
//! [`Kind::Missing`] behind the last, which no item is.

use crate::{
    error::{Error, Result},
    text::{concat, owned, part, push, push_decimal},
    written::{Written, text},
};

/// What a field's value can be. A field's rule has the set of those it allows, as bits.
///
/// JavaScript has a letter for each, or a zero for a whole number: the number is the lowest three bits
/// of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// A whole number.
    Integer = b'0' & 7,
    /// An array.
    Array = b'a' & 7,
    /// `true` or `false`.
    Boolean = b'b' & 7,
    /// Text.
    String = b's' & 7,
    /// `null`.
    Null = b'l' & 7,
    /// No such field.
    Missing = b'u' & 7,
    /// Any other number.
    Number = b'n' & 7,
    /// An object.
    Object = b'o' & 7,
}

impl Kind {
    /// The kind that these three bits stand for.
    #[must_use]
    pub const fn from_code(code: u32) -> Self {
        match code & 7 {
            0 => Self::Integer,
            1 => Self::Array,
            2 => Self::Boolean,
            3 => Self::String,
            4 => Self::Null,
            5 => Self::Missing,
            6 => Self::Number,
            _ => Self::Object,
        }
    }

    /// Its bit in a set of them.
    const fn bit(self) -> u16 {
        1 << self as u8
    }

    /// How a message speaks of such a value.
    #[allow(clippy::inline_always, reason = "a text that a function returns goes through memory")]
    #[inline(always)]
    const fn phrase(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// One field of a shape.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// The number of the shape of its value, or of the value's items, where it has one.
    pub nested: Option<u8>,
    allowed: u16,
    is_substituted: bool,
}

impl Field {
    const fn new(name: &'static str, kind: Kind, nested: Option<u8>) -> Self {
        Self { name, allowed: kind.bit(), nested, is_substituted: false }
    }

    /// A field of that kind, always there.
    #[must_use]
    pub const fn required(name: &'static str, kind: Kind) -> Self {
        Self::new(name, kind, None)
    }

    /// An object of the shape of that number, always there.
    #[must_use]
    pub const fn object(name: &'static str, shape: u8) -> Self {
        Self::new(name, Kind::Object, Some(shape))
    }

    /// An array of objects of the shape of that number, always there.
    #[must_use]
    pub const fn list(name: &'static str, items: u8) -> Self {
        Self::new(name, Kind::Array, Some(items))
    }

    /// The same field, where the contract allows `null`.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.allowed |= Kind::Null.bit();
        self
    }

    /// The same field, where it may be left out.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.allowed |= Kind::Missing.bit();
        self
    }

    /// The same field, which may be left out where the next one is there.
    #[must_use]
    pub const fn or_next(mut self) -> Self {
        self.is_substituted = true;
        self
    }

    /// What a check needs to know of it: the kinds in the lowest byte, the number of its shape in four
    /// bits, and [`OR_NEXT`].
    const fn rule(self) -> u16 {
        let nested = if let Some(number) = self.nested { number as u16 } else { NO_SHAPE };
        assert!(nested <= NO_SHAPE);
        // What its items are is always told.
        assert!(self.nested.is_some() || self.allowed & Kind::Array.bit() == 0);
        let or_next = if self.is_substituted { OR_NEXT } else { 0 };
        self.allowed | nested << NESTED | or_next
    }
}

/// Where a rule has the number of a shape, and what stands there for none.
const NESTED: u32 = 8;
const NO_SHAPE: u16 = 15;
/// What a rule has where the value may be missing if the next one is not.
const OR_NEXT: u16 = 1 << 12;

/// The rule of an object of the shape of that number.
const fn object(number: u16) -> u16 {
    Kind::Object.bit() | number << NESTED
}

/// The fields of an object, as [`shape!`](crate::shape!) makes it of them.
///
/// A list of the fields themselves would be three times as long: each name would need its address.
#[derive(Debug)]
pub struct Shape {
    /// The names of the fields, each with a comma behind it, and where the field has a shape of its own
    /// that one's number before it. JavaScript reads them there, as messages do.
    pub names: &'static str,
    rules: &'static [u16],
}

impl Shape {
    /// See [`shape!`](crate::shape!).
    #[must_use]
    pub const fn new(names: &'static [u8], rules: &'static [u16]) -> Self {
        Self { names: text(names), rules }
    }

    /// The name of the field in that place.
    fn name(&self, place: usize) -> &'static str {
        let (mut from, mut commas) = (0, 0);
        for (at, byte) in self.names.bytes().enumerate() {
            if byte == b',' {
                if commas == place {
                    return part(self.names, from, at);
                }
                commas += 1;
            }
            // Of letters and the underscore none is below these, where commas and digits are.
            if byte < b'A' {
                from = at + 1;
            }
        }
        ""
    }
}

/// The rules of these fields.
///
/// # Panics
/// While compiling, where there are not as many.
#[must_use]
pub const fn rules<const COUNT: usize>(mut fields: &[Field]) -> [u16; COUNT] {
    let mut rules = [0; COUNT];
    let mut rest: &mut [u16] = &mut rules;
    while let ([field, more @ ..], [rule, others @ ..]) = (fields, rest) {
        *rule = field.rule();
        (fields, rest) = (more, others);
    }
    rules
}

/// The names of these fields, as a [`Shape`] has them, and how long they are: for no room at all, that
/// alone.
#[must_use]
pub const fn names<const LENGTH: usize>(mut fields: &[Field]) -> ([u8; LENGTH], usize) {
    let mut names = Written::new();
    while let [field, more @ ..] = fields {
        if let Some(number) = field.nested {
            names.decimal(number as u32);
        }
        names.push(field.name.as_bytes());
        names.push(b",");
        fields = more;
    }
    names.end()
}

/// A [`Shape`] of these fields, put together while compiling.
#[macro_export]
macro_rules! shape {
    ($($field:expr),* $(,)?) => {{
        const FIELDS: &[$crate::shape::Field] = &[$($field),*];
        const NAMES: [u8; $crate::shape::names::<0>(FIELDS).1] = $crate::shape::names(FIELDS).0;
        const RULES: [u16; FIELDS.len()] = $crate::shape::rules(FIELDS);
        $crate::shape::Shape::new(&NAMES, &RULES)
    }};
}

/// Checks that these are the kinds of an object of the shape of that number.
///
/// # Errors
/// `decode`, with the path of the first field that is not what the contract says. No kinds at all
/// are those of a body that is no JSON.
pub fn check(kinds: &str, shapes: &[Shape], number: u8) -> Result<()> {
    if kinds.is_empty() {
        let message = "the API answered with something that is not JSON";
        return Err(Error::decode(message, String::new()));
    }
    let mut path = String::new();
    let mut kinds = kinds.as_bytes().iter();
    match value(next(&mut kinds), object(number.into()), &mut kinds, shapes, &mut path) {
        0 => Ok(()),
        mismatch => Err(told(mismatch, path)),
    }
}

type Kinds<'a> = core::slice::Iter<'a, u8>;

/// The next of them, without going on to it; a missing value's where there is none.
fn peek(kinds: &Kinds<'_>) -> Kind {
    kinds.as_slice().first().map_or(Kind::Missing, |code| Kind::from_code((*code).into()))
}

/// The next of them.
fn next(kinds: &mut Kinds<'_>) -> Kind {
    let kind = peek(kinds);
    kinds.next();
    kind
}

/// What is wrong with a value of that kind: the kinds that were expected and found, three bits each;
/// 0 for nothing, as no whole number is expected and found. Where something is, the path of it is
/// what `path` ends up with, which is empty before.
fn value(kind: Kind, rule: u16, kinds: &mut Kinds<'_>, shapes: &[Shape], path: &mut String) -> u32 {
    if rule & kind.bit() == 0 {
        let is_substituted =
            kind == Kind::Missing && rule & OR_NEXT != 0 && peek(kinds) != Kind::Missing;
        return if is_substituted { 0 } else { mismatch(expected(rule), kind) };
    }
    let nested = rule >> NESTED & NO_SHAPE;
    if kind == Kind::Array {
        let mut index = 0;
        loop {
            let kind = next(kinds);
            if kind == Kind::Missing {
                return 0;
            }
            let wrong = value(kind, object(nested), kinds, shapes, path);
            if wrong != 0 {
                let mut name = owned("[");
                push_decimal(&mut name, index);
                name.push(']');
                go_into(path, &name);
                return wrong;
            }
            index += 1;
        }
    }
    if let (Kind::Object, Some(shape)) = (kind, shapes.get(usize::from(nested))) {
        for (place, rule) in shape.rules.iter().copied().enumerate() {
            let kind = next(kinds);
            // As most are: there is no more to ask.
            if rule == kind.bit() | NO_SHAPE << NESTED {
                continue;
            }
            let wrong = value(kind, rule, kinds, shapes, path);
            if wrong != 0 {
                go_into(path, shape.name(place));
                return wrong;
            }
        }
    }
    0
}

const fn mismatch(expected: Kind, found: Kind) -> u32 {
    (expected as u32) << 3 | found as u32
}

/// The kind that belongs there, for a message: the one beside `null` and none.
const fn expected(rule: u16) -> Kind {
    Kind::from_code((rule & !(Kind::Null.bit() | Kind::Missing.bit())).trailing_zeros())
}

/// The same path, seen from outside of what it leads into.
fn go_into(path: &mut String, from: &str) {
    let dot = if matches!(path.as_bytes(), [] | [b'[', ..]) { "" } else { "." };
    *path = concat(from, dot, path);
}

fn told(mismatch: u32, path: String) -> Box<Error> {
    let place = if path.is_empty() { "the answer" } else { &path };
    let (found, expected) = (Kind::from_code(mismatch), Kind::from_code(mismatch >> 3));
    let mut message = concat("the API's answer is not what its contract says: ", place, " is ");
    push(&mut message, found.phrase(), ", expected ", expected.phrase());
    Error::decode(&message, path)
}
