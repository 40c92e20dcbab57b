//! The TypeScript that neither tsify nor the generated class can say: what callers give by its shape
//! ([`platform`]), the union of errors ([`errors`]), and generic results ([`results`]).

mod errors;
mod platform;
mod results;
