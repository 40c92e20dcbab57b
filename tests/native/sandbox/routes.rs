//! Each endpoint of the client has a route here, which answers as the API's document says.

use reportei_customers::api::check::check_answer;
use serde_json::Value;

use crate::endpoints::rows;
use crate::parsed::Parsed;
use crate::support::{Ask, json, sandbox};

#[test]
fn each_endpoint_is_answered_in_the_form_of_the_documents_example() {
    for (endpoint, row) in rows() {
        let mut sandbox = sandbox(3);
        let listed = sandbox.get("/customers");
        let connected = listed["data"].as_array().unwrap().iter().find_map(|customer| {
            let uuid = customer["uuid"].as_str().unwrap();
            let token = sandbox.token_of(uuid).unwrap();
            let header = [("x-customer-token", &*token)];
            let settings = json(&sandbox.ask_with("GET /customers/settings", &header, ""));
            let accounts = settings["customer"]["integrations"].as_array().unwrap().len();
            (accounts > 0).then(|| (uuid.to_owned(), token))
        });
        let (uuid, token) = connected.expect("a customer with integrations");
        let header = [("x-customer-token", &*token)];
        let header = if row.needs_customer_token { &header[..] } else { &[] };
        // Without the row's query, which may ask for a page that is empty here.
        let line = format!("{} {}", row.method, row.path.replace("{uuid}", &uuid));
        let response = sandbox.ask_with(&line, header, &row.request_body());
        let answer = json(&response);
        assert_eq!(response.status, row.status, "{line}: {answer}");
        assert_eq!(check_answer(endpoint, &Parsed(Some(&answer))), Ok(()), "{line}");
        assert_eq!(names(&answer), names(&row.answer), "{line}");
    }
}

/// The names of all fields by their paths; of an array, those of its first item.
fn names(value: &Value) -> Vec<String> {
    let mut names: Vec<String> = match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| {
                let inner = names(value).into_iter().map(move |inner| format!("{name}.{inner}"));
                std::iter::once(name.clone()).chain(inner)
            })
            .collect(),
        Value::Array(items) => items.first().map(names).unwrap_or_default(),
        _ => Vec::new(),
    };
    names.sort();
    names
}
