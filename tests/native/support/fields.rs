//! The fields of JSON by their paths, as errors write them: `data[3].uuid`.

use serde_json::Value;

/// The paths of all fields and items.
pub fn paths(value: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, value)| (format!("[{index}]"), value)).collect()
        }
        _ => Vec::new(),
    };
    let below = |(path, value): (String, &Value)| {
        let joined = paths(value).into_iter().map(|rest| {
            let dot = if rest.starts_with('[') { "" } else { "." };
            format!("{path}{dot}{rest}")
        });
        let joined: Vec<String> = joined.collect();
        std::iter::once(path).chain(joined).collect::<Vec<_>>()
    };
    children.into_iter().flat_map(below).collect()
}

/// The path as a JSON pointer.
fn pointer(path: &str) -> String {
    let steps = path.replace('[', ".").replace(']', "");
    let steps: Vec<&str> = steps.split('.').filter(|step| !step.is_empty()).collect();
    if steps.is_empty() { String::new() } else { "/".to_owned() + &steps.join("/") }
}

pub fn get<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    value.pointer(&pointer(path))
}

/// The value with that at `path` replaced, added or taken away, where there is a place for it.
pub fn with(value: &Value, path: &str, new: Option<Value>) -> Option<Value> {
    let mut value = value.clone();
    let pointer = pointer(path);
    let (parent, name) = pointer.rsplit_once('/')?;
    match (value.pointer_mut(parent)?, new) {
        (Value::Object(fields), Some(new)) => {
            fields.insert(name.to_owned(), new);
        }
        (Value::Object(fields), None) => {
            fields.remove(name);
        }
        (Value::Array(items), Some(new)) => *items.get_mut(name.parse::<usize>().ok()?)? = new,
        _ => return None,
    }
    Some(value)
}
