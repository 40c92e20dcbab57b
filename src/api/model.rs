//! The macro `model!`: a struct, and from its fields the check of an answer.
//!
//! A model is written once, as a struct with its serde and tsify attributes. The TypeScript follows
//! from tsify, and the kind of each field in [`crate::api::check`] from the field's Rust type. What a
//! type does not say stands behind the field as methods of [`Field`], such as `=> nullable()`: an
//! `Option` alone does not say whether the API sends `null` or leaves the field out.
//!
//! `#[extends(Base)]` adds a flattened field `Base` with the model of `Base` before the others.

use super::check::{Field, Kind, Model};

/// A struct made by `model!`.
pub trait Modelled {
    /// Its fields, as the check needs them.
    const MODEL: &'static Model;
}

/// A type that a field of a model can have.
pub trait Wire {
    /// The kind of its values in JSON.
    const KIND: Kind;
    /// The model of its values, or of an array's items.
    const NESTED: Option<&'static Model> = None;
}

impl Wire for String {
    const KIND: Kind = Kind::String;
}

impl Wire for bool {
    const KIND: Kind = Kind::Boolean;
}

impl Wire for u32 {
    const KIND: Kind = Kind::Integer;
}

impl<T: Wire> Wire for Option<T> {
    const KIND: Kind = T::KIND;
    const NESTED: Option<&'static Model> = T::NESTED;
}

impl<T: Modelled> Wire for T {
    const KIND: Kind = Kind::Object;
    const NESTED: Option<&'static Model> = Some(T::MODEL);
}

impl<T: Modelled> Wire for Vec<T> {
    const KIND: Kind = Kind::Array;
    const NESTED: Option<&'static Model> = Some(T::MODEL);
}

/// The fields of a struct: those of the struct that it extends, and its own.
///
/// # Panics
/// During compilation, if `COUNT` is not the number of fields.
#[must_use]
pub const fn fields<const COUNT: usize>(mut base: &[Field], mut own: &[Field]) -> [Field; COUNT] {
    assert!(base.len() + own.len() == COUNT);
    let mut fields = [Field::new("", Kind::Missing, None); COUNT];
    let mut rest: &mut [Field] = &mut fields;
    while let [place, places @ ..] = rest {
        if let [field, more @ ..] = base {
            *place = *field;
            base = more;
        } else if let [field, more @ ..] = own {
            *place = *field;
            own = more;
        }
        rest = places;
    }
    fields
}

/// Defines the struct of a model and its [`Model`].
macro_rules! model {
    (
        #[extends($base_name:ident: $base:ident)]
        $(#[$meta:meta])*
        pub struct $name:ident { $($fields:tt)* }
    ) => {
        model!(@fields <$base as $crate::api::model::Modelled>::MODEL.fields; $(#[$meta])*; $name;
            { #[serde(flatten)] #[allow(missing_docs)] pub $base_name: $base, }; $($fields)*);
    };
    ($(#[$meta:meta])* pub struct $name:ident { $($fields:tt)* }) => {
        model!(@fields &[]; $(#[$meta])*; $name; {}; $($fields)*);
    };
    (
        @fields $base:expr; $(#[$meta:meta])*; $name:ident; { $($flattened:tt)* };
        $(
            $(#[$field_meta:meta])*
            pub $field:ident: $type:ty $(=> $($rule:ident($($argument:expr)?)).+)?,
        )*
    ) => {
        $(#[$meta])*
        pub struct $name {
            $($flattened)*
            $($(#[$field_meta])* pub $field: $type,)*
        }

        impl $crate::api::model::Modelled for $name {
            const MODEL: &'static $crate::api::check::Model = {
                use $crate::api::{check::{Field, Model}, model::{Wire, fields}};
                const BASE: &[Field] = $base;
                const OWN: &[Field] = &[$(
                    Field::new(stringify!($field), <$type as Wire>::KIND, <$type as Wire>::NESTED)
                        $($(.$rule($($argument)?))+)?
                ),*];
                static MODEL: Model = Model {
                    name: stringify!($name),
                    fields: &fields::<{ BASE.len() + OWN.len() }>(BASE, OWN),
                };
                &MODEL
            };
        }
    };
}
pub(crate) use model;
