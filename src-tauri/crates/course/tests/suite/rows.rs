//! Converts courses into rows and back.

use course::Course;
use course::storage::RowFault;
use serde_json::Value;

const CASES: [&str; 2] = [
    include_str!("../../../../../tests/golden/cases/case-transition.json"),
    include_str!("../../../../../tests/golden/cases/case-dispute.json"),
];

fn case(text: &str) -> Course {
    let mut value: Value = serde_json::from_str(text).expect("a golden case is JSON");
    value
        .as_object_mut()
        .expect("a golden case is an object")
        .remove("expected");
    serde_json::from_value(value).expect("a golden case is a course")
}

#[test]
fn course_is_equal_after_conversion_to_rows_and_back() {
    for text in CASES {
        let course = case(text);
        let mut rows = course.to_rows();
        rows.reverse();
        let back = Course::from_rows(&course.client, &rows).unwrap();
        assert!(back == course, "no record changes or moves");
    }
}

#[test]
fn row_that_does_not_parse_is_named() {
    let course = case(CASES[0]);
    let mut rows = course.to_rows();
    let person = rows.iter_mut().find(|row| row.key == "p03").unwrap();
    person.body = person
        .body
        .replace("\"alive\":\"alive\"", "\"alive\":\"asleep\"");
    let fault = Course::from_rows(&course.client, &rows).unwrap_err();
    let named = matches!(fault, RowFault::Unreadable { ref key, .. } if key == "p03");
    assert!(named, "the fault names the damaged record: {fault}");
}
