//! Course files in and out: nothing is lost, and a wrong file is refused whole with the path of its fault.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use course::Course;
use course::file::{FileFault, read, write};
use serde_json::Value;

const CASES: [&str; 2] = [
    include_str!("../../../../tests/golden/cases/case-transition.json"),
    include_str!("../../../../tests/golden/cases/case-dispute.json"),
];

fn ids() -> impl FnMut() -> String {
    let mut next = 0;
    move || {
        next += 1;
        format!("id-{next}")
    }
}

fn import(bytes: &[u8]) -> Result<Course, FileFault> {
    read(bytes, &mut ids())
}

/// The content of a file: without `expected`, and without nulls standing for absent values.
fn content(text: &str) -> Value {
    let mut file: Value = serde_json::from_str(text).unwrap();
    file.as_object_mut().unwrap().remove("expected");
    drop_nulls(&mut file);
    file
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.retain(|_, value| !value.is_null());
            entries.values_mut().for_each(drop_nulls);
        }
        Value::Array(elements) => elements.iter_mut().for_each(drop_nulls),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn a_case_its_export_and_the_export_of_that_are_equal() {
    for text in CASES {
        let first = write(&import(text.as_bytes()).unwrap());
        let second = write(&import(first.as_bytes()).unwrap());
        assert_eq!(content(&first), content(text), "nothing is lost or added");
        assert_eq!(
            second, first,
            "and the second export says the same, word by word"
        );
    }
}
