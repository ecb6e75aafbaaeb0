//! Tests the list of changes with generated pairs of drawings.

use std::collections::BTreeMap;

use course::ids::PersonId;
use course::map::changes::{Drawing, MapChange, changes};
use course::map::{MapNote, MapTie, Position, WorkingMap};
use course::measures::Amount;
use course::people::Quality;
use proptest::prelude::*;

/// Applies changes to a drawing in the simplest way. People are ordered by id.
fn applied(then: &WorkingMap, changes: &[MapChange]) -> WorkingMap {
    let outside = |scheme: &str| -> i32 { scheme.split(',').map(|_| 1).sum() };
    let mut scheme = then.ring_scheme.clone();
    let mut people: BTreeMap<PersonId, Position> = then
        .positions
        .iter()
        .map(|position| (position.person_id.clone(), position.clone()))
        .collect();
    let drawn = then.ties.iter().flatten();
    let mut ties: BTreeMap<_, MapTie> = drawn.map(|tie| (pair(tie), tie.clone())).collect();
    let written = then.placed_notes.iter().flatten();
    let mut notes: BTreeMap<_, MapNote> = written
        .map(|note| (note.id.clone(), note.clone()))
        .collect();
    for change in changes.iter().cloned() {
        match change {
            MapChange::Rings { from, to } => {
                assert_eq!(scheme, from, "the rings it begins with");
                for position in people.values_mut() {
                    if position.ring == outside(&from) {
                        position.ring = outside(&to);
                    }
                }
                scheme = to;
            }
            MapChange::New {
                person,
                ring,
                angle,
                quality,
            } => {
                let position = Position {
                    person_id: person.clone(),
                    ring,
                    angle_deg: angle,
                    quality,
                };
                let there = people.insert(person, position);
                assert!(there.is_none(), "nobody is new twice");
            }
            MapChange::Gone { person, .. } => {
                people.remove(&person).expect("only who was there can go");
            }
            MapChange::Moved {
                person,
                from,
                to,
                nearer,
            } => {
                let position = people.get_mut(&person).expect("only who is there moves");
                let mut stood = then.positions.iter();
                let stood = stood.find(|position| position.person_id == person);
                assert_eq!(stood.map(|it| it.ring), Some(from), "where they stood");
                let (was, is) = (outside(&then.ring_scheme), outside(&scheme));
                let far = |ring, outside| if ring == outside { was.max(is) } else { ring };
                assert_eq!(far(from, was) - far(to, is), nearer, "outside is outermost");
                assert_ne!(nearer, 0, "nobody moves to where they are");
                position.ring = to;
            }
            MapChange::Turned { person, from, to } => {
                let position = people.get_mut(&person).expect("only who is there turns");
                assert_eq!(position.angle_deg, from, "from where they stood");
                position.angle_deg = to;
            }
            MapChange::Tie { person, from, to } => {
                let position = people
                    .get_mut(&person)
                    .expect("only who is there has a tie");
                assert_eq!(position.quality, from, "from what it was");
                position.quality = to;
            }
            MapChange::Died { .. } => {}
            MapChange::TieDrawn { tie } => {
                let there = ties.insert(pair(&tie), tie);
                assert!(there.is_none(), "no tie is new twice");
            }
            MapChange::TieRedrawn { from, to } => {
                let tie = ties.get_mut(&pair(&to)).expect("only what is drawn");
                assert!(
                    (tie.quality, &tie.words) == (from.quality, &from.words),
                    "from what it was"
                );
                (tie.quality, tie.words) = (to.quality, to.words);
            }
            MapChange::TieDropped { tie } => {
                ties.remove(&pair(&tie)).expect("only what is drawn");
            }
            MapChange::NoteWritten { note } => {
                let there = notes.insert(note.id.clone(), note);
                assert!(there.is_none(), "no note is new twice");
            }
            MapChange::NoteChanged { from, to } => {
                let note = notes.get_mut(&to.id).expect("only what is written");
                assert!(*note == from, "from what it was");
                *note = to;
            }
            MapChange::NoteDropped { note } => {
                notes.remove(&note.id).expect("only what is written");
            }
        }
    }
    WorkingMap {
        ring_scheme: scheme,
        positions: people.into_values().collect(),
        ties: some(ties.into_values()),
        placed_notes: some(notes.into_values()),
        waiting: None,
    }
}

fn some<T>(all: impl Iterator<Item = T>) -> Option<Vec<T>> {
    Some(all.collect::<Vec<T>>()).filter(|all| !all.is_empty())
}

/// The two people of a tie in a fixed order.
fn pair(tie: &MapTie) -> (PersonId, PersonId) {
    let (one, other) = (tie.one.clone(), tie.other.clone());
    if one < other {
        (one, other)
    } else {
        (other, one)
    }
}

fn sorted(mut map: WorkingMap) -> WorkingMap {
    map.positions
        .sort_by(|one, other| one.person_id.cmp(&other.person_id));
    for tie in map.ties.iter_mut().flatten() {
        (tie.one, tie.other) = pair(tie);
    }
    map.ties.iter_mut().for_each(|ties| ties.sort_by_key(pair));
    map.placed_notes
        .iter_mut()
        .for_each(|notes| notes.sort_by(|one, other| one.id.cmp(&other.id)));
    map
}

fn scheme(rings: i32) -> String {
    let inner = (1..=rings).map(|ring| format!("{ring}=ring {ring}"));
    let all: Vec<String> = inner.chain([format!("{}=outside", rings + 1)]).collect();
    all.join(",")
}

fn quality() -> impl Strategy<Value = Option<Quality>> {
    proptest::option::of(prop_oneof![
        Just(Quality::Supportive),
        Just(Quality::Mixed),
        Just(Quality::Conflict),
        Just(Quality::Distant),
        Just(Quality::Strained),
        Just(Quality::CutOff),
        Just(Quality::Lost),
    ])
}

prop_compose! {
    /// A drawing with up to twelve of the same twelve people, so that two drawings have many in common, with ties
    /// between four of them, and notes.
    fn drawing()(rings in 3..=5_i32)(
        people in proptest::collection::btree_map(
            0..12_u32, (1..=rings + 1, 0..36_i32, quality()), 0..12),
        ties in proptest::collection::vec((0..4_u32, 0..4_u32, quality(), 0..3_u32), 0..5),
        notes in proptest::collection::btree_map(0..4_u32, (0..2_u32, 0..3_i32, 0..3_i32), 0..4),
        rings in Just(rings),
    ) -> WorkingMap {
        let named = |id| PersonId::new(format!("p{id:02}"));
        let ties: BTreeMap<_, MapTie> = ties
            .into_iter()
            .filter(|(one, other, ..)| one != other)
            .map(|(one, other, quality, words)| {
                let words = (words > 0).then(|| format!("word {words}"));
                let tie = MapTie { one: named(one), other: named(other), quality, words };
                (pair(&tie), tie)
            })
            .collect();
        let notes = notes.into_iter().map(|(id, (text, tens, distance))| MapNote {
            id: format!("n{id}"),
            text: format!("text {text}"),
            angle_deg: Amount::from(10 * tens),
            distance: distance.into(),
        });
        let positions = people.into_iter().map(|(id, (ring, tens, quality))| Position {
            person_id: PersonId::new(format!("p{id:02}")),
            ring,
            angle_deg: Amount::from(10 * tens),
            quality,
        });
        WorkingMap {
            ring_scheme: scheme(rings),
            positions: positions.collect(),
            ties: some(ties.into_values()),
            placed_notes: some(notes),
            waiting: None,
        }
    }
}

fn between(then: &WorkingMap, now: &WorkingMap) -> Vec<MapChange> {
    changes(Drawing::from(then), Drawing::from(now))
}

proptest! {
    #[test]
    fn changes_applied_to_the_first_drawing_give_the_second(then in drawing(), now in drawing()) {
        let changes = between(&then, &now);
        prop_assert!(sorted(applied(&then, &changes)) == sorted(now.clone()), "forwards");
        let back = between(&now, &then);
        prop_assert!(sorted(applied(&now, &back)) == sorted(then.clone()), "and back");
        prop_assert_eq!(changes.is_empty(), sorted(then) == sorted(now), "equal drawings have no changes");
    }

    #[test]
    fn each_change_of_a_person_is_listed_once(then in drawing(), now in drawing()) {
        let mut found = BTreeMap::new();
        for change in between(&then, &now) {
            let (what, who) = match change {
                MapChange::Rings { .. } => ("rings", None),
                MapChange::New { person, .. } | MapChange::Gone { person, .. } => ("there", Some(person)),
                MapChange::Moved { person, .. } => ("ring", Some(person)),
                MapChange::Turned { person, .. } => ("direction", Some(person)),
                MapChange::Tie { person, .. } => ("tie", Some(person)),
                MapChange::Died { person, .. } => ("death", Some(person)),
                MapChange::TieDrawn { tie: to } | MapChange::TieDropped { tie: to } | MapChange::TieRedrawn { to, .. } => {
                    let (one, other) = pair(&to);
                    ("tie among others", Some(PersonId::new(format!("{} {}", one.as_str(), other.as_str()))))
                }
                MapChange::NoteWritten { note: to } | MapChange::NoteDropped { note: to } | MapChange::NoteChanged { to, .. } => {
                    ("note", Some(PersonId::new(to.id)))
                }
            };
            *found.entry((what, who)).or_insert(0) += 1;
        }
        prop_assert!(found.values().all(|times| *times == 1), "each once");
    }
}
