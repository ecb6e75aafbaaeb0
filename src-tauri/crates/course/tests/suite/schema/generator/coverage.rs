//! Lists the values and parts of the schema, and those that generated files had.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::SCHEMA;

/// All listed values, optional parts and lists of the schema.
pub fn everything() -> BTreeSet<String> {
    fn walk(schema: &Value, path: &str, all: &mut BTreeSet<String>) {
        for value in schema["enum"].as_array().into_iter().flatten() {
            all.insert(format!("{path} = {value}"));
        }
        let required: Vec<&Value> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .collect();
        for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{key}");
            if !required.contains(&&json!(key)) && !inner["enum"].is_array() {
                all.insert(format!("{path} there"));
                all.insert(format!("{path} absent"));
            }
            walk(inner, &path, all);
        }
        if schema["items"].is_object() {
            if schema["minItems"].is_null() {
                all.insert(format!("{path} empty"));
            }
            walk(&schema["items"], &format!("{path}[]"), all);
        }
    }
    let mut all = BTreeSet::new();
    walk(&SCHEMA, "", &mut all);
    all.retain(|part| !part.starts_with(".expected") && !part.starts_with(".slots empty"));
    all
}

/// Adds the values, parts and lists of a file to `used`.
pub fn note(schema: &Value, value: &Value, path: &str, used: &mut BTreeSet<String>) {
    if schema["enum"].is_array() {
        used.insert(format!("{path} = {value}"));
    }
    match value {
        Value::Object(entries) => {
            for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
                let path = format!("{path}.{key}");
                match entries.get(key) {
                    None => drop(used.insert(format!("{path} absent"))),
                    Some(value) => {
                        used.insert(format!("{path} there"));
                        note(inner, value, &path, used);
                    }
                }
            }
        }
        Value::Array(elements) => {
            if elements.is_empty() {
                used.insert(format!("{path} empty"));
            }
            elements
                .iter()
                .for_each(|element| note(&schema["items"], element, &format!("{path}[]"), used));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
