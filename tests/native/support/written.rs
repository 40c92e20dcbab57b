//! An error as JavaScript gets it: what is handed over, in its order, as JSON.
use reportei_customers::{
    error::Error,
    facts::{Name, Sink},
};
use serde_json::Value;

#[derive(Default)]
struct Object(Vec<(&'static str, Value)>);

impl Sink for Object {
    fn text(&mut self, name: Name, text: &str) {
        self.0.push((name.text(), text.into()));
    }

    fn word(&mut self, name: Name, word: Name) {
        self.text(name, word.text());
    }

    fn number(&mut self, name: Name, number: f64) {
        self.0.push((name.text(), number.into()));
    }

    fn flag(&mut self, name: Name, flag: bool) {
        self.0.push((name.text(), flag.into()));
    }

    fn said(&mut self, name: Name, key: &str, text: &str) {
        if self.0.last().is_none_or(|(last, _)| *last != name.text()) {
            self.0.push((name.text(), Value::Array(Vec::new())));
        }
        if let Some((_, Value::Array(said))) = self.0.last_mut() {
            said.push(vec![key, text].into());
        }
    }
}

/// The error as JSON.
pub fn written(error: &Error) -> String {
    let mut object = Object::default();
    error.facts(&mut object);
    let fields = object.0.iter().map(|(name, value)| format!("{name:?}:{value}"));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
}
