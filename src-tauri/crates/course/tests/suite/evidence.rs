//! The evidence in the record for an area of focus.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use course::Course;
use course::guidance::{AreaEvidence, Evidence, Fact, TaskState, Told};
use course::map::Position;
use course::people::{Alive, Person, Quality};
use serde_json::{Value, json};

const TRANSITION: &str = include_str!("../../../../../tests/golden/cases/case-transition.json");

/// The sample case without its drawings. The inventory was taken.
fn sample() -> Course {
    let mut next = 0;
    let mut ids = || {
        next += 1;
        format!("id-{next}")
    };
    let mut course = course::file::read(TRANSITION.as_bytes(), &mut ids).unwrap();
    (course.map_snapshots, course.working_map) = (None, None);
    course
}

fn with_person(id: &str, change: impl FnOnce(&mut Person)) -> Course {
    let mut course = sample();
    let mut people = course.people.iter_mut().flatten();
    change(people.find(|person| person.id.as_str() == id).unwrap());
    course
}

/// The sample case with a person on the drawing, who alone is on it.
fn drawn(id: &str, ring: i32, quality: Quality) -> Course {
    let mut course = sample();
    let mut map = course.working_map();
    let mut people = course.people.iter().flatten();
    let person = people.find(|person| person.id.as_str() == id).unwrap();
    map.positions = vec![Position {
        person_id: person.id.clone(),
        ring,
        angle_deg: 0.into(),
        quality: Some(quality),
    }];
    course.working_map = Some(map);
    course
}

fn found(course: &Course, area: usize) -> Vec<Evidence> {
    course.focus_evidence().swap_remove(area).found
}

const GRIEF: usize = 0;
const DISPUTE: usize = 1;
const TRANSITIONS: usize = 2;
const SENSITIVITIES: usize = 3;

/// The evidence found of one person or event.
fn of(course: &Course, area: usize, id: &str) -> Option<Value> {
    let found = found(course, area);
    let evidence = found.iter().find(|evidence| evidence.id == id)?;
    Some(json!({ "facts": evidence.facts, "told": evidence.told, "onset": evidence.onset }))
}

#[test]
fn the_window_tests_with_the_evidence_of_the_sample_case() {
    let areas: Vec<Value> = sample()
        .focus_evidence()
        .iter()
        .map(|area: &AreaEvidence| serde_json::to_value(area).unwrap())
        .collect();
    crate::scoring::golden::compare("../evidence.json", &areas);
}

#[test]
fn changes_of_role_near_the_onset_speak_for_a_transition() {
    let titles: Vec<String> = found(&sample(), TRANSITIONS)
        .into_iter()
        .flat_map(|evidence| evidence.facts)
        .filter_map(|fact| {
            let Fact::Event { year, title } = fact else {
                return None;
            };
            Some(format!("{year}: {title}"))
        })
        .collect();
    let expected = "2025: Last day at school, no farewell assembly";
    assert!(titles.iter().any(|title| title == expected), "{titles:?}");
    assert!(
        !titles
            .iter()
            .any(|title| title.contains("First teaching post")),
        "a change long before the onset is no evidence"
    );
}

#[test]
fn strained_ties_speak_for_a_dispute() {
    let colin = of(&sample(), DISPUTE, "p07").unwrap();
    assert_eq!(
        colin["facts"],
        json!([{ "fact": "tie", "quality": "strained" }])
    );
    assert_eq!(
        colin["told"],
        json!([
            { "about": "expects", "text": "A proper goodbye" },
            { "about": "expected", "text": "A quiet handover" },
        ])
    );
    assert!(of(&sample(), DISPUTE, "p02").is_none(), "she supports");
    let course = drawn("p02", 1, Quality::Conflict);
    assert!(
        of(&course, DISPUTE, "p02").is_some(),
        "the tie on the map is the present one"
    );
}

#[test]
fn unmet_expectations_speak_for_a_dispute_where_the_tie_is_not_tense() {
    let sister = of(&sample(), DISPUTE, "p05").unwrap();
    assert_eq!(
        sister["facts"],
        json!([{ "fact": "tie", "quality": "mixed" }]),
        "she shares no care"
    );
    let content = with_person("p05", |person| {
        (person.unsatisfying, person.wanted_change) = (None, Some(" ".to_owned()));
    });
    assert!(of(&content, DISPUTE, "p05").is_none(), "nothing is wanted");
}

#[test]
fn what_changed_around_the_onset_is_told_of_any_person() {
    let told = "2025-09: more tense evenings once she was home all day";
    let husband = of(&sample(), TRANSITIONS, "p01").unwrap();
    assert_eq!(
        (&husband["told"], &husband["onset"]),
        (
            &json!([{ "about": "around_onset", "text": told }]),
            &json!(true)
        )
    );
    let course = with_person("p02", |person| {
        person.change_around_onset = Some("rings every day".to_owned());
    });
    let found = found(&course, TRANSITIONS);
    let leila = found.iter().find(|evidence| evidence.id == "p02").unwrap();
    assert!(
        leila.told
            == [Told::AroundOnset {
                text: "rings every day".to_owned()
            }],
        "of somebody who supports too"
    );
    assert!(
        of(&sample(), TRANSITIONS, "p03").is_none(),
        "nothing changed with Sami"
    );
}

#[test]
fn a_death_speaks_for_grief_and_a_lost_tie_for_a_transition() {
    let choir = of(&sample(), TRANSITIONS, "p08").unwrap();
    assert_eq!(
        choir["facts"],
        json!([{ "fact": "tie", "quality": "lost" }])
    );
    assert!(of(&sample(), GRIEF, "p08").is_none(), "nobody died");
    for (date, onset, why) in [
        ("2025-spring", true, "in the year before"),
        ("2024", true, "perhaps in the year before"),
        ("2023-12-24", false, "long before"),
        ("2026-02", false, "after it"),
    ] {
        let course = with_person("p08", |person| {
            person.alive = Alive::Deceased;
            person.death_date = Some(date.to_owned());
            person.change_around_onset = None;
        });
        let died = of(&course, GRIEF, "p08").unwrap();
        assert_eq!(
            (&died["facts"], &died["onset"]),
            (&json!([{ "fact": "died", "on": date }]), &json!(onset)),
            "{why}"
        );
    }
}

#[test]
fn people_who_are_wanted_closer_speak_for_sensitivities() {
    let padma = of(&sample(), SENSITIVITIES, "p09").unwrap();
    assert_eq!(
        padma["facts"],
        json!([{ "fact": "wanted_closer", "felt": "close", "wanted": "core" }])
    );
    let course = drawn("p09", 1, Quality::Supportive);
    assert!(
        of(&course, SENSITIVITIES, "p09").is_none(),
        "she is nearer now"
    );
}

#[test]
fn few_people_speak_for_sensitivities_once_the_inventory_was_taken() {
    let few = |people: usize, state: TaskState| {
        let mut course = sample();
        course.people.as_mut().unwrap().truncate(people);
        for task in course.tasks.iter_mut().flatten() {
            if task.id == "init.inventory" {
                task.state = state;
            }
        }
        of(&course, SENSITIVITIES, "few").map(|evidence| evidence["facts"][0]["people"].clone())
    };
    for (people, state, expected) in [
        (1, TaskState::Done, Some(json!(1))),
        (4, TaskState::Done, Some(json!(4))),
        (5, TaskState::Done, None),
        (0, TaskState::Done, None),
        (4, TaskState::Revisited, Some(json!(4))),
        (4, TaskState::InProgress, None),
        (4, TaskState::NotApplicable, None),
    ] {
        assert_eq!(few(people, state), expected, "{people} people, {state:?}");
    }
    let mut course = sample();
    course.tasks = None;
    assert!(
        found(&course, SENSITIVITIES).is_empty(),
        "nothing is said of people who were not asked about"
    );
}

#[test]
fn evidence_near_the_onset_stands_first() {
    for area in sample().focus_evidence() {
        let onset: Vec<bool> = area.found.iter().map(|evidence| !evidence.onset).collect();
        assert!(onset.is_sorted(), "{:?}: {onset:?}", area.area);
    }
}

#[test]
fn an_empty_record_speaks_for_no_area() {
    let mut course = sample();
    (course.people, course.timeline) = (None, None);
    let found: Vec<usize> = course
        .focus_evidence()
        .iter()
        .map(|area| area.found.len())
        .collect();
    assert_eq!(found, [0; 4], "nothing is made up");
}
