//! Sheets entered by mistake.

use course::Course;
use course::file::{read, write};
use course::rule_broken::RuleBroken;
use serde_json::{Value, json};

use super::{TRANSITION, case, outcomes};

/// The case under way, whose last two notes are not signed, with one more sheet.
fn under_way(sheet: Value) -> Course {
    let mut file = case(TRANSITION);
    file["course"]["status"] = json!("active");
    for key in ["actual_end_date", "end_type"] {
        file["course"][key] = Value::Null;
    }
    for note in file["sessions"].as_array_mut().unwrap() {
        if note["session_number"] == 16 {
            note["locked_at"] = Value::Null;
        }
    }
    file["measures"].as_array_mut().unwrap().push(sheet);
    super::read(&file)
}

fn reread(text: &str) -> Course {
    let mut next = 0;
    let mut ids = || {
        next += 1;
        format!("id-{next}")
    };
    read(text.as_bytes(), &mut ids).unwrap()
}

fn k10(session: i32, date: &str) -> Value {
    json!({ "id": "mistake", "instrument": "K10", "date": date, "session_number": session, "total": 30 })
}

fn stands(course: &Course) -> bool {
    course
        .standing_measures()
        .any(|sheet| sheet.id == "mistake")
}

#[test]
fn a_sheet_is_removed_while_the_note_is_not_signed() {
    let course = under_way(k10(16, "2026-05-12"));
    assert!(stands(&course), "it is there");
    let course = course.remove_measure("mistake", None).unwrap();
    let left = course
        .measures
        .iter()
        .flatten()
        .any(|sheet| sheet.id == "mistake");
    assert!(!left, "nothing of it is left");
}

#[test]
fn a_sheet_of_a_signed_note_is_struck_out_with_a_reason() {
    let course = under_way(k10(1, "2026-01-13"));
    let scales = |course: &Course| course.scales().iter().any(|scale| scale.code == "K10");
    assert!(scales(&course), "it is scored");
    let refused = course.clone().remove_measure("mistake", Some(" "));
    assert!(refused == Err(RuleBroken::ReasonNeeded), "why");
    let course = course
        .remove_measure("mistake", Some("another client's sheet"))
        .unwrap();
    assert!(!stands(&course) && !scales(&course), "it counts nowhere");
    let kept = course
        .measures
        .iter()
        .flatten()
        .find(|sheet| sheet.id == "mistake");
    assert_eq!(
        kept.unwrap().struck_reason.as_deref(),
        Some("another client's sheet"),
        "and stays readable"
    );
    let again = course.clone().remove_measure("mistake", Some("again"));
    assert!(again == Err(RuleBroken::UnknownMeasure), "once");
    let back = reread(&write(&course));
    assert!(
        outcomes(&back) == outcomes(&course) && !stands(&back),
        "a file keeps that it was struck out"
    );
}

#[test]
fn a_sheet_of_a_slot_entered_in_error_counts_nowhere_in_a_file_either() {
    for reason in [Some("another client's hour".to_owned()), None] {
        let mut course = under_way(k10(1, "2026-01-13"));
        course.slots[0].status = course::session::SlotStatus::Void;
        course.slots[0].session_number = None;
        course.slots[0].reason = reason;
        course.recompute();
        let note = &mut course.sessions.as_mut().unwrap()[0];
        note.struck_reason = Some("another client's hour".to_owned());
        let text = write(&course);
        let file: Value = serde_json::from_str(&text).unwrap();
        let sheets = file["measures"].as_array().unwrap();
        let there: Vec<&Value> = sheets
            .iter()
            .filter(|sheet| sheet["session_number"] == "slot:1")
            .collect();
        assert!(there.len() > 1, "every sheet of that hour stays there");
        assert!(
            there.iter().all(|sheet| sheet["struck_reason"].is_null()),
            "nobody struck it out"
        );
        assert_eq!(
            file["schema_version"], 3,
            "an earlier reader does not know it"
        );
        let back = reread(&text);
        assert!(!stands(&course) && !stands(&back), "it counts nowhere");
        assert_eq!(outcomes(&back), outcomes(&course));
    }
}

#[test]
fn a_sheet_that_counts_nowhere_stays_readable_with_its_day_score_and_reason() {
    let said = |course: &Course| {
        let struck = course.struck_sheets();
        let mistake = struck.iter().find(|sheet| sheet.id == "mistake");
        mistake.map(|sheet| {
            let Value::Object(sheet) = json!(sheet) else {
                panic!("a sheet is an object")
            };
            ["name", "date", "number", "total", "reason"].map(|key| sheet[key].clone())
        })
    };
    let course = under_way(k10(1, "2026-01-13"));
    assert_eq!(said(&course), None, "it stands");
    let struck = course
        .clone()
        .remove_measure("mistake", Some("misread"))
        .unwrap();
    let name = json!("K10");
    assert_eq!(
        said(&struck),
        Some([
            name.clone(),
            json!("2026-01-13"),
            json!(1),
            json!(30),
            json!("misread")
        ]),
        "the only sheet of its measure"
    );
    for (reason, shown) in [
        (
            Some("another client's hour"),
            json!("another client's hour"),
        ),
        (Some(" "), Value::Null),
        (None, Value::Null),
    ] {
        let mut void = course.clone();
        void.slots[0].status = course::session::SlotStatus::Void;
        void.slots[0].reason = reason.map(str::to_owned);
        void.recompute();
        assert_eq!(
            said(&void),
            Some([
                name.clone(),
                json!("2026-01-13"),
                Value::Null,
                json!(30),
                shown
            ]),
            "its slot was entered in error"
        );
    }
}

#[test]
fn a_sheet_that_raised_a_flag_is_never_removed_without_a_reason() {
    let items = json!([0, 0, 0, 0, 0, 0, 0, 0, 1]);
    let sheet =
        json!({ "id": "mistake", "instrument": "PHQ-9", "date": "2026-05-13", "items": items });
    let course = under_way(sheet);
    let refused = course.clone().remove_measure("mistake", None);
    assert!(
        refused == Err(RuleBroken::ReasonNeeded),
        "somebody may have acted on it"
    );
    assert!(
        course
            .remove_measure("mistake", Some("typed into the wrong record"))
            .is_ok()
    );
}

#[test]
fn a_new_sheet_takes_the_place_of_a_struck_one() {
    let course = under_way(k10(1, "2026-01-13"));
    let course = course.remove_measure("mistake", Some("misread")).unwrap();
    let entry: course::measures::MeasureEntry = serde_json::from_value(json!({
        "instrument": "K10", "date": "2026-01-13", "slot": course.slots[0].id, "total": 24,
    }))
    .unwrap();
    let course = course.record_measure(entry, "new".to_owned()).unwrap();
    let sheets: Vec<(&str, bool)> = course
        .measures
        .iter()
        .flatten()
        .filter(|sheet| sheet.instrument == "K10")
        .map(|sheet| (sheet.id.as_str(), sheet.struck_reason.is_some()))
        .collect();
    assert_eq!(sheets, [("mistake", true), ("new", false)], "both are kept");
}
