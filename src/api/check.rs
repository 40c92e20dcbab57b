//! Checks a parsed answer against its model, field by field.
//!
//! The check is written once, above the trait [`Json`]. Its two implementations are the engine's own
//! values in the package, and `serde_json`'s values in the native tests and in the fuzzer. A field
//! that a model does not name is not looked at, since the API may add fields at any time. The answer
//! itself is never changed or copied.

use super::endpoint::Endpoint;
use crate::{
    call::{retry::Verdict, retry_after::whole_number},
    error::{Error, Result},
};

/// What kind of value a JSON value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// There is no such field.
    Missing,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number: `1.0` is one too.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// The words for it in a message.
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

/// A parsed JSON value, or [`Kind::Missing`].
pub trait Json: Sized {
    /// What kind of value it is.
    fn kind(&self) -> Kind;
    /// Whether it is of that kind. An implementation may have a shorter way than to find out its kind.
    fn is(&self, kind: Kind) -> bool {
        self.kind() == kind
    }
    /// An object's value at field `index` of `model`. An implementation may cache the names by the
    /// model's address.
    #[must_use]
    fn field(&self, model: &'static Model, index: usize) -> Self;
    /// An object's value at that name; a missing one where this is no object or has no such field.
    #[must_use]
    fn get(&self, name: &'static str) -> Self;
    /// An array's items; none where this is no array.
    fn items(&self) -> Vec<Self>;
    /// A boolean's value.
    fn flag(&self) -> Option<bool>;
    /// A string's text.
    fn text(&self) -> Option<String>;
    /// An object's own enumerable fields, in the order in which the engine has them; none where this
    /// is no object.
    fn entries(&self) -> Vec<(String, Self)>;
}

/// The fields that an object must have. The macro `model!` derives it from a struct.
#[derive(Debug)]
pub struct Model {
    /// The name of the struct.
    pub name: &'static str,
    /// The fields, in the order in which they are checked.
    pub fields: &'static [Field],
}

/// A field of a model.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in JSON.
    pub name: &'static str,
    kind: Kind,
    model: Option<&'static Model>,
    is_nullable: bool,
    is_optional: bool,
    /// Whether digits in a text are a number too.
    pub takes_digits: bool,
    substitute: Option<&'static str>,
}

impl Field {
    /// A field of that kind, which is always there. `model` is that of an object, or of an array's
    /// items.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind, model: Option<&'static Model>) -> Self {
        Self {
            name,
            kind,
            model,
            is_nullable: false,
            is_optional: false,
            takes_digits: false,
            substitute: None,
        }
    }

    /// The same field under that name in JSON.
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// The same field, which may be `null`.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.is_nullable = true;
        self
    }

    /// The same field, which may be missing.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }

    /// The same field, whose number may come as digits in a text: Laravel echoes the request's own value.
    #[must_use]
    pub const fn digits(mut self) -> Self {
        self.takes_digits = true;
        self
    }

    /// The same field, in whose place another of the same kind may be there.
    #[must_use]
    pub const fn or(mut self, substitute: &'static str) -> Self {
        self.substitute = Some(substitute);
        self
    }
}

/// Checks that an answer is what the endpoint's contract says: the model, in its envelope.
///
/// # Errors
/// `decode`, with the path of the first field that is wrong.
pub fn check_answer<J: Json>(endpoint: &'static Endpoint, value: &J) -> Result<()> {
    let Some(envelope) = endpoint.envelope else { return check(value, endpoint.answer) };
    let checked = match value.kind() {
        Kind::Object => check_object(&value.get(envelope), endpoint.answer)
            .map_err(|mismatch| mismatch.within(envelope)),
        found => Err(Mismatch::new(found, Kind::Object)),
    };
    Ok(checked?)
}

/// Checks that an answer is about the customer of that id, where it says about whom it is. Ids are
/// compared without case, as the API finds them.
///
/// # Errors
/// `decode`, with the path of the other id. Such an answer says nothing of what became of its request.
pub fn check_identity<J: Json>(endpoint: &Endpoint, value: &J, uuid: Option<&str>) -> Result<()> {
    let (Some(envelope), Some(uuid)) = (endpoint.envelope, uuid) else { return Ok(()) };
    match value.get(envelope).get("uuid").text() {
        Some(other) if !other.eq_ignore_ascii_case(uuid) => {
            let message = "the API answered with another customer than the one that was asked for";
            let mut error = Error::decode(message, format!("{envelope}.uuid"));
            error.verdict = Some(Verdict::Final);
            Err(error)
        }
        _ => Ok(()),
    }
}

/// Checks that a value is an object with the fields of the model.
///
/// # Errors
/// `decode`, with the path of the first field that is wrong: `data[3].uuid`.
pub fn check<J: Json>(value: &J, model: &'static Model) -> Result<()> {
    Ok(check_object(value, model)?)
}

/// The error for a body that is not JSON.
#[must_use]
pub fn not_json() -> Box<Error> {
    Error::decode("the API answered with something that is not JSON", String::new())
}

/// The error for a body that is longer than what is read of one, [`MAX_SUCCESS`](super::bounds::MAX_SUCCESS).
#[must_use]
pub fn too_long() -> Box<Error> {
    let message = "the API's answer is longer than the 8 MiB that are read of one";
    Error::decode(message, String::new())
}

/// A value that is not of the kind that the model says.
struct Mismatch {
    path: String,
    found: Kind,
    expected: Kind,
}

impl Mismatch {
    const fn new(found: Kind, expected: Kind) -> Self {
        Self { path: String::new(), found, expected }
    }

    /// The same mismatch as seen from the object or array around it.
    fn within(mut self, step: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{step}{dot}{}", self.path);
        self
    }
}

impl From<Mismatch> for Box<Error> {
    fn from(Mismatch { path, found, expected }: Mismatch) -> Self {
        let place = if path.is_empty() { "the answer" } else { &path };
        let message = format!(
            "the API's answer is not what its contract says: {place} is {}, expected {}",
            found.phrase(),
            expected.phrase(),
        );
        Error::decode(&message, path)
    }
}

type Checked = core::result::Result<(), Mismatch>;

fn check_object<J: Json>(value: &J, model: &'static Model) -> Checked {
    if !value.is(Kind::Object) {
        return Err(Mismatch::new(value.kind(), Kind::Object));
    }
    for (index, field) in model.fields.iter().enumerate() {
        check_field(value, model, index, field)?;
    }
    Ok(())
}

fn check_field<J: Json>(
    object: &J,
    model: &'static Model,
    index: usize,
    field: &'static Field,
) -> Checked {
    let value = object.field(model, index);
    let substitute = field.substitute.map(|name| (name, object.get(name)));
    let substitute = substitute.filter(|(_, value)| !value.is(Kind::Missing));
    if substitute.is_none() || !value.is(Kind::Missing) {
        check_value(&value, field).map_err(|mismatch| mismatch.within(field.name))?;
    }
    substitute.map_or(Ok(()), |(name, value)| {
        check_value(&value, field).map_err(|mismatch| mismatch.within(name))
    })
}

fn check_value<J: Json>(value: &J, field: &Field) -> Checked {
    if value.is(field.kind) {
        return match (field.kind, field.model) {
            (Kind::Object, Some(model)) => check_object(value, model),
            (Kind::Array, Some(model)) => check_items(value, model),
            _ => Ok(()),
        };
    }
    match value.kind() {
        Kind::Missing if field.is_optional => Ok(()),
        Kind::Null if field.is_nullable => Ok(()),
        Kind::String if field.takes_digits && number_in(value).is_some() => Ok(()),
        found => Err(Mismatch::new(found, field.kind)),
    }
}

/// The number that a text's digits are.
pub fn number_in<J: Json>(value: &J) -> Option<f64> {
    whole_number(&value.text()?)
}

fn check_items<J: Json>(array: &J, model: &'static Model) -> Checked {
    for (index, item) in array.items().iter().enumerate() {
        check_object(item, model).map_err(|mismatch| mismatch.within(&format!("[{index}]")))?;
    }
    Ok(())
}
