//! What changed between two drawings, said exactly: done to the first, the changes give the second.

use std::collections::BTreeMap;

use serde::Serialize;

use super::rings::{outside, rank};
use crate::ids::PersonId;
use crate::map::{MapNote, MapTie, Position, WorkingMap};
use crate::measures::Amount;
use crate::people::Quality;

/// Who stands where, in which rings: a version, or the drawing as it stands.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// Names of the rings.
    pub ring_scheme: &'a str,
    /// Everybody placed.
    pub positions: &'a [Position],
    /// Ties among others, drawn by hand.
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
    /// The rings are others, or named otherwise.
    Rings {
        /// As they were.
        from: String,
        /// As they are.
        to: String,
    },
    /// Somebody was not on the drawing before.
    New {
        /// Who.
        person: PersonId,
        /// In which ring.
        ring: i32,
        /// In which direction.
        angle: Amount,
        /// What the tie is like.
        quality: Option<Quality>,
    },
    /// Somebody is no longer on the drawing.
    Gone {
        /// Who.
        person: PersonId,
        /// The ring they were in.
        ring: i32,
    },
    /// Somebody moved nearer or farther.
    Moved {
        /// Who.
        person: PersonId,
        /// The ring they were in, of the earlier rings.
        from: i32,
        /// The ring they are in, of the rings of now.
        to: i32,
        /// Rings nearer to the client than before; negative: farther away.
        nearer: i32,
    },
    /// Somebody stands in another direction.
    Turned {
        /// Who.
        person: PersonId,
        /// The direction before.
        from: Amount,
        /// The direction now.
        to: Amount,
    },
    /// The tie is another.
    Tie {
        /// Whose.
        person: PersonId,
        /// What it was like.
        from: Option<Quality>,
        /// What it is like.
        to: Option<Quality>,
    },
    /// Somebody died meanwhile; nobody leaves the drawing for that.
    Died {
        /// Who.
        person: PersonId,
        /// When, as exactly as it is known.
        on: String,
        /// The date is too rough to tell whether it was between the two.
        perhaps: bool,
    },
    /// A tie between two others was drawn.
    TieDrawn {
        /// The tie.
        tie: MapTie,
    },
    /// A tie between two others was drawn otherwise.
    TieRedrawn {
        /// As it was.
        from: MapTie,
        /// As it is.
        to: MapTie,
    },
    /// A tie between two others was taken off.
    TieDropped {
        /// As it was.
        tie: MapTie,
    },
    /// A note was put on the drawing.
    NoteWritten {
        /// The note.
        note: MapNote,
    },
    /// A note says something else, or stands elsewhere.
    NoteChanged {
        /// As it was.
        from: MapNote,
        /// As it is.
        to: MapNote,
    },
    /// A note was taken off.
    NoteDropped {
        /// As it was.
        note: MapNote,
    },
}

/// What has to be done to the first drawing to have the second: the rings, then people in the order of the
/// second, then who is gone, then ties among others and notes.
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

/// What differs about one person, who stands `nearer` by so many rings.
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

/// Ties of now that are new or others, then those that are gone.
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

/// Notes of now that are new or others, then those that are gone.
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
    fn nearer_is_counted_in_rings_and_farther_is_negative() {
        let said = between(&[at("p1", 3, None)], &[at("p1", 1, None)]);
        let person = PersonId::new("p1");
        assert_eq!(
            said,
            [MapChange::Moved {
                person: person.clone(),
                from: 3,
                to: 1,
                nearer: 2
            }],
            "moved in two rings"
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
            "and out again"
        );
    }

    #[test]
    fn whoever_is_outside_has_not_moved_because_there_is_one_ring_fewer() {
        assert!(
            matches!(in_fewer(5, 4).as_slice(), [MapChange::Rings { .. }]),
            "the rings are others, she is where she was"
        );
    }

    #[test]
    fn whoever_went_outside_as_their_ring_went_has_moved_out() {
        let said = in_fewer(4, 4);
        let out = MapChange::Moved {
            person: PersonId::new("p1"),
            from: 4,
            to: 4,
            nearer: -1,
        };
        assert!(
            matches!(said.as_slice(), [MapChange::Rings { .. }, moved] if *moved == out),
            "from the fourth ring, which is the outside of three"
        );
    }

    /// What is said of somebody who stood in one of four rings, and stands in one of three.
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
    fn the_tie_somebody_new_and_somebody_gone_are_said() {
        let then = [at("p1", 2, Some(Quality::CutOff)), at("p2", 4, None)];
        let now = [at("p1", 2, Some(Quality::Strained)), at("p3", 1, None)];
        let said = between(&then, &now);
        assert!(
            matches!(
                said.as_slice(),
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
            "from cut off to strained, one new, one gone"
        );
    }
}
