//! Checks a file against the course file schema. Only the keywords of JSON Schema that the schema uses are
//! implemented.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::date_fields;
use super::fault::{FileFault, FileProblem, Path};
use crate::rule_broken::LONGEST_TEXT;

/// The schema of each version of the format; tests and other programs use the same files.
static FIRST: LazyLock<Value> = LazyLock::new(|| {
    parsed(include_str!(
        "../../../../../tests/golden/course-file.schema.json"
    ))
});
static SECOND: LazyLock<Value> = LazyLock::new(|| {
    parsed(include_str!(
        "../../../../../tests/golden/course-file-2.schema.json"
    ))
});

static THIRD: LazyLock<Value> = LazyLock::new(|| {
    parsed(include_str!(
        "../../../../../tests/golden/course-file-3.schema.json"
    ))
});

fn parsed(schema: &str) -> Value {
    serde_json::from_str(schema).expect("the schema is part of the program and is JSON")
}

/// Checks a file against the schema of its version, and checks each date, time and instant. A whole number that is
/// written as `3.0` becomes `3`, because the schema allows both forms.
pub(super) fn check(file: &mut Value) -> Result<(), FileFault> {
    let version = file.get("schema_version").and_then(Value::as_f64);
    let schema = if version == Some(3.0) {
        &THIRD
    } else if version == Some(2.0) {
        &SECOND
    } else {
        &FIRST
    };
    value(file, schema, &Path::Root)
}

fn value(value: &mut Value, schema: &Value, at: &Path<'_>) -> Result<(), FileFault> {
    let refuse = |problem| Err(FileFault::at(at, problem));
    if schema.get("const").is_some_and(|only| only != value) {
        return refuse(FileProblem::UnknownValue);
    }
    if let Some(Value::Array(allowed)) = schema.get("enum")
        && !allowed.contains(value)
    {
        return refuse(FileProblem::UnknownValue);
    }
    check_type(value, schema, at)?;
    match value {
        Value::Null | Value::Bool(_) => Ok(()),
        Value::Number(number) => in_range(number.as_f64().unwrap_or(f64::NAN), schema, at),
        Value::String(text) => {
            check_length(text, at)?;
            date_fields::check(text, schema.get("pattern").is_some(), at)
        }
        Value::Array(elements) => list(elements, schema, at),
        Value::Object(entries) => object(entries, schema, at),
    }
}

/// The types that a schema allows; none if it allows any.
fn types(schema: &Value) -> Option<Vec<&str>> {
    match schema.get("type")? {
        Value::String(one) => Some(vec![one]),
        Value::Array(several) => Some(several.iter().filter_map(Value::as_str).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
    }
}

fn check_type(value: &mut Value, schema: &Value, at: &Path<'_>) -> Result<(), FileFault> {
    let Some(types) = types(schema) else {
        return Ok(());
    };
    let wants_whole = types.contains(&"integer") && !types.contains(&"number");
    if wants_whole && let Some(whole) = value.as_f64().and_then(as_whole) {
        *value = Value::Number(whole.into());
    }
    let name = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if wants_whole && number.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if types.contains(&name) {
        return Ok(());
    }
    Err(FileFault::at(
        at,
        FileProblem::WrongType {
            expected: types.join(" or "),
        },
    ))
}

/// The whole number that a float stands for, below 2⁵³, where each whole number has a float of its own.
#[expect(
    clippy::cast_possible_truncation,
    reason = "checked to be whole and small enough"
)]
pub(super) fn as_whole(float: f64) -> Option<i64> {
    (float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0).then_some(float as i64)
}

/// Refuses a text that is longer than a text of the window can be.
fn check_length(text: &str, at: &Path<'_>) -> Result<(), FileFault> {
    let most = usize::try_from(LONGEST_TEXT).unwrap_or(usize::MAX);
    if text.chars().count() > most {
        return Err(FileFault::at(
            at,
            FileProblem::TooLong { most: LONGEST_TEXT },
        ));
    }
    Ok(())
}

fn in_range(number: f64, schema: &Value, at: &Path<'_>) -> Result<(), FileFault> {
    let bound = |name| schema.get(name).and_then(Value::as_f64);
    let (min, max, below) = (
        bound("minimum"),
        bound("maximum"),
        bound("exclusiveMaximum"),
    );
    let fits = min.is_none_or(|min| number >= min)
        && max.is_none_or(|max| number <= max)
        && below.is_none_or(|below| number < below);
    if fits {
        return Ok(());
    }
    Err(FileFault::at(
        at,
        FileProblem::OutOfRange {
            min,
            max: max.or(below),
        },
    ))
}

fn list(elements: &mut [Value], schema: &Value, at: &Path<'_>) -> Result<(), FileFault> {
    let count = |name| schema.get(name).and_then(Value::as_u64);
    let length = elements.len() as u64;
    let too_short = count("minItems").filter(|least| length < *least);
    let too_long = count("maxItems").filter(|most| length > *most);
    if let Some(bound) = too_short.or(too_long) {
        let expected = u32::try_from(bound).unwrap_or(u32::MAX);
        return Err(FileFault::at(at, FileProblem::WrongLength { expected }));
    }
    let Some(each) = schema.get("items") else {
        return Ok(());
    };
    for (index, element) in elements.iter_mut().enumerate() {
        value(element, each, &Path::Index(at, index))?;
    }
    Ok(())
}

fn object(
    entries: &mut Map<String, Value>,
    schema: &Value,
    at: &Path<'_>,
) -> Result<(), FileFault> {
    let known = schema.get("properties").and_then(Value::as_object);
    let others = schema.get("additionalProperties");
    for (key, entry) in entries.iter_mut() {
        let at = Path::Key(at, key);
        match (known.and_then(|known| known.get(key)), others) {
            (Some(schema), _) => value(entry, schema, &at)?,
            (None, Some(Value::Bool(false))) => {
                return Err(FileFault::at(&at, FileProblem::UnknownKey));
            }
            (None, Some(schema)) => value(entry, schema, &at)?,
            (None, None) => {}
        }
    }
    let required = schema.get("required").and_then(Value::as_array);
    for key in required.into_iter().flatten().filter_map(Value::as_str) {
        if !entries.contains_key(key) {
            return Err(FileFault::at(&Path::Key(at, key), FileProblem::MissingKey));
        }
    }
    Ok(())
}

/// Removes each key that the schema does not name, so that internal fields of the vault stay out of files.
pub(super) fn prune(file: &mut Value) {
    keep_named(file, &THIRD);
}

fn keep_named(value: &mut Value, schema: &Value) {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        Value::Array(elements) => {
            if let Some(each) = schema.get("items") {
                elements
                    .iter_mut()
                    .for_each(|element| keep_named(element, each));
            }
        }
        Value::Object(entries) => {
            let known = schema.get("properties").and_then(Value::as_object);
            let closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
            entries.retain(|key, _| !closed || known.is_some_and(|known| known.contains_key(key)));
            for (key, entry) in entries.iter_mut() {
                if let Some(schema) = known.and_then(|known| known.get(key)) {
                    keep_named(entry, schema);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Every keyword of JSON Schema in a schema, at any depth.
    fn words(schema: &Value, found: &mut std::collections::BTreeSet<String>) {
        let Some(object) = schema.as_object() else {
            return;
        };
        for (word, value) in object {
            found.insert(word.clone());
            match word.as_str() {
                "properties" => value
                    .as_object()
                    .unwrap()
                    .values()
                    .for_each(|inner| words(inner, found)),
                "items" | "additionalProperties" => words(value, found),
                _ => {}
            }
        }
    }

    #[test]
    fn every_keyword_of_the_schemas_is_implemented() {
        let mut found = std::collections::BTreeSet::new();
        words(&FIRST, &mut found);
        words(&SECOND, &mut found);
        words(&THIRD, &mut found);
        let known = [
            "$schema",
            "additionalProperties",
            "const",
            "description",
            "enum",
            "exclusiveMaximum",
            "items",
            "maxItems",
            "maximum",
            "minItems",
            "minimum",
            "pattern",
            "properties",
            "required",
            "title",
            "type",
        ];
        let unknown: Vec<_> = found
            .iter()
            .filter(|word| !known.contains(&word.as_str()))
            .collect();
        assert!(
            unknown.is_empty(),
            "a keyword without a check lets wrong files in: {unknown:?}"
        );
    }

    #[test]
    fn only_pattern_of_the_schemas_is_a_day() {
        fn patterns(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::Object(entries) => {
                    found.extend(
                        entries
                            .get("pattern")
                            .and_then(Value::as_str)
                            .map(str::to_owned),
                    );
                    entries.values().for_each(|inner| patterns(inner, found));
                }
                Value::Array(elements) => elements.iter().for_each(|inner| patterns(inner, found)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        let mut found = Vec::new();
        patterns(&FIRST, &mut found);
        patterns(&SECOND, &mut found);
        patterns(&THIRD, &mut found);
        assert!(!found.is_empty(), "the schemas have patterns");
        let day = r"^\d{4}-\d{2}-\d{2}$";
        assert!(
            found.iter().all(|pattern| pattern == day),
            "another pattern needs another check"
        );
    }

    #[test]
    fn second_version_adds_ties_and_notes_on_the_map() {
        let mut second = SECOND.clone();
        for key in ["title", "description"] {
            second[key] = FIRST[key].clone();
        }
        second["properties"]["schema_version"] = FIRST["properties"]["schema_version"].clone();
        let version = second["properties"]["map_snapshots"]["items"]["properties"]
            .as_object_mut()
            .unwrap();
        assert!(
            version.remove("ties").is_some() && version.remove("placed_notes").is_some(),
            "the new version has both keys"
        );
        assert!(second == *FIRST, "nothing else is different");
    }

    #[test]
    fn third_version_adds_only_these_optional_keys_and_names_of_slots() {
        let mut third = THIRD.clone();
        for key in ["title", "description"] {
            third[key] = SECOND[key].clone();
        }
        third["properties"]["schema_version"] = SECOND["properties"]["schema_version"].clone();
        let event = "/properties/sessions/items/properties/mood_event";
        let third_event = third.pointer_mut(event).unwrap();
        assert!(
            third_event["required"] == json!(["event", "person_ids"]),
            "the effect on mood may be absent"
        );
        third_event["required"] = SECOND.pointer(event).unwrap()["required"].clone();
        let effect = &mut third_event["properties"]["mood_effect"]["type"];
        assert!(*effect == json!(["null", "integer"]), "or null");
        *effect = json!("integer");
        let event_keys = third_event["properties"].as_object_mut().unwrap();
        assert!(event_keys.remove("effect_said").is_some(), "0 may be said");
        let notes = third["properties"]["sessions"]["items"]["properties"].as_object_mut();
        assert!(
            notes.unwrap().remove("every_done").is_some(),
            "tasks of every session may be said to be done"
        );
        for (part, keys) in [
            (
                "/risk_reviews/items",
                &["time", "covers", "check_on", "closes"][..],
            ),
            ("/measures/items", &["item9_before", "struck_reason"]),
            ("/sessions/items", &["risk_asked"]),
            ("/safety_plan", &["earlier"]),
            ("/course", &["death", "second_course_reason"]),
            ("/slots/items", &["missed"]),
        ] {
            let known = third.pointer_mut(&format!("/properties{part}/properties"));
            let known = known.and_then(Value::as_object_mut).unwrap();
            for key in keys {
                assert!(known.remove(*key).is_some(), "{key} is in it");
            }
        }
        for record in [
            "/map_snapshots/items",
            "/goals/items/properties/ratings/items",
            "/measures/items",
            "/worksheets/properties/comm_analysis/items",
            "/worksheets/properties/decision_analysis/items",
            "/risk_reviews/items",
            "/mid_review",
            "/ending_review",
            "/tasks/items",
            "/gates/items",
        ] {
            let pointer = format!("/properties{record}/properties/session_number/type");
            let types = third.pointer_mut(&pointer).unwrap();
            let names = types.as_array_mut().unwrap();
            let known = names.len();
            names.retain(|name| name != "string");
            assert!(names.len() < known, "{record} can name a slot");
            *types = SECOND.pointer(&pointer).unwrap().clone();
        }
        assert!(third == *SECOND, "and nothing else is different");
    }
}
