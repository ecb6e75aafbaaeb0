//! Files made from the schema itself: every value it lists and every part it leaves open must import and
//! come back as they were.
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

const FILES: u64 = 320;

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
        .unwrap_or_else(|fault| panic!("a file of the schema is refused: {fault}\n{text}"))
}

/// What the slots of a file come to, counted by their words.
fn check_counts(seed: u64, file: &Value, course: &Course) {
    let outcomes = course.outcomes();
    let slots = file["slots"].as_array().unwrap();
    let of = |status: &str| slots.iter().filter(|slot| slot["status"] == status).count();
    let met = of("attended") + of("attended_partial");
    assert_eq!(
        usize::try_from(outcomes.attended).unwrap(),
        met,
        "seed {seed}: met in full or in part"
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
        "seed {seed}: numbers used up"
    );
}

/// Whatever a file of the schema holds, the rules have an answer to it.
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
fn files_of_the_schema_come_back_as_they_were_through_the_vault_and_out_again() {
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
            "seed {seed}: the export of the export is the export"
        );
    }
}

#[test]
fn the_generator_uses_every_value_and_every_part_of_the_schema() {
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
        "parts of the schema that no generated file had: {unused:#?}"
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
