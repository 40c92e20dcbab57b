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
    text::{concat, decimal, push},
};

/// What a field's value can be, as a bit: a field's rule is the set of those it allows.
///
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
#[derive(Debug)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    allowed: u8,
    nested: Option<&'static Shape>,
    substitute: Option<&'static str>,
}

/// The fields of an object.
#[derive(Debug)]
pub struct Shape {
    /// Its fields, at most [`Shape::MOST`].
    pub fields: &'static [Field],
}

impl Shape {
    /// How many fields have their kinds in 32 bits.
    pub const MOST: usize = 10;

    /// A shape of these fields.
    ///
    /// # Panics
    /// While compiling, where there are more than [`Shape::MOST`]: shapes are statics.
    #[must_use]
    pub const fn new(fields: &'static [Field]) -> Self {
        assert!(fields.len() <= Self::MOST);
        Self { fields }
    }

    fn has_substitute(&self, field: &Field, kinds: u32) -> bool {
        let mut fields = self.fields.iter().enumerate();
        field.substitute.is_some_and(|substitute| {
            fields.any(|(index, other)| {
                other.name == substitute && kind_at(kinds, index) != Kind::Missing
            })
        })
    }
}

impl Field {
    const fn new(name: &'static str, kind: Kind, nested: Option<&'static Shape>) -> Self {
        Self { name, allowed: 1 << kind as u8, nested, substitute: None }
    }

    /// A field of that kind, always there.
    #[must_use]
    pub const fn required(name: &'static str, kind: Kind) -> Self {
        Self::new(name, kind, None)
    }

    /// An object, always there.
    #[must_use]
    pub const fn object(name: &'static str, shape: &'static Shape) -> Self {
        Self::new(name, Kind::Object, Some(shape))
    }

    /// An array of objects, always there.
    #[must_use]
    pub const fn list(name: &'static str, items: &'static Shape) -> Self {
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

    /// The same field, which may be left out where the shape's field of that other name is there.
    #[must_use]
    pub const fn or(mut self, substitute: &'static str) -> Self {
        self.substitute = Some(substitute);
        self
    }

    /// The shape of its value, or of the value's items, where it has one.
    #[must_use]
    pub const fn nested(&self) -> Option<&'static Shape> {
        self.nested
    }

    const fn allows(&self, kind: Kind) -> bool {
        self.allowed & (1 << kind as u8) != 0
    }

    /// The kind that belongs here, for a message.
    fn expected(&self) -> Kind {
        let kinds = [Kind::Boolean, Kind::Integer, Kind::String, Kind::Array];
        kinds.into_iter().find(|kind| self.allows(*kind)).unwrap_or(Kind::Object)
    }
}

/// The names of the fields of each of these shapes, each with a comma behind it, where the field has
/// a shape of its own after that one's number and a colon; a semicolon behind each shape.
#[must_use]
pub fn layout(shapes: &[&'static Shape]) -> String {
    let mut layout = String::new();
    for shape in shapes {
        for field in shape.fields {
            for (number, known) in (0..).zip(shapes) {
                if field.nested.is_some_and(|nested| core::ptr::eq(*known, nested)) {
                    push(&mut layout, &[&decimal(number), ":"]);
                }
            }
            push(&mut layout, &[field.name, ","]);
        }
        push(&mut layout, &[";"]);
    }
    layout
}

/// Checks that these are the kinds of an object of that shape.
///
/// # Errors
/// `decode`, with the path of the first field that is not what the contract says. No kinds at all
/// are those of a body that is no JSON.
pub fn check(kinds: &[u32], shape: &'static Shape) -> Result<()> {
    if kinds.is_empty() {
        let message = "the API answered with something that is not JSON";
        return Err(Error::decode(message, String::new()));
    }
    value(&mut kinds.iter(), shape).map_err(|mismatch| mismatch.into_error())
}

type Kinds<'a> = core::slice::Iter<'a, u32>;

fn next(kinds: &mut Kinds<'_>) -> u32 {
    kinds.next().copied().unwrap_or_default()
}

fn value(kinds: &mut Kinds<'_>, shape: &'static Shape) -> core::result::Result<(), Box<Mismatch>> {
    let kind = Kind::from_code(next(kinds));
    if kind != Kind::Object {
        return Err(Mismatch::new("", Kind::Object, kind));
    }
    let bits = next(kinds);
    for (index, field) in shape.fields.iter().enumerate() {
        let kind = kind_at(bits, index);
        let substituted = kind == Kind::Missing && shape.has_substitute(field, bits);
        if !field.allows(kind) && !substituted {
            return Err(Mismatch::new(field.name, field.expected(), kind));
        }
        if let Some(nested) = field.nested {
            let outcome = match kind {
                Kind::Array => items(kinds, nested),
                Kind::Object => value(kinds, nested),
                _ => Ok(()),
            };
            outcome.map_err(|mismatch| mismatch.within(field.name))?;
        }
    }
    Ok(())
}

const fn kind_at(bits: u32, index: usize) -> Kind {
    Kind::from_code(bits >> (3 * index))
}

fn items(kinds: &mut Kinds<'_>, shape: &'static Shape) -> core::result::Result<(), Box<Mismatch>> {
    for index in 0..next(kinds) {
        value(kinds, shape)
            .map_err(|mismatch| mismatch.within(&concat(&["[", &decimal(index), "]"])))?;
    }
    Ok(())
}

/// The first field that is not what the contract says; its path grows on the way out.
struct Mismatch {
    path: String,
    expected: Kind,
    found: Kind,
}

impl Mismatch {
    fn new(path: &str, expected: Kind, found: Kind) -> Box<Self> {
        Box::new(Self { path: path.to_owned(), expected, found })
    }

    fn within(mut self: Box<Self>, parent: &str) -> Box<Self> {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = concat(&[parent, dot, &self.path]);
        self
    }

    fn into_error(self) -> Box<Error> {
        let place = if self.path.is_empty() { "the answer" } else { &self.path };
        let message = concat(&[
            "the API's answer is not what its contract says: ",
            place,
            " is ",
            self.found.phrase(),
            ", expected ",
            self.expected.phrase(),
        ]);
        Error::decode(&message, self.path)
    }
}
