//! The history of the map in the sample cases.

mod deaths;
mod generated;

use chrono::NaiveDate;
use course::file;
use course::ids::PersonId;
use course::map::changes::MapChange;
use course::people::{Mention, MentionKind};
use course::{Course, RuleBroken};

const SAMPLE: &[u8] = include_bytes!("../../../../../tests/golden/cases/case-transition.json");

const DISPUTE: &[u8] = include_bytes!("../../../../../tests/golden/cases/case-dispute.json");

fn sample() -> Course {
    read(SAMPLE)
}

fn read(case: &[u8]) -> Course {
    let mut made = 0;
    let mut ids = || {
        made += 1;
        format!("id-{made}")
    };
    file::read(case, &mut ids).expect("a case is a course file")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("days are written as YYYY-MM-DD")
}

#[test]
fn changes_of_the_sample_map_are_those_of_its_ending_review() {
    let course = sample();
    let changes = course
        .map_changes(Some("map-1"), Some("map-3"), day("2026-06-01"))
        .unwrap();
    let moved: Vec<(&str, i32)> = changes
        .iter()
        .filter_map(|change| match change {
            MapChange::Moved { person, nearer, .. } => Some((person.as_str(), *nearer)),
            MapChange::Rings { .. }
            | MapChange::New { .. }
            | MapChange::Gone { .. }
            | MapChange::Turned { .. }
            | MapChange::Tie { .. }
            | MapChange::Died { .. }
            | MapChange::TieDrawn { .. }
            | MapChange::TieRedrawn { .. }
            | MapChange::TieDropped { .. }
            | MapChange::NoteWritten { .. }
            | MapChange::NoteChanged { .. }
            | MapChange::NoteDropped { .. } => None,
        })
        .collect();
    assert_eq!(
        moved,
        [("p05", 1), ("p09", 1), ("p12", 1), ("p15", 1)],
        "Nasreen, Padma, the occupational therapist and the book circle came nearer"
    );
    let new = |id: &str| {
        changes
            .iter()
            .any(|change| matches!(change, MapChange::New { person, .. } if person.as_str() == id))
    };
    assert!(
        new("p13") && new("p14"),
        "the garden group and Ellis are new"
    );
    assert_eq!(changes.len(), 4 + 2 + 6, "six ties changed");
}

#[test]
fn replay_shows_each_session_since_the_first_version_and_now() {
    let moments = sample().map_replay(day("2026-06-01"));
    let numbers: Vec<Option<i32>> = moments.iter().map(|moment| moment.number).collect();
    let expected: Vec<Option<i32>> = (3..=16).map(Some).chain([None]).collect();
    assert_eq!(numbers, expected, "sessions 3 to 16, then now");
    let changed: Vec<Option<i32>> = moments
        .iter()
        .filter(|moment| !moment.changes.is_empty())
        .map(|moment| moment.number)
        .collect();
    assert_eq!(
        changed,
        [Some(8), Some(15)],
        "the map changed at the sessions of the versions"
    );
}

#[test]
fn person_history_has_positions_and_mentions() {
    let course = sample();
    let history = course.person_history(&PersonId::new("p05")).unwrap();
    let rings: Vec<Option<&str>> = history
        .moments
        .iter()
        .map(|moment| moment.ring.as_deref())
        .collect();
    assert_eq!(
        rings,
        [
            Some("matters"),
            Some("matters"),
            Some("close"),
            Some("close")
        ],
        "Nasreen came nearer in the last version"
    );
    assert!(
        history.mentions.iter().any(|mention| matches!(
            mention,
            Mention {
                kind: MentionKind::Happened,
                number: Some(12),
                ..
            }
        )),
        "the note of session 12 mentions her"
    );
    let ellis = course.person_history(&PersonId::new("p14")).unwrap();
    assert_eq!(
        ellis.moments.first().unwrap().ring,
        None,
        "Ellis is not on the first version"
    );
    assert!(
        matches!(
            course.person_history(&PersonId::new("p99")),
            Err(RuleBroken::UnknownPerson)
        ),
        "an unknown person is refused"
    );
}

#[test]
fn person_history_finds_each_kind_of_mention() {
    let course = read(DISPUTE);
    let kinds = |id: &str| -> Vec<MentionKind> {
        let history = course.person_history(&PersonId::new(id)).unwrap();
        history
            .mentions
            .iter()
            .map(|mention| mention.kind)
            .collect()
    };
    use MentionKind::{Attended, Conversation, Focus, Helper, Situation};
    let maja = kinds("p01");
    for kind in [Focus, Attended, Conversation, Situation] {
        assert!(maja.contains(&kind), "{kind:?}: {maja:?}");
    }
    let attended = maja.iter().filter(|kind| **kind == Attended).count();
    assert_eq!(attended, 1, "slot and note count as one session");
    let chidi = kinds("p05");
    let helps = |kind| chidi.iter().filter(|other| **other == kind).count();
    assert_eq!(
        (helps(Helper), helps(Situation)),
        (1, 2),
        "help during the illness and in two difficult situations"
    );
}
