//! Reads and writes course files: nothing is lost, and reading never panics.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

use course::Course;
use course::file::{FileFault, read, write};
use course::ids::SessionRef;
use course::map::{MapNote, MapTie};
use serde_json::{Value, json};

const CASES: [&str; 2] = [
    include_str!("../../../../../tests/golden/cases/case-transition.json"),
    include_str!("../../../../../tests/golden/cases/case-dispute.json"),
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

/// The content of a file without `expected` and without nulls, which mean absent.
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
fn export_of_a_case_equals_the_case_and_its_own_export() {
    for text in CASES {
        let first = write(&import(text.as_bytes()).unwrap());
        let second = write(&import(first.as_bytes()).unwrap());
        assert_eq!(content(&first), content(text), "nothing is lost or added");
        assert_eq!(second, first, "the second export equals the first");
    }
}

#[test]
fn byte_order_mark_is_ignored() {
    let marked = format!("\u{feff}{}", CASES[0]);
    assert!(import(marked.as_bytes()).is_ok(), "some editors write one");
}

#[test]
fn absent_and_null_are_the_same() {
    let mut file: Value = serde_json::from_str(CASES[0]).unwrap();
    drop_nulls(&mut file);
    assert_eq!(
        write(&import(file.to_string().as_bytes()).unwrap()),
        write(&import(CASES[0].as_bytes()).unwrap()),
        "the export has no null"
    );
}

#[test]
fn whole_number_may_be_written_as_a_float() {
    let float = CASES[1].replacen("\"session_minutes\": 50", "\"session_minutes\": 50.0", 1);
    assert_ne!(float, CASES[1], "the case has fifty minutes");
    let export = write(&import(float.as_bytes()).unwrap());
    assert_eq!(content(&export), content(CASES[1]), "50.0 is 50");
}

#[test]
fn export_has_no_internal_field_of_the_vault() {
    for text in CASES {
        let course = import(text.as_bytes()).unwrap();
        assert!(
            course.slots[0].id.is_some(),
            "a slot has an id in the vault"
        );
        let export: Value = serde_json::from_str(&write(&course)).unwrap();
        assert!(
            export["slots"][0].get("id").is_none(),
            "a slot has no id in a file"
        );
        assert!(
            export["course"].get("phase").is_none(),
            "the course has no phase in a file"
        );
        assert!(
            export["sessions"][0].get("slot").is_none(),
            "a note has no slot in a file"
        );
    }
}

#[test]
fn changed_working_map_is_exported_as_one_more_version() {
    let mut course = import(CASES[0].as_bytes()).unwrap();
    let newest = course
        .map_snapshots
        .as_ref()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    course.working_map = Some(newest.drawing());
    assert_eq!(
        content(&write(&course)),
        content(CASES[0]),
        "an unchanged working map adds no version"
    );
    course.working_map.as_mut().unwrap().positions.pop();
    let first = write(&course);
    let maps = content(&first)["map_snapshots"].as_array().unwrap().clone();
    assert_eq!(
        (maps.len(), maps[3]["kind"].as_str()),
        (4, Some("other")),
        "the working map is another version"
    );
    assert_eq!(
        write(&import(first.as_bytes()).unwrap()),
        first,
        "it is added once"
    );
}

#[test]
fn renamed_rings_are_exported_without_people_on_the_map() {
    let mut course = import(CASES[0].as_bytes()).unwrap();
    course.map_snapshots = None;
    course.working_map = Some(course.working_map());
    assert!(
        content(&write(&course)).get("map_snapshots").is_none(),
        "the usual rings add no version"
    );
    let own = "1=heart,2=near,3=known,4=far,5=farther,6=outside";
    course.working_map.as_mut().unwrap().ring_scheme = own.to_owned();
    course.people.as_mut().unwrap()[0].closeness_felt = Some(6);
    let again = import(write(&course).as_bytes()).unwrap();
    assert!(
        again.working_map().ring_scheme == own,
        "closeness is stored by these rings"
    );
}

#[test]
fn file_has_the_lowest_version_that_can_hold_the_course() {
    let course = import(CASES[0].as_bytes()).unwrap();
    let people = course.people.clone().unwrap();
    let tie = MapTie {
        one: people[0].id.clone(),
        other: people[1].id.clone(),
        quality: None,
        words: Some("sisters".to_owned()),
    };
    let note = MapNote {
        id: "n1".to_owned(),
        text: "Since the move".to_owned(),
        angle_deg: 30.into(),
        distance: course::measures::Amount::from_f64(1.25).unwrap(),
    };
    let mut drawn = course.clone();
    let newest = drawn.map_snapshots.as_mut().unwrap().last_mut().unwrap();
    newest.ties = Some(vec![tie.clone()]);
    newest.placed_notes = Some(vec![note.clone()]);
    let text = write(&drawn);
    assert_eq!(content(&text)["schema_version"], 2, "ties need version 2");
    let back = import(text.as_bytes()).unwrap();
    let version = back.map_snapshots.as_ref().unwrap().last().unwrap();
    assert!(
        version.ties == Some(vec![tie]) && version.placed_notes == Some(vec![note]),
        "ties and notes are read back"
    );
    assert_eq!(write(&back), text, "the second export equals the first");
    let mut plain = back;
    let newest = plain.map_snapshots.as_mut().unwrap().last_mut().unwrap();
    (newest.ties, newest.placed_notes) = (None, None);
    assert_eq!(
        write(&plain),
        write(&course),
        "without them the file has version 1"
    );
}

#[test]
fn file_is_checked_against_the_schema_of_its_version() {
    let with = |version: i64| {
        let mut file: Value = serde_json::from_str(CASES[0]).unwrap();
        file["schema_version"] = json!(version);
        file["map_snapshots"][0]["ties"] = json!([]);
        import(file.to_string().as_bytes())
    };
    assert!(with(2).is_ok(), "version 2 has ties");
    let fault = with(1).unwrap_err();
    assert_eq!(
        (fault.path.as_str(), fault.problem.code()),
        ("map_snapshots[0].ties", "unknown_key"),
        "version 1 has no ties"
    );
    assert!(with(3).is_ok(), "version 3 has ties");
    let fault = with(4).unwrap_err();
    assert_eq!(
        (fault.path.as_str(), fault.problem.code()),
        ("schema_version", "newer_version"),
        "version 4 is not read"
    );
}

#[test]
fn note_that_says_whether_risk_was_asked_needs_version_3() {
    let mut file: Value = serde_json::from_str(CASES[0]).unwrap();
    for asked in [true, false] {
        file["schema_version"] = json!(3);
        file["sessions"][0]["risk_asked"] = json!(asked);
        let course = import(file.to_string().as_bytes()).unwrap();
        let back = content(&write(&course));
        assert_eq!(back["schema_version"], 3, "version 3 has this key");
        assert_eq!(back["sessions"][0]["risk_asked"], asked, "it is exported");
        file["schema_version"] = json!(2);
        let fault = import(file.to_string().as_bytes()).unwrap_err();
        assert_eq!(
            (fault.path.as_str(), fault.problem.code()),
            ("sessions[0].risk_asked", "unknown_key"),
            "version 2 has no such key"
        );
    }
}

#[test]
fn event_without_an_effect_on_mood_needs_version_3() {
    let mut file: Value = serde_json::from_str(CASES[0]).unwrap();
    file["sessions"][0]["mood_event"]["mood_effect"] = json!(0);
    let back = content(&write(&import(file.to_string().as_bytes()).unwrap()));
    assert_eq!(back["schema_version"], 1, "0 was always allowed");
    assert_eq!(
        back["sessions"][0]["mood_event"], file["sessions"][0]["mood_event"],
        "an old 0 comes out as it came in"
    );
    let event = file["sessions"][0]["mood_event"].as_object_mut().unwrap();
    event.insert("effect_said".to_owned(), json!(true));
    file["schema_version"] = json!(3);
    let back = content(&write(&import(file.to_string().as_bytes()).unwrap()));
    assert_eq!(
        (
            &back["schema_version"],
            &back["sessions"][0]["mood_event"]["effect_said"]
        ),
        (&json!(3), &json!(true)),
        "that 0 was said is kept"
    );
    let event = file["sessions"][0]["mood_event"].as_object_mut().unwrap();
    event.remove("effect_said");
    event.remove("mood_effect");
    let back = content(&write(&import(file.to_string().as_bytes()).unwrap()));
    assert_eq!(
        (&back["schema_version"], &back["sessions"][0]["mood_event"]),
        (&json!(3), &file["sessions"][0]["mood_event"]),
        "unsaid stays unsaid"
    );
    file["schema_version"] = json!(2);
    let fault = import(file.to_string().as_bytes()).unwrap_err();
    assert_eq!(
        (fault.path.as_str(), fault.problem.code()),
        ("sessions[0].mood_event.mood_effect", "missing_key"),
        "version 2 has an effect in each event"
    );
}

#[test]
fn note_that_lists_done_tasks_of_every_session_needs_version_3() {
    let mut file: Value = serde_json::from_str(CASES[0]).unwrap();
    file["sessions"][0]["every_done"] = json!(["every.time"]);
    file["sessions"][0]["every_missed"] = Value::Null;
    file["schema_version"] = json!(3);
    let back = content(&write(&import(file.to_string().as_bytes()).unwrap()));
    assert_eq!(
        (&back["schema_version"], &back["sessions"][0]["every_done"]),
        (&json!(3), &json!(["every.time"])),
        "the list is kept"
    );
    file["schema_version"] = json!(1);
    let fault = import(file.to_string().as_bytes()).unwrap_err();
    assert_eq!(
        (fault.path.as_str(), fault.problem.code()),
        ("sessions[0].every_done", "unknown_key"),
        "version 1 has no such key"
    );
}

#[test]
fn risk_review_with_flags_needs_version_3() {
    let mut file: Value = serde_json::from_str(CASES[0]).unwrap();
    file["schema_version"] = json!(3);
    file["risk_reviews"][0]["time"] = json!("21:40");
    file["risk_reviews"][0]["covers"] = json!([{ "measure": "m01", "item9": 2 }]);
    let course = import(file.to_string().as_bytes()).unwrap();
    let text = write(&course);
    let back = content(&text);
    assert_eq!(back["schema_version"], 3, "version 3 has these keys");
    assert_eq!(
        back["risk_reviews"][0], file["risk_reviews"][0],
        "both keys are exported"
    );
    let wrong = |key: &str, value: Value, path: &str, code: &str| {
        let mut file = file.clone();
        file["risk_reviews"][0][key] = value;
        let fault = import(file.to_string().as_bytes()).unwrap_err();
        assert_eq!((fault.path.as_str(), fault.problem.code()), (path, code));
    };
    let covers = |item9: i32| json!([{ "measure": "m01", "item9": item9 }]);
    let path = "risk_reviews[0].covers[0].item9";
    wrong("covers", covers(5), path, "out_of_range");
    wrong("covers", covers(0), path, "out_of_range");
    wrong(
        "time",
        json!("25:00"),
        "risk_reviews[0].time",
        "no_such_time",
    );
    file["schema_version"] = json!(2);
    let fault = import(file.to_string().as_bytes()).unwrap_err();
    assert_eq!(
        fault.problem.code(),
        "unknown_key",
        "version 2 does not have the keys"
    );
}

#[test]
fn an_answer_that_was_changed_and_a_death_make_a_file_of_the_third_version() {
    let mut file: Value = serde_json::from_str(CASES[0]).unwrap();
    file["schema_version"] = json!(3);
    let sheet = json!({ "id": "p0", "instrument": "PHQ-9", "date": "2026-01-06", "item9": 1, "item9_before": 2 });
    file["measures"] = json!([sheet]);
    let back = content(&write(&import(file.to_string().as_bytes()).unwrap()));
    assert_eq!(
        (
            &back["schema_version"],
            &back["measures"][0]["item9_before"]
        ),
        (&json!(3), &json!(2)),
        "an earlier reader does not know it"
    );
    let wrong = |instrument: &str, before: i32, code: &str| {
        let mut file = file.clone();
        file["measures"][0]["instrument"] = json!(instrument);
        file["measures"][0]["item9_before"] = json!(before);
        if instrument != "PHQ-9" {
            file["measures"][0]["item9"] = Value::Null;
        }
        let fault = import(file.to_string().as_bytes()).unwrap_err();
        assert_eq!(
            (fault.path.as_str(), fault.problem.code()),
            ("measures[0].item9_before", code)
        );
    };
    wrong("PHQ-9", 1, "out_of_range");
    wrong("PHQ-9", 4, "out_of_range");
    wrong("GAD-7", 2, "not_of_this_measure");
    file["measures"] = json!([]);
    file["course"]["death"] = json!({ "told_by": "her sister", "told_on": "2026-06-01" });
    let back = content(&write(&import(file.to_string().as_bytes()).unwrap()));
    assert_eq!(
        (&back["schema_version"], &back["course"]["death"]),
        (&json!(3), &file["course"]["death"]),
        "it comes back"
    );
}

#[test]
fn an_item_on_risk_alone_makes_a_file_of_the_third_version() {
    let mut file: Value = serde_json::from_str(CASES[0]).unwrap();
    let exported = |file: &Value| content(&write(&import(file.to_string().as_bytes()).unwrap()));
    let bdi = |items: Value| json!({ "id": "b0", "instrument": "BDI-II", "date": "2026-01-06", "items": items });
    for (sheet, version, why) in [
        (bdi(json!(vec![1; 21])), 1, "the item is one of the items"),
        (
            json!({ "id": "e0", "instrument": "EPDS", "date": "2026-01-06", "total": 12 }),
            1,
            "it was not answered",
        ),
        (
            json!({ "id": "e0", "instrument": "EPDS", "date": "2026-01-06", "total": 12, "item9": 0 }),
            3,
            "an earlier reader knows no such answer",
        ),
    ] {
        file["measures"] = json!([sheet]);
        let back = exported(&file);
        assert_eq!(back["schema_version"], version, "{why}");
        assert_eq!(back["measures"][0], sheet, "it comes out as it came in");
        assert_eq!(exported(&back), back, "and again");
    }
}

/// A file as Kith wrote it before reviews named their flags. Item 9 was 2 in session 1, and 3 on the day of a review
/// of answer 1.
#[test]
fn review_of_an_earlier_file_answers_no_higher_flag() {
    let mut file: Value = serde_json::from_str(CASES[1]).unwrap();
    let sheet = |id: &str, date: &str, item9: i32| json!({ "id": id, "instrument": "PHQ-9", "date": date, "total": 10, "item9": item9 });
    let mut first = sheet("p0", "2025-09-04", 2);
    first["session_number"] = json!(1);
    file["measures"] = json!([first, sheet("p2", "2025-09-20", 3)]);
    file["risk_reviews"] = json!([{
        "id": "r1", "date": "2025-09-20", "item9": 1, "asked": true,
        "thoughts": "Asked. Passing thoughts, no plan.",
        "acknowledged_by": "therapist", "acknowledged_at": "2025-09-20T10:00:14Z",
    }]);
    let course = import(file.to_string().as_bytes()).unwrap();
    let open: Vec<_> = course
        .open_flags()
        .into_iter()
        .map(|flag| flag.measure)
        .collect();
    assert_eq!(open, ["p0", "p2"], "both flags are open");
}

#[test]
fn record_of_a_slot_without_number_stays_with_its_slot() {
    let mut course = import(CASES[0].as_bytes()).unwrap();
    let slot = course.slots[10].id.clone().unwrap();
    course.goals.as_mut().unwrap()[0].ratings[0].session_number = SessionRef::Slot(slot.clone());
    course.tasks.as_mut().unwrap()[0].session_number = Some(SessionRef::Slot(slot));
    let text = write(&course);
    let export = content(&text);
    assert_eq!(
        (
            &export["schema_version"],
            &export["goals"][0]["ratings"][0]["session_number"],
            &export["tasks"][0]["session_number"],
        ),
        (&json!(3), &json!("slot:11"), &json!("slot:11")),
        "slot 11 was cancelled and has no number"
    );
    let back = import(text.as_bytes()).unwrap();
    let slot = SessionRef::Slot(back.slots[10].id.clone().unwrap());
    assert!(
        back.goals.as_ref().unwrap()[0].ratings[0].session_number == slot
            && back.tasks.as_ref().unwrap()[0].session_number.as_ref() == Some(&slot),
        "both are read back"
    );
    assert_eq!(write(&back), text, "the second export equals the first");
}

#[test]
fn only_a_slot_without_number_is_named_by_its_index() {
    let with = |version: i32, session: Value| {
        let mut file: Value = serde_json::from_str(CASES[0]).unwrap();
        file["schema_version"] = json!(version);
        file["tasks"][0]["session_number"] = session;
        import(file.to_string().as_bytes())
    };
    assert!(with(3, json!("slot:11")).is_ok(), "slot 11 has no number");
    for wrong in ["slot:10", "slot:99", "slot:011", "session:9", "id-11", ""] {
        let fault = with(3, json!(wrong)).unwrap_err();
        assert_eq!(
            (fault.path.as_str(), fault.problem.code()),
            ("tasks[0].session_number", "not_found"),
            "{wrong:?}"
        );
    }
    let fault = with(2, json!("slot:11")).unwrap_err();
    assert_eq!(
        fault.problem.code(),
        "wrong_type",
        "version 2 has numbers only"
    );
}

#[test]
fn number_1_of_a_file_without_numbers_comes_out_as_it_came_in() {
    let mut file: Value = serde_json::from_str(SMALL).unwrap();
    file["slots"][0]["status"] = json!("planned");
    file["slots"][0]["session_number"] = Value::Null;
    file["sessions"] = json!([]);
    let text = write(&import(file.to_string().as_bytes()).unwrap());
    let export = content(&text);
    assert_eq!(
        (
            &export["schema_version"],
            &export["measures"][0]["session_number"]
        ),
        (&json!(1), &json!(1)),
        "it names the first slot"
    );
}

/// A random number generator with the same numbers on all systems.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % bound
    }
}

/// Replaces values at random places of a case. The case stays JSON.
fn change_values(value: &mut Value, chance: &mut Chance) {
    if chance.below(400) == 0 {
        let hostile = [
            Value::Null,
            json!(-1),
            json!(i64::MAX),
            json!(1e308),
            json!(0.5),
            json!(""),
            json!("9999-12-31"),
            json!("0000-00-00"),
            json!("\u{0}\u{202e}"),
            json!([]),
            json!({}),
            json!(true),
        ];
        *value = hostile[chance.below(hostile.len())].clone();
        return;
    }
    match value {
        Value::Object(entries) => entries
            .values_mut()
            .for_each(|inner| change_values(inner, chance)),
        Value::Array(elements) => elements
            .iter_mut()
            .for_each(|inner| change_values(inner, chance)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn changed_values_never_cause_a_panic() {
    let mut chance = Chance(2026);
    let mut imported = 0;
    for round in 0..150 {
        let mut file: Value = serde_json::from_str(CASES[round % 2]).unwrap();
        change_values(&mut file, &mut chance);
        if let Ok(course) = import(file.to_string().as_bytes()) {
            imported += 1;
            assert!(course.outcomes().slots >= 0, "the outcome is computed");
            import(write(&course).as_bytes()).expect("an export is imported");
        }
    }
    assert!(imported > 0, "some changed files are valid");
}

#[test]
fn changed_bytes_never_cause_a_panic() {
    let mut chance = Chance(7);
    let small: Vec<u8> = SMALL.bytes().collect();
    for _ in 0..12_000 {
        let mut bytes = small.clone();
        for _ in 0..=chance.below(3) {
            let at = chance.below(bytes.len().max(2) - 1);
            match chance.below(4) {
                0 => bytes[at] = u8::try_from(chance.below(256)).unwrap(),
                1 if bytes.len() > 1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, b"{}[]\",:0-9e.\\un"[chance.below(15)]),
                _ => bytes.truncate(at.max(1)),
            }
        }
        if let Ok(course) = import(&bytes) {
            import(write(&course).as_bytes()).expect("an export is imported");
        }
    }
}

/// A small course with one slot, one note, one measure and one person.
const SMALL: &str = r#"{"schema_version": 1, "client": {"id": "c", "code": "C-1"},
"course": {"id": "k", "template": "ipc-6", "planned_sessions": 6, "cadence": "weekly", "start_date": "2026-01-05",
"planned_end_date": "2026-02-09", "status": "active", "phase_bounds": {"initial": [1, 2], "middle": [3, 5], "ending": [6, 6]}},
"people": [{"id": "p1", "label": "A", "category": "friend", "alive": "alive"}],
"slots": [{"slot_index": 1, "date": "2026-01-05", "status": "attended", "session_number": 1}],
"sessions": [{"session_number": 1, "slot_index": 1, "date": "2026-01-05", "phase": "initial", "sessions_left_after": 5}],
"measures": [{"id": "m", "instrument": "PHQ-9", "date": "2026-01-05", "session_number": 1, "items": [1, 1, 1, 1, 1, 1, 1, 1, null],
"missing_count": 1, "prorated_total": 9, "band": "mild"}]}"#;

#[test]
fn small_course_is_imported() {
    assert!(
        import(SMALL.as_bytes()).is_ok(),
        "the test of changed bytes begins with it"
    );
}
