//! Generates files from the schema. Each file must be imported and exported again unchanged.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod generator;

use std::collections::BTreeSet;

use course::Course;
use course::file::{read, write};
use course::session::NoteDraft;
use generator::{Generator, SCHEMA, without_nulls};
use serde_json::Value;

const FILES: u64 = 400;

/// The properties of a session that come from its slot, from the contract or from signing.
const NOT_WRITTEN: [&str; 10] = [
    "session_number",
    "slot_index",
    "date",
    "phase",
    "minutes",
    "sessions_left_after",
    "locked_at",
    "author",
    "number_when_signed",
    "struck_reason",
];

fn import(text: &str) -> Course {
    let mut next = 0;
    let mut ids = || {
        next += 1;
        format!("id-{next}")
    };
    read(text.as_bytes(), &mut ids)
        .unwrap_or_else(|fault| panic!("a generated file is refused: {fault}\n{text}"))
}

/// Compares the outcomes of a course with counts over the slots of its file.
fn check_counts(seed: u64, file: &Value, course: &Course) {
    let outcomes = course.outcomes();
    let slots = file["slots"].as_array().unwrap();
    let of = |status: &str| slots.iter().filter(|slot| slot["status"] == status).count();
    let met = of("attended") + of("attended_partial");
    assert_eq!(
        usize::try_from(outcomes.attended).unwrap(),
        met,
        "seed {seed}: sessions held"
    );
    assert_eq!(
        usize::try_from(outcomes.dna).unwrap(),
        of("dna"),
        "seed {seed}: not attended"
    );
    let highest = slots
        .iter()
        .filter_map(|slot| slot["session_number"].as_i64())
        .max()
        .unwrap_or(0);
    assert_eq!(
        i64::from(outcomes.consumed),
        highest,
        "seed {seed}: numbers in use"
    );
}

/// Calls the rules on a course, to see that none panics.
fn check_rules(seed: u64, course: &Course) {
    for day in ["1900-01-01", "2025-03-01", "9999-12-31"] {
        let today = day.parse().unwrap();
        let steps = course.next_steps(today).len()
            + course.reminders(today).len()
            + course.task_states().len();
        let gates = course.gates().len() + course.tray().len();
        assert!(
            gates + steps > 0 && course.scores().len() < 100,
            "seed {seed}: on {day}"
        );
    }
    let glance = course.glance();
    assert_eq!(
        glance.used + glance.left,
        glance.planned,
        "seed {seed}: used and left come to N"
    );
}

#[test]
fn generated_files_are_equal_after_import_rows_and_export() {
    for seed in 0..FILES {
        let file = Generator::new(seed).file();
        let course = import(&file.to_string());
        check_counts(seed, &file, &course);
        check_rules(seed, &course);
        let mut rows = course.to_rows();
        rows.reverse();
        let back = Course::from_rows(&course.client, &rows).unwrap();
        assert!(back == course, "seed {seed}: the rows make the same course");
        let first = write(&back);
        let export: Value = serde_json::from_str(&first).unwrap();
        assert_eq!(
            export,
            without_nulls(file),
            "seed {seed}: nothing is lost or added"
        );
        assert_eq!(
            write(&import(&first)),
            first,
            "seed {seed}: the second export equals the first"
        );
    }
}

#[test]
fn generator_uses_each_value_and_each_part_of_the_schema() {
    let mut unused = generator::everything();
    for seed in 0..FILES {
        let mut generator = Generator::new(seed);
        generator.file();
        generator.used().iter().for_each(|part| {
            unused.remove(part);
        });
    }
    assert!(
        unused.is_empty(),
        "no generated file had these parts of the schema: {unused:#?}"
    );
}

#[test]
fn newest_schema_has_each_field_of_a_note_draft_and_no_other_text() {
    let keys = |object: &Value| -> BTreeSet<String> {
        let names = object.as_object().unwrap().keys();
        names.cloned().collect()
    };
    let mut in_schema = keys(&SCHEMA["properties"]["sessions"]["items"]["properties"]);
    in_schema.retain(|key| !NOT_WRITTEN.contains(&key.as_str()));
    let in_draft = keys(&serde_json::to_value(NoteDraft::default()).unwrap());
    assert_eq!(
        in_draft, in_schema,
        "an export loses a field that only the draft has; nobody can write one that only the schema has"
    );
}
