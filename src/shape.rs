//! Holds a parsed answer against the shape of its model, field by field.
//!
//! A shape is a table: field names, and for each the kinds of value that the API's contract allows
//! there. The answer itself stays with whoever parsed it: what is looked at here is the list of its
//! [`Kind`]s, in the order of the shape. Fields that the shape does not know are not in it, since the
//! API may add some at any time. The tables stand beside the models (`model::shapes`), and a native
//! test holds the two to each other.
//!
//! The kinds of a value that is to have a shape: its own; where that is an object, those of all its
//! fields in one number, three bits each, the first field lowest; and for each field that has a shape
//! of its own and is an object, the kinds of that by that shape; or of each item of an array, behind
//! their count.

use crate::{
    error::{Error, Result},
    text::{concat, owned, part, push, push_decimal},
    written::{Written, text},
};

/// What a field's value can be, as a bit: a field's rule has the set of those it allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// No such field.
    Missing = 0,
    /// `null`.
    Null = 1,
    /// `true` or `false`.
    Boolean = 2,
    /// A whole number.
    Integer = 3,
    /// Any other number.
    Number = 4,
    /// Text.
    String = 5,
    /// An array.
    Array = 6,
    /// An object.
    Object = 7,
}

impl Kind {
    /// The kind that these three bits stand for.
    #[must_use]
    pub const fn from_code(code: u32) -> Self {
        match code & 7 {
            0 => Self::Missing,
            1 => Self::Null,
            2 => Self::Boolean,
            3 => Self::Integer,
            4 => Self::Number,
            5 => Self::String,
            6 => Self::Array,
            _ => Self::Object,
        }
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
    allowed: u8,
    substitute: Option<u8>,
}

impl Field {
    const fn new(name: &'static str, kind: Kind, nested: Option<u8>) -> Self {
        Self { name, allowed: 1 << kind as u8, nested, substitute: None }
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
        self.allowed |= 1 << Kind::Null as u8;
        self
    }

    /// The same field, where it may be left out.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.allowed |= 1 << Kind::Missing as u8;
        self
    }

    /// The same field, which may be left out where the shape's field in that other place is there.
    #[must_use]
    pub const fn or(mut self, substitute: u8) -> Self {
        self.substitute = Some(substitute);
        self
    }

    /// What a check needs to know of it: the kinds in the lowest byte, and in four bits each one more
    /// than the number of its shape, and than the place of its substitute.
    const fn rule(self) -> u16 {
        let nested = if let Some(number) = self.nested { number as u16 + 1 } else { 0 };
        let substitute = if let Some(place) = self.substitute { place as u16 + 1 } else { 0 };
        assert!(nested < 16 && substitute < 16);
        self.allowed as u16 | nested << 8 | substitute << 12
    }
}

/// The fields of an object, as [`shape!`](crate::shape!) makes it of them.
///
/// A list of the fields themselves would be three times as long: each name would need its address.
#[derive(Debug)]
pub struct Shape {
    /// The names of the fields, each with a comma behind it, and where the field has a shape of its own
    /// that one's number and a colon before it. JavaScript reads them there, as messages do.
    pub names: &'static str,
    rules: &'static [u16],
}

impl Shape {
    /// How many fields have their kinds in 32 bits.
    pub const MOST: usize = 10;

    /// See [`shape!`](crate::shape!).
    ///
    /// # Panics
    /// While compiling, where there are more than [`Shape::MOST`] fields.
    #[must_use]
    pub const fn new(names: &'static [u8], rules: &'static [u16]) -> Self {
        assert!(rules.len() <= Self::MOST);
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
            if matches!(byte, b',' | b':') {
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
            names.push(b":");
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
pub fn check(kinds: &[u32], shapes: &[Shape], number: usize) -> Result<()> {
    if kinds.is_empty() {
        let message = "the API answered with something that is not JSON";
        return Err(Error::decode(message, String::new()));
    }
    let mut path = String::new();
    match value(&mut kinds.iter(), shapes, number, &mut path) {
        0 => Ok(()),
        mismatch => Err(told(mismatch, path)),
    }
}

type Kinds<'a> = core::slice::Iter<'a, u32>;

/// The next of them; 0 where there is none.
#[inline(never)]
fn next(kinds: &mut Kinds<'_>) -> u32 {
    kinds.next().copied().unwrap_or_default()
}

/// What is wrong with a value: the kinds that were expected and found, three bits each; 0 for
/// nothing. Where something is, the path of it is what `path` ends up with, which is empty before.
fn value(kinds: &mut Kinds<'_>, shapes: &[Shape], number: usize, path: &mut String) -> u32 {
    let kind = Kind::from_code(next(kinds));
    if kind != Kind::Object {
        return mismatch(Kind::Object, kind);
    }
    let bits = next(kinds);
    let Some(shape) = shapes.get(number) else { return 0 };
    for (place, rule) in shape.rules.iter().copied().enumerate() {
        let kind = kind_at(bits, place);
        let mut wrong = 0;
        if !allows(rule, kind) {
            let substitute = usize::from(rule >> 12).checked_sub(1);
            let is_substituted = kind == Kind::Missing
                && substitute.is_some_and(|place| kind_at(bits, place) != Kind::Missing);
            if !is_substituted {
                wrong = mismatch(expected(rule), kind);
            }
        } else if let Some(nested) = usize::from(rule >> 8 & 15).checked_sub(1) {
            wrong = match kind {
                Kind::Array => items(kinds, shapes, nested, path),
                Kind::Object => value(kinds, shapes, nested, path),
                _ => 0,
            };
        }
        if wrong != 0 {
            go_into(path, shape.name(place));
            return wrong;
        }
    }
    0
}

const fn mismatch(expected: Kind, found: Kind) -> u32 {
    (expected as u32) << 3 | found as u32
}

const fn kind_at(bits: u32, place: usize) -> Kind {
    Kind::from_code(bits >> (3 * place))
}

const fn allows(rule: u16, kind: Kind) -> bool {
    rule & (1 << kind as u8) != 0
}

/// The kind that belongs there, for a message: of several the first of these.
fn expected(rule: u16) -> Kind {
    const KINDS: u32 = 1 << Kind::Boolean as u8
        | 1 << Kind::Integer as u8
        | 1 << Kind::String as u8
        | 1 << Kind::Array as u8;
    Kind::from_code((u32::from(rule) & KINDS | 1 << Kind::Object as u8).trailing_zeros())
}

fn items(kinds: &mut Kinds<'_>, shapes: &[Shape], number: usize, path: &mut String) -> u32 {
    for index in 0..next(kinds) {
        let wrong = value(kinds, shapes, number, path);
        if wrong != 0 {
            let mut name = owned("[");
            push_decimal(&mut name, index);
            name.push(']');
            go_into(path, &name);
            return wrong;
        }
    }
    0
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
