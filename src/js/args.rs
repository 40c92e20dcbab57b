//! Reads arguments and options, whatever a caller gives.
//!
//! Each field is read once and by name, and checked by its rule ([`crate::rules`]). A getter that
//! throws, a misspelt name and a wrong value each give an `invalid_argument` that names the field.
//! Nothing is kept of the caller's objects, so changing them later changes no call.
//!
//! `serde_wasm_bindgen::from_value` cannot do this: it accepts misspelt names, and puts the value, which
//! may be a token, into its message.

use std::ops::RangeInclusive;

use js_sys::{Array, Function, JsString, Object, Reflect, Set, Symbol};
use wasm_bindgen::prelude::*;

use super::{error::Failure, object::field, platform, signal::Signal};
use crate::{
    error::Result as Checked,
    headers,
    rules::{Argument, Given},
    secret::Secret,
};

#[wasm_bindgen]
extern "C" {
    /// The names and values of an object's own enumerable fields.
    #[wasm_bindgen(catch, js_namespace = Object, js_name = entries)]
    fn entries_of(object: &JsValue) -> Result<Array<Array>, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Object, js_name = fromEntries)]
    fn from_entries(pairs: &JsValue) -> Result<JsValue, JsValue>;
}

/// What is wrong with what throws when it is read.
pub const UNREADABLE: &str = "could not be read (see cause)";

/// A result of reading.
pub type Read<T> = Result<T, Failure>;

/// Headers as they are sent: names in lower case, and values.
pub type Headers = Vec<(String, String)>;

/// The fields of an object that a caller gave.
pub struct Fields {
    object: JsValue,
    argument: &'static str,
    known: Vec<&'static str>,
    /// The names of its own fields.
    own: Array,
}

impl Fields {
    /// Those of an object, which may be undefined. `argument` is its name in errors.
    ///
    /// # Errors
    /// `invalid_argument` where it is no object, or cannot be read.
    pub fn of(given: &JsValue, argument: &'static str) -> Read<Self> {
        let unreadable = |cause| Failure::argument(argument, UNREADABLE).caused_by(cause);
        let own = if given.is_undefined() {
            Array::new()
        } else if is_plain_object(given) {
            platform::keys_of(given).map_err(unreadable)?
        } else {
            return Err(Failure::argument(argument, "must be an object"));
        };
        Ok(Self { object: given.clone(), argument, known: Vec::new(), own })
    }

    /// As [`Fields::of`], where `null` stands for nothing too.
    ///
    /// # Errors
    /// As [`Fields::of`].
    pub fn of_optional(given: &JsValue, argument: &'static str) -> Read<Self> {
        let given = if given.is_null() { &JsValue::UNDEFINED } else { given };
        Self::of(given, argument)
    }

    /// The field of that name, as it is.
    ///
    /// # Errors
    /// `invalid_argument` where it cannot be read.
    pub fn raw(&mut self, name: &'static str) -> Read<JsValue> {
        self.known.push(name);
        if self.object.is_undefined() {
            return Ok(JsValue::UNDEFINED);
        }
        let key = JsValue::from_str(name);
        let value = Reflect::get(&self.object, &key)
            .map_err(|cause| Failure::argument(self.argument, UNREADABLE).caused_by(cause))?;
        Ok(if self.is_everybodys(&key, &value) { JsValue::UNDEFINED } else { value })
    }

    /// Whether a field is one that all objects have: a dependency that pollutes their prototype is not
    /// to choose where tokens go.
    fn is_everybodys(&self, key: &JsValue, value: &JsValue) -> bool {
        !value.is_undefined()
            && !self.own.includes(key, 0)
            && Reflect::get(&Object::new(), key).is_ok_and(|everybodys| everybodys == *value)
    }

    fn take(&mut self, name: &'static str) -> Read<Argument<'static>> {
        let given = given(&self.raw(name)?);
        Ok(Argument { name, given })
    }

    /// A string.
    ///
    /// # Errors
    /// `invalid_argument` where it is anything else, or as [`Fields::raw`].
    pub fn text(&mut self, name: &'static str) -> Read<Option<String>> {
        Ok(self.take(name)?.text()?)
    }

    /// A string that is not empty.
    ///
    /// # Errors
    /// `invalid_argument` where it is anything else, or as [`Fields::raw`].
    pub fn name(&mut self, name: &'static str) -> Read<Option<String>> {
        Ok(self.take(name)?.name()?)
    }

    /// A customer's id.
    ///
    /// # Errors
    /// `invalid_argument` where it is anything else, or as [`Fields::raw`].
    pub fn uuid(&mut self, name: &'static str) -> Read<Option<String>> {
        Ok(self.take(name)?.uuid()?)
    }

    /// Customers' ids, in an array.
    ///
    /// # Errors
    /// `invalid_argument` where it is anything else, or as [`Fields::raw`].
    pub fn uuids(&mut self, name: &'static str) -> Read<Set> {
        let value = self.raw(name)?;
        let uuids = Set::new(&JsValue::UNDEFINED);
        if value.is_undefined() {
            return Ok(uuids);
        }
        if !platform::is_array(&value).unwrap_or(false) {
            return Err(Failure::argument(name, "must be an array of UUIDs"));
        }
        let unreadable = |cause| Failure::argument(name, UNREADABLE).caused_by(cause);
        for item in items_of(&value).map_err(unreadable)?.iter() {
            crate::rules::required(name, Argument { name, given: given(&item) }.uuid()?)?;
            uuids.add(&folded(&item));
        }
        Ok(uuids)
    }

    /// A token.
    ///
    /// # Errors
    /// `invalid_argument` where it is anything else, or as [`Fields::raw`].
    pub fn token(&mut self, name: &'static str) -> Read<Option<Secret>> {
        Ok(self.take(name)?.token()?)
    }

    /// A boolean.
    ///
    /// # Errors
    /// `invalid_argument` where it is anything else, or as [`Fields::raw`].
    pub fn flag(&mut self, name: &'static str) -> Read<Option<bool>> {
        Ok(self.take(name)?.flag()?)
    }

    /// A number of milliseconds.
    ///
    /// # Errors
    /// `invalid_argument` where it is anything else, or as [`Fields::raw`].
    pub fn duration(&mut self, name: &'static str) -> Read<Option<u32>> {
        Ok(self.take(name)?.duration()?)
    }

    /// A whole number in a range.
    ///
    /// # Errors
    /// `invalid_argument` where it is anything else, or as [`Fields::raw`].
    pub fn whole(&mut self, name: &'static str, range: RangeInclusive<u32>) -> Read<Option<u32>> {
        Ok(self.take(name)?.whole(range)?)
    }

    /// One of these words.
    ///
    /// # Errors
    /// `invalid_argument` where it is anything else, or as [`Fields::raw`].
    pub fn one_of(
        &mut self,
        name: &'static str,
        words: &[&'static str],
    ) -> Read<Option<&'static str>> {
        Ok(self.take(name)?.one_of(words)?)
    }

    /// A function, where there is one.
    ///
    /// # Errors
    /// `invalid_argument` where it is anything else, or as [`Fields::raw`].
    pub fn function(&mut self, name: &'static str) -> Read<Option<Function>> {
        let value = self.raw(name)?;
        if value.is_undefined() {
            return Ok(None);
        }
        let function = value.dyn_into::<Function>();
        function.map(Some).map_err(|_| Failure::argument(name, "must be a function"))
    }

    /// An abort signal, where there is one.
    ///
    /// # Errors
    /// As [`Fields::function`].
    pub fn signal(&mut self, name: &'static str) -> Read<Option<Signal>> {
        let value = self.raw(name)?;
        if value.is_undefined() {
            return Ok(None);
        }
        if is_signal(&value).unwrap_or(false) {
            return Ok(Some(value.unchecked_into()));
        }
        Err(Failure::argument(name, "must be an AbortSignal"))
    }

    /// The caller's own headers.
    ///
    /// # Errors
    /// `invalid_argument` that names the header that cannot be sent, or as [`Fields::raw`].
    pub fn headers(&mut self, name: &'static str) -> Read<Headers> {
        let value = self.raw(name)?;
        if value.is_undefined() {
            return Ok(Headers::new());
        }
        if !value.is_object() {
            return Err(Failure::argument(name, "must be an object, or an iterable of pairs"));
        }
        let pairs = pairs_of(&value)
            .map_err(|cause| Failure::argument(name, UNREADABLE).caused_by(cause))?;
        let mut headers = Headers::new();
        for pair in pairs.iter() {
            let name = pair.get(0).as_string().unwrap_or_default();
            let value = given(&pair.get(1));
            headers::check(&name, &value)?;
            if let Given::Text(value) = value {
                headers.push((name.to_ascii_lowercase(), value));
            }
        }
        Ok(headers)
    }

    /// Checks that the object has no other fields. Ask for it before [`required`](crate::rules::required):
    /// where a name is misspelt, the error is to show that name.
    ///
    /// # Errors
    /// `invalid_argument` that names the first that was not taken.
    pub fn finish(self) -> Read<()> {
        for key in self.own.iter().filter_map(|key| key.as_string()) {
            if !self.known.iter().any(|known| *known == key) {
                let known = self.known.join(", ");
                return Err(Failure::argument(
                    &key,
                    &format!("is not known here: there are {known}"),
                ));
            }
        }
        Ok(())
    }
}

/// A caller's value, as far as the rules look into it.
#[must_use]
pub fn given(value: &JsValue) -> Given {
    if value.is_undefined() {
        Given::Missing
    } else if let Some(text) = value.as_string() {
        // Halves of surrogate pairs become this character on the way into wasm.
        let may_be_broken = text.chars().any(|one| one == char::REPLACEMENT_CHARACTER);
        let is_broken = may_be_broken && JsValue::from_str(&text) != *value;
        if is_broken { Given::BrokenText } else { Given::Text(text) }
    } else if let Some(number) = value.as_f64() {
        Given::Number(number)
    } else if let Some(flag) = value.as_bool() {
        Given::Flag(flag)
    } else if value.is_function() {
        Given::Function
    } else {
        Given::Other
    }
}

/// The names and values of headers: of an object, or of what iterates over pairs.
fn pairs_of(headers: &JsValue) -> Result<Array<Array>, JsValue> {
    if Reflect::has(headers, &Symbol::iterator())? {
        entries_of(&from_entries(headers)?)
    } else {
        entries_of(headers)
    }
}

/// Whether it is an abort signal by its shape: another realm's or a polyfill's serves as well as the
/// platform's.
fn is_signal(value: &JsValue) -> Result<bool, JsValue> {
    Ok(field(value, "aborted")?.as_bool().is_some()
        && field(value, "addEventListener")?.is_function()
        && field(value, "removeEventListener")?.is_function())
}

/// Whether it is an object that fields are read of: no array and no function.
fn is_plain_object(value: &JsValue) -> bool {
    value.is_object() && platform::is_array(value).is_ok_and(|is_array| !is_array)
}

/// A copy of what an iterable gives.
///
/// # Errors
/// What it throws, or a `TypeError` where it is not as an iterable must be.
pub fn items_of(iterable: &JsValue) -> Result<Array, JsValue> {
    Array::from_iterable(iterable.unchecked_ref::<Array>())
}

/// A customer's id, which is a string, as it is compared, since the API finds ids in any case.
#[must_use]
pub fn folded(uuid: &JsValue) -> JsString {
    uuid.unchecked_ref::<JsString>().to_lower_case()
}

/// The customer's id among a method's arguments.
///
/// # Errors
/// `invalid_argument` where it is no UUID.
pub fn uuid(value: &JsValue) -> Checked<String> {
    let argument = Argument { name: "uuid", given: given(value) };
    crate::rules::required("uuid", argument.uuid()?)
}
