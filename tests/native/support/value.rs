//! A caller's values, as JavaScript hands them over.
use reportei_customers::value::{Sort, Value};

pub fn text(text: &str) -> Value {
    Value::new(Sort::Text as u32, 0.0, text.to_owned())
}

pub fn number(number: f64) -> Value {
    Value::new(Sort::Number as u32, number, String::new())
}

pub fn flag(flag: bool) -> Value {
    Value::new(Sort::Flag as u32, if flag { 1.0 } else { 0.0 }, String::new())
}
