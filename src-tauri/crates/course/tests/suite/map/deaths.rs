//! Deaths between two versions of the map.

use course::Course;
use course::map::changes::MapChange;
use course::people::Alive;

use super::{day, sample};

/// The sample case with a person who is on each version and died on a date.
fn with_death(on: &str) -> Course {
    let mut course = sample();
    let mut people = course.people.iter_mut().flatten();
    let person = people.nth(3).expect("the case has fifteen people");
    person.alive = Alive::Deceased;
    person.death_date = Some(on.to_owned());
    course
}

/// For each listed death, whether its date is too rough.
fn deaths(changes: &[MapChange]) -> Vec<bool> {
    let of = |change: &MapChange| match change {
        MapChange::Died { perhaps, .. } => Some(*perhaps),
        MapChange::Rings { .. }
        | MapChange::New { .. }
        | MapChange::Gone { .. }
        | MapChange::Moved { .. }
        | MapChange::Turned { .. }
        | MapChange::Tie { .. }
        | MapChange::TieDrawn { .. }
        | MapChange::TieRedrawn { .. }
        | MapChange::TieDropped { .. }
        | MapChange::NoteWritten { .. }
        | MapChange::NoteChanged { .. }
        | MapChange::NoteDropped { .. } => None,
    };
    changes.iter().filter_map(of).collect()
}

#[test]
fn death_between_two_versions_is_listed_and_one_before_them_is_not() {
    for (date, expected) in [
        ("2026-04-12", &[false][..]),
        ("2026-03", &[false]),
        ("2026-spring", &[true]),
        ("2026", &[true]),
        ("2026-01", &[true]),
        ("2026-01-27", &[]),
        ("2024-Q2", &[]),
        ("2026-06", &[]),
        ("2027", &[]),
    ] {
        let course = with_death(date);
        let between = |then, now| {
            let changes = course.map_changes(then, now, day("2026-06-01"));
            deaths(&changes.unwrap())
        };
        assert_eq!(between(Some("map-1"), Some("map-3")), expected, "{date}");
        let backwards = between(Some("map-3"), Some("map-1"));
        assert!(backwards.is_empty(), "backwards there is no death: {date}");
    }
}

#[test]
fn replay_lists_a_death_once_after_its_last_possible_day() {
    for (date, number, perhaps) in [
        ("2026-03-05", Some(8), false),
        ("2026-02", Some(7), true),
        ("2026-spring", None, true),
        ("2026", None, true),
    ] {
        let found: Vec<(Option<i32>, bool)> = with_death(date)
            .map_replay(day("2026-06-01"))
            .iter()
            .flat_map(|moment| {
                let deaths = deaths(&moment.changes).into_iter();
                deaths.map(|perhaps| (moment.number, perhaps))
            })
            .collect();
        assert_eq!(found, [(number, perhaps)], "{date}");
    }
    let before = with_death("2025-12").map_replay(day("2026-06-01"));
    let before = before.iter().flat_map(|moment| deaths(&moment.changes));
    assert_eq!(before.count(), 0, "the death was before the first version");
}
