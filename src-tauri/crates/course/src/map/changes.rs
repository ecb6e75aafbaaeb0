//! Lists the changes between two drawings. Applied to the first drawing, the changes give the second.

use std::collections::BTreeMap;

use serde::Serialize;

use super::rings::{outside, rank};
use crate::ids::PersonId;
use crate::map::{MapNote, MapTie, Position, WorkingMap};
use crate::measures::Amount;
use crate::people::Quality;

/// A drawing: a version or the working map.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// Names of the rings.
    pub ring_scheme: &'a str,
    /// The positions of all people on it.
    pub positions: &'a [Position],
    /// Ties between two people who are not the client.
    pub ties: &'a [MapTie],
    /// Notes on the drawing.
    pub placed_notes: &'a [MapNote],
}

impl<'a> From<&'a WorkingMap> for Drawing<'a> {
    fn from(map: &'a WorkingMap) -> Self {
        Self {
            ring_scheme: &map.ring_scheme,
            positions: &map.positions,
            ties: map.ties.as_deref().unwrap_or_default(),
            placed_notes: map.placed_notes.as_deref().unwrap_or_default(),
        }
    }
}

/// One difference between two drawings.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum MapChange {
    /// The rings have other names or another number.
    Rings {
        /// The rings before.
        from: String,
        /// The rings now.
        to: String,
    },
    /// A person is new on the drawing.
    New {
        /// The person.
        person: PersonId,
        /// The ring.
        ring: i32,
        /// The angle.
        angle: Amount,
        /// The quality of the tie.
        quality: Option<Quality>,
    },
    /// A person is no longer on the drawing.
    Gone {
        /// The person.
        person: PersonId,
        /// The ring before.
        ring: i32,
    },
    /// A person moved nearer to the client or farther away.
    Moved {
        /// The person.
        person: PersonId,
        /// The ring before, in the earlier rings.
        from: i32,
        /// The ring now, in the present rings.
        to: i32,
        /// Number of rings nearer to the client; negative if farther away.
        nearer: i32,
    },
    /// A person is at another angle.
    Turned {
        /// The person.
        person: PersonId,
        /// The angle before.
        from: Amount,
        /// The angle now.
        to: Amount,
    },
    /// The tie to the client has another quality.
    Tie {
        /// The person.
        person: PersonId,
        /// The quality before.
        from: Option<Quality>,
        /// The quality now.
        to: Option<Quality>,
    },
    /// A person died between the two drawings. People who died stay on the drawing.
    Died {
        /// The person.
        person: PersonId,
        /// The date of death: an ISO date of any precision.
        on: String,
        /// Whether the date is too rough to say that it was between the two drawings.
        perhaps: bool,
    },
    /// A tie between two people was added.
    TieDrawn {
        /// The tie.
        tie: MapTie,
    },
    /// A tie between two people has another quality or other words.
    TieRedrawn {
        /// The tie before.
        from: MapTie,
        /// The tie now.
        to: MapTie,
    },
    /// A tie between two people was removed.
    TieDropped {
        /// The tie before.
        tie: MapTie,
    },
    /// A note was added.
    NoteWritten {
        /// The note.
        note: MapNote,
    },
    /// A note has another text or place.
    NoteChanged {
        /// The note before.
        from: MapNote,
        /// The note now.
        to: MapNote,
    },
    /// A note was removed.
    NoteDropped {
        /// The note before.
        note: MapNote,
    },
}

/// Lists the changes from the first drawing to the second: rings, people in the order of the second drawing, people
/// who are gone, ties between two people, notes.
#[must_use]
pub fn changes(then: Drawing<'_>, now: Drawing<'_>) -> Vec<MapChange> {
    let mut changes = Vec::new();
    if then.ring_scheme != now.ring_scheme {
        changes.push(MapChange::Rings {
            from: then.ring_scheme.to_owned(),
            to: now.ring_scheme.to_owned(),
        });
    }
    let beyond = outside(then.ring_scheme).max(outside(now.ring_scheme));
    let before = by_person(then.positions);
    for position in now.positions {
        match before.get(&position.person_id) {
            None => changes.push(MapChange::New {
                person: position.person_id.clone(),
                ring: position.ring,
                angle: position.angle_deg.clone(),
                quality: position.quality,
            }),
            Some(earlier) => {
                let nearer = rank(earlier.ring, then.ring_scheme, beyond)
                    - rank(position.ring, now.ring_scheme, beyond);
                changes.extend(differences(earlier, position, nearer));
            }
        }
    }
    let after = by_person(now.positions);
    let gone = then.positions.iter();
    changes.extend(
        gone.filter(|earlier| !after.contains_key(&earlier.person_id))
            .map(|earlier| MapChange::Gone {
                person: earlier.person_id.clone(),
                ring: earlier.ring,
            }),
    );
    changes.extend(tie_changes(then.ties, now.ties));
    changes.extend(note_changes(then.placed_notes, now.placed_notes));
    changes
}

/// The changes of one person, who is nearer by this number of rings.
fn differences(then: &Position, now: &Position, nearer: i32) -> impl Iterator<Item = MapChange> {
    let person = || now.person_id.clone();
    let moved = (nearer != 0).then(|| MapChange::Moved {
        person: person(),
        from: then.ring,
        to: now.ring,
        nearer,
    });
    let turned = (then.angle_deg != now.angle_deg).then(|| MapChange::Turned {
        person: person(),
        from: then.angle_deg.clone(),
        to: now.angle_deg.clone(),
    });
    let tie = (then.quality != now.quality).then(|| MapChange::Tie {
        person: person(),
        from: then.quality,
        to: now.quality,
    });
    [moved, turned, tie].into_iter().flatten()
}

fn by_person(positions: &[Position]) -> BTreeMap<&PersonId, &Position> {
    positions
        .iter()
        .map(|position| (&position.person_id, position))
        .collect()
}

/// Ties that are new or changed, then ties that were removed.
fn tie_changes(then: &[MapTie], now: &[MapTie]) -> Vec<MapChange> {
    let in_list = |list: &[MapTie], tie: &MapTie| {
        let mut same = list
            .iter()
            .filter(|other| other.is_between(&tie.one, &tie.other));
        same.next().cloned()
    };
    let drawn = now.iter().filter_map(|tie| match in_list(then, tie) {
        None => Some(MapChange::TieDrawn { tie: tie.clone() }),
        Some(from) => (from.quality != tie.quality || from.words != tie.words).then(|| {
            let to = tie.clone();
            MapChange::TieRedrawn { from, to }
        }),
    });
    let dropped = then.iter().filter(|tie| in_list(now, tie).is_none());
    let dropped = dropped.map(|tie| MapChange::TieDropped { tie: tie.clone() });
    drawn.chain(dropped).collect()
}

/// Notes that are new or changed, then notes that were removed.
fn note_changes(then: &[MapNote], now: &[MapNote]) -> Vec<MapChange> {
    let in_list = |list: &[MapNote], note: &MapNote| {
        let mut same = list.iter().filter(|other| other.id == note.id);
        same.next().cloned()
    };
    let written = now.iter().filter_map(|note| match in_list(then, note) {
        None => Some(MapChange::NoteWritten { note: note.clone() }),
        Some(from) => (from != *note).then(|| {
            let to = note.clone();
            MapChange::NoteChanged { from, to }
        }),
    });
    let dropped = then.iter().filter(|note| in_list(now, note).is_none());
    let dropped = dropped.map(|note| MapChange::NoteDropped { note: note.clone() });
    written.chain(dropped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RINGS: &str = "1=core,2=close,3=matters,4=distant,5=outside";

    fn at(id: &str, ring: i32, quality: Option<Quality>) -> Position {
        Position {
            person_id: PersonId::new(id),
            ring,
            angle_deg: 10.into(),
            quality,
        }
    }

    fn between(then: &[Position], now: &[Position]) -> Vec<MapChange> {
        let drawing = |positions| Drawing {
            ring_scheme: RINGS,
            positions,
            ties: &[],
            placed_notes: &[],
        };
        changes(drawing(then), drawing(now))
    }

    #[test]
    fn moves_are_counted_in_rings_and_farther_is_negative() {
        let found = between(&[at("p1", 3, None)], &[at("p1", 1, None)]);
        let person = PersonId::new("p1");
        assert_eq!(
            found,
            [MapChange::Moved {
                person: person.clone(),
                from: 3,
                to: 1,
                nearer: 2
            }],
            "two rings nearer"
        );
        let back = between(&[at("p1", 1, None)], &[at("p1", 3, None)]);
        assert_eq!(
            back,
            [MapChange::Moved {
                person,
                from: 1,
                to: 3,
                nearer: -2
            }],
            "two rings farther"
        );
    }

    #[test]
    fn person_outside_has_not_moved_if_a_ring_is_removed() {
        assert!(
            matches!(in_fewer(5, 4).as_slice(), [MapChange::Rings { .. }]),
            "only the rings changed"
        );
    }

    #[test]
    fn person_outside_because_their_ring_was_removed_has_moved() {
        let found = in_fewer(4, 4);
        let out = MapChange::Moved {
            person: PersonId::new("p1"),
            from: 4,
            to: 4,
            nearer: -1,
        };
        assert!(
            matches!(found.as_slice(), [MapChange::Rings { .. }, moved] if *moved == out),
            "from the fourth ring to the outside of three rings"
        );
    }

    /// The changes for a person who was in one of four rings and is in one of three.
    fn in_fewer(then: i32, now: i32) -> Vec<MapChange> {
        let (then, now) = ([at("p1", then, None)], [at("p1", now, None)]);
        let four = Drawing {
            ring_scheme: RINGS,
            positions: &then,
            ties: &[],
            placed_notes: &[],
        };
        let three = Drawing {
            ring_scheme: "1=a,2=b,3=c,4=outside",
            positions: &now,
            ..four
        };
        changes(four, three)
    }

    #[test]
    fn changed_tie_new_person_and_gone_person_are_listed() {
        let then = [at("p1", 2, Some(Quality::CutOff)), at("p2", 4, None)];
        let now = [at("p1", 2, Some(Quality::Strained)), at("p3", 1, None)];
        let found = between(&then, &now);
        assert!(
            matches!(
                found.as_slice(),
                [
                    MapChange::Tie {
                        from: Some(Quality::CutOff),
                        to: Some(Quality::Strained),
                        ..
                    },
                    MapChange::New { ring: 1, .. },
                    MapChange::Gone { ring: 4, .. }
                ]
            ),
            "a tie from cut off to strained, one new person, one gone person"
        );
    }
}
